#!/usr/bin/env python3
"""Holds the includes below SRC to SRC/LAYERS.

Prints each violation as path:line: and fails; then plants violations in a copy, and fails unless each is found.
SRC is the argument, else $top_srcdir/src.
"""
import fnmatch
import os
import pathlib
import re
import shutil
import sys
import tempfile

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_layers(src):
    rooms, foreign = {}, {}
    for line in (src / "LAYERS").read_text().splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, _, allowed = line.partition(":")
        if name.startswith("<"):
            foreign[name.strip("<>")] = allowed.split()
        else:
            rooms[name] = set(allowed.split())
    return rooms, foreign


def room_of(relative):
    return relative.parts[0] if len(relative.parts) > 1 else "."


def own_violation(rooms, relative, header):
    """Why a file may not include a header of ours; None when it may."""
    room = room_of(relative)
    target = header.split("/")[0] if "/" in header else ("qualm.h" if header == "qualm.h" else ".")
    if room not in rooms:
        return f"the room '{room}' is not in LAYERS"
    if target == room or target in rooms[room]:
        return None
    return f"'{room}' may not include '{header}'"


def foreign_violation(foreign, relative, header):
    for prefix, files in foreign.items():
        is_it = header.startswith(prefix) if prefix.endswith("/") else header == prefix
        if is_it and not any(fnmatch.fnmatch(str(relative), f) for f in files):
            return f"only {' '.join(files)} may include <{header}>"
    return None


def violations(src):
    rooms, foreign = read_layers(src)
    for path in sorted(src.rglob("*.[ch]")) + sorted(src.rglob("*.def")):
        relative = path.relative_to(src)
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            check = own_violation if match[1] == '"' else foreign_violation
            why = check(rooms if match[1] == '"' else foreign, relative, match[2])
            if why:
                yield f"{path}:{number}: {why}"


PLANTED = [
    ("base/planted.c", '#include "claim/claim.h"'),
    ("report/planted.c", '#include "judge/judge.h"'),
    ("cmd/planted.c", '#include "segment/segment.h"'),
    ("claim/planted.c", "#include <pcre2.h>"),
    ("measure/planted.c", "#include <unicode/ubrk.h>"),
]


def planted(src):
    failed = 0
    for name, line in PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "src"
            shutil.copytree(src, copy)
            (copy / name).write_text(line + "\n")
            if not any(name in v for v in violations(copy)):
                print(f"not found: {line} in {name}")
                failed += 1
    return failed, len(PLANTED)


def main():
    src = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("top_srcdir", ".") + "/src")
    found = list(violations(src))
    print("".join(v + "\n" for v in found), end="")
    n_missed, n_planted = planted(src)
    failed = len(found) + n_missed
    print(f"{1 + n_planted - min(failed, 1 + n_planted)} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
