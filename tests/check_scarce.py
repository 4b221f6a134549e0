#!/usr/bin/env python3
"""Where memory ends the command says so and ends with 3, or it has done all that it does with more: nothing between."""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

QUALM = pathlib.Path(os.environ.get("top_builddir", ".")).resolve() / "qualm"
SECONDS = 60
STEP = 64 << 10
N_POINTS = 40
LINKER_STATUS = 127
LEAST, MOST = 1 << 20, 1 << 31
PROSE = "Tea and *sleep*\n\nResearch proves that tea — 茶 — cures colds. It may help some people, he said. "
COMMANDS = {"check": ["check", "tea.md"], "html": ["--to", "html", "tea.md"], "stream": ["stream"],
            "sarif": ["check", "--to", "sarif", "tea.md"]}


def run(words, folder, limit):
    """Status, output and messages with at most so many bytes of addresses."""
    done = subprocess.run([QUALM, *words], input=(folder / "in.ndjson").read_bytes(), capture_output=True, cwd=folder,
                          timeout=SECONDS, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def starts(words, folder, limit):
    """Whether the dynamic linker had enough: else nothing of ours has run, and the status is the linker's."""
    return run(words, folder, limit)[0] != LINKER_STATUS


def least(is_so):
    """The least limit, to a step, from which on something holds."""
    low, high = LEAST, MOST
    while high - low > STEP:
        middle = (low + high) // 2
        low, high = (low, middle) if is_so(middle) else (middle, high)
    return high


def check(words, folder):
    """How many points were between not starting and all done, and what was wrong at them."""
    whole = run(words, folder, MOST)
    first = least(lambda limit: starts(words, folder, limit))
    last = least(lambda limit: run(words, folder, limit)[:2] == whole[:2])
    n_short, wrong = 0, []
    for i in range(N_POINTS):
        limit = first + (last - first) * i // N_POINTS
        status, out, said = run(words, folder, limit)
        if (status, out) == whole[:2]:
            continue
        n_short += 1
        if status != 3 or "out of memory" not in said:
            wrong.append(f"{' '.join(words)} with {limit >> 10} KiB: status {status}, {said[-80:]!r}")
    return n_short, wrong


def main():
    if os.environ.get("IS_ASAN", "").strip() or sys.platform != "linux":
        print("skipped: needs a limit on addresses, which sanitizers exceed")
        return 77
    n_passed, failures = 0, []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "tea.md").write_text(PROSE * 400)
        (folder / "in.ndjson").write_text('{"id":1,"text":"%s"}\n' % (PROSE * 400).replace("\n", "\\n") * 3)
        for what, words in COMMANDS.items():
            n_short, wrong = check(words, folder)
            if n_short < N_POINTS // 4:
                wrong.append(f"{what}: memory was short at {n_short} points only")
            n_passed += n_short - len(wrong)
            failures += wrong
    for failure in failures:
        print("FAIL", failure)
    print(f"{n_passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
