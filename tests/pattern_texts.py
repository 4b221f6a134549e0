"""Texts that a pattern of the corpus matches, so that every way through it is gone once: each alternative, each member
of a small class, with and without what is optional. It knows the part of PCRE2's syntax that the corpus uses.

A choice is a pair: a place of the pattern, and which way is taken there. Look-arounds are not understood: of those that
ask for something the text is written down where nothing else stands there, and whether a text is a hit says PCRE2.
"""
import random
import re
import string

MEMBERS_MOST = 8
WORDS = ["new", "older", "well-known", "x2", "not", "very", "a", "Lee", "daily", "o'er", "of", "1,200", "7"]
WORDS += [f" {word} " for word in WORDS]
ALPHABET = string.ascii_letters + string.digits + "_ -.,;:'\"()!?%&/|·•–—“”‘’é$=<>*#+"
ESCAPES = {"w": string.ascii_letters + string.digits + "_é", "d": string.digits, "s": " ", "W": " .,;:()-",
           "S": ALPHABET.replace(" ", ""), "L": string.ascii_letters + "é", "Lu": string.ascii_uppercase}
QUANTIFIER = re.compile(r"(?:(\?)|(\*)|(\+)|\{(\d*)(,?)(\d*)\})[?+]?")
GROUP = re.compile(r"\((?:\?(?:(?P<look><?[=!])|(?P<exact>-i:)|:|<\w+>|\(\d\)))?")
MANY = 1000


class Node:
    """A piece of a pattern. `ways` are what may be taken: nodes of an alternation, members of a class, counts."""
    def __init__(self, kind, ways=(), inner=None, is_exact=False):
        self.kind, self.ways, self.inner, self.is_exact = kind, list(ways), inner, is_exact
        self.source, self.words = None, []
        self.number, self.parent, self.way_there = None, None, None


class Parser:
    def __init__(self, source):
        self.source, self.at, self.is_exact = source, 0, False

    def peek(self, text):
        return self.source.startswith(text, self.at)

    def take_match(self, expression):
        match = expression.match(self.source, self.at)
        self.at = match.end() if match else self.at
        return match

    def alternatives(self):
        ways = [self.sequence()]
        while self.peek("|"):
            self.at += 1
            ways.append(self.sequence())
        return Node("any", ways) if len(ways) > 1 else ways[0]

    def sequence(self):
        items = []
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            items.append(self.quantified(self.atom()))
        return Node("all", items)

    def quantified(self, atom):
        found = self.take_match(QUANTIFIER)
        if not found:
            return atom
        maybe, star, plus, low, comma, high = found.groups()
        least = 1 if plus else int(low) if low else 0
        most = 1 if maybe else MANY if star or plus else int(high) if high else MANY if comma else least
        node = Node("times", sorted({n for n in (least, least + 1, least + 2) if n <= most}), atom)
        if atom.kind == "sign" and len(atom.ways) > MEMBERS_MOST:  # what a class repeats is mostly a word
            words = [w for w in WORDS if least <= len(w) <= most and set(w) <= set(atom.ways)]
            node.words = [w for w in words if " " in w] or words
        return node

    def atom(self):
        if self.peek("("):
            return self.group()
        if self.peek("["):
            return self.char_class()
        if self.peek("\\"):
            return self.escape()
        self.at += 1
        sign = self.source[self.at - 1]
        if sign in "^$":
            return Node("none")
        return Node("sign", ALPHABET if sign == "." else sign, is_exact=self.is_exact)

    def group(self):
        opening = self.take_match(GROUP)
        start, before, self.is_exact = self.at, self.is_exact, self.is_exact or bool(opening["exact"])
        inner = self.alternatives()
        inner.source = self.source[start:self.at]
        assert self.peek(")"), f"no group that is known here: {self.source[self.at:]}"
        self.at += 1
        self.is_exact = before
        return Node("look" + opening["look"], inner=inner) if opening["look"] else inner

    def escape(self):
        name = re.compile(r"\\(?:p\{(\w+)\}|(.))").match(self.source, self.at)
        self.at = name.end()
        known = name[1] or name[2]
        if known in ("b", "K"):
            return Node("edge" if known == "b" else "none")
        assert known in ESCAPES or not known.isalnum(), f"an escape that is not known: {name[0]}"
        return Node("sign", ESCAPES.get(known, known), is_exact=self.is_exact)

    def char_class(self):
        start = self.at = self.at + 1
        is_negated = self.peek("^")
        self.at += is_negated
        members = []
        while not self.peek("]") or self.at == start + is_negated:
            if self.peek("\\"):
                members += self.escape().ways
            elif self.source[self.at + 1] == "-" and self.source[self.at + 2] != "]" and members is not None:
                first, last = self.source[self.at], self.source[self.at + 2]
                members += [chr(c) for c in range(ord(first), ord(last) + 1)]
                self.at += 3
            else:
                members.append(self.source[self.at])
                self.at += 1
        self.at += 1
        if is_negated:
            members = [c for c in ALPHABET if c not in members]
        return Node("sign", dict.fromkeys(members), is_exact=self.is_exact)


def is_word(sign):
    return sign.isalnum() or sign == "_"


def is_there(expression, text):
    try:
        return re.search(expression, text, re.IGNORECASE) is not None
    except re.error:  # of another dialect: then it is there or not, and PCRE2 will say
        return True


class Walk:
    """One way through a pattern: the text it writes and the choices it takes."""
    def __init__(self, choose, chance):
        self.choose, self.chance = choose, chance
        self.signs, self.taken, self.is_at_edge, self.wanted = [], {}, False, []

    def write(self, text, is_exact=False):
        """A space keeps two words apart where the pattern has a boundary between them."""
        if self.is_at_edge and self.signs and text and is_word(self.signs[-1][0]) and is_word(text[0]):
            self.signs.append((" ", False))
        self.is_at_edge = self.is_at_edge and not text
        self.signs += [(sign, is_exact) for sign in text]

    def plain(self, start=0):
        return "".join(sign for sign, _ in self.signs[start:])

    def way(self, node):
        way = self.choose(node)
        self.taken.setdefault(node.number, set()).add(way)
        return node.ways[way]

    def go(self, node):
        getattr(self, {"look<=": "ask_before", "look=": "ask_behind", "look!": "go_none", "look<!": "go_none"}
                .get(node.kind, "go_" + node.kind))(node)

    def go_none(self, node):
        pass

    def go_edge(self, node):
        self.is_at_edge = True

    def ask_before(self, node):
        if not is_there(f"(?:{node.inner.source})$", self.plain()):
            self.go(node.inner)

    def ask_behind(self, node):
        self.wanted.append((node.inner, len(self.signs)))

    def go_any(self, node):
        self.go(self.way(node))

    def go_all(self, node):
        for item in node.ways:
            self.go(item)

    def go_sign(self, node):
        if node.number is not None:
            self.write(self.way(node), node.is_exact)
        else:
            self.write(self.chance.choice(node.ways), node.is_exact)

    def go_times(self, node):
        n = self.way(node)
        if node.inner.kind != "sign" or node.inner.number is not None:
            for _ in range(n):
                self.go(node.inner)
            return
        if node.words and n > 0:
            self.write(self.chance.choice(node.words), node.inner.is_exact)
        else:
            self.write("".join(self.chance.choice(node.inner.ways) for _ in range(n)), node.inner.is_exact)

    def text(self):
        for node, start in self.wanted:
            if not is_there(f"^(?:{node.source})", self.plain(start)):
                self.go(node)
        return self.signs


class Pattern:
    def __init__(self, source):
        parser = Parser(source)
        self.root = parser.alternatives()
        assert parser.at == len(source), f"a pattern that is not understood: {source}"
        self.places = []
        self.number(self.root)
        self.choices = [(place.number, way) for place in self.places for way in range(len(place.ways))]

    def number(self, node, parent=None, way=None, is_seen=True):
        """Places where there is a choice get a number; each node knows how it is reached."""
        node.parent, node.way_there = parent, way
        is_place = node.kind in ("any", "times") or (node.kind == "sign" and len(node.ways) <= MEMBERS_MOST)
        is_seen = is_seen and not node.kind.endswith("!")
        if is_place and is_seen and len(node.ways) > 1:
            node.number = len(self.places)
            self.places.append(node)
        if node.kind in ("any", "all"):
            for i, item in enumerate(node.ways):
                self.number(item, node, i, is_seen)
        if node.inner:
            self.number(node.inner, node, 1 if node.ways and node.ways[0] == 0 else 0, is_seen)

    def path_to(self, choice):
        """The choices by which a place is reached, and the one there."""
        number, way = choice
        path, node = {number: way}, self.places[number]
        while node.parent:
            if node.parent.number is not None and (node.parent.kind != "times" or node.way_there):
                path.setdefault(node.parent.number, node.way_there)
            node = node.parent
        return path

    def walk(self, choose, chance):
        walk = Walk(lambda node: choose(node.number, len(node.ways)) if node.number is not None else 0, chance)
        walk.go(self.root)
        return walk.text(), {(n, way) for n, ways in walk.taken.items() if n is not None for way in ways}


class Explorer:
    """Writes texts for one pattern until each choice was taken in one that is a hit, or has been tried enough."""
    FIRST_MOST, TRIES = 500, 3

    def __init__(self, name, source):
        self.pattern, self.chance = Pattern(source), random.Random(name)
        self.reached, self.good, self.n_used = set(), {}, {}

    def least_used(self, number, n_ways):
        counts = [self.n_used.get((number, way), 0) for way in range(n_ways)]
        fewest = min(counts)
        return self.chance.choice([way for way, count in enumerate(counts) if count == fewest])

    def aimed(self, path, is_good):
        def choose(number, n_ways):
            if number in path:
                return path[number]
            ways = self.good.get(number) if is_good else None
            return ways if ways is not None else self.chance.randrange(n_ways)
        return choose

    def one(self, choose):
        text, taken = self.pattern.walk(choose, self.chance)
        for choice in taken:
            self.n_used[choice] = self.n_used.get(choice, 0) + 1
        return text, taken

    def first(self):
        """Enough texts to take each choice once, were there no look-arounds."""
        texts = [self.one(self.least_used)]
        while len(texts) < self.FIRST_MOST and any(c not in self.n_used for c in self.pattern.choices):
            n_before = len(self.n_used)
            texts.append(self.one(self.least_used))
            if len(self.n_used) == n_before:
                missing = next(c for c in self.pattern.choices if c not in self.n_used)
                texts.append(self.one(self.aimed(self.pattern.path_to(missing), False)))
                self.n_used.setdefault(missing, 0)
        return texts

    def again(self):
        """Texts for each choice that was in no hit yet: like one that was a hit, and by chance."""
        missing = [c for c in self.pattern.choices if c not in self.reached]
        return [self.one(self.aimed(self.pattern.path_to(choice), is_good))
                for choice in missing for is_good in [True] * bool(self.good) + [False] * self.TRIES]

    def learn(self, taken):
        """A text that took these choices is a hit."""
        self.reached |= taken
        self.good = self.good or dict(sorted(taken))
