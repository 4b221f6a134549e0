"""What the checks share: where the tree and the command are, and a count of what held."""
import os
import pathlib
import re
import subprocess

TOP = pathlib.Path(__file__).resolve().parent.parent
QUALM = pathlib.Path(os.environ.get("top_builddir", ".")).resolve() / "qualm"
n_passed, n_skipped, failures = 0, 0, []


def expect(is_so, what):
    global n_passed
    if is_so:
        n_passed += 1
    else:
        failures.append(what)
    return bool(is_so)


def skip(what):
    global n_skipped
    n_skipped += 1
    print(f"skipped: {what}")


def formats():
    """The formats that qualm itself says that it writes."""
    told = subprocess.run([QUALM, "check", "--help"], capture_output=True, check=True).stdout.decode()
    names = re.findall(r"^  (\w+) +\S", told.split("Formats of reports\n")[1], re.M)
    assert "text" in names and "json" in names, "check --help lists no formats"
    return names


def corpus_rows(name):
    """A table of the corpus as dictionaries by the names of its columns."""
    lines = [l for l in (TOP / name).read_text(encoding="utf8").splitlines() if l and not l.startswith("#")]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:]]


def conclude():
    """Prints what failed and the counts; the exit status. Where nothing held, nothing was checked: that fails too."""
    print("".join(f"{failure}\n" for failure in failures), end="")
    print(f"{n_passed} passed, {len(failures)} failed" + (f", {n_skipped} skipped" if n_skipped else ""))
    return 1 if failures or not n_passed else 0
