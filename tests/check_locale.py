#!/usr/bin/env python3
"""The same bytes come out under every locale, time zone and environment, with one terminal or none."""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

TOP = pathlib.Path(os.environ.get("top_srcdir", ".")).resolve()
QUALM = pathlib.Path(os.environ.get("top_builddir", ".")).resolve() / "qualm"
LOCALES = ["C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "tr_TR.UTF-8", "sv_SE.UTF-8"]


def environments(planted):
    for locale in LOCALES:
        yield {"LC_ALL": locale}
        yield {"LC_ALL": locale, "LC_NUMERIC": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "LANG": locale}
        yield {"LC_ALL": locale, "ICU_DATA": planted}
    yield {}


def output(environment, arguments):
    done = subprocess.run([QUALM, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    return hashlib.sha256(done.stdout + b"|" + done.stderr + b"|%d" % done.returncode).hexdigest()


def main():
    samples = sorted(str(p) for p in (TOP / "corpus/samples").glob("*.*"))
    n_passed = n_failed = 0
    with tempfile.TemporaryDirectory() as planted:
        # A folder as ICU would look for one: files of the names of its break rules, with nonsense in them.
        for name in ("word.brk", "sent.brk", "char.brk"):
            for folder in (".", "icudt72l/brkitr", "brkitr"):
                path = pathlib.Path(planted, folder)
                path.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(b"nonsense")
        for arguments in (["read", *samples], ["read", "--full", "--detail", *samples],
                          ["check", "--to", "json", "--detail", *samples]):
            seen = {output(e, arguments) for e in environments(planted)}
            n_passed += len(seen) == 1
            n_failed += len(seen) != 1
            if len(seen) != 1:
                print(f"{len(seen)} different outputs of: qualm {' '.join(arguments[:3])} ...")
    print(f"{n_passed} passed, {n_failed} failed")
    return n_failed > 0


if __name__ == "__main__":
    sys.exit(main())
