"""Strict readers of the formats that qualm writes: each takes bytes and gives a Report, or raises what is wrong.

They know nothing of qualm's code. A reader of a format that has no place for something leaves it None.
"""
import csv
import html
import html.parser
import io
import json
import re
import unicodedata
import urllib.parse
import xml.etree.ElementTree
from dataclasses import dataclass, field


class Wrong(Exception):
    """The report is not as its format has it, or carries what it must not."""


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int  # of a finding about the whole text, 1
    severity: str
    rule: str
    message: str  # with its remedy behind a space


@dataclass
class Report:
    findings: list = field(default_factory=list)
    not_read: list = field(default_factory=list)  # paths
    paths: list = field(default_factory=list)     # of all texts, where the format lists them
    more: dict = field(default_factory=dict)      # what else a test asks for


def need(is_so, what):
    if not is_so:
        raise Wrong(what)


# What no report may hold as it is: controls, direction marks, zero width, line separators; what CI systems obey.
HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn", "Co"}
COMMAND = re.compile(r"##(\[|vso\[|teamcity\[)", re.I)


def visible(report, own=""):
    """The report as text; `own` are controls that the format itself is made of."""
    text = report.decode("utf8")
    for number, line in enumerate(text.split("\n"), 1):
        for character in line:
            if unicodedata.category(character) in HIDDEN and character not in own:
                raise Wrong(f"line {number} holds U+{ord(character):04X}")
        need(not COMMAND.search(line), f"line {number} holds a command of a CI system")
    return text


def no_commands(text):
    for number, line in enumerate(text.split("\n"), 1):
        need(not line.lstrip().startswith("::"), f"line {number} begins with '::'")
    return text


def unique(pairs):
    need(len(pairs) == len({name for name, _ in pairs}), f"an object names a key twice: {[n for n, _ in pairs]}")
    return dict(pairs)


def read_json(text):
    return json.loads(text, object_pairs_hook=unique, parse_constant=lambda name: need(False, f"'{name}' is no JSON"))


# ------------------------------------------------------------------- JSON

def result_findings(document, state=("counts",)):
    for finding in document["findings"]:
        is_there = "suppressed" in state if finding.get("suppressed") else finding.get("state", "counts") in state
        if is_there:
            span = finding["span"]
            yield finding, Finding(document["path"] or "-", span["line"] if span else 1, finding["severity"],
                                   finding["rule"], f"{finding['message']} {finding['remedy']}")


def ndjson(report):
    """Also the measure that the others are held to: `more` has the documents by path."""
    made = Report()
    for line in no_commands(visible(report)).splitlines():
        document = read_json(line)
        made.paths.append(document["path"])
        made.more[document["path"]] = document
        if document["errors"]:
            made.not_read.append(document["path"])
        made.findings.extend(f for _, f in result_findings(document))
    return made


# ----------------------------------------------------------------- GitHub

GITHUB = re.compile(r"::(error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")
MOST_OF_A_LEVEL = 10


def github_unescape(text):
    need(not re.search(r"%(?!25|0D|0A|3A|2C)", text), f"'%' is not escaped in {text!r}")
    return urllib.parse.unquote(text)


def github(report):
    made, seen = Report(), {}
    for line in visible(report).splitlines():
        match = GITHUB.fullmatch(line)
        need(match, f"no command: {line!r}")
        properties = {}
        for part in match["properties"].split(","):
            name, sign, value = part.partition("=")
            need(sign and name in ("file", "line", "endLine", "col", "endColumn", "title") and name not in properties,
                 f"property {part!r}")
            properties[name] = github_unescape(value)
        severity = {"notice": "note"}.get(match[1], match[1])
        seen[severity] = seen.get(severity, 0) + 1
        need(list(seen) == sorted(seen, key=["error", "warning", "note"].index), "not the worst first")
        message = github_unescape(match["message"]).split("\n")
        more = re.fullmatch(r"\(\+(\d+) more; --to line shows all\)", message[-1])
        if more:
            made.more[severity] = int(more[1])
            message.pop()
        if properties["title"] == "not read":
            made.not_read.append(properties["file"])
            continue
        made.findings.append(Finding(properties["file"], int(properties.get("line", 1)), severity, properties["title"],
                                     " ".join(message)))
    need(all(n <= MOST_OF_A_LEVEL for n in seen.values()), f"more of a level than GitHub shows: {seen}")
    return made


# ------------------------------------------------------------------ SARIF

def sarif_message(message):
    text = message["text"]
    need(text and "](" not in text, f"a link in {text!r}")
    plain = text.replace("{{", "\0").replace("}}", "\1")
    need("{" not in plain and "}" not in plain, f"a placeholder in {text!r}")
    return plain.replace("\0", "{").replace("\1", "}")


def sarif_path(location, bases):
    uri = location["uri"]
    need(re.fullmatch(r"(file://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), f"uri {uri!r}")
    is_absolute = uri.startswith("file:///")
    need(is_absolute != ("uriBaseId" in location), f"base of {location}")
    need(is_absolute or location["uriBaseId"] in bases, f"unknown base in {location}")
    return urllib.parse.unquote(uri[7:] if is_absolute else uri, errors="replace")


def sarif_result(result, run, made):
    rules = run["tool"]["driver"]["rules"]
    need(rules[result["ruleIndex"]]["id"] == result["ruleId"], f"ruleIndex of {result['ruleId']}")
    need(result["level"] in ("note", "warning", "error"), f"level {result['level']}")
    place = result["locations"][0]["physicalLocation"]
    path = sarif_path(place["artifactLocation"], run["originalUriBaseIds"])
    region = place["region"]
    need(region["startLine"] >= 1, f"region {region}")
    need(re.fullmatch("[0-9a-f]{16}", result["partialFingerprints"]["qualm/v1"]), "fingerprint")
    for suppression in result.get("suppressions", []):
        need(suppression["kind"] in ("inSource", "external"), f"suppression {suppression}")
    for related in result.get("relatedLocations", []):
        sarif_message(related["message"])
    state = result["properties"]["state"]
    need((state in ("suppressed", "accepted", "outside-diff")) == ("suppressions" in result), f"{state} is not told")
    finding = Finding(path, region["startLine"], result["level"], result["ruleId"], sarif_message(result["message"]))
    if state == "counts":
        made.findings.append(finding)
    made.more["results"].append((result, finding))


def sarif(report):
    log = read_json(no_commands(visible(report)))
    need(log["version"] == "2.1.0" and len(log["runs"]) == 1, "one run of 2.1.0")
    run, made = log["runs"][0], Report()
    made.more = {"run": run, "results": []}
    need(run["columnKind"] == "unicodeCodePoints", "columnKind")
    for rule in run["tool"]["driver"]["rules"]:
        need(rule["defaultConfiguration"]["level"] in ("note", "warning", "error"), f"level of {rule['id']}")
        need(rule["help"]["text"] and rule["help"]["markdown"] and rule["fullDescription"]["text"], rule["id"])
        need(len(rule["properties"]["tags"]) <= 20, f"tags of {rule['id']}")
    for result in run["results"]:
        sarif_result(result, run, made)
    made.paths = [sarif_path(a["location"], run["originalUriBaseIds"]) for a in run["artifacts"]]
    invocation, = run["invocations"]
    for notification in invocation["toolExecutionNotifications"]:
        sarif_message(notification["message"])
        if notification["level"] == "error":
            place = notification["locations"][0]["physicalLocation"]
            made.not_read.append(sarif_path(place["artifactLocation"], run["originalUriBaseIds"]))
    need(invocation["executionSuccessful"] == (not made.not_read), "executionSuccessful")
    return made


# ------------------------------------------------- GitLab, reviewdog, XML

LEVELS = {"info": "note", "minor": "warning", "major": "error", "INFO": "note", "WARNING": "warning", "ERROR": "error",
          "warning": "warning", "error": "error"}


def book(made, finding):
    if finding.rule == "not-read":
        made.not_read.append(finding.path)
    else:
        made.findings.append(finding)


def gitlab(report):
    issues, made = read_json(no_commands(visible(report))), Report()
    prints = [issue["fingerprint"] for issue in issues]
    need(len(prints) == len(set(prints)), "a fingerprint comes twice")
    for issue in issues:
        place = issue["location"]
        book(made, Finding(place["path"], place["lines"]["begin"], LEVELS[issue["severity"]], issue["check_name"],
                           issue["description"]))
    made.more["value"] = issues
    return made


def rdjsonl(report):
    made = Report()
    made.more["values"] = []
    for line in no_commands(visible(report)).splitlines():
        value = read_json(line)
        place = value["location"]
        book(made, Finding(place["path"], place["range"]["start"]["line"], LEVELS[value["severity"]],
                           value["code"]["value"], value["message"]))
        made.more["values"].append(value)
    return made


def checkstyle(report):
    no_commands(visible(report))
    root, made = xml.etree.ElementTree.fromstring(report), Report()
    need(root.tag == "checkstyle" and root.get("version"), "root")
    for file in root:
        made.paths.append(file.get("name"))
        for error in file:
            prefix, _, rule = error.get("source").partition(".")
            need(prefix == "qualm" and error.tag == "error", f"source {error.get('source')}")
            book(made, Finding(file.get("name"), int(error.get("line")), LEVELS[error.get("severity")], rule,
                               error.get("message")))
    return made


JUNIT = re.compile(r"(?::(?P<line>\d+):\d+)?: (?P<severity>note|warning|error): (?P<message>.*) \[(?P<rule>[a-z/-]+)\]",
                   re.S)


def junit_lines(text, path):
    """Each finding stands behind its path; a path may hold line breaks."""
    need(text.endswith("\n"), f"no end of line: {text[-20:]!r}")
    parts = text[:-1].split("\n" + path)
    need(parts[0] == "", f"a finding of another text than {path!r}")
    for part in parts[1:]:
        match = JUNIT.fullmatch(part)
        need(match, f"no finding: {part!r}")
        yield Finding(path, int(match["line"] or 1), match["severity"], match["rule"], match["message"])


def junit(report):
    no_commands(visible(report))
    root, made = xml.etree.ElementTree.fromstring(report), Report()
    suite, = root
    need(root.tag == "testsuites" and suite.tag == "testsuite", "root")
    n_failures = n_skipped = 0
    for case in suite:
        made.paths.append(case.get("name"))
        for part in case:
            need(part.tag in ("error", "failure", "skipped", "system-out"), f"element {part.tag}")
            n_failures += part.tag == "failure"
            if part.tag == "skipped":
                n_skipped += 1
            elif part.tag == "error":
                made.not_read.append(case.get("name"))
            else:
                made.findings.extend(junit_lines(part.text, case.get("name")))
    for element in (root, suite):
        counts = [int(element.get(name)) for name in ("tests", "failures", "errors", "skipped")]
        need(counts == [len(suite), n_failures, len(made.not_read), n_skipped], f"totals {counts}")
    return made


# --------------------------------------------------------------- Markdown

class Blocks(html.parser.HTMLParser):
    """The folded findings: no tag but these, each closed, none with attributes."""
    KNOWN = {"details", "summary", "ul", "li", "b", "i", "code"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.blocks = [], []

    def handle_starttag(self, tag, attributes):
        need(tag in self.KNOWN and not attributes, f"tag {tag} {attributes}")
        self.open.append(tag)
        if tag == "details":
            self.blocks.append(["", []])
        if tag == "li":
            self.blocks[-1][1].append("")

    def handle_endtag(self, tag):
        need(self.open and self.open.pop() == tag, f"</{tag}> closes nothing")

    def handle_data(self, data):
        if "li" in self.open:
            self.blocks[-1][1][-1] += data
        elif "summary" in self.open:
            self.blocks[-1][0] += data
        else:
            need(not data.strip(), f"loose text {data!r}")

    def handle_comment(self, data):
        need(False, "a comment")


BREAK = "\u200b"
MARKDOWN_ITEM = re.compile(r"(note|warning|error) (?:line (\d+): )?(.*) ([a-z-]+/[a-z-]+)")
BOUND = 65536


def markdown(report):
    text, made = no_commands(visible(report)), Report()
    need(len(text) <= BOUND, f"{len(text)} characters")
    # What is not a reference or a tag of the report's own must be plain.
    bare = re.sub(r"&#\d+;|</?(details|summary|ul|li|b|i|code)>", "", text)
    for line in bare.splitlines():
        own = line.replace("`--to line`", "")
        need(not re.search(r"[<>@\[\]`#&\\](?!u\{)", own), f"markup in {line!r}")
        need(line.startswith("|") or "|" not in line, f"a table's bar in {line!r}")
        need(not re.search(r"https?:/|www\.", line), f"a link in {line!r}")
    need(not re.search(r"(?:&#64;|&#35;)(?!&#8203;)", text), "a mention")
    parser = Blocks()
    parser.feed("\n".join(l for l in text.splitlines() if l.startswith("<details>")))
    parser.close()
    need(not parser.open, f"not closed: {parser.open}")
    for summary, items in parser.blocks:
        path, _, what = summary.replace(BREAK, "").strip().rpartition(": ")
        if what == "not read":
            made.not_read.append(path)
            continue
        for item in items:
            more = re.fullmatch(r"and (\d+) more: --to line shows all", item)
            if more:
                made.more[path] = int(more[1])
                continue
            match = MARKDOWN_ITEM.fullmatch(item.replace(BREAK, ""))
            need(match, f"no finding: {item!r}")
            made.findings.append(Finding(path, int(match[2] or 1), match[1], match[4], match[3]))
    for row in (l for l in text.splitlines() if l.startswith("| ")):
        cells = [html.unescape(c).replace(BREAK, "").strip() for c in row.strip("|").split("|")]
        need(len(cells) == 5, f"{len(cells)} cells in {row!r}")
        if cells[0] not in ("Text", "---"):
            made.paths.append(cells[0])
    made.more["text"] = text
    return made


# ------------------------------------------------------------ CSV and TSV

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def table(rows):
    made, head = Report(), rows[0]
    need(len(set(head)) == len(head), "a column comes twice")
    made.more = {"columns": head, "rows": []}
    for row in rows[1:]:
        need(len(row) == len(head), f"{len(row)} cells for {len(head)} columns")
        for name, cell in zip(head, row):
            need(not re.match("[=+\\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]", cell) or NUMBER.fullmatch(cell),
                 f"{name} is a formula: {cell!r}")
        cells = dict(zip(head, row))
        made.paths.append(cells["path"])
        if cells["status"] not in ("read", "read, not judged: no rule is on"):
            need(cells["status"].startswith("not read: "), f"status {cells['status']!r}")
            made.not_read.append(cells["path"])
            need(not any(row[head.index("status") + 1:]), "figures of a text that was not read")
        made.more["rows"].append(cells)
    return made


def read_csv(report):
    text = no_commands(visible(report))
    return table(list(csv.reader(io.StringIO(text, newline=""), strict=True)))


def read_tsv(report):
    text = no_commands(visible(report, "\t"))
    rows = [line.split("\t") for line in text.split("\n")[:-1]]
    need(rows == list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=True)),
         "a reader that knows quotation marks sees another table")
    return table(rows)


READERS = {"ndjson": ndjson, "github": github, "sarif": sarif, "gitlab": gitlab, "rdjsonl": rdjsonl,
           "checkstyle": checkstyle, "junit": junit, "markdown": markdown, "csv": read_csv, "tsv": read_tsv}
