"""The pattern language of the grammar: sequences of word classes, compiled to regular expressions over symbols.

    pattern  := sequence ('|' sequence)*
    sequence := item+
    item     := [name '='] (class | 'word' | MACRO | '(' pattern ')') ['?']

There is no repetition, so that a match looks at a bounded number of lexemes and tagging is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.errors import LexiconError
from sayso.when.lexer import Lexeme

_PIECE = re.compile(r"\s*(?:(?P<name>[a-zA-Z_][a-zA-Z_0-9]*)|'(?P<single>[^']+)'|\"(?P<double>[^\"]+)\"|(?P<sign>[=()|?]))")
_FIRST_SYMBOL = 0xE000
_OPENING = 2
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Node:
    """A parsed pattern: a class, a sequence, a choice, an optional or a capture."""

    kind: str
    name: str = ""
    parts: tuple[Node, ...] = ()

    def classes(self) -> Iterable[str]:
        """Names of all classes the pattern mentions."""
        if self.kind == "class":
            yield self.name
        for part in self.parts:
            yield from part.classes()

    def length(self) -> int:
        """The most lexemes a match can have."""
        if self.kind == "class":
            return 1
        lengths = [part.length() for part in self.parts]
        return max(lengths) if self.kind == "choice" else sum(lengths)

    def openings(self) -> frozenset[tuple[str, ...]]:
        """The first two classes of every way to match; a way that is shorter than two stands whole."""
        if self.kind == "class":
            return frozenset([(self.name,)])
        if self.kind == "choice":
            return frozenset().union(*(part.openings() for part in self.parts))
        ways: frozenset[tuple[str, ...]] = frozenset([()])
        for part in self.parts:
            if all(len(way) == _OPENING for way in ways):
                break
            more = part.openings()
            ways = frozenset((way + each)[:_OPENING] for way in ways for each in (more if len(way) < _OPENING else [()]))
        return ways | {()} if self.kind == "optional" else ways


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grammar, ready to match."""

    name: str
    meaning: str
    fixed: Mapping[str, Any]
    node: Node
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    keep: str = ""
    """Name of the capture with which the expression ends, where the pattern looks further."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule found at lexemes `first` to `last` (exclusive), with what it captured."""

    rule: Rule
    first: int
    last: int
    captures: Mapping[str, Lexeme] = field(default_factory=dict)


def parse(pattern: str, macros: Mapping[str, str], where: str, known: dict[str, Node] | None = None) -> Node:
    """The tree of a pattern; `known` keeps the trees of macros from one call to the next.

    Raises:
        LexiconError: the pattern is malformed; the message names `where` it stands.
    """
    return _Parser(pattern, macros, where, known if known is not None else {}).whole()


class _Parser:
    """Reads one pattern by recursive descent, a method for each line of the grammar above."""

    def __init__(self, pattern: str, macros: Mapping[str, str], where: str, known: dict[str, Node]) -> None:
        self.known = known
        self.macros, self.where, self.pieces, self.at = macros, where, list[tuple[str, str]](), 0
        position = 0
        text = pattern.strip()
        while position < len(text):
            match = _PIECE.match(text, position)
            if match is None:
                raise LexiconError(f"{where}: cannot read the pattern at {text[position : position + 20]!r}")
            kind = match.lastgroup or ""
            self.pieces.append(("literal" if kind in ("single", "double") else kind, match.group(kind)))
            position = match.end()

    def whole(self) -> Node:
        """The whole pattern."""
        node = self.choice()
        if self.at < len(self.pieces):
            raise LexiconError(f"{self.where}: unexpected {self.pieces[self.at][1]!r}")
        return node

    def choice(self) -> Node:
        """``pattern``: alternatives, of which the longest match counts."""
        parts = [self.sequence()]
        while self.peek() == ("sign", "|"):
            self.at += 1
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Node("choice", parts=tuple(parts))

    def sequence(self) -> Node:
        """``sequence``: items one after another."""
        parts = []
        while (piece := self.peek()) and piece not in (("sign", "|"), ("sign", ")")):
            parts.append(self.item())
        if not parts:
            raise LexiconError(f"{self.where}: an empty alternative")
        return Node("sequence", parts=tuple(parts))

    def item(self) -> Node:
        """``item``: a capture, a macro, a class, a word or a group, perhaps optional."""
        kind, text = self.pieces[self.at]
        self.at += 1
        if kind == "name" and self.peek() == ("sign", "="):
            self.at += 1
            node = Node("capture", text, (self.item(),))
        elif kind == "name" and text.isupper():
            if text not in self.macros:
                raise LexiconError(f"{self.where}: unknown macro {text}")
            if text not in self.known:
                self.known[text] = parse(self.macros[text], self.macros, f"{self.where}, macro {text}", self.known)
            node = self.known[text]
        elif kind == "name":
            node = Node("class", text)
        elif kind == "literal":
            node = Node("class", f"'{text}'")
        elif text == "(":
            node = self.choice()
            if self.peek() != ("sign", ")"):
                raise LexiconError(f"{self.where}: a bracket is not closed")
            self.at += 1
        else:
            raise LexiconError(f"{self.where}: unexpected {text!r}")
        if self.peek() == ("sign", "?"):
            self.at += 1
            node = Node("optional", parts=(node,))
        return node

    def peek(self) -> tuple[str, str] | None:
        """Kind and text of the next piece; null at the end."""
        return self.pieces[self.at] if self.at < len(self.pieces) else None


class Grammar:
    """All rules, with the symbols that stand for the sets of classes seen so far."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._named = sorted(
            {name for rule in rules for name in (*rule.node.classes(), *rule.after, *rule.not_after, *rule.not_before, *rule.before)}
        )
        self._known = frozenset(self._named)
        self._symbols: dict[frozenset[str], str] = {frozenset(): chr(_FIRST_SYMBOL)}
        self._openings = _by_first(self.rules)
        self._members: dict[str, str] = {}
        self._compiled: list[re.Pattern[str] | None] = []
        self._possible: dict[tuple[frozenset[str], frozenset[str]], tuple[int, ...]] = {}

    def literals(self) -> frozenset[str]:
        """Words in quotes that the rules mention."""
        return frozenset(name[1:-1] for name in self._known if name.startswith("'"))

    def prime(self, lexemes: Iterable[Lexeme]) -> None:
        """Make the sets of classes of these lexemes known, so that texts rarely bring new ones."""
        for lexeme in lexemes:
            self._symbols.setdefault(self._known.intersection(lexeme.values), chr(_FIRST_SYMBOL + len(self._symbols)))
        self._compile()

    def matches(self, lexemes: Sequence[Lexeme]) -> list[Match]:
        """The longest match at each place, from left to right, without overlaps."""
        keys = [self._known.intersection(lexeme.values) for lexeme in lexemes]
        symbols = self._symbols_of(keys)
        found, index = [], 0
        while index < len(keys):
            match = self._longest(symbols, keys, index, lexemes) if keys[index] else None
            if match:
                found.append(match)
            index = match.last if match else index + 1
        return found

    def _symbols_of(self, keys: Sequence[frozenset[str]]) -> str:
        known = len(self._symbols)
        symbols = "".join([self._symbols.setdefault(key, chr(_FIRST_SYMBOL + len(self._symbols))) for key in keys])
        if len(self._symbols) > known or not self._compiled:
            self._compile()
        return symbols

    def _compile(self) -> None:
        """New sets of classes turned up: the character classes that stand for each name have to be drawn up again."""
        members: dict[str, str] = dict.fromkeys(self._named, "")
        for key, symbol in self._symbols.items():
            for name in key:
                members[name] += symbol
        self._members = members
        self._compiled = [None] * len(self.rules)

    def _pattern(self, number: int) -> re.Pattern[str]:
        """The regular expression of a rule, compiled when first asked for: few rules serve most texts."""
        found = self._compiled[number]
        if found is None:
            found = self._compiled[number] = re.compile(_regex(self.rules[number].node, self._members, [0]))
        return found

    def _opened_by(self, first: frozenset[str], second: frozenset[str]) -> tuple[int, ...]:
        """The rules that two neighbouring lexemes with these classes can open, in their order."""
        return tuple(
            sorted(
                {
                    number
                    for name in first
                    for number, seconds in self._openings.get(name, {}).items()
                    if seconds is None or not seconds.isdisjoint(second)
                }
            )
        )

    def _longest(self, symbols: str, keys: Sequence[frozenset[str]], index: int, lexemes: Sequence[Lexeme]) -> Match | None:
        best: tuple[int, Rule, re.Match[str]] | None = None
        pair = keys[index], keys[index + 1] if index + 1 < len(keys) else _NOTHING
        possible = self._possible.get(pair)
        if possible is None:
            possible = self._possible[pair] = self._opened_by(*pair)
        for number in possible:
            match = self._pattern(number).match(symbols, index)
            if match and match.end() > (best[0] if best else index) and _licensed(self.rules[number], keys, index, match.end()):
                best = (match.end(), self.rules[number], match)
        if best is None:
            return None
        places = {group[: group.index("__")]: best[2].start(group) for group, part in best[2].groupdict().items() if part}
        last = places[best[1].keep] + 1 if best[1].keep in places else best[0]
        return Match(best[1], index, last, {name: lexemes[place] for name, place in places.items()})


def _by_first(rules: Sequence[Rule]) -> dict[str, dict[int, frozenset[str] | None]]:
    """First class -> number of a rule it opens -> the classes that may come second; null where a match may end with the first."""
    found: dict[str, dict[int, frozenset[str] | None]] = {}
    for number, rule in enumerate(rules):
        for way in rule.node.openings():
            if way:
                opened = found.setdefault(way[0], {})
                before = opened.get(number, _NOTHING)
                opened[number] = None if len(way) < _OPENING or before is None else before | {way[1]}
    return found


def _regex(node: Node, members: Mapping[str, str], counter: list[int]) -> str:
    if node.kind == "class":
        return f"[{members[node.name]}]" if members[node.name] else "(?!)"
    # Alternatives in falling length: a regular expression takes the first that fits, the grammar wants the longest.
    parts = sorted(node.parts, key=Node.length, reverse=True) if node.kind == "choice" else node.parts
    inner = [_regex(part, members, counter) for part in parts]
    if node.kind == "capture":
        counter[0] += 1
        return f"(?P<{node.name}__{counter[0]}>{inner[0]})"
    if node.kind == "choice":
        return f"(?:{'|'.join(inner)})"
    return f"(?:{inner[0]})?" if node.kind == "optional" else "".join(inner)


def _licensed(rule: Rule, keys: Sequence[frozenset[str]], first: int, last: int) -> bool:
    """Whether the words around a match allow the rule."""
    before = keys[first - 1] if first else frozenset[str]()
    behind = keys[last] if last < len(keys) else frozenset[str]()
    if rule.after and not rule.after & before:
        return False
    if rule.before and last < len(keys) and not rule.before & behind:
        return False
    return not (rule.not_after & before or rule.not_before & behind)
