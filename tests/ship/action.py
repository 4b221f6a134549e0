"""Runs doc/examples/qualm.yml and action.yml as a runner would: steps in a clean environment with GITHUB_* set.

usage: action.py TREE ARCHIVE
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

TOP, ARCHIVE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
GOOD = "Tea may help some people sleep. More research is needed.\n"
BAD = "Scientists have proved that tea cures colds.\n"
SUMMARY_MOST = 1048576
counts = {True: 0, False: 0}


def check(what, is_so, shown=""):
    counts[bool(is_so)] += 1
    if not is_so:
        print(f"FAIL {what}\n{str(shown)[:3000]}")


def git(folder, *arguments):
    subprocess.run(["git", "-C", folder, "-c", "user.name=Test", "-c", "user.email=test@invalid", *arguments],
                   check=True, capture_output=True)


class Site:
    """A site with one old fault, on main; a pull request adds to it."""

    def __init__(self, folder, branch="main"):
        self.origin, self.branch = folder / "origin", branch
        self.origin.mkdir()
        git(self.origin, "init", "-q", "-b", branch)
        self.write("content/old.md", BAD)
        self.write("docs/good.md", GOOD)
        self.commit("first")

    def write(self, name, text):
        path = self.origin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self, message):
        git(self.origin, "add", "-A")
        git(self.origin, "commit", "-qm", message)

    def pull_request(self, **files):
        git(self.origin, "checkout", "-qb", "change")
        for name, text in files.items():
            self.write(name, text)
        self.commit("change")
        git(self.origin, "checkout", "-q", self.branch)
        self.write("docs/later.md", GOOD)
        self.commit("later")
        # What a runner checks out: the change merged into its target.
        git(self.origin, "checkout", "-q", "--detach")
        git(self.origin, "merge", "-q", "--no-ff", "-m", "merge", "change")
        git(self.origin, "update-ref", "refs/pull/1/merge", "HEAD")
        git(self.origin, "checkout", "-q", self.branch)


class Runner:
    """The part of a runner that the workflow needs."""

    def __init__(self, folder, action, event="pull_request", base="main", path=""):
        self.folder, self.action = folder, action
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        self.temp.mkdir()
        self.path = path + "/usr/local/bin:/usr/bin:/bin"
        self.base = base if event == "pull_request" else ""
        self.said, self.steps_run = "", []
        self.summary = folder / "summary"
        self.env = {
            "GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_EVENT_NAME": event, "GITHUB_BASE_REF": self.base,
            "GITHUB_WORKSPACE": str(self.workspace), "RUNNER_TEMP": str(self.temp), "HOME": str(folder),
            "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_ACTION_PATH": str(action),
        }

    def value(self, text, inputs, steps):
        names = {"github.token": "token", "github.action_repository": "owner/qualm", "github.action_ref": "v0.1.0"}
        names |= {f"inputs.{name}": value for name, value in inputs.items()}
        for step, outputs in steps.items():
            names |= {f"steps.{step}.outputs.{name}": value for name, value in outputs.items()}
        return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: names.get(match[1], ""), str(text))

    def checkout(self, depth):
        arguments = ["git", "clone", "-q", f"file://{self.folder / 'origin'}", str(self.workspace)]
        if depth != 0:
            arguments[2:2] = ["--depth", "1"]
        subprocess.run(arguments, check=True, capture_output=True)
        if self.env["GITHUB_EVENT_NAME"] == "pull_request":
            git(self.workspace, "fetch", "-q", *([] if depth == 0 else ["--depth", "1"]), "origin",
                "refs/pull/1/merge")
            git(self.workspace, "checkout", "-q", "FETCH_HEAD")

    def script(self, step, inputs, steps):
        """Runs one step; gives its status and its outputs."""
        files = {name: self.temp / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_PATH")}
        for file in files.values():
            file.write_text("")
        env = self.env | {name: str(file) for name, file in files.items()} | {"PATH": self.path}
        env |= {name: self.value(text, inputs, steps) for name, text in step.get("env", {}).items()}
        (self.temp / "script").write_text(self.value(step["run"], inputs, steps))
        done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(self.temp / "script")],
                              cwd=self.workspace, env=env, capture_output=True, text=True, timeout=120)
        self.said += done.stdout + done.stderr
        for line in files["GITHUB_PATH"].read_text().splitlines():
            self.path = line + ":" + self.path
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        return done.returncode, outputs

    def composite(self, given):
        action = yaml.safe_load((self.action / "action.yml").read_text())
        inputs = {name: row.get("default", "") for name, row in action["inputs"].items()} | given
        steps, status = {}, 0
        for step in action["runs"]["steps"]:
            status, outputs = self.script(step, inputs, steps)
            steps[step.get("id", "")] = outputs
            if status:
                break
        return status, {name: self.value(row["value"], inputs, steps) for name, row in action["outputs"].items()}

    def holds(self, condition, steps, status):
        """GitHub's expression, as far as the example uses them, in Python's words."""
        if condition is None:
            return status == 0
        text = re.sub(r"steps\.(\w+)\.outputs\.(\w+)", lambda m: repr(steps.get(m[1], {}).get(m[2], "")), condition)
        text = re.sub(r"github\.[\w.]+", "'owner/site'", text)
        return eval(text.replace("&&", "and").replace("||", "or").replace("always()", "True"))

    def run(self, depth=None, **given):
        workflow = yaml.safe_load((TOP / "doc/examples/qualm.yml").read_text())
        steps, status = {}, 0
        for step in workflow["jobs"]["prose"]["steps"]:
            if not self.holds(step.get("if"), steps, status):
                continue
            inputs = step.get("with", {})
            self.steps_run.append(step["uses"].split("@")[0])
            if step["uses"].startswith("actions/checkout@"):
                self.checkout(inputs.get("fetch-depth", 1) if depth is None else depth)
            elif "/qualm@" in step["uses"]:
                status, steps[step["id"]] = self.composite(inputs | given)
            elif "/upload-sarif@" in step["uses"]:
                self.sarif = json.loads(pathlib.Path(self.value(inputs["sarif_file"], {}, steps)).read_text())
        self.status = status
        return status


def action_folder(folder, *archives):
    """The action as it is checked out, with an archive beside it or not."""
    action = folder / "action"
    action.mkdir()
    shutil.copy(TOP / "action.yml", action)
    shutil.copytree(TOP / "ship", action / "ship")
    for archive in archives:
        shutil.copy(archive, action)
    return action


SUM = ARCHIVE.with_name(ARCHIVE.name + ".sha256")


def run_on(files, name, config=None, archives=(ARCHIVE, SUM), branch="main", depth=None, event="pull_request", path="",
           prepare=None, **given):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="qualm-action-"))
    try:
        site = Site(folder, branch)
        if config is not None:
            site.write(".qualm.yaml", config)
            site.commit("configuration")
        site.pull_request(**files)
        runner = Runner(folder, action_folder(folder, *archives), event, branch, path)
        if prepare:
            prepare(folder, runner)
        runner.run(depth, **given)
        runner.summary_text = runner.summary.read_text() if runner.summary.exists() else ""
        runner.pwned = list(folder.rglob("pwned*"))
        return runner
    except subprocess.CalledProcessError as error:
        sys.exit(f"{name}: {error} {error.stderr}")
    finally:
        shutil.rmtree(folder)


def verdicts():
    good = run_on({"docs/new.md": GOOD}, "good")
    check("a good change fails, or the old fault counts", good.status == 0, good.said)
    check("a good change is annotated", "::warning" not in good.said, good.said)
    check("there is no summary", good.summary_text.strip(), good.said)
    check("the report for code scanning is not uploaded", good.steps_run[-1].endswith("/upload-sarif"), good.steps_run)
    bad = run_on({"content/new.md": BAD}, "bad")
    check("a new fault passes", bad.status == 1, bad.said)
    check("a new fault is not annotated at its place", re.search(r"^::warning .*file=content/new\.md,", bad.said, re.M),
          bad.said)
    check("the old fault is annotated", "file=content/old.md" not in bad.said, bad.said)
    check("the summary does not name the file", "content/new.md" in html.unescape(bad.summary_text), bad.summary_text)
    check("code scanning gets no report when the check fails", getattr(bad, "sarif", {}).get("version") == "2.1.0")
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
              for result in bad.sarif["runs"][0]["results"]}
    check("the report's place is another", "content/new.md" in places, places)
    loose = run_on({"content/new.md": BAD, ".qualm.yaml": "exclude: ['**']\nrules: {certainty/proof: off}\n"}, "loose")
    check("a change loosens its own verdict", loose.status == 1, loose.said)
    strict = run_on({"content/new.md": BAD}, "base's", config="rules: {certainty: off, advice: off}\n")
    check("the base's configuration is not read", strict.status == 0, strict.said)
    whole = run_on({"docs/new.md": GOOD}, "push", event="push")
    check("a push is not checked whole", whole.status == 1 and "file=content/old.md" in whole.said, whole.said)


def refusals():
    shallow = run_on({"docs/new.md": GOOD}, "shallow", depth=1)
    check("a shallow checkout is not refused", shallow.status == 2, (shallow.status, shallow.said))
    check("the remedy is not named", "fetch" in shallow.said, shallow.said)
    wrong = run_on({"docs/new.md": GOOD}, "sum", sha256="0" * 64)
    check("a wrong checksum is not refused", wrong.status == 2 and "checksum" in wrong.said, wrong.said)

    def tamper(folder, runner):
        with open(runner.action / ARCHIVE.name, "r+b") as file:
            file.seek(5000)
            byte = file.read(1)[0]
            file.seek(5000)
            file.write(bytes([byte ^ 1]))
    tampered = run_on({"docs/new.md": GOOD}, "tampered", prepare=tamper)
    check("a changed archive is not refused", tampered.status == 2 and "checksum" in tampered.said, tampered.said)
    unsummed = run_on({"docs/new.md": GOOD}, "no sum", archives=(ARCHIVE,))
    check("an archive without checksum is not refused", unsummed.status == 2, unsummed.said)
    missing = run_on({"docs/new.md": GOOD}, "missing", archive="none.tar.gz")
    check("a missing archive is not refused", missing.status == 2, missing.said)
    named = run_on({"docs/new.md": GOOD}, "named", archives=(), archive=str(ARCHIVE))
    check("an archive that is named is not taken", named.status == 0, named.said)


def release():
    """gh is played by a script that gives the archive, and keeps what it was asked."""
    def play(folder, runner):
        tools = folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(f'#!/bin/sh\nprintf "%s " "$@" token "$GH_TOKEN"; echo\nwhile [ "$1" != --dir ]; do '
                                  f'shift; done\ncp "{ARCHIVE}" "{SUM}" "$2"\n')
        (tools / "gh").chmod(0o755)
        runner.path = f"{tools}:{runner.path}"
    done = run_on({"docs/new.md": GOOD}, "release", archives=(), prepare=play)
    check("the release's archive is not taken", done.status == 0, done.said)
    check("gh is asked for something else", "release download v0.1.0 --repo owner/qualm --pattern qualm-*-linux-" in
          done.said and "token token" in done.said, done.said)


def hostile():
    """Names that a shell or a log would take for orders."""
    names = run_on({"content/$(touch pwned-file).md": BAD, "content/a\n::error::b.md": BAD, "content/-f.md": BAD},
                   "names", branch="x$(touch${IFS}pwned-branch)")
    check("a hostile name is run", not names.pwned, names.pwned)
    check("with hostile names a fault passes", names.status == 1, names.said)
    check("a name forges an annotation", "\n::error::b" not in names.said, names.said)
    paths = run_on({"content/new.md": BAD}, "paths", paths="content; touch pwned\n$(touch pwned2)\n--exit-zero\n")
    check("a hostile path is run", not paths.pwned, paths.pwned)
    check("a path is taken for an option, or is not missed", paths.status == 3, (paths.status, paths.said))


def long_summary():
    text = "".join(f"Scientists have proved that tea number {n} always works for everybody who drinks it.\n\n"
                   for n in range(200))
    done = run_on({f"content/{n}.md": text for n in range(60)}, "long")
    size = len(done.summary_text.encode())
    check("a long summary is refused by the service", 0 < size <= SUMMARY_MOST and done.status == 1,
          (size, done.status))
    print(f"summary of 24,000 findings: {size} bytes")


def main():
    for part in (verdicts, refusals, release, hostile, long_summary):
        part()
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
