#!/usr/bin/env python3
"""Pages of --to html, read strictly: nothing of a text becomes markup, all names resolve, and the findings are those of
--to json."""
import base64
import hashlib
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import checking
from checking import QUALM, TOP, expect

VOID = {"meta", "br"}
TAGS = set("html head meta title style body main header footer nav section article div h1 h2 h3 h4 h5 h6 p ul ol li "
           "dl dt dd blockquote pre code table thead tbody tr th td a span bdi q em strong del br mark "
           "small sup".split())
ATTRIBUTES = {"lang", "dir", "id", "class", "title", "href", "role", "aria-hidden", "aria-label", "aria-labelledby",
              "aria-describedby", "scope", "colspan", "tabindex", "value", "charset", "name", "content", "http-equiv"}
# Controls, overrides and isolates: what a page shows as an escape.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
ENTRY = re.compile(r"(t\d+-)?n\d+")
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

HOSTILE = b"""---
title: "<script>alert(1)</script> \\"><img src=x onerror=alert(1)>"
author: "A \xe2\x80\xae rotcod & <b>"
---
# "><img src=x onerror=alert(1)> heading </title></style>

Tea </p><script>alert(2)</script> cures cancer & proves that &lt;b&gt; works.
It \xe2\x80\xaemay help\xe2\x80\xac some &#0;x.

```
::error::gotcha <script>
##[error]x ]]> <!-- -->
```

> Research "proves" that 'tea' causes `<b>` sleep. A miracle cure that proves it.

| a | b |
|---|---|
| <img onerror=x> | =cmd|' /C calc'!A0 |

- Coffee proves that people live longer, [x](javascript:alert(1)) and ![alt "><script>](x.png)
"""
# What is no Markdown: bytes that a terminal would obey.
BARE = (b"A title\n\nResearch proves that tea cures cancer. Tea \x1b[31m proves it \x7f\x08 "
        b"and \xe2\x80\xaeevil\xe2\x80\xac \xf3\xa0\x81\x81 <script>x</script>.\n")
GERMAN = "Der Tee ist gut und das Wasser ist warm, aber die Katze schläft nicht auf dem Sofa. ".encode() * 9


class Page(html.parser.HTMLParser):
    """Keeps what it reads as (tag, attributes, text, ...) and complains of all that is not as it should be."""

    def __init__(self, name, text):
        super().__init__(convert_charrefs=False)
        self.name, self.stack, self.ids, self.links, self.headings = name, [], [], [], []
        self.findings, self.marks, self.style, self.policy, self.problems = [], {}, "", "", []
        self.feed(text)
        self.close()
        self.check(text)

    def complain(self, message):
        self.problems.append(f"{message} at line {self.getpos()[0]}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in TAGS or not set(attributes) <= ATTRIBUTES:
            self.complain(f"<{tag} {attributes}>")
        for name, value in attributes.items():
            if value is None or HIDDEN.search(value):
                self.complain(f"a hidden character in {name}")
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name in ("href", "aria-describedby", "aria-labelledby"):
            if name in attributes:
                self.links.append(attributes[name] if name == "href" else "#" + attributes[name])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if attributes.get("http-equiv"):
            self.policy = attributes["content"]
        if tag not in VOID:
            self.stack.append((tag, attributes))

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            self.complain(f"</{tag}> inside {self.stack[-1:]}")
        else:
            self.stack.pop()

    def handle_data(self, data):
        if self.stack and self.stack[-1][0] == "style":
            self.style += data
            return
        if re.search("[<>\"'&`]", data) or HIDDEN.search(data):
            self.complain(f"not escaped: {data[:40]!r}")
        self.take(data)

    def handle_charref(self, name):
        self.take(html.unescape(f"&#{name};"))

    def handle_entityref(self, name):
        self.complain(f"&{name};")

    def handle_comment(self, data):
        self.complain("a comment")

    def take(self, words):
        """Text goes to the finding and to the mark that it stands in."""
        classes = [attributes.get("class", "") for _, attributes in self.stack]
        entry = next((a["id"] for t, a in self.stack if t == "li" and ENTRY.fullmatch(a.get("id", ""))), None)
        mark = next((a["id"] for t, a in self.stack if t == "a" and a.get("class", "").startswith("f ")), None)
        if mark and not any(t in ("sup", "small") for t, _ in self.stack):
            self.marks[mark] = self.marks.get(mark, "") + words
        if entry and not any(c in ("related",) for c in classes):
            if not self.findings or self.findings[-1]["id"] != entry:
                self.findings.append({"id": entry, "text": ""})
            self.findings[-1]["text"] += words

    def check(self, text):
        expect(not self.problems, f"{self.name}: {self.problems[:3]}")
        expect(not self.stack, f"{self.name}: not closed: {self.stack[-3:]}")
        expect(len(self.ids) == len(set(self.ids)), f"{self.name}: an id is there twice")
        lost = [link for link in self.links if link[:1] != "#" or link[1:] not in set(self.ids)]
        expect(not lost, f"{self.name}: leads nowhere: {lost[:3]}")
        expect(self.headings.count(1) == 1 and self.headings[0] == 1, f"{self.name}: {self.headings[:5]} is no one h1")
        jumps = [(a, b) for a, b in zip(self.headings, self.headings[1:]) if b > a + 1]
        expect(not jumps, f"{self.name}: headings jump {jumps[:3]}")
        expect(text.index('<meta charset="utf-8">') < 200, f"{self.name}: the charset does not come first")
        digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
        expect(self.policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';"),
               f"{self.name}: the policy does not allow the style: {self.policy}")
        expect(not re.search(r"^\s*::|##\[|##vso\[|##teamcity\[", text, re.M), f"{self.name}: a command of a CI system")


def run(arguments, stdin=b""):
    done = subprocess.run([QUALM, *arguments], input=stdin, capture_output=True)
    return done.stdout.decode("utf8")


def unescaped(words):
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), words)


def squeezed(words):
    return " ".join(words.split())


def check_findings(page, prefix, document, least):
    """Those of the JSON, in their order, with rule, severity, place, message and remedy."""
    levels = ["note", "warning", "error"]
    wanted = [f for f in document["findings"] if f.get("state", "counts") == "counts" and not f.get("suppressed")
              and levels.index(f["severity"]) >= levels.index(least)]
    got = [f for f in page.findings if re.fullmatch(prefix + r"n\d+", f["id"])]
    expect(len(got) == len(wanted), f"{page.name}: {len(got)} findings, not {len(wanted)}, of {document['path']}")
    for finding, shown in zip(wanted, got):
        words = squeezed(unescaped(shown["text"]))
        place = f"line {finding['span']['line']}" if finding["span"] else "the whole text"
        expect(words.startswith(squeezed(f"{finding['severity']} {finding['rule']} {place}")),
               f"{page.name}: {words[:80]!r} is not {finding['rule']} at {place}")
        told = squeezed(f"{finding['message']} {finding['remedy']}")
        expect(told in words, f"{page.name}: {told!r} is not in {words!r}")


def check_marks(page, document, source):
    """In plain text what is marked are the bytes of the finding."""
    n_marked, findings = 0, [f for f in document["findings"] if not f.get("suppressed")]
    for number, finding in enumerate(findings, 1):
        if not finding["span"] or finding["rule"].startswith("limit/"):
            continue
        if f"f{number}" not in page.marks:
            # It has no block (a label, a limit), or begins where another does.
            continue
        n_marked += 1
        wanted = squeezed(source[finding["span"]["start"]:finding["span"]["end"]].decode("utf8"))
        got = squeezed(unescaped(page.marks[f"f{number}"]))
        # Another finding may begin inside: then the link ends there.
        expect(got and wanted.startswith(got), f"{page.name}: f{number} marks {got!r}, not {wanted!r}")
    expect(n_marked or not findings, f"{page.name}: no finding is marked in the prose")


def check_one(name, arguments, least="note", stdin=b"", source=None):
    page = Page(name, run([*arguments, "--to", "html"], stdin))
    document = json.loads(run([*arguments, "--to", "json"], stdin))["documents"][0]
    check_findings(page, "", document, least)
    if source is not None:
        check_marks(page, document, source)
    return page


def check_samples():
    for path in sorted((TOP / "corpus/samples").glob("*.*")):
        source = path.read_bytes() if path.suffix == ".txt" else None
        check_one(path.name, ["read", str(path)], source=source)
        check_one(f"check {path.name}", ["check", str(path)], least="warning")


def check_hostile(folder):
    names = {"hostile.md": HOSTILE, "bare.txt": BARE, "de.txt": GERMAN, "empty.txt": b"", "\"><b onx='1'>.txt": BARE}
    for name, content in names.items():
        (folder / name).write_bytes(content)
        page = check_one(name, ["read", str(folder / name)])
        expect("script" not in {tag for tag, _ in page.stack}, f"{name}: a script")
    found = check_one("stdin", ["read", "-"], stdin=BARE)
    expect(found.findings, "the hostile text has no finding, so it shows nothing")
    page = Page("missing", run(["read", "--to", "html", str(folder / "gone.md")]))
    expect(not page.findings, "a text that is not there has findings")


def check_several(folder):
    paths = [*sorted(str(p) for p in (TOP / "corpus/samples").glob("*.*")), str(folder / "hostile.md"),
             str(folder / "gone.md"), str(folder / "empty.txt")]
    text = run(["read", "--to", "html", *paths])
    page = Page("several", text)
    documents = json.loads(run(["read", "--to", "json", *paths]))["documents"]
    expect(len(documents) == len(paths), "several: not all are in the JSON")
    for number, document in enumerate(documents, 1):
        if not document["errors"]:
            check_findings(page, f"t{number}-", document, "note")
    expect(text.count("<tr>") + text.count('<tr class="failed">') >= len(paths), "several: a text has no row")
    expect("not read: there is no such file" in text, "several: the missing text does not say why it was not read")


def main():
    check_samples()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_hostile(folder)
        check_several(folder)
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
