#!/usr/bin/env python3
"""Lists that must agree with the tree: files that make knows, checksums of word lists, rules and their cues."""
import hashlib
import os
import pathlib
import re
import sys

TOP = pathlib.Path(os.environ.get("top_srcdir", "."))
failures = []


def make_words():
    """Every word of every make fragment."""
    words = set()
    for path in [TOP / "Makefile.am", *TOP.rglob("*.mk")]:
        words.update(path.read_text().replace("\\\n", " ").split())
    return words


def expect(is_so, message):
    if not is_so:
        failures.append(message)
    return 1


def check_files():
    words, n = make_words(), 0
    for pattern in ("src/**/*.[ch]", "src/**/*.def", "tools/*.[ch]", "corpus/**/*.*", "corpus/EDITION",
                    "tests/**/*.py", "tests/**/*.sh", "tests/**/*.md", "fuzz/*", "examples/*", "doc/*.[jm]*"):
        for path in sorted(TOP.glob(pattern)):
            name = str(path.relative_to(TOP))
            if path.is_file() and not name.endswith((".mk", ".pyc")):
                n += expect(name in words, f"{name}: no make fragment names it, so it would not be in a release")
    return n


def check_word_lists():
    n = 0
    for path in sorted(TOP.glob("corpus/lang/*/familiar-*.txt")):
        lines = path.read_text(encoding="utf8").splitlines(keepends=True)
        said = re.search(r"^# sha256: ([0-9a-f]{64})$", path.read_text(encoding="utf8"), re.M)
        body = "".join(l for l in lines if not l.startswith("#"))
        is_same = said is not None and hashlib.sha256(body.encode()).hexdigest() == said[1]
        n += expect(is_same, f"{path}: the checksum in its head is not that of its words")
    return n


def rows(path):
    lines = [l for l in path.read_text(encoding="utf8").splitlines() if l and not l.startswith("#")]
    return [dict(zip(lines[0].split("\t"), l.split("\t"))) for l in lines[1:]]


def check_rules():
    """A severity is earned: warnings by .75 of 30 firings, errors by .9; limits are errors by what they are."""
    n = 0
    least = {"note": 0.0, "warning": 0.75, "error": 0.9}
    judged = {}
    for row in rows(TOP / "corpus/gold/judged.tsv"):
        judged.setdefault(row["rule"], []).append(row["verdict"] == "right")
    for row in rows(TOP / "corpus/rules.tsv"):
        right, total = int(row["right"] or 0), int(row["judged"] or 0)
        verdicts = judged.get(row["id"], [])
        n += expect((sum(verdicts), len(verdicts)) == (right, total),
                    f"corpus/rules.tsv: {row['id']} says {right} of {total} right, "
                    f"corpus/gold/judged.tsv has {sum(verdicts)} of {len(verdicts)}")
        if row["severity"] != "note" and not row["id"].startswith("limit/") and row["ready"] == "yes":
            n += expect(total >= 30 and right >= least[row["severity"]] * total,
                        f"corpus/rules.tsv: {row['id']} has not earned '{row['severity']}': {right} of {total}")
    return n


def main():
    n = check_files() + check_word_lists() + check_rules()
    print("".join(f + "\n" for f in failures), end="")
    print(f"{n - len(failures)} passed, {len(failures)} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
