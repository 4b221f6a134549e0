#!/usr/bin/env python3
"""`qualm stream` gives one answer for each line, in order and at once, whatever stands on it."""
import json
import os
import pathlib
import re
import select
import subprocess
import sys

import checking
from checking import QUALM, expect

IS_ASAN = bool(os.environ.get("IS_ASAN", "").strip())
GOOD = b'{"id":"good","text":"Tea may help. It helped twelve men."}'
RAW_ID = re.compile(rb'^\{"qualm":"[^"]*","edition":"[^"]*","id":("(?:[^"\\]|\\.)*"|[^,]*),')
SECONDS = 20
LINE_MOST = 16 << 20
# What stands after "id": on the line, and what must come back, to the byte.
IDS = [
    (b"7", b"7"), (b"-0.0", b"-0.0"), (b"1.10", b"1.10"), (b"1E400", b"1E400"),
    (b"123456789012345678901234567890", b"123456789012345678901234567890"),
    (b'""', b'""'), (b'"a b"', b'"a b"'), (b'"\\"\\\\\\/\\n\\u0041"', b'"\\"\\\\\\/\\n\\u0041"'),
    (b'"\\u202e"', b'"\\u202e"'), ('"caf\u00e9"'.encode(), '"caf\u00e9"'.encode()),
    ('"\u202ex"'.encode(), b'"\\u202ex"'), ('"\U000e0041"'.encode(), b'"\\udb40\\udc41"'),
    (b'"\xff"', b'"\xef\xbf\xbd"'),
    (b'"::error::x"', b'"::error::x"'), (b"null", b"null"), (b'"1"  ', b'"1"'), (b'"first","id":"last"', b'"last"'),
    (b'"},{\\"id\\":2"', b'"},{\\"id\\":2"'),
]
ACCEPTED = {
    "no id": b'{"text":"Tea."}',
    "the empty text": b'{"id":1,"text":""}',
    "white space around": b' \t{ "id" : 1 , "text" : "Tea." } \t',
    "CRLF": b'{"id":1,"text":"Tea."}\r',
    "a byte order mark": b'\xef\xbb\xbf{"id":1,"text":"Tea."}',
    "ill-formed UTF-8": b'{"id":1,"text":"Te\xff\xc3\xa4 \xe2\x82 \xed\xa0\x80."}',
    "lone surrogates": b'{"id":1,"text":"\\ud800 tea \\udc00\\ud83d."}',
    "a surrogate pair": b'{"id":1,"text":"\\ud83d\\ude00"}',
    "an escaped NUL": b'{"id":1,"text":"Tea\\u0000 helps."}',
    "unknown members": b'{"id":1,"text":"Tea.","x":[{"y":[]}],"id2":{}}',
    "many members": b'{"id":1,"text":"Tea."' + b"".join(b',"k%d":%d' % (i, i) for i in range(50000)) + b"}",
    "Markdown": b'{"id":1,"text":"# Tea\\n\\nIt *may* help.","format":"markdown","part":"body","title":"T"}',
    "a headline": b'{"id":1,"text":"Tea cures colds","part":"headline","language":"en"}',
}
REFUSED = {
    "an empty line": b"",
    "a blank line": b" \t\r",
    "no JSON": b"tea",
    "an array": b'[{"id":1,"text":"Tea."}]',
    "null": b"null",
    "a string": b'"text"',
    "two values": GOOD + b" " + GOOD,
    "a comma at the end": GOOD + b",",
    "single quotes": b"{'id':1,'text':'Tea.'}",
    "a comment": b'{"id":1,"text":"Tea."} // tea',
    "half a line": b'{"id":1,"text":"Te',
    "half an escape": b'{"id":1,"text":"\\u12',
    "no text": b'{"id":1}',
    "null for a text": b'{"id":1,"text":null}',
    "a number for a text": b'{"id":1,"text":12}',
    "a list for a text": b'{"id":1,"text":["Tea."]}',
    "an object for an id": b'{"id":{"a":1},"text":"Tea."}',
    "a list for an id": b'{"id":[1],"text":"Tea."}',
    "true for an id": b'{"id":true,"text":"Tea."}',
    "an unknown format": b'{"id":1,"text":"Tea.","format":"docx"}',
    "an unknown part": b'{"id":1,"text":"Tea.","part":"tail"}',
    "a raw tab in a string": b'{"id":1,"text":"Tea\t."}',
    "a raw CR in a string": b'{"id":1,"text":"Tea\r."}',
    "an escaped raw tab": b'{"id":1,"text":"Tea\\\t."}',
    "a raw control": b'{"id":1,"text":"Tea\x01."}',
    "a raw NUL": b'{"id":1,"text":"Tea\x00."}',
    "deep lists": b'{"id":1,"text":"Tea.","x":' + b"[" * 100000 + b"]" * 100000 + b"}",
    "deep objects": b'{"a":' * 100000 + b"1" + b"}" * 100000,
    "UTF-16": '{"id":1,"text":"Tea."}'.encode("utf-16"),
}


def is_clean(out):
    return not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out.decode("utf-8", "replace"))


def run(lines, end=b"\n"):
    """The answers to the lines, as bytes and as objects, and the status."""
    done = subprocess.run([QUALM, "stream"], input=b"\n".join(lines) + end, capture_output=True, timeout=60 * SECONDS)
    expect(is_clean(done.stdout) and is_clean(done.stderr), "a raw control left")
    raw = done.stdout.split(b"\n")
    expect(raw.pop() == b"", "the last answer has no line feed")
    return raw, [json.loads(line.decode("utf-8")) for line in raw], done.returncode


def check_order():
    lines = [b'{"id":%d,"text":"%s"}' % (i, b"Tea helps. " * (i % 7)) for i in range(300)]
    _, answers, status = run(lines)
    expect([a["id"] for a in answers] == list(range(300)), "the answers come in the order of the lines")
    expect(status == 0, f"good lines end with status {status}")
    _, answers, _ = run(lines, end=b"")
    expect(len(answers) == 300 and answers[-1]["id"] == 299, "a last line without line feed has its answer")
    raw, _, status = run([], end=b"")
    expect(raw == [] and status == 0, "nothing in, nothing out")


def check_ids():
    raw, _, status = run([b'{"id":' + source + b',"text":"Tea."}' for source, _ in IDS])
    expect(len(raw) == len(IDS) and status == 0, f"{len(raw)} answers for {len(IDS)} ids, status {status}")
    for (source, wanted), line in zip(IDS, raw):
        found = RAW_ID.match(line)
        expect(found and found[1] == wanted, f"id {source!r} comes back as {line[:80]!r}")


def check_lines(table, is_good):
    for name, line in table.items():
        _, answers, status = run([GOOD, line, GOOD])
        expect(len(answers) == 3 and answers[0]["id"] == answers[-1]["id"] == "good", f"{name}: {len(answers)} answers")
        expect(answers[0] == answers[-1] and not answers[0]["errors"], f"{name}: what is beside it is touched")
        expect(bool(answers[1]["errors"]) != is_good, f"{name}: {answers[1]['errors']}")
        expect(status == (0 if is_good else 3), f"{name}: status {status}")
    _, answers, _ = run([line for line in table.values() if b"\n" not in line])
    expect(len(answers) == len(table), f"all at once: {len(answers)} answers for {len(table)} lines")


class Talk:
    """A running `qualm stream` that is spoken to line by line."""

    def __init__(self):
        self.process = subprocess.Popen([QUALM, "stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.unread = b""

    def say(self, data):
        view = memoryview(data)
        while view:
            view = view[self.process.stdin.write(view):]

    def hear(self):
        """One answer; None when it does not come although all that was said is read."""
        while b"\n" not in self.unread:
            if not select.select([self.process.stdout], [], [], SECONDS)[0]:
                return None
            piece = os.read(self.process.stdout.fileno(), 65536)
            if not piece:
                return None
            self.unread += piece
        line, _, self.unread = self.unread.partition(b"\n")
        return json.loads(line)

    def peak_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s*(\d+)", status)[1])

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(SECONDS)


def check_at_once():
    talk = Talk()
    for i in range(3):
        talk.say(b'{"id":%d,"text":"Tea."}\n' % i)
        expect((talk.hear() or {}).get("id") == i, f"answer {i} does not wait for the next line")
    talk.say(b'{"id":3,"text":"Tea."}\n{"id":4,"te')
    expect((talk.hear() or {}).get("id") == 3, "an answer does not wait for the rest of the next line")
    talk.say(b'xt":"Tea."}\n')
    expect((talk.hear() or {}).get("id") == 4, "a line may come in pieces")
    expect(talk.end() == 0, "the end of the input ends the stream")


def check_long_lines():
    talk = Talk()
    talk.say(GOOD + b"\n")
    talk.hear()
    before = talk.peak_kib()
    talk.say(b'{"id":1,"text":"' + b"tea " * (100 << 18) + b'"}\n')
    answer = talk.hear() or {}
    grown = talk.peak_kib() - before
    expect(answer.get("id", 0) is None and "16 MiB" in answer["errors"][0]["message"], f"100 MiB: {str(answer)[:200]}")
    expect(grown < 40 << 10 or IS_ASAN, f"a line of 100 MiB takes {grown} KiB")
    talk.say(GOOD + b"\n")
    expect((talk.hear() or {}).get("id") == "good", "the line after a long one is read")
    talk.end()
    head, tail = b'{"id":1,"x":"', b'","text":"Tea."}'
    for n_bytes in (LINE_MOST, LINE_MOST + 1):
        _, answers, _ = run([head + b"x" * (n_bytes - len(head) - len(tail)) + tail, GOOD])
        is_refused = [bool(answer["errors"]) for answer in answers]
        expect(is_refused == [n_bytes > LINE_MOST, False], f"a line of {n_bytes} bytes: {is_refused}")


def check_reader_gone():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([QUALM, "stream"], input=(GOOD + b"\n") * 2000, stdout=writing, stderr=subprocess.PIPE,
                          restore_signals=True)
    os.close(writing)
    expect(done.returncode in (4, 141, -13) and not done.stderr, f"the reader is gone: status {done.returncode}")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([QUALM, "stream"], input=GOOD, stdout=full, stderr=subprocess.PIPE)
    expect(done.returncode == 4 and done.stderr, f"the disk is full: status {done.returncode}")


def main():
    check_order()
    check_ids()
    check_lines(ACCEPTED, True)
    check_lines(REFUSED, False)
    check_at_once()
    check_long_lines()
    check_reader_gone()
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
