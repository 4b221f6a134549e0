#!/usr/bin/env python3
"""Lists that must agree with the tree: files that make knows, checksums of word lists, severities and their evidence."""
import hashlib
import os
import pathlib
import re
import sys

TOP = pathlib.Path(os.environ.get("top_srcdir", ".")).resolve()
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
failures = []


def expect(is_so, message):
    if not is_so:
        failures.append(message)
    return 1


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
    text, n = make_text(), 0
    words = set(text.split()) | KNOWN
    words |= {f"{test}.c" for test in re.findall(r"UNIT_TESTS \+= (\S+)", text)}
    for name in tree_files():
        n += expect(name in words, f"{name}: no make fragment names it, so it would not be in a release")
    listed = re.search(r"^CORPUS_FILES =(.*)$", text, re.M)[1].split()
    there = [name for name in tree_files() if name.startswith("corpus/") and not NO_TABLES.search(name)]
    n += expect(len(listed) == len(set(listed)), "corpus/corpus.mk: CORPUS_FILES names a file twice")
    for name in sorted(set(listed) ^ set(there)):
        where = "is not in CORPUS_FILES, so changing it rebuilds nothing" if name in there else "is not there"
        expect(False, f"corpus/corpus.mk: {name} {where}")
    return n + len(there)


def check_word_lists():
    n = 0
    for path in sorted(TOP.glob("corpus/lang/*/familiar-*.txt")):
        text = path.read_text(encoding="utf8")
        head = dict(re.findall(r"^# (source|version|licence|sha256): (\S.*)$", text, re.M))
        body = "".join(l for l in text.splitlines(keepends=True) if not l.startswith("#"))
        name = path.relative_to(TOP)
        n += expect(len(head) == 4, f"{name}: its head must name source, version, licence and sha256")
        n += expect(head.get("sha256") == hashlib.sha256(body.encode()).hexdigest(),
                    f"{name}: the checksum in its head is not that of its words")
    return n + expect(n > 0, "corpus/lang: no word list found")


def rows(name):
    lines = [l for l in (TOP / name).read_text(encoding="utf8").splitlines() if l and not l.startswith("#")]
    return [dict(zip(lines[0].split("\t"), l.split("\t"))) for l in lines[1:]]


def judged_verdicts(rules):
    """The verdicts of each rule; a firing counts once, and each is either right or wrong."""
    verdicts, seen, n = {}, set(), 0
    for row in rows("corpus/gold/judged.tsv"):
        firing = (row["rule"], row["dataset"], row["record"], row["offset"])
        n += expect(row["rule"] in rules and row["verdict"] in ("right", "wrong") and firing not in seen,
                    f"corpus/gold/judged.tsv: not a rule, not a verdict, or told twice: {' '.join(firing)}")
        seen.add(firing)
        verdicts.setdefault(row["rule"], []).append(row["verdict"] == "right")
    return verdicts, n


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
    rules = {row["id"]: row for row in rows("corpus/rules.tsv")}
    verdicts, n = judged_verdicts(rules)
    for rule, row in rules.items():
        right, total = int(row["right"] or 0), int(row["judged"] or 0)
        found = verdicts.get(rule, [])
        n += expect((sum(found), len(found)) == (right, total),
                    f"corpus/rules.tsv: {rule} says {right} of {total} right, "
                    f"corpus/gold/judged.tsv has {sum(found)} of {len(found)}")
        earned = earned_severity(rule, sum(found), len(found))
        n += expect(row["severity"] in earned,
                    f"corpus/rules.tsv: {rule} is '{row['severity']}' and has earned '{earned[-1]}': "
                    f"{sum(found)} of {len(found)} right")
    return n


def main():
    n = check_files() + check_word_lists() + check_rules()
    print("".join(f + "\n" for f in failures), end="")
    print(f"{max(n - len(failures), 0)} passed, {len(failures)} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
