#!/usr/bin/env python3
"""The filter in front of the patterns changes no result: with it and without it (--plain-matching) all is the same.

Each row of the corpus is asked about texts made from its own pattern, every alternative in one of them at least, since
a word that the filter does not know is one for which nobody wrote an example. Then whole texts are read both ways, and
the JSON must be the same to the byte. With --truth these are the labelled texts beside the tree, which takes minutes.
"""
import collections
import concurrent.futures
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import checking
from checking import QUALM, TOP, corpus_rows, expect
from pattern_texts import Explorer

ASK = QUALM.parent / "tests/match_rows"
LANGUAGE = "corpus/lang/en"
REACHED_LEAST = 0.995  # of the choices in all patterns; the rest are barred by look-arounds of their own row
ROUNDS = 3
# Of the rows of which the filter is robbed of a word, so many are seen: what is left has another word in each text.
SEEN_LEAST = {"anchors": 0.75, "leads": 0.75}
PLANTED = range(3)
AROUND = [("", ""), ("", "."), ("So ", " it here."), ("(", " the men of old."), ("The old ", ""),
          ("“", " them,” he said")]
BATCH = 25
DOC_FILES, DOC_BYTES = 30, 20_000
READ_EVERY = 12
UNSEEN_MOST = 5  # cues that a longer one of their kind always hides
TRUTH = TOP.parent / "shared/truth"
# English prose; the others hold words, or other languages.
TRUTH_NAMES = ("advice", "bioscope", "certainty", "cefr_sp_en", "clear", "clickbait", "conclusion", "esg", "eureka",
               "exaggeration", "insciout", "nonsig", "onestop", "pubmed", "sentseg_en", "unicausal", "unsc", "wiki")


# ------------------------------------------------------------------- rows

def tables():
    """The rows that have a pattern, by the name that match_rows knows them by."""
    files = {f"{LANGUAGE}/claims.tsv": "claim", f"{LANGUAGE}/furniture.tsv": "furniture"}
    for path in sorted((TOP / LANGUAGE / "cues").glob("*.tsv")):
        files[str(path.relative_to(TOP))] = "guard" if path.stem == "guards" else "cue"
    return {f"{table}:{row['id']}": row for name, table in files.items() for row in corpus_rows(name)}


def ask(texts, *fault):
    """What match_rows says of (name, text) pairs: the hits without the filter, and whether those with it differ."""
    lines = "".join(f"{name}\t{text}\n" for name, text in texts).encode()
    done = subprocess.run([ASK, *map(str, fault)], input=lines, capture_output=True, check=True)
    answers = done.stdout.decode().splitlines()
    assert len(answers) == len(texts) + 1, "match_rows answers each line once"
    pairs = [answer.split() for answer in answers[:-1]]
    return [(int(n), verdict == "apart") for n, verdict in pairs], int(answers[-1].split()[0])


def expect_same(what, texts):
    """Asks, and tells where the filter takes a hit or makes one; the texts that are hits."""
    answers, _ = ask(texts)
    apart = collections.Counter()
    for (name, text), (_, is_apart) in zip(texts, answers):
        if is_apart:
            apart[name] += 1
            if apart[name] <= 3:
                checking.failures.append(f"{name}: the filter changes the hits in '{text}'")
    expect(not apart, f"{what}: {sum(apart.values())} texts of {len(apart)} rows are apart; do they lack an anchor?")
    return [n > 0 for n, _ in answers]


def surround(name, signs, number):
    """A line of furniture stands alone; all else is found in the middle of a sentence too."""
    text = "".join(sign for sign, _ in signs)
    before, behind = ("", "") if name.startswith("furniture:") else AROUND[number % len(AROUND)]
    return before + text + behind


def explore(rows):
    """Texts made from the patterns, until all of a pattern was in a hit: the hits."""
    explorers = {name: Explorer(name, row["pattern"]) for name, row in rows.items()}
    hits, numbers = [], itertools.count()
    for turn in range(ROUNDS):
        made = [(name, surround(name, signs, next(numbers)), signs, taken) for name, explorer in explorers.items()
                for signs, taken in (explorer.again() if turn else explorer.first())]
        are_hits = expect_same("texts from patterns", [(name, text) for name, text, _, _ in made])
        for (name, text, signs, taken), is_hit in zip(made, are_hits):
            if is_hit:
                explorers[name].learn(taken)
                hits.append((name, text, signs))
    n_choices = sum(len(e.pattern.choices) for e in explorers.values())
    n_reached = sum(len(e.reached) for e in explorers.values())
    expect(n_reached >= REACHED_LEAST * n_choices, f"only {n_reached} of {n_choices} choices are in a hit")
    unknown = [name for name, explorer in explorers.items() if not explorer.reached and explorer.pattern.choices]
    print(f"{len(rows)} rows: {n_reached} of {n_choices} choices are in one of {len(hits)} hits"
          + (f"; none of {' '.join(unknown)}" if unknown else ""))
    return hits


def shouted(signs):
    return "".join(sign if is_exact else sign.upper() for sign, is_exact in signs)


def typeset(text):
    for plain, fine in ((" '", " ‘"), ("'", "’"), (' "', " “"), ('"', "”"), ("--", "—")):
        text = text.replace(plain, fine)
    return text


def unusual(text):
    """Letters beyond ASCII that fold to ASCII ones: no filter knows where a word with them ends."""
    return text.replace("s", "ſ", 1).replace("k", "\N{KELVIN SIGN}", 1)


def variants(hits):
    """The hits as others would write them, and two of a row in one sentence."""
    for (name, text, signs), (other_name, other, _) in zip(hits, hits[1:] + hits[:1]):
        if name.startswith("furniture:"):
            yield name, typeset(text)
            continue
        yield name, shouted(signs)
        yield name, typeset(text)
        yield name, unusual(text)
        if name == other_name:
            yield name, f"{other}, and {text}"


def check_planted(hits):
    """Where the filter does lack a word, the texts show it."""
    texts = [(name, text) for name, text, _ in hits]
    for kind, least in SEEN_LEAST.items():
        n_planted = n_seen = 0
        for number in PLANTED:
            answers, n = ask(texts, kind, number)
            n_planted += n
            n_seen += len({name for (name, _), (_, is_apart) in zip(texts, answers) if is_apart})
        print(f"{n_planted} faults in {kind}: {n_seen} seen")
        expect(n_planted and n_seen >= least * n_planted, f"of {n_planted} {kind} left out only {n_seen} are missed")


# ------------------------------------------------------------------ texts

def read_both(arguments, records=b""):
    """What qualm writes of the same, with the filter and without it."""
    def run(more):
        with tempfile.TemporaryFile() as out:
            subprocess.run([QUALM, *arguments, *more], input=records, stdout=out, stderr=subprocess.DEVNULL, check=True)
            out.seek(0)
            return out.read()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return pool.map(run, [[], ["--plain-matching"]])


def documents(answer, is_stream):
    return [json.loads(line) for line in answer.splitlines()] if is_stream else json.loads(answer)["documents"]


def difference(one, other):
    """The first place in two documents where they part, for a person."""
    for a, b in zip(one.get("sentences") or [], other.get("sentences") or []):
        if a != b:
            cues = [c for c in a["cues"] + b["cues"] if (c in a["cues"]) != (c in b["cues"])]
            what = f"cue {cues[0]['id']}" if cues else f"claim {a['claim']['level']}, {b['claim']['level']}"
            return f"line {a['span']['line']}: {what}"
    return "not in a sentence: " + ", ".join(key for key in one if one[key] != other.get(key))


def check_texts(what, arguments, records=()):
    """The same bytes both ways; the ids of the cues that were seen. An answer without any cue proves nothing."""
    is_stream = arguments[0] == "stream"
    lines = "".join(json.dumps(record) + "\n" for record in records).encode()
    filtered, plain = read_both(arguments, lines)
    seen = documents(filtered, is_stream)
    if not expect(filtered == plain, f"{what}: the filter changes what is said"):
        for one, other in zip(seen, documents(plain, is_stream)):
            if one != other:
                checking.failures.append(f"  {one.get('path') or one.get('id')}: {difference(one, other)}")
    ids = {cue["id"] for one in seen for sentence in one.get("sentences") or [] for cue in sentence["cues"]}
    expect(ids, f"{what}: no cue in {len(seen)} texts")
    return ids


def files():
    """What is at hand on every machine: the texts of the tree, licences, what packages say of themselves."""
    found = sorted(p for p in pathlib.Path("/usr/share/common-licenses").glob("*") if p.is_file())[:DOC_FILES]
    docs = (p for p in sorted(pathlib.Path("/usr/share/doc").glob("*/README*")) if p.suffix in ("", ".md", ".Debian"))
    found += [p for p in docs if p.is_file() and p.stat().st_size <= DOC_BYTES][:DOC_FILES]
    return [TOP / "README.md", TOP / "corpus/samples", TOP / "doc", *found]


def batches(name, texts, **members):
    """Records of some texts each, a paragraph a text."""
    return [{"id": f"{name} {at}", "text": "\n\n".join(texts[at:at + BATCH]), "language": "en", **members}
            for at in range(0, len(texts), BATCH)]


def example_records(rows):
    examples = [row[cell] for row in rows.values() for cell in ("hit", "miss")]
    numbers = str.maketrans("0123456789%", "7391058264&")
    changed = {
        "as they are": examples,
        "begun otherwise": [text[0].swapcase() + text[1:] for text in examples],
        "typeset": [typeset(text) for text in examples],
        "with other numbers": [text.translate(numbers) for text in examples],
    }
    records = [record for name, texts in changed.items() for record in batches(name, texts)]
    broken = [text.replace(" ", "\n", number % 3 + 1) for number, text in enumerate(examples)]
    records += batches("broken", broken, format="markdown")
    lines = [row[cell] for name, row in rows.items() if name.startswith("furniture:") for cell in ("hit", "miss")]
    return records + [{"id": line, "text": f"Tea and sleep\n\n{line}\n\nTea helped the men to sleep.\n\n{line}\n",
                       "language": "en"} for line in lines]


def made_records(hits):
    sentences = [hit for hit in hits if not hit[0].startswith("furniture:")][::READ_EVERY]
    return batches("made", [text for _, text, _ in sentences]) + batches(
        "varied", [text for _, text in variants(sentences)][::READ_EVERY])


def check_whole_texts(rows, hits):
    stream = ["stream", "--detail"]
    jobs = [("files", ["read", "--to", "json", "--detail", "--from", "plain", *files()]),
            ("examples", stream, example_records(rows)), ("texts from patterns", stream, made_records(hits))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        ids = set().union(*pool.map(lambda job: check_texts(*job), jobs))
    cues = {name.removeprefix("cue:") for name in rows if name.startswith("cue:")}
    expect(len(cues - ids) <= UNSEEN_MOST, f"cues that no text shows: {' '.join(sorted(cues - ids))}")
    print(f"{len(ids)} of {len(cues)} cues are in texts that were read both ways")


def truth_records(path):
    texts = []
    for line in path.open(encoding="utf8"):
        record = json.loads(line)
        texts += [record[key] for key in ("text", "text2") if record.get(key)]
    return batches(path.name, texts)


def check_truth():
    paths = [p for p in sorted(TRUTH.glob("*.jsonl")) if p.name.startswith(TRUTH_NAMES)]
    if not paths:
        checking.skip("the labelled texts are not beside this tree")
    for path in paths:
        records = truth_records(path)
        ids = check_texts(path.name, ["stream", "--detail"], records)
        print(f"{path.name}: {len(ids)} cues in {sum(len(r['text']) for r in records)} characters", flush=True)


def main():
    if sys.argv[1:] == ["--truth"]:
        check_truth()
        return checking.conclude() if checking.n_passed or checking.failures else 77
    rows = tables()
    hits = explore(rows)
    expect_same("variants", list(variants(hits)))
    check_planted(hits)
    check_whole_texts(rows, hits)
    return checking.conclude()


if __name__ == "__main__":
    sys.exit(main())
