#!/usr/bin/env python3
"""The gate of a pull request as doc/ci.md recommends it: quiet about what a change did not do, and never fooled."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import checking
from check_choose import environment, expect
from checking import QUALM

# A page with an old fault, which no change is to be blamed for.
PAGE = """---
title: Rain
---

# Rain

Rain fell on the town for the whole of the day. Experts have proved that it was wet.

It was a long day and the streets were dark.
"""
BAD = "Research proves that tea helps."
QUIET = {
    "no change at all": "true",
    "line ends of another system": "sed -i 's/$/\\r/' content/page.md",
    "spaces at the end taken away": "sed -i 's/ *$//' content/spaced.md",
    "a file moved": "git mv content/page.md content/rain.md",
    "another mode": "chmod +x content/page.md && git commit -qam mode",
    "a new date in front matter": "sed -i 's/^title: Rain/&\\ndate: 2024-05-01/' content/page.md",
    "a sentence taken away": "sed -i '/^It was/d' content/page.md",
    "a good sentence added": "echo 'And then it was over.' >>content/page.md",
    "a fault that the target has got meanwhile":
        f"git checkout -q main && echo '{BAD}' >>content/other.md && git commit -qam main && git checkout -q work && "
        "git merge -q --no-edit main",
}
LOUD = {
    "a new sentence": f"echo '{BAD}' >>content/page.md",
    "a new file, with line ends of another system": f"printf '{BAD}\\r\\n' >content/new.md",
    "a rename with a new sentence": f"git mv content/page.md content/rain.md && echo '{BAD}' >>content/rain.md",
    "a sentence in line ends of CR alone": f"(tr '\\n' '\\r' <content/page.md; printf '\\r{BAD}\\r') >x && mv x "
                                           "content/page.md",
    "a comment opened": "sed -i '/^<!--$/d; /^-->$/d' content/draft.md",
    "a fence of code taken away": "sed -i '/^```$/d' content/code.md",
    "its own configuration": f"echo '{BAD}' >>content/page.md && echo 'exclude: [page.md]' >content/.qualm.yaml",
    "its own ignore files": f"echo '{BAD}' >>content/page.md && echo page.md >content/.qualmignore && "
                            "echo page.md >.gitignore",
    "attributes that hide it": f"echo '{BAD}' >>content/page.md && echo '*.md binary -diff' >.gitattributes",
    "its own baseline": f"echo '{BAD}' >>content/page.md && qualm check --write-baseline .known.json content",
}
# Where lines prove nothing, a text counts as a whole.
WHOLE = ("a sentence in line ends of CR alone", "attributes that hide it")


class Gate:
    """A site with a branch of work, in a folder of its own."""

    def __init__(self, folder, config=""):
        self.root = pathlib.Path(folder)
        self.env = {**environment(folder), "PATH": f"{folder}/bin:{environment(folder)['PATH']}"}
        (self.root / "bin").mkdir()
        (self.root / "bin/qualm").symlink_to(QUALM)
        self.site = self.root / "site"
        (self.site / "content").mkdir(parents=True)
        for name, text in {"page": PAGE, "spaced": PAGE.replace("\n", "  \n").replace("---  ", "---"), "other": PAGE,
                           "draft": f"{PAGE}\n<!--\n\n{BAD}\n\n-->\n", "code": f"{PAGE}\n```\n{BAD}\n```\n"}.items():
            (self.site / f"content/{name}.md").write_text(text, encoding="utf8")
        if config:
            (self.site / ".qualm.yaml").write_text(config, encoding="utf8")
        self.sh("git init -q -b main . && git add -A && git commit -qm one")

    def sh(self, script):
        subprocess.run(["sh", "-ec", script], cwd=self.site, env=self.env, check=True, capture_output=True)

    def check(self, *more, paths=("content",)):
        return subprocess.run([QUALM, "check", "--to", "line", "--diff-base", "main", "--config-from", "main", *more,
                               *paths], cwd=self.site, env=self.env, capture_output=True, check=False)


def in_site(config=""):
    """A site for one `with`, on its branch."""
    folder = tempfile.TemporaryDirectory()
    gate = Gate(folder.name, config)
    gate.folder = folder
    return gate


def check_changes():
    for changes, status in ((QUIET, 0), (LOUD, 1)):
        for what, script in changes.items():
            gate = in_site()
            with gate.folder:
                gate.sh(f"git checkout -qb work; {script}")
                for where in ("on disk", "committed"):
                    done = gate.check()
                    expect(f"{what}, {where}: status", done.returncode, status)
                    expect(f"{what}, {where}: the old fault", b"Experts" in done.stdout, what in WHOLE)
                    gate.sh("git add -Af; git commit -qm work --allow-empty")


def check_baseline():
    """What is known and outside the change is not dead."""
    gate = in_site("baseline: .known.json\n")
    with gate.folder:
        gate.sh("qualm check --no-config --write-baseline .known.json content; git add -A; git commit -qm known; "
                f"git checkout -qb work; echo '{BAD}' >>content/page.md")
        said = gate.check().stderr.decode()
        expect("known and outside the change", ("1 warning" in said, "outside the diff" in said, "answered" in said),
               (True, True, False))


def check_written_again():
    """A baseline that the configuration names and that is missing or broken is mended as the message says."""
    gate = in_site("baseline: .known.json\n")
    with gate.folder:
        def run(*arguments):
            done = subprocess.run([QUALM, "check", "--to", "line", *arguments, "content"], cwd=gate.site, env=gate.env,
                                  capture_output=True, check=False)
            return done.returncode, done.stderr.decode()
        known = gate.site / ".known.json"
        for what, words in ((None, "qualm: .known.json: there is no such baseline; make it with --write-baseline\n"),
                            ("x", "qualm: .known.json:1: unexpected character; write it again with "
                             "--write-baseline\n")):
            if what:
                known.write_text(what, encoding="utf8")
            expect(f"a baseline of {what}", run(), (2, words))
            expect(f"a baseline of {what}, written", run("--write-baseline", ".known.json")[0], 0)
            expect(f"a baseline of {what}, known", run()[0], 0)
        lines = known.read_text(encoding="utf8").splitlines(keepends=True)
        known.write_text("".join([lines[0], "<<<<<<< HEAD\n", lines[1], "=======\n", *lines[1:3], ">>>>>>> work\n",
                                  *lines[3:]]), encoding="utf8")
        expect("a conflict", run(), (2, "qualm: .known.json:2: is in the midst of a merge; take out the lines with "
                                        "<<<<<<<, =======, >>>>>>> and keep all others\n"))
        gate.sh("grep -v '^[<=>]' .known.json >x; mv x .known.json")
        done = run()
        expect("both sides", (done[0], "answered" in done[1]), (0, False))


def check_many():
    """What comes up in the list for findings that were mended is no news."""
    gate = in_site()
    with gate.folder:
        text = "".join(f"Research proves that tea number {i} helps.\n\n" for i in range(1010))
        page = gate.site / "content/page.md"
        page.write_text(text, encoding="utf8")
        gate.sh("qualm check --no-config --write-baseline .known.json content; git add -A; git commit -qm many")

        def run(words):
            page.write_text(words, encoding="utf8")
            done = subprocess.run([QUALM, "check", "--to", "line", "--baseline", ".known.json", "content"],
                                  cwd=gate.site, env=gate.env, capture_output=True, check=False)
            return done.returncode, done.stdout.decode().count("\n")
        expect("as many as before", run(text), (0, 0))
        expect("three mended", run(text[text.index("Research proves that tea number 3 "):]), (0, 0))
        expect("one more", run(text + BAD), (1, 1))
        expect("three mended, and one new in front", run(f"{BAD}\n\n" + text[text.index("Research proves that tea "
               "number 3 "):]), (1, 1))


def check_configs():
    """A mistake in a configuration is told in the change that brings it; whose it is, is said."""
    gate = in_site("max-grade: 12\n")
    with gate.folder:
        gate.sh("git checkout -qb work; echo 'max-grad: 9' >content/.qualm.yaml; git add -A; git commit -qm work")
        done = gate.check()
        expect("a mistake in the change", (done.returncode, done.stderr.decode()),
               (2, "qualm: content/.qualm.yaml:1:1: unknown key 'max-grad', did you mean 'max-grade'?\n"))
        expect("that nobody reads", gate.check("--no-config").returncode, 0)
        gate.sh("git checkout -q main; git merge -q work; git checkout -q work; git rm -q content/.qualm.yaml")
        done = gate.check()
        expect("a mistake in the target", (done.returncode, done.stderr.decode()),
               (2, "qualm: main:content/.qualm.yaml:1:1: unknown key 'max-grad', did you mean 'max-grade'?\n"))


def check_without_rules():
    """A ratchet on grade or time holds a text to something, but only where there is a text before."""
    gate = in_site()
    with gate.folder:
        gate.sh(f"git checkout -qb work; echo '{BAD}' >>content/page.md; echo '{BAD}' >content/new.md")
        lists = ("--select", "hype", "--ignore", "hype")
        expect("no rule", gate.check(*lists).returncode, 2)
        expect("no rule, and a ratchet on findings", gate.check(*lists, "--ratchet", "findings").returncode, 2)
        done = gate.check(*lists, "--ratchet", "minutes")
        expect("no rule, and a ratchet on minutes", (done.returncode, b"2 files read" in done.stderr,
               b"1 not judged (no rule is on)" in done.stderr), (0, True, True))


def check_submodule():
    """A submodule is as old as the commit that the target has of it."""
    gate = in_site()
    with gate.folder:
        gate.sh("git init -q -b main ../theme && cd ../theme && echo 'Experts have proved it.' >theme.md && "
                "git add -A && git commit -qm theme")
        gate.sh("git -c protocol.file.allow=always submodule add -q \"$PWD/../theme\" content/theme && "
                "git add -A && git commit -qm theme && git checkout -qb work")
        expect("a submodule as it was", gate.check().returncode, 0)
        gate.sh(f"cd content/theme && echo && echo '{BAD}' >>theme.md")
        for what, script in (("edited", "true"), ("committed", "cd content/theme && git add -A && git commit -qm bad"),
                             ("moved on", "git add -A && git commit -qm theme")):
            gate.sh(script)
            done = gate.check()
            expect(f"a submodule {what}", (done.returncode, done.stdout.count(b"\n"), b"Research" in done.stdout),
                   (1, 1, True))
            for path in ("content/theme/theme.md", "content/theme", f"{gate.site}/content/theme/theme.md"):
                named = gate.check(paths=[path])
                expect(f"a submodule {what}, named as {path}", (named.returncode, named.stdout.count(b"\n")), (1, 1))
        inside = subprocess.run([QUALM, "check", "--diff-base", "main", "theme.md"], cwd=gate.site / "content/theme",
                                env=gate.env, capture_output=True, check=False)
        expect("in a submodule, its own main", (inside.returncode, b"no text changed" in inside.stderr), (0, True))
        gate.sh("git branch -f main work && cd content/theme && git checkout -q HEAD~1")
        expect("a submodule moved back", gate.check().returncode, 0)
        gate.sh("cd content/theme && git checkout -q --orphan new && git rm -qrf . && echo 'Experts have proved it.' "
                ">theme.md && git add -A && git commit -qm new")
        expect("a submodule with another history", gate.check().returncode, 0)
        gate.sh(f"cd content/theme && echo '{BAD}' >new.md")
        expect("a new file in a submodule", gate.check().returncode, 1)
        gate.sh(f"git init -q -b main other && cd other && echo '{BAD}' >a.md && git add -A && git commit -qm one")
        expect("another repository in the folder", gate.check(paths=["other/a.md"]).returncode, 0)


def main():
    if not shutil.which("git"):
        print("skipped: git is not installed")
        return 77
    check_changes()
    check_baseline()
    check_written_again()
    check_many()
    check_configs()
    check_without_rules()
    check_submodule()
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
