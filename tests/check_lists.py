#!/usr/bin/env python3
"""Lists that must agree with the tree: files that make knows, checksums of word lists, severities and evidence."""
import hashlib
import re
import sys

import checking
from checking import TOP, corpus_rows, expect

FOLDERS = ("src", "include", "corpus", "tools", "tests", "fuzz", "doc", "ship", "examples")
FRAGMENTS = [TOP / "Makefile.am", *(p for f in FOLDERS for p in sorted((TOP / f).rglob("*.mk")))]
# Files of a release that no list needs to name: what automake adds by itself.
KNOWN = {p.relative_to(TOP).as_posix() for p in FRAGMENTS}
# What a build in the tree itself leaves there.
MADE = re.compile(r"\.(o|lo|la|log|trs|pyc)$|/\.(deps|libs)/|\.dirstamp$|/__pycache__/|~$"
                  r"|^(tools/(pages|stylegen|syllables|tablegen)|doc/qualm(\.1)?|tests/unit/test_\w+)$")
# What stands in corpus/ and is not read by tablegen.
NO_TABLES = re.compile(r"^corpus/(README\.md$|corpus\.mk$|samples/|gold/|LICENSES/|lang/\w+/pronunciations\.txt$)")
EARNED = {"error": 0.9, "warning": 0.75, "note": 0.0}
FIRINGS_LEAST = 30


def make_text():
    """All fragments as one, without comments, continued lines joined."""
    text = "\n".join(p.read_text(encoding="utf8") for p in FRAGMENTS)
    return re.sub(r"^#.*$", "", text, flags=re.M).replace("\\\n", " ")


def tree_files():
    for folder in FOLDERS:
        for path in sorted((TOP / folder).rglob("*")):
            name = path.relative_to(TOP).as_posix()
            if path.is_file() and not MADE.search(name):
                yield name


def check_files():
    """Every file is named by a list of make, so it is in a release; the corpus is tablegen's, whole and exactly."""
    text = make_text()
    words = set(text.split()) | KNOWN
    words |= {f"{test}.c" for test in re.findall(r"UNIT_TESTS \+= (\S+)", text)}
    for name in tree_files():
        expect(name in words, f"{name}: no make fragment names it, so it would not be in a release")
    listed = re.search(r"^CORPUS_FILES =(.*)$", text, re.M)[1].split()
    there = [name for name in tree_files() if name.startswith("corpus/") and not NO_TABLES.search(name)]
    expect(len(listed) == len(set(listed)), "corpus/corpus.mk: CORPUS_FILES names a file twice")
    for name in sorted({*listed, *there}):
        where = "is not in CORPUS_FILES, so changing it rebuilds nothing" if name in there else "is not there"
        expect(name in listed and name in there, f"corpus/corpus.mk: {name} {where}")


def check_word_lists():
    paths = sorted(TOP.glob("corpus/lang/*/familiar-*.txt"))
    expect(paths, "corpus/lang: no word list found")
    for path in paths:
        text = path.read_text(encoding="utf8")
        head = dict(re.findall(r"^# (source|version|licence|sha256): (\S.*)$", text, re.M))
        body = "".join(l for l in text.splitlines(keepends=True) if not l.startswith("#"))
        name = path.relative_to(TOP)
        expect(len(head) == 4, f"{name}: its head must name source, version, licence and sha256")
        expect(head.get("sha256") == hashlib.sha256(body.encode()).hexdigest(),
               f"{name}: the checksum in its head is not that of its words")


def judged_verdicts(rules):
    """The verdicts of each rule; a firing counts once, and each is either right or wrong."""
    verdicts, seen = {}, set()
    for row in corpus_rows("corpus/gold/judged.tsv"):
        firing = (row["rule"], row["dataset"], row["record"], row["offset"])
        expect(row["rule"] in rules and row["verdict"] in ("right", "wrong") and firing not in seen,
               f"corpus/gold/judged.tsv: not a rule, not a verdict, or told twice: {' '.join(firing)}")
        seen.add(firing)
        verdicts.setdefault(row["rule"], []).append(row["verdict"] == "right")
    return verdicts


def earned_severity(rule, n_right, n_judged):
    """Limits are errors because somebody set them; a misspelt switch is a fact; the others by their measured
    precision."""
    if rule.startswith(("limit/", "ratchet/")) or rule == "suppression/missing-reason":
        return ("error",)
    if rule == "suppression/unknown-rule":
        return ("warning",)
    best = next(s for s, least in EARNED.items()
                if s == "note" or (n_judged >= FIRINGS_LEAST and n_right >= least * n_judged))
    return ("note",) if best == "note" else ("warning", best)


def check_rules():
    rules = {row["id"]: row for row in corpus_rows("corpus/rules.tsv")}
    verdicts = judged_verdicts(rules)
    for rule, row in rules.items():
        right, total = int(row["right"] or 0), int(row["judged"] or 0)
        found = verdicts.get(rule, [])
        expect((sum(found), len(found)) == (right, total),
               f"corpus/rules.tsv: {rule} says {right} of {total} right, "
               f"corpus/gold/judged.tsv has {sum(found)} of {len(found)}")
        earned = earned_severity(rule, sum(found), len(found))
        expect(row["severity"] in earned,
               f"corpus/rules.tsv: {rule} is '{row['severity']}' and has earned '{earned[-1]}': "
               f"{sum(found)} of {len(found)} right")


def check_hooks():
    """pre-commit hands over what the readers read."""
    endings = {ending for path in (TOP / "src/input").glob("*.c")
               for listed in re.findall(r'\.endings = "([^"]+)"', path.read_text(encoding="utf8"))
               for ending in listed.split()}
    hooks = re.findall(r"files: '\(\?i\)\\\.\((\S+)\)\$'", (TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf8"))
    expect(len(hooks) == 2 and endings, ".pre-commit-hooks.yaml: no endings found")
    for hook in hooks:
        expect({f".{ending}" for ending in hook.split("|")} == endings,
               f".pre-commit-hooks.yaml: takes {hook}, and the readers take {' '.join(sorted(endings))}")


def main():
    check_files()
    check_hooks()
    check_word_lists()
    check_rules()
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
