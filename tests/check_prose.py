#!/usr/bin/env python3
"""On sober prose that nobody here wrote, qualm does not cry wolf: at most 3 warnings and 15 notes in 1,000 sentences.

The prose is the README and doc files of the packages on this machine and, where it is at hand, the fiction and essays
among the labelled texts beside the tree. With --list the findings are printed.
"""
import collections
import json
import pathlib
import subprocess
import sys

from checking import QUALM, TOP

MOST = {"warning": 3.0, "note": 15.0}
LEAST_SENTENCES = 1000
FILES_MOST, BYTES_MOST = 400, 200_000
NAMES = ("README", "NEWS", "FAQ", "INSTALL", "HACKING", "TODO")


def doc_files():
    """Text files that speak to people, the same ones in the same order at every run on a machine."""
    found = []
    for path in sorted(pathlib.Path("/usr/share/doc").glob("*/*")):
        is_text = path.suffix in ("", ".md", ".txt", ".Debian")
        if is_text and path.name.startswith(NAMES) and path.is_file() and path.stat().st_size < BYTES_MOST:
            found.append(str(path))
    return found[:FILES_MOST]


def lines_of(arguments, stdin=b""):
    done = subprocess.run([QUALM, *arguments], input=stdin, capture_output=True)
    return [json.loads(l) for l in done.stdout.decode("utf8").splitlines()]


def clear_records():
    path = TOP.parent / "shared/truth/clear.dev.jsonl"
    if not path.exists():
        return b""
    texts = (json.loads(l) for l in path.open(encoding="utf8"))
    return "".join(json.dumps({"id": i, "text": t["text"]}) + "\n" for i, t in enumerate(texts)).encode()


def check(name, results):
    sentences = sum(r["counts"]["sentences"] for r in results if r.get("counts"))
    if sentences < LEAST_SENTENCES:
        print(f"{name}: skipped, only {sentences} sentences")
        return None
    rules, counts = collections.Counter(), collections.Counter()
    for result in results:
        for finding in result["findings"]:
            counts[finding["severity"]] += 1
            rules[finding["rule"]] += 1
            if "--list" in sys.argv:
                span = finding["span"]
                print(f"  {result.get('path') or result.get('id')}:{span['line']}: {finding['rule']}: "
                      f"{finding['message']}")
    rates = {s: 1000 * counts[s] / sentences for s in MOST}
    print(f"{name}: {sentences} sentences, " + ", ".join(f"{rates[s]:.2f} {s}s" for s in MOST) + " per 1,000; "
          + ", ".join(f"{r} {n}" for r, n in rules.most_common(8)))
    return all(rates[s] <= MOST[s] for s in MOST)


def main():
    docs = doc_files()
    verdicts = [check("package documents", lines_of(["check", "--to", "ndjson", *docs]) if docs else []),
                check("fiction and essays", lines_of(["stream"], clear_records()))]
    n_failed = verdicts.count(False)
    print(f"{verdicts.count(True)} passed, {n_failed} failed, {verdicts.count(None)} skipped")
    return 1 if n_failed else 77 if verdicts.count(True) == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
