#!/usr/bin/env python3
"""Follows doc/ci.md, and what README tells an editor, as a reader would: every command, in a site's repository that is
made for it.

usage: check_ci.py [--qualm PATH]

A console block's commands ("$ ", going on behind "> ") run in the site's root, each block in a shell. What the page
shows below a command is what it prints, on both outputs; a line "..." stands for any lines, within a line for
anything. A command that fails must be followed by "$ echo $?". Of an sh block in README every command succeeds. A yaml
block behind a line that names a file of
doc/examples is that file; a python block is run where it has what it imports.
"""
import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(\w+)$")
# The site: one good page, one with an old fault, one that is not the writers' own.
SITE = {
    "content/sleep.md": "# Tea and sleep\n\n" + "Tea may help some people sleep. More research is needed.\n" * 12,
    "content/old.md": "# An old page\n\nScientists have proved that tea cures colds. The kettle is on the stove.\n",
    "content/archive/1998.md": "Experts have proved that milk always works.\n",
}


def make_site(folder):
    for name, text in SITE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for command in ("init -q -b main", "config user.name Writer", "config user.email writer@invalid", "add .",
                    "commit -qm site"):
        subprocess.run(["git", "-C", folder, *command.split()], check=True)


def blocks(text):
    """(line, kind, lines, the line of prose before) of each fenced block."""
    lines, at, before = text.split("\n"), 0, ""
    while at < len(lines):
        match = FENCE.match(lines[at])
        if not match:
            before = lines[at] or before
            at += 1
            continue
        end = lines.index("```", at)
        yield at + 1, match[1], lines[at + 1:end], before
        at, before = end + 1, ""


def parse_console(lines):
    """Commands, each with the lines that it should print."""
    commands = []
    for line in lines:
        if line.startswith("$ "):
            commands.append((line[2:], []))
        elif line.startswith("> ") and not commands[-1][1]:
            commands[-1] = (commands[-1][0] + "\n" + line[2:], [])
        else:
            commands[-1][1].append(line)
    return commands


def run_console(commands, folder, env):
    """What each command printed, and its status."""
    script = "exec 2>&1\n"
    for command, _ in commands:
        script += f"{command}\nstatus=$?; printf '\\036%d\\036' $status; (exit $status)\n"
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          timeout=120)
    parts = done.stdout.decode("utf8", "replace").split("\036")
    return list(zip(parts[0::2], map(int, parts[1::2])))


def matches(wanted, got):
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line).replace(re.escape("..."), ".*") + r"\n"
                      for line in wanted)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in got)) is not None


def check_console(lines, where, folder, env):
    commands = parse_console(lines)
    results = run_console(commands, folder, env)
    n_failed = 0
    for i, (command, wanted) in enumerate(commands):
        output, status = results[i] if i < len(results) else ("", -1)
        is_told = i + 1 < len(commands) and commands[i + 1][0] == "echo $?"
        is_good = (not wanted or matches(wanted, output.splitlines())) and (status == 0 or is_told)
        if not is_good:
            n_failed += 1
            print(f"{where}: {command}\n    status {status}")
            for line in difflib.ndiff(wanted, output.splitlines()):
                print("    " + line)
    return len(commands) - n_failed, n_failed


def check_yaml(lines, where, before):
    """An example that is shown is the one that is shipped."""
    match = re.search(r"`(doc/examples/[\w.-]+)`", before)
    if not match:
        return 0, 0
    is_same = (TOP / match[1]).read_text() == "\n".join(lines) + "\n"
    if not is_same:
        print(f"{where}: not what {match[1]} holds")
    return int(is_same), int(not is_same)


def check_python(lines, where, folder, env):
    modules = re.findall(r"^import (\w+)", "\n".join(lines), re.M)
    if subprocess.run([sys.executable, "-c", "\n".join(f"import {name}" for name in modules)], capture_output=True,
                      check=False).returncode:
        print(f"{where}: skipped, {' '.join(modules)} is not installed")
        return None
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=folder, env=env, capture_output=True, text=True,
                          timeout=120, check=False)
    if done.returncode:
        print(f"{where}:\n{done.stderr}")
    return int(done.returncode == 0), int(done.returncode != 0)


def editors_part(readme):
    """What README tells an editor; the lines before it count on."""
    before, _, rest = readme.partition("**An editor**")
    return "\n" * before.count("\n") + rest.partition("**An archivist**")[0]


def check_sh(lines, where, folder, env):
    return check_console(["$ " + line for line in lines], where, folder, env)


CHECKS = {"console": check_console, "sh": check_sh, "python": check_python}
# Where each page's blocks are taken from, and which kinds of them are run.
PAGES = {"doc/ci.md": (str, ("console", "yaml", "python")), "README.md": (editors_part, ("sh", "python"))}


def follow(name, qualm):
    """Passed, failed and skipped blocks' commands of a page, in a site of its own."""
    part, kinds = PAGES[name]
    total = [0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "bin").mkdir()
        (work / "bin/qualm").symlink_to(os.path.abspath(qualm))
        site = work / "site"
        make_site(site)
        env = {"PATH": f"{work / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C", "HOME": folder,
               "GIT_CONFIG_NOSYSTEM": "1"}
        for line, kind, lines, before in blocks(part((TOP / name).read_text(encoding="utf8"))):
            if kind not in kinds:
                continue
            where = f"{name}:{line}"
            counts = check_yaml(lines, where, before) if kind == "yaml" else CHECKS[kind](lines, where, site, env)
            total = [a + b for a, b in zip(total, (*counts, 0) if counts else (0, 0, 1))]
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--qualm", default=os.path.join(os.environ.get("top_builddir", "."), "qualm"))
    options = parser.parse_args()
    for tool in ("git", "bash"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            return 77
    totals = [follow(name, options.qualm) for name in PAGES]
    for name, total in zip(PAGES, totals):
        if total[0] == 0:
            print(f"{name}: nothing passed; were its blocks found?")
    n_passed, n_failed, n_skipped = map(sum, zip(*totals))
    print(f"{n_passed} passed, {n_failed} failed" + (f", {n_skipped} skipped" if n_skipped else ""))
    return n_failed > 0 or any(total[0] == 0 for total in totals)


if __name__ == "__main__":
    sys.exit(main())
