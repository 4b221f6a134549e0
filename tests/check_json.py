#!/usr/bin/env python3
"""Every JSON that qualm writes is as doc/qualm-result.schema.json says: for the samples, and in every page."""
import json
import re
import subprocess
import sys

import checking
import jsonschema_check
from checking import QUALM, TOP, expect

SCHEMA = json.loads((TOP / "doc/qualm-result.schema.json").read_text())
def validate(document, where):
    errors = jsonschema_check.errors(SCHEMA, document)
    expect(not errors, "\n".join(f"{where}: {e}" for e in errors[:3]))


def run(arguments, stdin=b""):
    done = subprocess.run([QUALM, *arguments], input=stdin, capture_output=True)
    return done.stdout.decode("utf8")


def documents(text):
    """The documents of NDJSON lines or of one JSON report."""
    try:
        yield from json.loads(text)["documents"]
        return
    except (ValueError, KeyError, TypeError):
        pass
    for line in text.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            yield from value.get("documents", [value] if "qualm" in value else [])


def check_samples():
    samples = sorted(str(p) for p in (TOP / "corpus/samples").glob("*.*"))
    for arguments in (["--to", "ndjson"], ["--to", "ndjson", "--detail"], ["--to", "json", "--detail"]):
        found = list(documents(run(["read", *arguments, *samples])))
        for document in found:
            validate(document, f"qualm read {' '.join(arguments)}: {document.get('path')}")
        expect(len(found) == len(samples), f"{' '.join(arguments)}: {len(found)} documents for {len(samples)} samples")
    records = b'{"id":1,"text":"One. Two."}\n{"id":"x","text":""}\n{"id":2}\nno json\n\n{"text":"caf\xe9"}\n'
    lines = run(["stream", "--detail"], records).splitlines()
    expect(len(lines) == 6, f"stream: {len(lines)} lines for 6")
    for line in lines:
        validate(json.loads(line), "qualm stream")


FINDINGS = b"""---
qualm: {off: hype, reason: "house style"}
---

It is a miracle cure. Research proves that considerable organisational simplification necessitates cooperation.

<!-- qualm of -->
"""


LIMITED = ["check", "--to", "json", "--from", "markdown", "--max-grade", "smog=1", "--max-grade", "1",
           "--min-words", "1", "-"]


def check_findings():
    """What findings have only sometimes: lines, a state with its reason, the figures of a limit."""
    found = list(documents(run(LIMITED, FINDINGS)))
    for document in found:
        validate(document, "qualm check")
    findings = {f["rule"] + f.get("formula", ""): f for document in found for f in document["findings"]}
    wanted = {
        "hype/strong": {"state": "suppressed", "suppressed": True, "reason": "house style", "lines": [5, 5]},
        "certainty/proof": {"lines": [5, 5]},
        "suppression/unknown-rule": {"lines": [7, 7]},
        "limit/gradesmog": {"formula": "smog", "limit": 1, "span": None},
        "limit/grade": {"limit": 1},
    }
    for name, members in wanted.items():
        for key, value in members.items():
            expect(findings.get(name, {}).get(key, "none") == value,
                   f"{name}: '{key}' is not {value}: {findings.get(name)}")
    for name in ("limit/grade", "limit/gradesmog"):
        found = findings.get(name, {})
        expect(found.get("figure", 0) > 1 and "lines" not in found,
               f"{name}: no figure above its limit, or lines: {found}")


def table_keys(page, heading):
    """The keys of the table behind a heading, in order."""
    table = re.search(rf"^##+ {heading}\n.*?^(\| .*?)\n\n", page + "\n", re.M | re.S)[1]
    return [key for row in table.splitlines()[2:] for key in re.findall(r"`(\w+)`", row.split("|")[1])]


def check_page():
    """doc/json.md lists every key and no other, in the order in which they are written."""
    page = (TOP / "doc/json.md").read_text(encoding="utf8")
    record = json.loads(run(["stream", "--detail"], b'{"id":1,"text":"Tea."}\n'))
    record.update(json.loads(run(["--to", "ndjson", str(TOP / "corpus/samples/hill-walking.txt")])))
    findings = SCHEMA["$defs"]["finding"]["properties"]
    for heading, keys in (("The document", record), ("counts", record["counts"]), ("findings", findings)):
        told = table_keys(page, heading)
        expect(told == list(keys), f"doc/json.md, {heading}: {told}, wanted {list(keys)}")
    written = [list(finding) for finding in json.loads(run(LIMITED, FINDINGS))["documents"][0]["findings"]]
    for keys in written:
        expect(keys == [key for key in findings if key in keys], f"a finding has its keys in the order {keys}")


def check_codes():
    """doc/json.md tells of each code that a text can be given, by whichever call gives it."""
    giving = re.compile(r'(?:analysis_warn|qualm_result_failed|warning)\([^"]*?"([a-z-]+)",|_record\)? *(?:\w+ = )?'
                        r'\{"([a-z-]+)"|\{\\"code\\":\\"([a-z-]+)')
    page = (TOP / "doc/json.md").read_text(encoding="utf8")
    codes = {code for path in sorted((TOP / "src").rglob("*.c")) if path.name != "sarif.c"
             for found in giving.findall(path.read_text(encoding="utf8")) for code in found if code}
    expect(len(codes) > 9, f"codes of warnings and errors: found no more than {sorted(codes)}")
    for code in sorted(codes):
        expect(f"`{code}`" in page, f"doc/json.md: does not tell of the code {code}")


def check_pages():
    for page in sorted([*TOP.glob("tests/spec/*.md"), *TOP.glob("doc/*.md"), TOP / "README.md"]):
        for document in documents(page.read_text(encoding="utf8")):
            validate(document, str(page))


def main():
    check_samples()
    check_findings()
    check_page()
    check_codes()
    check_pages()
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
