#!/usr/bin/env python3
"""Presets say where each of their figures comes from, and what they say of rules is what was measured."""
import pathlib
import re
import subprocess
import sys
import tempfile

import checking
from checking import QUALM, TOP, corpus_rows, expect
RULE = re.compile(r"^  ([a-z-]+/[a-z-]+): (off|note|warning|error) +# (\d+) of (\d+)\b")


def measured():
    """The verdicts that each rule's row tells of."""
    return {row["id"]: (row["right"] or "0", row["judged"] or "0") for row in corpus_rows("corpus/rules.tsv")}


def check_line(where, line, rules):
    if not line.strip() or line.startswith("#") or line == "rules:":
        return
    expect(re.search(r"\S +# \S", line), f"{where}: no comment says where the figure comes from")
    if not line.startswith("  "):
        return
    rule = RULE.match(line)
    expect(rule, f"{where}: a rule's line says how often it was right: '# N of M'")
    if rule:
        wanted = rules.get(rule[1])
        expect(wanted == (rule[3], rule[4]), f"{where}: {rule[1]} was right in {wanted}, see corpus/rules.tsv")


def check_preset(path, rules):
    name = path.stem
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        check_line(f"{path.relative_to(TOP)}:{number}", line, rules)
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / ".qualm.yaml").write_text(f"root: true\nextends: {name}\n")
        done = subprocess.run([QUALM, "config"], cwd=folder, capture_output=True, text=True)
    expect(done.returncode == 0 and f"preset '{name}'" in done.stdout, f"{name}: cannot be extended: {done.stderr}")


def main():
    rules = measured()
    paths = sorted((TOP / "corpus/presets").glob("*"))
    manual = (TOP / "doc/qualm.1.in").read_text(encoding="utf8")
    expect(paths, "corpus/presets: there are none")
    for path in paths:
        expect(re.search(rf"^\.BR? {path.stem}\b", manual, re.M), f"doc/qualm.1.in names no preset '{path.stem}'")
        check_preset(path, rules)
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
