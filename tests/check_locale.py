#!/usr/bin/env python3
"""The same bytes come out under every locale, time zone and environment; a terminal sets width and colour."""
import fcntl
import hashlib
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

import checking
from checking import QUALM, TOP, expect

# Decimal commas, a dotless i, another sort order, an encoding that is not UTF-8: what programs trip over.
MADE = {"de_DE.UTF-8": ("de_DE", "UTF-8"), "tr_TR.UTF-8": ("tr_TR", "UTF-8"), "sv_SE.UTF-8": ("sv_SE", "UTF-8"),
        "fr_FR.ISO-8859-1": ("fr_FR", "ISO-8859-1")}


def make_locales(folder):
    """Those of MADE that this machine can make, compiled into the folder, since few machines have them installed."""
    for name, (source, charset) in MADE.items():
        try:
            subprocess.run(["localedef", "-i", source, "-f", charset, os.path.join(folder, name)], capture_output=True)
        except FileNotFoundError:
            pass
    return [name for name in MADE if os.path.isdir(os.path.join(folder, name))]


def environments(planted, locpath, locales):
    for locale in ["C", "C.UTF-8", *locales]:
        here = {"LC_ALL": locale, "LOCPATH": locpath}
        yield here
        yield {**here, "LANG": locale, "LANGUAGE": "de", "TZ": "Pacific/Kiritimati", "POSIXLY_CORRECT": "1"}
        yield {**here, "ICU_DATA": planted}
    yield {}


def output(environment, arguments):
    done = subprocess.run([QUALM, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    return hashlib.sha256(done.stdout + b"|" + done.stderr + b"|%d" % done.returncode).hexdigest()


def in_terminal(columns, arguments, **environment):
    """What a terminal of so many columns is sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    done = subprocess.Popen([QUALM, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=theirs,
                            stderr=subprocess.DEVNULL)
    os.close(theirs)
    sent = b""
    with open(ours, "rb", buffering=0) as terminal:
        try:
            while piece := terminal.read(65536):
                sent += piece
        except OSError:  # so Linux says that the other side was closed
            pass
    done.wait()
    return sent.decode()


def check_terminal(samples):
    """The report is as wide as the terminal, from 40 columns to 120, and coloured there and nowhere else."""
    for sample in samples:
        for columns, most in (40, 40), (66, 66), (120, 120), (200, 120):
            sent = in_terminal(columns, ["--detail", "--all", os.path.basename(sample)], TERM="xterm", HOME="/")
            lines = re.sub("\x1b\\[[0-9;]*m", "", sent).split("\r\n")
            longest = max(len(line) for line in lines)
            expect(most - 12 <= longest <= most, f"{sample}: {longest} columns on a terminal of {columns}")
            expect("\x1b[" in sent, f"{sample}: no colour on a terminal")
    for environment in {"NO_COLOR": "1"}, {"TERM": "dumb"}:
        sent = in_terminal(80, [os.path.basename(samples[0])], **environment)
        expect(sent and "\x1b" not in sent, f"colour in spite of {environment}")


def main():
    samples = sorted(str(p) for p in (TOP / "corpus/samples").glob("*.*"))
    with tempfile.TemporaryDirectory() as planted, tempfile.TemporaryDirectory() as locpath:
        locales = make_locales(locpath)
        for locale in sorted(set(MADE) - set(locales)):
            checking.skip(f"{locale}: this machine cannot make it (localedef, Debian package locales)")
        # A folder as ICU would look for one: files of the names of its break rules, with nonsense in them.
        for name in ("word.brk", "sent.brk", "char.brk"):
            for folder in (".", "icudt72l/brkitr", "brkitr"):
                path = pathlib.Path(planted, folder)
                path.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(b"nonsense")
        for arguments in (["read", *samples], ["read", "--full", "--detail", *samples],
                          ["check", "--to", "json", "--detail", *samples]):
            seen = {output(e, arguments) for e in environments(planted, locpath, locales)}
            expect(len(seen) == 1, f"{len(seen)} different outputs of: qualm {' '.join(arguments[:3])} ...")
    os.chdir(TOP / "corpus/samples")
    check_terminal(samples)
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
