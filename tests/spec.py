#!/usr/bin/env python3
"""Runs the examples that stand in pages of prose.

usage: spec.py --qualm PATH [--update] [--root DIR] [--only TEXT] FILE.md...

Two kinds of fenced block are run:

  ```example                      ```console
  @file NAME                      $ qualm ARGUMENTS
  lines of a file                 what it prints
  $ qualm ARGUMENTS               ```
  lines of standard input
  ---
  what it prints
  [stderr]
  what it says (optional)
  [status N]
  ```

An example runs in an empty folder that holds its files; a console block runs in DIR, the root of the tree, and only
its `$ qualm` commands count. `[status 0]` and an uninteresting standard error are left out. --update writes what the
command prints into the page: read the difference like code.
"""
import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^(?P<marks>`{3,})(?P<kind>example|console)\s*$")
STATUS = re.compile(r"^\[status (\d+)\]$")


class Example:
    """One command with what goes in and what must come out."""

    def __init__(self, kind, line):
        self.kind, self.line = kind, line
        self.files, self.command, self.stdin = {}, "", ""
        self.stdout, self.stderr, self.status = [], None, 0
        self.gap = []  # empty lines between the output and the next command


def parse_output(example, lines):
    target = example.stdout
    for line in lines:
        status = STATUS.match(line)
        if status:
            example.status = int(status[1])
        elif line == "[stderr]":
            target = example.stderr = []
        else:
            target.append(line)


def parse_example(lines, line):
    example, name, at = Example("example", line), None, 0
    while at < len(lines) and not lines[at].startswith("$ "):
        if lines[at].startswith("@file "):
            name = lines[at][6:].strip()
            example.files[name] = []
        elif name is None:
            sys.exit(f"line {line}: a file's content before its @file line")
        else:
            example.files[name].append(lines[at])
        at += 1
    if at == len(lines) or "---" not in lines[at:]:
        sys.exit(f"line {line}: an example needs a '$ ' line and a '---' line")
    example.command = lines[at][2:]
    cut = lines.index("---", at)
    example.stdin = "".join(l + "\n" for l in lines[at + 1:cut])
    example.head = lines[:cut + 1]
    parse_output(example, lines[cut + 1:])
    return [example]


def parse_console(lines, line):
    examples = []
    for number, text in enumerate(lines):
        if text.startswith("$ "):
            examples.append(Example("console", line + number))
            examples[-1].command = text[2:]
            examples[-1].head = [text]
        elif examples:
            examples[-1].stdout.append(text)
    for example in examples:
        n_lines = len(strip_end(example.stdout))
        example.gap = example.stdout[n_lines:]
        example.stdout = example.stdout[:n_lines]
    return examples


def parse_page(path):
    """The page as a list of text lines and lists of examples."""
    parts, lines = [], path.read_text(encoding="utf8").split("\n")
    at = 0
    while at < len(lines):
        match = FENCE.match(lines[at])
        parts.append(lines[at])
        at += 1
        if not match:
            continue
        end = next(i for i in range(at, len(lines)) if lines[i].rstrip() == match["marks"])
        parse = parse_example if match["kind"] == "example" else parse_console
        parts.append(parse(lines[at:end], at + 1))
        at = end
    return parts


def run(example, qualm, root):
    words = shlex.split(example.command)
    if not words or words[0] != "qualm":
        return None
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in example.files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(l + "\n" for l in lines), encoding="utf8")
        where = folder if example.kind == "example" else root
        done = subprocess.run([qualm] + words[1:], input=example.stdin.encode(), capture_output=True, cwd=where,
                              env=env, timeout=60)
    return done.stdout.decode("utf8"), done.stderr.decode("utf8"), done.returncode


def as_lines(text):
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def render(example):
    lines = example.head + example.stdout
    if example.stderr is not None:
        lines = lines + ["[stderr]"] + example.stderr
    if example.status and example.kind == "example":
        lines = lines + [f"[status {example.status}]"]
    return lines + example.gap


def strip_end(lines):
    """Without the empty lines at the end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def check(example, got, where):
    stdout, stderr, status = got
    is_same = strip_end(as_lines(stdout)) == strip_end(example.stdout)
    is_same = is_same and (example.stderr is None or as_lines(stderr) == example.stderr)
    if example.kind == "example":
        is_same = is_same and status == example.status
    if not is_same:
        print(f"{where}:{example.line}: {example.command}")
        for mark, lines in (("-", example.stdout), ("+", as_lines(stdout))):
            print("".join(f"    {mark} {l}\n" for l in lines), end="")
        print(f"    status {status}, wanted {example.status}; stderr: {stderr.strip()[:300]}")
    return is_same


def update(example, got):
    stdout, stderr, status = got
    example.stdout, example.status = as_lines(stdout), status
    if example.stderr is not None:
        example.stderr = as_lines(stderr)


def run_page(path, options, counts):
    parts = parse_page(path)
    for part in parts:
        for example in part if isinstance(part, list) else []:
            if options.only not in example.command:
                continue
            got = run(example, options.qualm, options.root)
            if got is None:
                continue
            if options.update:
                update(example, got)
            counts[check(example, got, path)] += 1
    if options.update:
        lines = []
        for part in parts:
            lines += [l for example in part for l in render(example)] if isinstance(part, list) else [part]
        path.write_text("\n".join(lines), encoding="utf8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--qualm", required=True)
    parser.add_argument("--root", default=".")
    parser.add_argument("--only", default="")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    options.qualm = os.path.abspath(options.qualm)
    counts = {True: 0, False: 0}
    for page in options.pages:
        run_page(page, options, counts)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0 or counts[True] == 0


if __name__ == "__main__":
    sys.exit(main())
