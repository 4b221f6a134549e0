#!/usr/bin/env python3
"""The rules of the house that a line of text shows: what may not stand in the code, how wide and how long it may be.

Prints each breach as path:line: and fails; each rule is tried first on a line that breaks it.
"""
import re
import subprocess
import sys

import checking
from checking import TOP, expect

COLUMNS = 120
FILE_LINES = 500
CLASSES = "isalpha|isalnum|isdigit|isspace|ispunct|isupper|islower|toupper|tolower|strcoll|strcasecmp|strncasecmp"
UNBOUNDED = "strcat|strcpy|sprintf|vsprintf|gets|strtok|atoi|atof|rand|system|popen|alloca"
COMMENT = re.compile(r"\s*(/\*|\*)")
# What may not stand in code (comments aside), why, and a line that it finds.
BANNED = [
    (r"\bsetlocale\s*\(", "no locale is ever set", 'setlocale(LC_ALL, "");'),
    (r"\bstrto(d|f|ld|l|ul|ll|ull)\s*\(", "numbers are read by base/number.c", "strtod(text, &end);"),
    (r"printf\s*\([^;]*%[-+ #0-9.*]*[aefgAEFG]", "numbers are written by base/number.c", 'printf("%.2f", x);'),
    (rf"\b({CLASSES})\s*\(", "character classes must not depend on a locale", "if (isspace(c))"),
    (rf"\b({UNBOUNDED})\s*\(", "not bounded, or not ours to call", "strcpy(to, from);"),
    (r"\b(TODO|FIXME|XXX)\b", "work that is left is no comment", "int n; // " + "TODO"),
    (r"^typedef struct", "structs have tags; only the public types are opaque", "typedef struct span span;"),
]
UNTIDY = [
    (rf".{{{COLUMNS + 1},}}", f"more than {COLUMNS} columns", "x" * (COLUMNS + 1)),
    (r"\s$", "something behind the line's end", "x; "),
    (r"\t", "a tab", "\tx;"),
]
# Nothing in the tree may name a registry or a path of a machine.
ELSEWHERE = [
    (r"registry\.npmjs|pypi\.org|crates\.io|deb\.debian\.org|proxy\.golang", "a host name", "https://pypi." + "org/x"),
    (r"/home/[a-z]+/", "a path of a machine", "/home" + "/me/x"),
]
# Generated: one table, as long as Unicode makes it.
GENERATED = {"src/base/width_table.h"}


def below(folders, endings):
    """Files by the endings of their names."""
    for folder in folders:
        for path in sorted((TOP / folder).rglob("*")):
            name = path.relative_to(TOP).as_posix()
            if path.is_file() and path.name.endswith(endings) and name not in GENERATED:
                yield path


def lines_of(path):
    return path.read_text(encoding="utf8", errors="replace").splitlines()


def breaches(rules, paths, is_code=False):
    for path in paths:
        for number, line in enumerate(lines_of(path), 1):
            for pattern, why, _ in rules:
                if re.search(pattern, line) and not (is_code and COMMENT.match(line)):
                    yield f"{path.relative_to(TOP)}:{number}: {why}: {line.strip()[:80]}"


def tracked():
    """The files of the repository that are text; none outside of one."""
    listed = subprocess.run(["git", "-C", TOP, "grep", "-zIl", ""], capture_output=True, check=False).stdout
    return [path for path in (TOP / name for name in listed.decode().split("\0") if name) if path.is_file()]


def too_long(paths):
    for path in paths:
        if len(lines_of(path)) > FILE_LINES:
            yield f"{path.relative_to(TOP)}: more than {FILE_LINES} lines"


def check_tree():
    code = list(below(("src", "tools", "fuzz", "examples"), (".c", ".h")))
    others = list(below(("tests", "include"), (".c", ".h")))
    scripts = [TOP / name for name in ("dev", ".ci/run") if (TOP / name).exists()]
    scripts += below(("tests", "tools", "ship", "fuzz"), (".py", ".sh", ".cjs"))
    expect(len(code) > 100 and len(others) > 30 and len(scripts) > 20, f"{TOP}: files are missing")
    found = [*breaches(BANNED, code, True), *breaches(UNTIDY, code + others + scripts), *breaches(ELSEWHERE, tracked()),
             *too_long(path for path in code if path.suffix == ".c")]
    for breach in found:
        expect(False, breach)
    expect(not found, f"{len(found)} breaches")


def check_rules():
    for pattern, why, line in BANNED + UNTIDY + ELSEWHERE:
        expect(re.search(pattern, line), f"not found by its rule: {why}: {line}")


def main():
    check_rules()
    check_tree()
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
