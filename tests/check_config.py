#!/usr/bin/env python3
"""Configurations: the schema is the table's, it takes what the reader takes, and what is printed can be read again.

Each case is JSON, which is YAML too, so that the schema and the reader judge the same bytes.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import checking
from checking import QUALM, TOP, expect
SCHEMA = TOP / "doc/qualm.schema.json"
CASES = [  # configuration, whether it is one
    ({}, True), ({"language": "no"}, True), ({"language": ""}, False), ({"language": ["en"]}, False),
    ({"words-per-minute": 250}, True), ({"words-per-minute": "250"}, True), ({"words-per-minute": 49}, False),
    ({"words-per-minute": 2001}, False), ({"words-per-minute": 250.5}, False), ({"words-per-minute": "fast"}, False),
    ({"max-grade": 9}, True), ({"max-grade": "smog=9.5"}, True), ({"max-grade": [9, "smog=8"]}, True),
    ({"max-grade": "hogwash=9"}, False), ({"max-grade": "flesch-reading-ease=60"}, False), ({"max-grade": {}}, False),
    ({"max-grade": ["x"]}, False), ({"max-minutes": 3}, True), ({"max-minutes": -3}, False),
    ({"max-minutes": 1.5}, False), ({"max-minutes": [3]}, False), ({"max-minutes": 2000000000}, False),
    ({"max-density": 2.5}, True), ({"max-density": -1}, False), ({"max-density": "some"}, False),
    ({"min-words": 0}, True), ({"min-words": "none"}, False), ({"fail-level": "note"}, True),
    ({"fail-level": "none"}, False), ({"min-level": "error"}, True), ({"min-level": "off"}, False),
    ({"exclude": "a"}, True), ({"exclude": ["a", "b/*"]}, True), ({"exclude": [["a"]]}, False),
    ({"exclude": {"a": "b"}}, False), ({"exclude": ""}, False), ({"accept": ["miracle berry"]}, True),
    ({"accept": [{}]}, False), ({"baseline": "b.json"}, True), ({"baseline": ["b.json"]}, False),
    ({"ratchet": ["grade", "density"]}, True), ({"ratchet": "grade, minutes"}, True), ({"ratchet": ["speed"]}, False),
    ({"ratchet": "speed"}, False), ({"require-reason": True}, True), ({"require-reason": "on"}, True),
    ({"require-reason": "perhaps"}, False), ({"require-reason": [True]}, False), ({"root": False}, True),
    ({"root": "maybe"}, False), ({"extends": "health"}, True), ({"extends": ["news", "base.yaml"]}, True),
    ({"extends": {}}, False), ({"rules": {"hype": "off", "certainty/proof": "error"}}, True),
    ({"rules": {"hype": "loud"}}, False), ({"rules": {"hipe": "off"}}, False), ({"rules": "off"}, False),
    ({"rules": {"hype": ["off"]}}, False), ({"rules": {"hype": False}}, False),
    ({"formats": {"*.x": "markdown"}}, True), ({"formats": {"*.x": "rst"}}, False), ({"formats": ["*.x"]}, False),
    ({"overrides": [{"paths": "a/*", "max-minutes": 3, "rules": {"hype": "note"}}]}, True),
    ({"overrides": [{"paths": ["a", "b"]}]}, True), ({"overrides": [{"max-minutes": 3}]}, False),
    ({"overrides": [{"paths": "a", "root": True}]}, False), ({"overrides": [{"paths": "a", "extends": "news"}]}, False),
    ({"overrides": [{"paths": {"a": "b"}}]}, False), ({"overrides": {"paths": "a"}}, False),
    ({"overrides": [3]}, False),
    ({"max-grad": 9}, False), ({"output": "x"}, False), ({"to": "sarif:x"}, False), ({"paths": "a"}, False),
    ({"config": "x"}, False), ({"no-inline": True}, False), ([], False), (9, False),
    ({"language": "en", "max-minutes": 3, "exclude": ["a: b", "\u00e9\u202e", "x\ny", "-", "%"]}, True),
]


def run(*arguments, cwd, env=None):
    return subprocess.run([QUALM, *arguments], cwd=cwd, capture_output=True, text=True, env=env, timeout=60)


def told(text, folder, *arguments):
    """What `qualm config` makes of a configuration in an otherwise empty folder."""
    where = pathlib.Path(folder) / "site"
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir()
    (where / ".qualm.yaml").write_text(text, encoding="utf8")
    (where / "base.yaml").write_text("max-minutes: 9\n")
    return run("config", *arguments, cwd=where)


def schema_takes(text):
    done = subprocess.run([sys.executable, TOP / "tests/jsonschema_check.py", SCHEMA], input=text + "\n",
                          capture_output=True, text=True)
    expect(done.returncode in (0, 1), f"the schema cannot be used: {done.stdout}{done.stderr}")
    return done.returncode == 0


def values(printed):
    """What was printed without where it was said."""
    return [re.sub(r" +# .*", "", line) for line in printed.splitlines() if not line.startswith("#")]


def check_case(case, is_good, folder):
    text = json.dumps(case)
    done = told(text, folder)
    expect(done.returncode == (0 if is_good else 2), f"{text}: status {done.returncode}: {done.stderr}")
    expect(schema_takes(text) == is_good, f"{text}: the schema says {'no' if is_good else 'yes'}")
    if not is_good:
        expect(re.match(r"qualm: \.qualm\.yaml:\d+:\d+: .", done.stderr), f"{text}: no place in: {done.stderr}")
        return
    again = told(done.stdout, folder)
    expect(values(again.stdout) == values(done.stdout), f"{text}: read again: {again.stdout}{again.stderr}")


def check_bytes(folder):
    """What is no YAML text, or more than a configuration."""
    where = pathlib.Path(folder) / "bytes"
    where.mkdir()
    cases = {
        b"language: \xff\n": r"\.qualm\.yaml:1:11: ", b"\x00\x01\x02": r"\.qualm\.yaml:1:1: ",
        b'language: "e\\0n"\n': r"\.qualm\.yaml:1:11: ", b"language: en\n---\na: b\n": r"\.qualm\.yaml:2:1: ",
        b"a: " + b"[" * 100000: r"\.qualm\.yaml:1:\d+: ", b"exclude: " + b"[" * 100000: r"\.qualm\.yaml:1:\d+: ",
        b"#" * (1024 * 1024 + 1): r"\S*/\.qualm\.yaml: is larger than 1 MiB",
        b"exclude: [" + b"a," * 257 + b"]\n": r"\.qualm\.yaml:1:523: more than 256 values",
        b"\xef\xbb\xbfmax-grad: 9\n": r"\.qualm\.yaml:1:1: unknown key",
        b"language: en\r\nx: 1\r\n": r"\.qualm\.yaml:2:1: ",
    }
    for content, wanted in cases.items():
        (where / ".qualm.yaml").write_bytes(content)
        done = subprocess.run([QUALM, "config"], cwd=where, capture_output=True, timeout=60)
        said = done.stderr.decode("utf8", "backslashreplace")
        expect(done.returncode == 2 and re.match("qualm: " + wanted, said), f"{content[:30]}: {done.returncode} {said}")
        expect(all(31 < ord(c) < 0xD800 or c == "\n" for c in said), f"{content[:30]}: said raw: {said!r}")


def check_sums(folder):
    """Lists that are too long only together."""
    where = pathlib.Path(folder) / "sums/below"
    where.mkdir(parents=True)
    for place, name in ((where.parent, "a"), (where, "b")):
        (place / ".qualm.yaml").write_text("accept: [" + ", ".join(f"{name}{i}" for i in range(200)) + "]\n")
    done = run("config", cwd=where)
    expect(done.returncode == 2 and ".qualm.yaml:1: accept: more than 256 values" in done.stderr, f"sums: {done}")


def git(where, *arguments):
    who = {f"GIT_{r}_{k}": v for r in ("AUTHOR", "COMMITTER") for k, v in (("NAME", "Ann"), ("EMAIL", "a@example.org"))}
    env = {"PATH": os.environ.get("PATH", ""), "HOME": str(where), "GIT_CONFIG_NOSYSTEM": "1", **who}
    subprocess.run(["git", *arguments], cwd=where, env=env, check=True, capture_output=True)


def check_revision(folder):
    """A change has no say in what it is held to."""
    where = pathlib.Path(folder) / "repository"
    (where / "content").mkdir(parents=True)
    (where / ".qualm.yaml").write_text("extends: shared/base.yaml\nmax-grade: 9\n")
    (where / "shared").mkdir()
    (where / "shared/base.yaml").write_text("max-minutes: 4\n")
    (where / "content/a.md").write_text("Tea.\n")
    git(where, "init", "-q", "-b", "main")
    git(where, "add", "-A")
    git(where, "commit", "-qm", "one")
    (where / ".qualm.yaml").write_text("max-grade: 90\n")
    (where / "shared/base.yaml").unlink()
    (where / "content/qualm.yaml").write_text("rules: {hype: off}\n")
    (pathlib.Path(folder) / "link").symlink_to(where)
    here = values(run("config", "content/a.md", cwd=where).stdout)
    expect("  hype: off" in here and "  - 90" in here, f"on disk: {here}")
    for start in (where, pathlib.Path(folder) / "link"):
        there = run("config", "--config-from", "main", str(start / "content/a.md"), cwd=folder)
        got = values(there.stdout)
        expect("  - 9" in got and "max-minutes: 4" in got and "  hype: off" not in got,
               f"from a revision: {got} {there.stderr}")
    unknown = run("config", "--config-from", "nowhere", "content/a.md", cwd=where)
    expect(unknown.returncode == 2 and "nowhere" in unknown.stderr, f"an unknown revision: {unknown.stderr}")
    nothing = run("config", "--config-from", "main", cwd=folder)
    expect(nothing.returncode == 2, f"no repository: {nothing.returncode} {nothing.stdout}")


def check_extends(folder):
    """A link leads nowhere that a path does not."""
    outside, where = pathlib.Path(folder) / "secret.yaml", pathlib.Path(folder) / "linked"
    outside.write_text("hunter2: 1\n")
    (where / ".git").mkdir(parents=True)
    (where / "link.yaml").symlink_to(outside)
    (where / ".qualm.yaml").write_text("extends: link.yaml\n")
    done = run("config", cwd=where)
    expect(done.returncode == 2 and "hunter2" not in done.stderr, f"a link out of the repository: {done.stderr}")
    (where / ".qualm.yaml").unlink()
    (where / ".qualm.yaml").symlink_to(outside)
    done = run("config", cwd=where)
    expect(done.returncode == 2 and "is a link out of the repository" in done.stderr, f"a linked file: {done.stderr}")
    (where / ".qualm.yaml").unlink()
    (where / "real.yaml").write_text("max-minutes: 5\n")
    (where / ".qualm.yaml").symlink_to("real.yaml")
    expect("max-minutes: 5" in values(run("config", cwd=where).stdout), "a link within the repository")


def check_owner(folder):
    """Outside a repository, what another user left on the way up decides nothing, and is told."""
    top, somebody = pathlib.Path(folder) / "shared", 12345
    (top / "mine").mkdir(parents=True)
    (top / ".qualm.yaml").write_text("max-minutes: 5\n")
    (top / "mine/a.md").write_text("Tea may help.\n")
    expect("max-minutes: 5" in values(run("config", cwd=top / "mine").stdout), "one's own file further up")
    if os.geteuid() != 0:
        print("skipped what needs to give files away")
        return
    os.chown(top / ".qualm.yaml", somebody, -1)
    done = run("config", cwd=top / "mine")
    expect("max-minutes: 5" not in done.stdout, "another user's file")
    expect(f"qualm: {top}/.qualm.yaml: is another user's, and nothing is read of it" in done.stderr, done.stderr)
    expect("is another user's" in run("check", "--exit-zero", ".", cwd=top / "mine").stderr, "told in a check")
    named = run("config", "--config", "../.qualm.yaml", cwd=top / "mine")
    expect("max-minutes: 5" in values(named.stdout) and not named.stderr, "the same, named")
    (top / ".qualm.yaml").unlink()
    os.mkfifo(top / ".qualm.yaml")
    os.chown(top / ".qualm.yaml", somebody, -1)
    expect(run("config", cwd=top / "mine").returncode == 0, "nor does another user's pipe stop the run")
    (top / ".qualm.yaml").unlink()
    (top / ".qualm.yaml").symlink_to("/etc/passwd")
    os.chown(top / ".qualm.yaml", somebody, -1, follow_symlinks=False)
    expect(run("config", cwd=top / "mine").returncode == 0, "nor another user's link")
    (top / ".qualm.yaml").unlink()
    (top / ".qualm.yaml").write_text("max-minutes: 5\n")
    os.chown(top / ".qualm.yaml", somebody, -1)
    os.chown(top, somebody, -1)
    expect("max-minutes: 5" in values(run("config", cwd=top / "mine").stdout), "a file of the folder's owner")
    os.chown(top, 0, -1)
    (top / ".git").mkdir()
    expect("max-minutes: 5" in values(run("config", cwd=top / "mine").stdout), "a repository is one's own choice")


def main():
    schema = run("config", "--schema", cwd=TOP)
    expect(schema.stdout == SCHEMA.read_text(encoding="utf8"), "doc/qualm.schema.json is not what the table says: "
                                                               "run 'make schema'")
    with tempfile.TemporaryDirectory() as folder:
        for case, is_good in CASES:
            check_case(case, is_good, folder)
        check_bytes(folder)
        check_sums(folder)
        check_extends(folder)
        check_owner(folder)
        if shutil.which("git"):
            check_revision(folder)
        else:
            print("skipped what needs git")
        begun = pathlib.Path(folder) / "begun"
        begun.mkdir()
        expect(run("init", cwd=begun).returncode == 0, "init fails")
        text = (begun / ".qualm.yaml").read_text()
        expect(run("config", cwd=begun).returncode == 0, "what init writes is refused")
        lines = [l for l in text.splitlines() if re.match(r"# [a-z-]+: ", l)]
        expect(len(lines) > 5, "init suggests nothing")
        for line in lines:
            done = told(line[2:] + "\n", folder)
            expect(done.returncode == 0 and len(done.stdout.splitlines()) > 3, f"init suggests '{line}': {done.stderr}")
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
