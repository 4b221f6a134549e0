#!/usr/bin/env python3
"""Every format gives back what was found, whatever the texts and their names hold, and says what was not read or left
out. The readers (format_readers.py) are strict; --to ndjson is the measure."""
import contextlib
import fcntl
import gzip
import json
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import unicodedata

import checking
import format_readers as readers
import jsonschema_check
from checking import QUALM, TOP, expect, formats

FINDING_FORMATS = ("github", "sarif", "gitlab", "rdjsonl", "checkstyle", "junit", "markdown")
SCHEMAS = {name: json.loads((TOP / f"tests/formats/{name}.schema.json").read_text()) for name in ("gitlab", "rdjsonl")}

HOSTILE = ("Miracle tea ]]> <script>alert(1)</script> @everyone #1 [x](http://e.org) {0} `c` *b* cures cancer\n\n"
           "Tea with ::error::x ##[error]x \"q\" \x1b[31m \u202e was linked to <b>fewer</b> | {cancers} in adults.\n\n"
           "::error::Research proves that \u00fcn\u00ef \u6f22\u5b57 miracle diets \u200b always work.\n\n"
           "##[set-env]The \u00e9\u00e8 \U0001f600 miracle\u00a0diet cures colds | and, \"so\", it <i>always</i> "
           "works.\n")
FRONT = "---\ntitle: \"=cmd|' /C calc'!A0, \\\"q\\\"\"\nauthor: \"@SUM(1+1)\"\ndate: \"+2025\"\n---\n\nTea is hot.\n"
# Names that mean something in a log, in XML, in Markdown, in a table, to a shell.
NAMES = ("plain.txt", "=cmd|' A0 ]]> <b>&amp;.txt", "\n::error::x\x1b[31m\u202e.txt", "@me #1 {0} %0A,`c`|[a](b).txt",
         "-\"q\" 50%: www.a.b:https:.txt", "\u00fcn\u00ef \u6f22.txt", "##[error]x.txt")


def run(arguments, folder):
    """What qualm prints, and its status; it may take no text for an option."""
    done = subprocess.run([QUALM, *arguments], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)
    return done.stdout, done.returncode


def read(name, arguments, folder):
    """A report through its reader; None where that refuses it."""
    report, _ = run([*arguments[:1], "--to", name, *arguments[1:]], folder)
    try:
        return readers.READERS[name](report)
    except Exception as problem:  # noqa: BLE001 - whatever a reader stumbles over is a failure of the report
        expect(False, f"{name} of {folder.name}: {type(problem).__name__}: {problem}")
        return None


# ------------------------------------------------ how a format shows a name


def is_hidden(character):
    return unicodedata.category(character) in readers.HIDDEN


def escaped(text, kept=""):
    return "".join(f"\\u{{{ord(c):x}}}" if is_hidden(c) and c not in kept else c for c in text)


def beyond_xml(text):
    return "".join(f"\\u{{{ord(c):x}}}" if ord(c) < 32 and c not in "\t\n\r" else c for c in text)


def shielded(text):
    text = escaped(text.replace("##[", "#\\u{23}["))
    return "'" + text if text[0] in "=+-@" else text


SHOWN = {
    "github": lambda path: escaped(path.replace("##[", "#\\u{23}["), "\n"),
    "markdown": lambda path: escaped(path.replace("\n", " ")).strip(),
    "checkstyle": beyond_xml, "junit": beyond_xml, "csv": shielded, "tsv": shielded,
}


def as_shown(name, finding):
    """A finding of the measure as this format has its path and its message."""
    shown = SHOWN.get(name, lambda path: path)
    message = finding.message.replace("\u200b", "")
    return readers.Finding(shown(finding.path), finding.line, finding.severity, finding.rule, message)


# ------------------------------------------------------------------- cases


def check_findings(name, report, wanted, folder):
    found, expected = sorted(report.findings), sorted(as_shown(name, f) for f in wanted.findings)
    for line in [f"lacks {f}" for f in expected if f not in found] + [f"has {f}" for f in found if f not in expected]:
        expect(False, f"{name} of {folder.name}: {line}")
    expect(found == expected, f"{name} of {folder.name}: {len(found)} findings for {len(expected)}")


def check_paths(name, report, wanted, folder):
    shown = SHOWN.get(name, lambda path: path)
    expect(sorted(report.not_read) == sorted(map(shown, wanted.not_read)),
           f"{name} of {folder.name}: not read {report.not_read}")
    if report.paths or name in ("csv", "tsv", "checkstyle", "junit", "sarif", "markdown"):
        expect(sorted(report.paths) == sorted(map(shown, wanted.paths)), f"{name} of {folder.name}: {report.paths}")


def check_all(folder, operands, formats=(*FINDING_FORMATS, "csv", "tsv"), command=("read",)):
    wanted = read("ndjson", [*command, *operands], folder)
    for name in formats if wanted else ():
        report = read(name, [*command, *operands], folder)
        if not report:
            continue
        if name in FINDING_FORMATS:
            check_findings(name, report, wanted, folder)
        check_paths(name, report, wanted, folder)
        for value in report.more.get("values", [report.more["value"]] if "value" in report.more else []):
            wrong = jsonschema_check.errors(SCHEMAS[name], value)
            expect(not wrong, f"{name} of {folder.name}: {wrong[:2]}")
    return wanted


def check_places(folder, names, wanted):
    """Columns lead to the words that the span of JSON holds: code points in SARIF, bytes in rdjsonl."""
    sarif, rdjsonl = (read(name, ["read", *names], folder) for name in ("sarif", "rdjsonl"))
    if not sarif or not rdjsonl:
        return
    spans = {}
    for document in wanted.more.values():
        for finding, key in readers.result_findings(document):
            spans.setdefault(key, []).append(finding["span"])
    for result, key in sarif.more["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        if "byteOffset" not in region:
            continue
        source = (folder / key.path).read_bytes()
        words = source[region["byteOffset"]:region["byteOffset"] + region["byteLength"]]
        line = source.decode("utf8").split("\n")[region["startLine"] - 1]
        expect(region["startLine"] == region["endLine"] and
               line[region["startColumn"] - 1:region["endColumn"] - 1] == words.decode("utf8"),
               f"sarif: {key} is not at {region}")
        expect(any(s and s["start"] == region["byteOffset"] for s in spans[key]), f"sarif: {key} at {region}")
    for value in rdjsonl.more["values"]:
        place = value["location"]
        start, end = place["range"]["start"], place["range"].get("end")
        if not end:
            continue
        source = (folder / place["path"]).read_bytes()
        words = source.split(b"\n")[start["line"] - 1][start["column"] - 1:end["column"] - 1]
        expect(any(span and source[span["start"]:span["end"]] == words
                   for key, places in spans.items() if key.path == place["path"] for span in places),
               f"rdjsonl: {words!r} is no finding of {place['path']!r}")


def check_hostile(top):
    folder = top / "hostile"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(HOSTILE)
    (folder / "front.md").write_text(FRONT)
    for name in NAMES:
        wanted = check_all(folder, ["--", name])
        expect(wanted and len(wanted.findings) > 4, f"hostile: {name!r} has too few findings")
    names = ["--", *NAMES, "front.md"]
    wanted = check_all(folder, names, [f for f in FINDING_FORMATS if f != "github"] + ["csv", "tsv"])
    if wanted:
        check_places(folder, names, wanted)
    check_cells(folder)


def check_cells(folder):
    for name in ("csv", "tsv"):
        table = read(name, ["read", "front.md"], folder)
        cells = table.more["rows"][0] if table else {}
        expect(cells.get("title") == "'=cmd|' /C calc'!A0, \"q\"" and cells.get("author") == "'@SUM(1+1)" and
               cells.get("date") == "'+2025", f"{name}: cells {cells}")


def check_figures(top):
    """The cells of a table are the figures of JSON."""
    folder = TOP / "corpus/samples"
    names = sorted(p.name for p in folder.glob("*.*"))
    wanted, table = read("ndjson", ["read", *names], folder), read("csv", ["read", *names], folder)
    for cells in table.more["rows"] if wanted and table else ():
        document = wanted.more[cells["path"]]
        time, grade = document["reading_time"]["silent"], document["grade"]
        figures = {**document["counts"], **{k: document["scope"][k] for k in ("words_seen", "words_scored")},
                   **{k: time[k] for k in ("minutes", "slow_s", "typical_s", "fast_s")}, "grade": grade["value"],
                   "grade_low": grade["low"], "grade_high": grade["high"],
                   **{f["id"]: f.get("value") for f in document["readability"]}}
        for column, figure in figures.items():
            expect((float(cells[column]) if cells[column] else None) == figure, f"csv: {cells['path']} {column}")
        counted = [f["rule"].split("/")[0] for f, _ in readers.result_findings(document)]
        families = {c[9:]: int(cells[c]) for c in cells if c.startswith("findings_") and c != "findings_dropped"}
        expect(families == {f: counted.count(f) for f in families} and sum(families.values()) == len(counted),
               f"csv: {cells['path']} {families}")
        states = [sum(1 for _ in readers.result_findings(document, (s,))) for s in ("suppressed",)]
        expect(states == [int(cells["suppressed"])], f"csv: {cells['path']} suppressed")


def check_columns(top):
    """doc/csv.md explains each column, and no other."""
    page = (TOP / "doc/csv.md").read_text(encoding="utf8").partition("## Which text")[2]
    named = []
    for line in page.splitlines():
        cell = line.split("|")[1] if line.startswith("|") else line if line.startswith("`") else ""
        named += re.findall(r"`([a-z0-9_-]+)`", cell)
    table = read("csv", ["read", "careful-note.txt"], TOP / "corpus/samples")
    expect(table and sorted(table.more["columns"]) == sorted(named),
           f"doc/csv.md: {set(named) ^ set(table.more['columns'])}")


def check_suppressed(top):
    folder = top / "suppressed"
    folder.mkdir()
    (folder / "a.md").write_text("One.\n\n<!-- qualm off hype/strong -->\n\nThis miracle diet cures cancer.\n")
    check_all(folder, ["a.md"])
    sarif = read("sarif", ["read", "a.md"], folder)
    marked = [r for r, _ in sarif.more["results"] if "suppressions" in r] if sarif else []
    expect(len(marked) == 1 and marked[0]["suppressions"][0]["kind"] == "inSource", f"sarif: suppressions {marked}")
    expect(sarif and not any("baselineState" in r for r, _ in sarif.more["results"]),
           "sarif: a state without a baseline")


def check_known(top):
    """Findings of a baseline are in no report that hides; SARIF tells them from new ones, a table counts them."""
    folder = top / "known"
    folder.mkdir()
    (folder / "a.txt").write_text("This miracle diet cures cancer.\n")
    expect(run(["check", "--write-baseline", "known.json", "a.txt"], folder)[1] == 0, "known: no baseline")
    with open(folder / "a.txt", "a") as text:
        text.write("\nResearch proves that tea helps.\n")
    command = ("check", "--baseline", "known.json", "--min-level", "note")
    wanted = check_all(folder, ["a.txt"], command=command)
    expect(wanted and {f.rule for f in wanted.findings} == {"certainty/proof", "attribution/unnamed-study"},
           f"known: {wanted and wanted.findings}")
    sarif, table = (read(name, [*command, "a.txt"], folder) for name in ("sarif", "csv"))
    states = [r["baselineState"] for r, _ in sarif.more["results"]] if sarif else []
    expect(states == ["new", "new", "unchanged", "unchanged"], f"known: {states}")
    expect(table and table.more["rows"][0]["in_baseline"] == "2", "known: csv")


def check_many(top):
    """300 findings in a text, beside good ones."""
    folder = top / "many"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(f"Research proves that tea number {n} helps." for n in range(150)) + "\n")
    (folder / "b.txt").write_text("Tea is hot.\n")
    (folder / "c.txt").write_text("This miracle diet cures colds.\n")
    operands = ["a.txt", "b.txt", "c.txt"]
    wanted = check_all(folder, operands, ("sarif", "gitlab", "rdjsonl", "checkstyle", "junit", "csv", "tsv"))
    n = len(wanted.findings) if wanted else 0
    expect(n >= 300, f"many: {n} findings")
    github, markdown = (read(name, ["read", *operands], folder) for name in ("github", "markdown"))
    if github:
        expect(len(github.findings) + sum(github.more.values()) == n, f"github: {len(github.findings)} {github.more}")
        expect(github.findings == sorted(github.findings, key=lambda f: f.severity != "warning"), "github: order")
    if markdown:
        expect(len(markdown.findings) + markdown.more["a.txt"] == n, f"markdown: {markdown.more}")


def check_unread(top):
    folder = top / "unread"
    folder.mkdir()
    (folder / "good.txt").write_text("This miracle diet cures cancer.\n")
    (folder / "better.txt").write_text("Tea is hot.\n")
    (folder / "binary.txt").write_bytes(b"\x7fELF" + bytes(200))
    operands = ["good.txt", "binary.txt", "gone.txt", "better.txt"]
    wanted = check_all(folder, operands)
    expect(wanted and sorted(wanted.not_read) == ["binary.txt", "gone.txt"], "unread: the measure lacks a text")
    for name in readers.READERS:
        expect(run(["check", "--to", name, *operands], folder)[1] == 3, f"unread: status with {name}")
        expect(run(["check", "--to", name, "gone.txt"], folder)[1] == 3, f"unread: status with {name}, nothing read")
    check_all(folder, ["gone.txt"])


def check_none(top):
    """A folder without texts: each report is whole, and empty."""
    folder = top / "none"
    (folder / "empty").mkdir(parents=True)
    check_all(folder, ["empty"], command=("check",))
    for name in readers.READERS:
        expect(run(["check", "--to", name, "empty"], folder)[1] == 3, f"none: status with {name}")


def check_foreign(top):
    """A text that nobody judged is not a clean one."""
    folder = top / "foreign"
    folder.mkdir()
    line = "Der Tee ist hei\u00df und die Milch ist nicht wei\u00df, aber das wissen wir auch.\n"
    (folder / "a.txt").write_text(line * 3)
    check_all(folder, ["a.txt"])
    said = {name: run(["check", "--to", name, "a.txt"], folder)[0].decode("utf8") for name in readers.READERS}
    expect("Texts not judged: 1 not in English." in said["markdown"], f"foreign: {said['markdown']}")
    expect('"not-judged"' in said["sarif"], "foreign: sarif")
    expect('skipped="1"' in said["junit"], f"foreign: {said['junit']}")
    expect(",de,2" in said["csv"] and '"language":"de"' in said["ndjson"], "foreign: language")


def check_levels(top):
    """Formats that hide show what counts from the level on; SARIF and tables have all."""
    folder = top / "levels"
    folder.mkdir()
    (folder / "a.txt").write_text("Research proves that this miracle diet cures cancer.\n")
    wanted = read("ndjson", ["check", "a.txt"], folder)
    for name in FINDING_FORMATS if wanted else ():
        report = read(name, ["check", "a.txt"], folder)
        least = [f for f in wanted.findings if name == "sarif" or f.severity != "note"]
        expect(report and len(report.findings) == len(least) < len(wanted.findings) + (name == "sarif"),
               f"levels: {name} {report and report.findings}")
    markdown = run(["check", "--to", "markdown", "a.txt"], folder)[0].decode("utf8")
    expect(markdown.startswith("**qualm fails:** 3 warnings in 1 text.\n"), f"levels: {markdown[:80]!r}")
    markdown = run(["check", "--to", "markdown", "--fail-level", "error", "a.txt"], folder)[0].decode("utf8")
    expect(markdown.startswith("**qualm passes:** nothing found in 1 text.\n"), f"levels: {markdown[:80]!r}")


def check_bounds(top):
    """Past what GitHub takes: the worst stay, and the report says how many do not."""
    folder = top / "bounds"
    folder.mkdir()
    text = "\n\n".join(f"Research proves that tea number {n} helps." for n in range(1000)) + "\n"
    names = [f"{n:02}.txt" for n in range(14)]
    for name in names:
        (folder / name).write_text(text)
    report, _ = run(["read", "--to", "sarif", *names], folder)
    sarif, table = readers.sarif(report), read("csv", ["read", *names], folder)
    totals = {s: sum(int(row[s]) for row in table.more["rows"]) for s in ("errors", "warnings", "notes")}
    n_all = sum(totals.values())
    expect(n_all > 25000 and totals["warnings"] < 25000, f"bounds: {totals}")
    expect(len(sarif.more["results"]) == 25000, f"bounds: {len(sarif.more['results'])} results")
    levels = [r["level"] for r, _ in sarif.more["results"]]
    expect(levels == sorted(levels, reverse=True) and levels.count("warning") == totals["warnings"], "bounds: order")
    said = [n["message"]["text"] for n in sarif.more["run"]["invocations"][0]["toolExecutionNotifications"]]
    expect(any(s.startswith(f"{n_all - 25000} notes were left out") for s in said), f"bounds: {said[:3]}")
    size = len(gzip.compress(report))
    expect(size < 10 << 20, f"bounds: {size} bytes compressed")
    markdown = read("markdown", ["read", *names], folder)
    expect(markdown and "more texts with findings that are not listed here" in markdown.more["text"] or
           markdown and len({f.path for f in markdown.findings}) == len(names), "bounds: markdown is silent")


def check_markdown_cut(top):
    """More texts than a comment holds."""
    folder = top / "cut"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n:03}.txt").write_text("This miracle diet cures cancer. Research proves it.\n" * 3)
    report, _ = run(["check", "--to", "markdown", "."], folder)
    markdown = readers.markdown(report)
    expect("200 more texts without a row here." in markdown.more["text"], "cut: rows")
    n_listed = len({f.path for f in markdown.findings})
    expect(f"{300 - n_listed} more texts with findings that are not listed here" in markdown.more["text"],
           f"cut: {n_listed} texts listed")


def on_terminal(arguments, folder, n_columns):
    """What qualm writes to a terminal."""
    master, slave = pty.openpty()
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, n_columns, 0, 0))
        with open(folder / "written", "wb") as log:
            copy = threading.Thread(target=copy_all, args=(master, log))
            copy.start()
            subprocess.run([QUALM, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=slave)
            os.close(slave)
            copy.join()
    finally:
        os.close(master)
    return (folder / "written").read_text(encoding="utf8").replace("\r\n", "\n")


def copy_all(source, log):
    """Up to the end, which a terminal without a writer says by an error."""
    with contextlib.suppress(OSError):
        while piece := os.read(source, 65536):
            log.write(piece)


def check_table(top):
    """A table on a terminal fits it; who reads a pipe or a file has paths whole."""
    folder = top / "paths"
    names = [f"content/{word}/what-people-who-drink-green-tea-every-day-say-of-their-sleep.txt" for word in "ab"]
    for name in names:
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("Tea is hot.\n")
    told = run(["read", *names], folder)[0].decode("utf8")
    run(["read", "-o", "table", *names], folder)
    expect(all(f"-  {name}\n" in told for name in names), f"paths: a pipe has {told}")
    expect((folder / "table").read_text(encoding="utf8") == told, "paths: a file is not as a pipe")
    for n_columns in (40, 60, 80, 100):
        shown = on_terminal(["read", "--color", "never", *names], folder, n_columns)
        widest = max(map(len, shown.splitlines()))
        expect(widest <= n_columns, f"paths: {widest} columns of {n_columns}")
        expect(shown.count("content/") == 2 and shown.count("their-sleep.txt\n") == 2, f"paths: {shown}")
    to_file = on_terminal(["read", "-o", "table", *names], folder, 80)
    expect(not to_file and (folder / "table").read_text(encoding="utf8") == told, "paths: a file, from a terminal")


def check_lists(_):
    """No format is without a reader, but those for people and those with a check of their own; README has them all."""
    expect(set(formats()) - set(readers.READERS) == {"text", "line", "json", "html"},
           f"format_readers.py reads {sorted(readers.READERS)}, and qualm writes {formats()}")
    page = (TOP / "README.md").read_text(encoding="utf8").partition("## What it writes")[2].partition("\n## ")[0]
    told = [name for row in re.findall(r"^\| (`.*?) \|", page, re.M) for name in re.findall(r"`(\w+)`", row)]
    expect(sorted(told) == sorted(formats()), f"README.md lists the formats {told}")


def main():
    with tempfile.TemporaryDirectory() as name:
        top = pathlib.Path(name)
        for check in (check_lists, check_hostile, check_figures, check_columns, check_suppressed, check_known,
                      check_many, check_unread, check_none, check_foreign, check_levels, check_bounds,
                      check_markdown_cut, check_table):
            check(top)
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
