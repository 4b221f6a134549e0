#!/usr/bin/env python3
"""The figures that qualm promises, measured on the labelled texts beside the tree through the public command.

usage: check_truth.py --qualm PATH [TASK...]     a task that is not beside the tree is skipped, and says so
"""
import argparse
import os
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[1]
EVALUATE = TOP.parent / "shared/measure/evaluate.py"
# The least that each task may give on its development half: a little below what it gave when the bound was set, so that
# a change that costs something is seen. For sentences it is the worst of four sets (GENTLE: poems and lists).
LEAST = {
    "bioscope": 0.88,
    "insciout4": 0.75,
    "insciout7": 0.72,
    "weasel": 0.60,
    "sentences_en": 0.78,
    "cmudict": 1.0,
    "advice": 0.76,
}


def measure(task, qualm):
    done = subprocess.run([sys.executable, EVALUATE, task, "--qualm", qualm], capture_output=True, text=True)
    if done.returncode:
        print(done.stdout + done.stderr)
        return None
    print("".join(f"    {l}\n" for l in done.stdout.splitlines()[:-1]), end="")
    return float(done.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--qualm", required=True)
    parser.add_argument("tasks", nargs="*", default=list(LEAST))
    options = parser.parse_args()
    if not EVALUATE.exists():
        print("figures: skipped, the labelled texts are not beside this tree")
        print(f"0 passed, 0 failed, {len(options.tasks)} skipped")
        return 77
    n_failed = 0
    for task in options.tasks:
        figure = measure(task, os.path.abspath(options.qualm))
        is_good = figure is not None and figure >= LEAST[task]
        n_failed += not is_good
        print(f"{'ok  ' if is_good else 'FAIL'} {task}: {figure} (at least {LEAST[task]})", flush=True)
    print(f"{len(options.tasks) - n_failed} passed, {n_failed} failed")
    return n_failed > 0


if __name__ == "__main__":
    sys.exit(main())
