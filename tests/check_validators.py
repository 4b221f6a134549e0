#!/usr/bin/env python3
"""What others' programs say of our reports: SARIF by Microsoft's multitool (with its rules for GitHub) and its schema,
rdjsonl by rdformat-validator and reviewdog, XML by xmllint, GitLab's JSON and ours by Ajv. Each must also refuse a
report that was spoilt, else its word is worth nothing.

usage: check_validators.py --qualm PATH [--tools FOLDER]      FOLDER holds node_modules; ./dev validators fills it
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import check_formats
from checking import TOP

# The multitool asks for a page about the tool; qualm has none.
KNOWN = {"SARIF2005"}
verdicts = {"passed": 0, "failed": 0, "skipped": 0}


def verdict(is_so, what, said=""):
    verdicts["passed" if is_so else "failed"] += 1
    print(f"{'ok  ' if is_so else 'FAIL'} {what}" + ("" if is_so else f"\n{str(said)[:2000]}"))


def skip(what):
    verdicts["skipped"] += 1
    print(f"skipped: {what}")


def call(command, cwd, **more):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)
    return done.returncode, done.stdout + done.stderr


# ----------------------------------------------------------------- reports

def texts_make(folder):
    """The texts of each case: what to give to qualm, by a name."""
    for name in check_formats.NAMES:
        (folder / name).write_text(check_formats.HOSTILE)
    (folder / "front.md").write_text(check_formats.FRONT)
    (folder / "many.txt").write_text("\n\n".join(f"Research proves that tea {n} helps." for n in range(150)) + "\n")
    (folder / "off.md").write_text("<!-- qualm off hype/strong -->\n\nThis miracle diet cures cancer.\n")
    line = "Der Tee ist hei\u00df und die Milch ist nicht wei\u00df, aber das wissen wir.\n"
    (folder / "de.txt").write_text(line * 3)
    (folder / "empty").mkdir()
    samples = sorted(str(p.relative_to(TOP)) for p in (TOP / "corpus/samples").glob("*.*"))
    for name in samples:
        shutil.copy(TOP / name, folder)
    return {
        "hostile": ["--", *check_formats.NAMES, "front.md"],
        "unread": ["many.txt", "gone.txt", "off.md"],
        "samples": ["--max-grade", "5", "de.txt", *(pathlib.Path(s).name for s in samples)],
        "known": ["--baseline", "baseline.of-many", "many.txt", "off.md"],
        "empty": ["empty"],
    }


def spoilt(path, old, new):
    """The same report with a mistake; the words must be there."""
    text = path.read_text()
    assert old in text, (path, old)
    made = path.with_name("spoilt-" + path.name)
    made.write_text(text.replace(old, new, 1))
    return made


# -------------------------------------------------------------- validators

class Validators:
    def __init__(self, qualm, tools, folder):
        self.qualm, self.tools, self.folder = qualm, tools, folder
        self.env = {**os.environ, "NODE_PATH": str(tools / "node_modules"),
                    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}

        self.cases = texts_make(folder)
        call([qualm, "check", "--write-baseline", "baseline.of-many", "many.txt"], folder)

    def reports_make(self, name):
        """One report of each case in this format."""
        made = [self.folder / f"{case}.{name}" for case in self.cases]
        for path, operands in zip(made, self.cases.values()):
            call([self.qualm, "check", "--min-level", "note", "--to", f"{name}:{path.name}", *operands], self.folder)
        return made

    def tool(self, path, way_out="./dev validators installs it"):
        """A program of the folder of tools, or one that is installed; None after saying that there is none."""
        at = self.tools / "node_modules" / path
        found = str(at) if at.exists() else shutil.which(path)
        if not found:
            skip(f"there is no {path}: {way_out}")
        return found

    def ajv(self, schema, files):
        return call(["node", TOP / "tests/validate_json.cjs", schema, *files], self.folder, env=self.env)

    # ----- SARIF
    def multitool(self, program, path):
        """What the multitool finds in a log, but for what is known."""
        out = path.with_suffix(".validated")
        _, said = call([program, "validate", path.name, "--rule-kind", "Sarif;Gh", "-o", out.name, "--log",
                        "ForceOverwrite"], self.folder, env=self.env)
        if not out.exists():
            return [said]
        run, = json.loads(out.read_text(encoding="utf-8-sig"))["runs"]
        notes = [n for i in run.get("invocations", []) for n in i.get("toolExecutionNotifications", [])
                 if n.get("level") == "error"]
        return [f"{r['ruleId']}: {json.dumps(r.get('message'))[:300]}" for r in run.get("results", [])
                if r["ruleId"] not in KNOWN] + notes

    def sarif(self):
        program = self.tool("@microsoft/sarif-multitool-linux/Sarif.Multitool")
        if not program:
            return
        reports = self.reports_make("sarif")
        for report in reports:
            found = self.multitool(program, report)
            verdict(not found, f"multitool, Sarif;Gh: {report.name}", "\n".join(map(str, found)))
        bad = spoilt(reports[1], '"message":{"text":', '"massage":{"text":')
        verdict(self.multitool(program, bad), "multitool refuses a result without a message")
        schema = pathlib.Path(program).with_name("sarif-2.1.0.json")
        if self.tool("ajv"):
            status, said = self.ajv(schema, reports)
            verdict(status == 0, "ajv, sarif-2.1.0.json: all reports", said)
            verdict(self.ajv(schema, [bad])[0] == 1, "ajv refuses a result without a message")

    # ----- JSON
    def parts(self, report, values):
        """Each value as a file of its own."""
        made = []
        for n, value in enumerate(values):
            made.append(report.with_name(f"{report.name}.{n}.json"))
            made[-1].write_text(json.dumps(value))
        return made

    def json(self):
        if not self.tool("ajv"):
            return
        schema = TOP / "tests/formats/gitlab.schema.json"
        reports = self.reports_make("gitlab")
        status, said = self.ajv(schema, reports)
        verdict(status == 0, "ajv, gitlab.schema.json: all reports", said)
        bad = spoilt(reports[1], '"severity":"minor"', '"severity":"warning"')
        verdict(self.ajv(schema, [bad])[0] == 1, "ajv refuses a severity that GitLab does not know")
        schema = TOP / "doc/qualm-result.schema.json"
        files = [file for report in self.reports_make("json")
                 for file in self.parts(report, json.loads(report.read_text())["documents"])]
        status, said = self.ajv(schema, files)
        verdict(status == 0, f"ajv, qualm-result.schema.json: {len(files)} documents", said)
        bad = spoilt(files[0], '"qualm"', '"qualms"')
        verdict(self.ajv(schema, [bad])[0] == 1, "ajv refuses a document without a version")

    # ----- reviewdog
    def rdjsonl(self):
        program = self.tool("@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")
        reports = self.reports_make("rdjsonl")
        reviewdog = self.tool("reviewdog", "go install github.com/reviewdog/reviewdog/cmd/reviewdog@v0.20.3")
        for report in reports if program else ():
            values = [json.loads(line) for line in report.read_text().splitlines()]
            whole, = self.parts(report, [{"source": {"name": "qualm"}, "diagnostics": values}])
            status, said = call(["node", program, "--strict", "--no-extra-fields", whole], self.folder)
            verdict(status == 0, f"rdformat-validator: {report.name}", said)
        if program:
            bad = spoilt(self.folder / "hostile.rdjsonl.0.json", '"path"', '"pith"')
            status, _ = call(["node", program, "--strict", "--no-extra-fields", bad], self.folder)
            verdict(status != 0, "rdformat-validator refuses a location without a path")
        if reviewdog:
            self.reviewdog(reviewdog)

    def reviewdog(self, program):
        """Shows what stands in the lines that a change added, and nothing else."""
        folder = self.folder / "change"
        folder.mkdir()
        (folder / "a.md").write_text("Research proves it.\n")
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
            call([*git, *command], folder)
        (folder / "a.md").write_text("Research proves it.\n\nTh\u00e9: this miracle diet cures cancer.\n")
        report = subprocess.run([self.qualm, "check", "--to", "rdjsonl", "a.md"], cwd=folder, capture_output=True)
        done = subprocess.run([program, "-f=rdjsonl", "-reporter=local", "-diff=git diff HEAD", "-fail-level=none"],
                              cwd=folder, input=report.stdout, capture_output=True)
        shown = done.stdout.decode("utf8")
        verdict(done.returncode == 0 and "hype/strong" in shown and "certainty/proof" not in shown,
                "reviewdog -f=rdjsonl -diff: what the change added", shown + done.stderr.decode("utf8"))

    # ----- XML
    def xml(self):
        if not self.tool("xmllint"):
            return
        for name, old, new in (("checkstyle", ' severity="warning"', ' severity="bad"'),
                               ("junit", " classname=", " class=")):
            schema = TOP / f"tests/formats/{name}.rng"
            reports = self.reports_make(name)
            status, said = call(["xmllint", "--noout", "--relaxng", schema, *reports], self.folder)
            verdict(status == 0, f"xmllint, {name}.rng: all reports", said)
            bad = spoilt(reports[1], old, new)
            status, _ = call(["xmllint", "--noout", "--relaxng", schema, bad], self.folder)
            verdict(status != 0, f"xmllint refuses {new.strip()} in {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--qualm", type=pathlib.Path, required=True)
    parser.add_argument("--tools", type=pathlib.Path, default=pathlib.Path("validators"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        validators = Validators(arguments.qualm.resolve(), arguments.tools.resolve(), pathlib.Path(name))
        for check in (validators.sarif, validators.json, validators.rdjsonl, validators.xml):
            check()
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**verdicts))
    return 1 if verdicts["failed"] else 0 if verdicts["passed"] else 77


if __name__ == "__main__":
    sys.exit(main())
