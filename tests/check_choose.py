#!/usr/bin/env python3
"""Which files a check reads, in repositories made for it: what git ignores and what changed, from any folder."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import checking
from checking import QUALM

CLAIM = "This miracle tea cures cancer.\n"
CALM = "Tea was drunk by twelve men.\n"
ODD = ["na\u00efve \"q\".md", " led.md", "line\nfeed.md", "-dash.md", "back\\slash.md", "star*.md", ":colon.md",
       "a b.md"]


def environment(folder):
    """Nothing of the person's own configuration may reach git."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
           for key, value in (("NAME", "Ann"), ("EMAIL", "ann@example.org"), ("DATE", "2024-05-01T12:00:00Z"))}
    return {**kept, **who, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


class Site:
    """A repository, a folder to stand in, and what qualm says there."""

    def __init__(self, folder):
        self.root, self.env = pathlib.Path(folder) / "site", environment(folder)
        self.root.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.root, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")

    def commit(self, word):
        self.git("add", "-A")
        self.git("commit", "-qm", word)

    def run(self, *arguments, folder=".", stdin=b"", path=None):
        env = {**self.env, "PATH": path} if path else self.env
        return subprocess.run([QUALM, "check", *arguments], cwd=self.root / folder, env=env, input=stdin,
                              capture_output=True, check=False)

    def chosen(self, *arguments, **more):
        return self.run("--list-files", *arguments, **more).stdout.decode().splitlines()


def expect(what, got, wanted):
    checking.expect(got == wanted, f"{what}: {got!r}, wanted {wanted!r}")


def expect_error(what, done, words):
    expect(f"{what}: status", done.returncode, 2)
    expect(f"{what}: output", done.stdout, b"")
    expect(f"{what}: '{words}'", words in done.stderr.decode(), True)


def escaped(name):
    return name.replace("\n", "\\u{a}")


def check_changes(site):
    for name in ODD:
        site.write(f"content/{name}", CALM)
    for name in ("same.md", "moved.md", "deep/far.md"):
        site.write(f"content/{name}", CALM * 12)
    site.commit("one")
    site.git("checkout", "-qb", "work")
    for name in ODD:
        site.write(f"content/{name}", CALM + CLAIM)
    expect("odd names", sorted(site.chosen("--diff-base", "main", ".", folder="content")),
           sorted(f"./{escaped(n)}" for n in ODD))
    expect("odd names from below", sorted(site.chosen("--diff-base", "main", "..", folder="content/deep")),
           sorted(f"../{escaped(n)}" for n in ODD))
    for name in ODD:
        expect(f"{name!r} outright", site.chosen("--diff-base", "main", "--", f"../content/{name}", folder="content"),
               [f"../content/{escaped(name)}"])
    names = "".join(f"content/{n}\0" for n in [*ODD, "same.md"]).encode()
    expect("a list of names", sorted(site.chosen("--diff-base", "main", "--files0-from", "-", stdin=names)),
           sorted(f"content/{escaped(n)}" for n in ODD))
    expect("the last name without its end", site.chosen("--files0-from", "-", stdin=b"content/same.md"),
           ["content/same.md"])
    expect_error("a hole in the list", site.run("--files0-from", "-", stdin=b"a.md\0\0b.md\0"), "is empty")
    diff = subprocess.run(["git", "diff", "main"], cwd=site.root, env=site.env, capture_output=True, check=True).stdout
    expect("git's diff", sorted(site.chosen("--diff", "-", "content", stdin=diff)),
           sorted(f"content/{escaped(n)}" for n in ODD))
    site.commit("two")
    site.git("mv", "content/moved.md", "content/deep/moved.md")
    site.write("content/untracked.md", CLAIM)
    wanted = [*ODD, "deep/moved.md", "untracked.md"]
    expect("commits, index and disk", sorted(site.chosen("--diff-base", "main", "content")),
           sorted(f"content/{escaped(n)}" for n in wanted))


def check_surroundings(site):
    """A hook's variables point elsewhere; a runner ignores how children end."""
    wanted = sorted(site.chosen("--diff-base", "main", "content"))
    usual = dict(site.env)
    site.env.update(GIT_DIR="/nonexistent", GIT_INDEX_FILE="/nonexistent/index", GIT_WORK_TREE="/", GIT_PREFIX="x/")
    expect("in a hook", sorted(site.chosen("--diff-base", "main", "content")), wanted)
    site.env = usual
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    read, write = os.pipe()
    os.posix_spawn(QUALM, [QUALM, "check", "--list-files", "--diff-base", "main", str(site.root / "content")], usual,
                   file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    os.close(write)
    with os.fdopen(read, encoding="utf8") as output:
        expect("where children are ignored", len(output.read().splitlines()), len(wanted))
    signal.signal(signal.SIGCHLD, before)


def check_errors(site):
    for revision, words in (("mian", "git knows no revision 'mian'"), ("--all", "no name of a revision"),
                            ("", "value"), ("main:content", "git knows no revision")):
        expect_error(f"revision '{revision}'", site.run(f"--diff-base={revision}", "content"), words)
        expect_error(f"from '{revision}'", site.run(f"--config-from={revision}", "content"), words)
    expect_error("both", site.run("--diff-base", "main", "--diff", "-", "content"), "give one of them")
    expect_error("cut off", site.run("--diff", "-", "content", stdin=b"--- a\n+++ a\n@@ -1 +1,9 @@\n+x\n"),
                 "inside a hunk")
    expect_error("no git", site.run("--diff-base", "main", "content", path="/nonexistent"),
                 "git, which is not installed")
    expect("no git, no diff", site.run("--list-files", "content", path="/nonexistent").returncode, 0)


def check_ignored(site):
    site.write(".gitignore", "out/\n*.tmp.md\n")
    site.write("content/.qualmignore", "drafts/\n")
    site.write("content/drafts/d.md", CLAIM)
    site.commit("ignore")
    site.write("out/o.md", CLAIM)
    site.write("content/x.tmp.md", CLAIM)
    chosen = site.chosen(".")
    for name in ("./out/o.md", "./content/x.tmp.md", "./content/drafts/d.md"):
        expect(f"{name} is ignored", name in chosen, False)
    expect("outright", site.chosen("out/o.md", "content/drafts"), ["out/o.md", "content/drafts/d.md"])
    expect("outright, with force", site.chosen("--force-exclude", "out/o.md", "content/drafts"), [])
    site.write("content/.qualm.yaml", "exclude:\n  - deep\nformats:\n  '*.page': plain\n")
    site.write("content/a.page", CALM)
    site.commit("configure")
    done = site.run("--list-files", "content")
    expect("a configuration excludes", b"content/deep: skipped: excluded by content/.qualm.yaml:2" in done.stderr, True)
    expect("and names formats", b"content/a.page\n" in done.stdout, True)
    site.write("content/.qualm.yaml", "exclude: ['*.md']\n")
    expect("a change that excludes everything", site.chosen("content"), [])
    site.write("content/.qualmignore", "*\n")
    site.write(".gitignore", "*\n")
    expect("a change that hides everything", site.chosen("content"), [])
    from_base = site.chosen("--config-from", "HEAD", ".")
    expect("and does not, from a revision", "./content/same.md" in from_base, True)
    expect("nor what was excluded", "./content/deep/far.md" in from_base, False)
    expect("and with its formats", "./content/a.page" in from_base, True)
    expect("where what was ignored still is", "./out/o.md" in from_base or "./content/drafts/d.md" in from_base, False)


def check_nothing_left(site):
    """Nothing to read is well only where a diff or force left nothing."""
    def ends(what, status, words, *arguments, **more):
        done = site.run(*arguments, **more)
        expect(f"{what}: status", done.returncode, status)
        expect(f"{what}: last line", done.stderr.decode().splitlines()[-1], f"qualm: {words}")
    ends("nothing changed", 0, "no text changed since HEAD (1 unchanged)", "--diff-base", "HEAD", "content/same.md")
    ends("an empty diff", 0, "the diff is empty, so no text was read (1 unchanged)", "--diff", "-", "content/same.md")
    ends("forced", 0, "0 files read, 0 errors, 0 warnings, 0 notes, 1 excluded", "--force-exclude",
         "--exclude", "same.md", "content/same.md")
    ends("excluded", 3, "nothing was analysed: all that was found is left out (see --list-files)",
         "--exclude", "*", ".")
    above = site.root.parent.name
    expect("a folder above is not excluded", b"1 file" in site.run("--exclude", above, "content/same.md").stdout, True)
    (site.root / "empty").mkdir()
    ends("empty", 3, "nothing was analysed: no file of a known kind was found (see --from)",
         "--diff-base", "HEAD", "empty")
    ends("missing", 3, "0 files read, 0 errors, 0 warnings, 0 notes, 1 not read", "--diff-base", "HEAD", "none.md")


def check_links(site, folder):
    outside = pathlib.Path(folder) / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(CLAIM)
    (site.root / "links").mkdir()
    for name, target in (("dir", outside), ("file.md", outside / "secret.md"), ("loop", "."), ("dead.md", "nowhere")):
        (site.root / "links" / name).symlink_to(target)
    done = site.run("--list-files", "links")
    expect("links are not followed", done.stdout, b"")
    expect("and told", done.stderr.count(b"skipped: symbolic link"), 4)


def main():
    if not shutil.which("git"):
        print("skipped: git is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        check_changes(site)
        check_surroundings(site)
        check_nothing_left(site)
        check_errors(site)
        check_links(site, folder)
        check_ignored(site)
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
