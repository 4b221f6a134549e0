#!/usr/bin/env python3
"""The same bytes come out under every locale, time zone and environment, with one terminal or none."""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

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
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
