#!/usr/bin/env python3
"""The examples of the manual page run: each command of its EXAMPLES, in a folder with the files that they name."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import checking
from checking import QUALM, TOP, expect


def examples():
    """The lines of the section, as a shell would be given them."""
    text = (TOP / "doc/qualm.1.in").read_text(encoding="utf8")
    section = re.search(r"^\.SH EXAMPLES\n(.*?)^\.SH", text, re.M | re.S)[1]
    blocks = re.findall(r"^\.nf\n(.*?)^\.fi", section, re.M | re.S)
    return [line.strip().replace("\\-", "-") for block in blocks for line in block.splitlines() if line.strip()]


def files_make(folder):
    (folder / "content").mkdir()
    for name in ("draft.md", "content/a.md"):
        shutil.copy(TOP / "corpus/samples/evening-light.md", folder / name)
    (folder / "texts.ndjson").write_text('{"id":1,"text":"Tea may help some people sleep."}\n')


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files_make(folder)
        (folder / "bin").mkdir()
        (folder / "bin/qualm").symlink_to(QUALM)
        path = f"{folder / 'bin'}:{os.environ.get('PATH', '')}"
        for line in examples():
            if line.startswith("pandoc") and not shutil.which("pandoc"):
                checking.skip(f"there is no pandoc: {line}")
                continue
            done = subprocess.run(["sh", "-c", line], cwd=folder, env={"PATH": path}, capture_output=True, text=True)
            expect(done.returncode in (0, 1), f"status {done.returncode}: {line}\n{done.stderr}")
    expect(checking.n_passed >= 3, "the manual has hardly an example: were they found?")
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
