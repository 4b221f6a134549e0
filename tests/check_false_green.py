#!/usr/bin/env python3
"""No false green: situations in which some tool says "clean", each run in every output format (false-green/README.md).

usage: check_false_green.py [NAME...]
"""
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

import checking
import format_readers as readers
from checking import QUALM, TOP, expect, formats

KEYS = ("name", "why", "needs", "make", "run", "status", "says", "shows", "end", "files", "gone")
ONE_LINE = ("needs", "run", "status", "end", "files")
# Enough that whoever writes it waits until qualm reads: the list is made by then, and the files are open.
MORE_THAN_A_PIPE = 200_000
PRELUDE = """set -eu
calm() { echo 'Tea is a drink that people like, and they make it with hot water and leaves.'; }
claim() { echo 'Research proves that tea helps.'; }
claims() { yes 'Research proves that tea helps.' | head -n "$1"; }
more_than_a_pipe() { yes 'Tea is hot.' | head -c %d; }
repository() { git init -q -b main . && git add -A && git commit -qm one; }
""" % MORE_THAN_A_PIPE
# Reading more takes minutes, and check_formats.py has shown that the readers and the writers agree.
REPORT_MOST = 4_000_000
# What a situation may need beyond a POSIX system: a command that succeeds where it is at hand.
NEEDS = {
    "git": "git --version",
    "proc": "test -r /proc/self/mem",
    "full": "test -c /dev/full && ! echo x >/dev/full",
    "bounded": "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all "
               "sh -c 'touch x && chmod 0 x && ! cat x'",
}
# Where whoever reads the report alone must see that it is red, by the reader's own means.
SHOW_FINDINGS = ("ndjson", "github", "sarif", "gitlab", "rdjsonl", "checkstyle", "junit", "markdown")
# With status 3 each of these holds such words: somebody may read nothing else.
SHOW_UNREAD = {"json": b'"errors":[{"code"', "ndjson": b'"errors":[{"code"', "github": b"::error ", "junit": b"<error ",
               "sarif": b'"executionSuccessful":false', "csv": b"not read", "tsv": b"not read", "html": b"ot read",
               **dict.fromkeys(("gitlab", "checkstyle", "rdjsonl", "markdown"), b"not read")}


class Case:
    """A situation: how it is made, the command, and what must come of it."""

    def __init__(self, path):
        self.path, self.lines = path, {key: [] for key in KEYS}
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
            key, _, value = line.partition(" ")
            if key not in KEYS and line.strip():
                sys.exit(f"{path}:{number}: unknown key '{key}'")
            if line.strip():
                self.lines[key].append(value.strip())
        for key in ("name", "why", "run", "status"):
            if not self.lines[key]:
                sys.exit(f"{path}: has no '{key}'")
        for key in ONE_LINE:
            setattr(self, key, (self.lines[key] or [""])[0])
        self.status = int(self.status)
        self.says, self.gone = self.lines["says"], self.lines["gone"]
        self.shows = [(names.split(","), words) for names, _, words in (s.partition(" ") for s in self.lines["shows"])]


def environment(folder):
    """Nothing of the person's own configuration counts."""
    (folder / "bin").mkdir()
    (folder / "bin/qualm").symlink_to(QUALM)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "top_"))}
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
           for key, value in (("NAME", "Ann"), ("EMAIL", "ann@example.org"), ("DATE", "2024-05-01T12:00:00Z"))}
    return {**kept, **who, "PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(folder), "QUALM": str(QUALM)}


def has(need, env):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(["sh", "-c", NEEDS[need]], cwd=folder, env=env, capture_output=True).returncode == 0


# -------------------------------------------------------------- one command

def run_ended(case, script, folder, env):
    """Ends qualm by a signal while it reads its standard input, with its files open."""
    process = subprocess.Popen(["sh", "-c", "exec " + script], cwd=folder, env=env, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdin.write(b"Tea is hot.\n" * (MORE_THAN_A_PIPE // 12))
    process.stdin.flush()
    process.send_signal(getattr(signal, case.end))
    stdout, stderr = process.communicate()
    return stdout, stderr.decode(), process.returncode


def run_unheard(script, folder, env):
    """With a standard output whose reader has gone."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(["sh", "-c", script], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=write,
                              stderr=subprocess.PIPE)
    finally:
        os.close(write)
    return b"", done.stderr.decode(), done.returncode


def run(case, to, folder, env):
    script, env = case.run.replace("$TO", to), {**env, "TO": to}
    if case.end.startswith("SIG"):
        return run_ended(case, script, folder, env)
    if case.end == "unheard":
        return run_unheard(script, folder, env)
    # With a limit for the whole group: what hangs is a failure with status 124.
    done = subprocess.run(["timeout", "60", "sh", "-c", PRELUDE + script], cwd=folder, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True)
    return done.stdout, done.stderr.decode(), done.returncode


# --------------------------------------------------------------- what is wrong

def wrong_report(case, name, report):
    """What a program that reads nothing but this report would get wrong."""
    if case.status in (2, 4) or case.files == "no":
        return []
    if case.status == 3 and SHOW_UNREAD.get(name, b"") not in report:
        return ["the report does not show that something was not read"]
    if name not in readers.READERS or len(report) > REPORT_MOST:
        return []
    try:
        read = readers.READERS[name](report)
    except Exception as problem:  # noqa: BLE001 - whatever a reader stumbles over is a failure of the report
        return [f"the report is refused: {type(problem).__name__}: {problem}"]
    if case.status == 1 and name in SHOW_FINDINGS and not read.findings and "--min-level" not in case.run:
        return ["the report shows no finding"]
    return []


def wrong(case, name, got):
    report, stderr, status = got
    text = report.decode("utf8", "replace")
    found = [] if status == case.status else [f"status {status}, not {case.status}"]
    if case.status == 2 and report:
        found.append("writes a report in spite of a mistake")
    # The report for a person says some of it itself.
    seen = stderr + (text if name == "text" else "")
    found += [f"does not say: {words}" for words in case.says if words not in seen]
    if not case.says and stderr and case.status not in (0, 1):
        found.append("speaks where nobody listens")
    found += [f"the report does not show: {words}" for names, words in case.shows
              if name in names and words not in text]
    return found + wrong_report(case, name, report) + ([f"    {l}" for l in stderr.splitlines()[-4:]] if found else [])


def run_format(case, name, folder, env):
    got = run(case, f"--to {name}", folder, env)
    found = wrong(case, name, got)
    found += [f"'{path.name}' stands there" for pattern in case.gone for path in folder.glob(pattern)]
    return got[0], [f"{name}: {line}" for line in found]


def run_files(case, names, folder, env):
    """All formats at once, each to a file. Gives the files too."""
    to = " ".join(f"--to {name}:report.{name}" for name in names)
    _, stderr, status = run(case, to, folder, env)
    files = {name: folder / f"report.{name}" for name in names}
    kept = {name: path.read_bytes() for name, path in files.items() if path.exists()}
    found = [] if status == case.status else [f"status {status}, not {case.status}"]
    seen = stderr + kept.get("text", b"").decode("utf8", "replace")
    found += [f"does not say: {words}" for words in case.says if words not in seen]
    found += [f"writes {files[name].name} in spite of a mistake" for name in kept if status == 2]
    return kept, seen, [f"files: {line}" for line in found]


def run_formats(case, names, folder, env):
    """One format after the other on standard output, then all to files: the same bytes."""
    reports, found = {}, []
    for name in names:
        reports[name], more = run_format(case, name, folder, env)
        found += more
    if case.files == "no":
        return found
    kept, _, more = run_files(case, names, folder, env)
    if case.status != 2:
        more += [f"files: report.{name} is not the report" for name in names if kept.get(name) != reports[name]]
    return found + more


def run_once(case, names, folder, env):
    """What takes long is run once for all formats."""
    kept, seen, found = run_files(case, names, folder, env)
    for name in names:
        found += [f"{name}: {line}" for line in wrong(case, name, (kept.get(name, b""), seen, case.status))]
    return found


def run_case(case, names, env):
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top) / "work"
        folder.mkdir()
        script = PRELUDE + "\n".join(case.lines["make"])
        made = subprocess.run(["sh", "-c", script], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True)
        if made.returncode:
            return [f"cannot be made: {made.stderr.decode().strip()}"]
        return (run_once if case.files == "only" else run_formats)(case, names, folder, env)


def main():
    wanted = sys.argv[1:]
    cases = [Case(path) for path in sorted((TOP / "tests/false-green").glob("*.case"))]
    cases = [case for case in cases if not wanted or case.path.stem in wanted]
    names = formats()
    with tempfile.TemporaryDirectory() as folder:
        env = environment(pathlib.Path(folder))
        absent = {need for need in NEEDS if not has(need, env)}
        skipped = [case for case in cases if case.needs in absent]
        for case in skipped:
            checking.skip(f"{case.lines['name'][0]} (needs {case.needs})")
        cases = [case for case in cases if case not in skipped]
        with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            results = list(pool.map(lambda case: run_case(case, names, env), cases))
    for case, found in zip(cases, results):
        expect(not found, "\n".join(f"{case.path.stem}: {line}" for line in found))
    print(f"{len(cases)} cases in {len(names)} formats")
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
