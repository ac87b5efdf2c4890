"""What a place name does in its sentence: says where, stands for a government, qualifies another noun, or is a dateline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc, Span, Token

from sayso.records import PlaceRole

_RULE = re.compile(r"--|[–—_]| - ")
_LINE = re.compile(r"^[ \t]*[A-Z]", re.MULTILINE)
_AGENCY = re.compile(r"\([A-Z][^()]{0,40}\)")
_LONGEST_DATELINE = 110
"""Characters of a line in which a dateline ends."""
_HEAD_OF_TEXT = 20_000
"""Characters of a text in which lines may begin with one."""
_AROUND = 30
"""Characters before and behind a name that tell its role where there is no tree."""
_MODIFIERS = frozenset(("compound", "nmod:poss", "amod"))
_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_WITH_GOVERNMENT = frozenset(("country", "capital", "city", "admin1", "continent", None))
_STRUCK = frozenset(("obj", "obl", "nmod", "nsubj:pass", "conj"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer", "csubj"))


class Roles:
    """Decides by the tree where there is one, else by the word before and the word behind."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._locative = frozenset(map(str, context.get("locative", ())))
        self._toward = frozenset(map(str, context.get("toward", ())))
        self._speech = frozenset(map(str, context.get("speech", ())))
        self._scene = frozenset(map(str, context.get("scene", ())))
        self._dealings = frozenset(map(str, context.get("dealings", ())))
        self._happenings = frozenset(map(str, context.get("happenings", ())))
        self._within = frozenset(map(str, context.get("within", ())))
        self._kinds = frozenset(map(str, context.get("kinds", ())))
        self._generic = self._kinds | frozenset(map(str, context.get("generic", ())))
        self._sites = self._generic - self._kinds | frozenset(map(str, context.get("buildings", ())))
        self._motion = frozenset(map(str, context.get("motion", ())))

    def agencies(self, text: str) -> list[tuple[int, int]]:
        """The brackets in datelines that name who filed the report."""
        found = []
        for start, end in datelines(text):
            found += [match.span() for match in _AGENCY.finditer(text, start, end)]
        return found

    def role(self, doc: Doc, text: str, start: int, end: int, kind: str | None, *, tree: bool) -> PlaceRole:
        """The role of the name at these code points of `text`, which is that of `doc`.

        `kind` is the gazetteer's, ``capital`` for the seat of a government, null where unresolved; `tree` tells whether the reader has run.
        """
        if not tree:
            left = min(start, _AROUND)
            return self._by_words(text[start - left : end + _AROUND], left, left + end - start)
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return PlaceRole.LOCATIVE
        return self._by_tree(span, kind)

    def _by_tree(self, span: Span, kind: str | None) -> PlaceRole:
        head = span.root
        while head.dep_ in ("flat", "conj", "appos") and head.head != head and not any(child.dep_ == "case" for child in head.children):
            head = head.head
        cases = [child.lower_ for child in head.children if child.dep_ == "case"]
        if kind in _WITH_GOVERNMENT and cases and self._deals(head, cases[0]):
            return PlaceRole.GOVERNMENT
        if any(case in self._locative for case in cases):
            return PlaceRole.LOCATIVE
        if head.dep_ in ("compound", "nmod:unmarked") and self._scenic(head.head, kind):
            return PlaceRole.LOCATIVE
        if any(case in _POSSESSIVES for case in cases) or head.dep_ in _MODIFIERS or (head.dep_ == "nmod" and not cases):
            return PlaceRole.MODIFIER
        if self._addressed(head, cases, kind):
            return PlaceRole.GOVERNMENT
        return PlaceRole.LOCATIVE

    def _scenic(self, noun: Token, kind: str | None) -> bool:
        """Whether a noun takes its place from the name before it: "the Kutaisi blast", "at Kutaisi market", "to the Olmeda camp"."""
        cases = {child.lower_ for child in noun.children if child.dep_ == "case"}
        if noun.lemma_.lower() in self._generic and cases & self._locative:
            return True
        if kind not in ("country", None) and noun.lemma_.lower() in self._sites and noun.dep_ in _STRUCK:
            return True  # "closed the Safwan crossing"
        return kind not in ("country", None) and (noun.lemma_.lower() in self._happenings or bool(cases & self._within))

    def _deals(self, head: Token, case: str) -> bool:
        """Whether the name is a party to dealings: "an agreement between Astana and Baku"."""
        return (
            case in ("between", "with", "from") and head.head.lemma_.lower() in self._dealings and (case != "from" or head.dep_ == "nmod")
        )

    def _addressed(self, head: Token, cases: list[str], kind: str | None) -> bool:
        """Whether the name stands where a government stands: it acts, is acted on, or something is done with or against it."""
        verb = head.head.lemma_.lower()
        speaks = verb in self._speech and kind in _WITH_GOVERNMENT
        if head.dep_ in ("obj", "iobj", "nsubj:pass"):
            speaks = speaks and kind not in ("city", "admin1")  # "attacked Mosul": a target, where something happened
        elif kind == "region":
            speaks = verb in self._speech and head.dep_ in _SUBJECTS  # "the European Union condemned": no scene either
        if head.dep_ in _SUBJECTS:
            return speaks or self._acts(head, kind)
        if head.dep_ in ("obj", "iobj"):
            return (speaks or kind == "country") and verb not in self._scene and head.head.lower_ not in self._locative
        toward = bool(cases) and cases[0] in self._toward and not (cases[0] == "for" and verb in self._motion)
        return head.dep_ == "obl:agent" or (head.dep_ in ("obl", "nmod") and toward and kind in _WITH_GOVERNMENT)

    def _acts(self, head: Token, kind: str | None) -> bool:
        """Whether the subject does something itself: a scene sees or witnesses, is struck, is something."""
        verb = head.head
        if verb.lemma_.lower() in self._scene:
            return False
        if verb.lemma_.lower() in self._dealings:
            return kind in _WITH_GOVERNMENT
        return kind == "country" or (kind == "capital" and head.dep_ == "nsubj" and verb.pos_ == "VERB")

    def _by_words(self, text: str, start: int, end: int) -> PlaceRole:
        """The role of the name from `start` to `end` of a short piece of text."""
        before = re.findall(r"[\w'’]+", text[:start])[-2:]
        behind = text[end:]
        if any(word.lower() in self._locative for word in before[-1:]) or (before[-1:] == ["the"] and before[0].lower() in self._locative):
            return PlaceRole.LOCATIVE
        if re.match(r"['’]s?\b", behind):
            return PlaceRole.MODIFIER
        word = re.match(r" (?:has |had |have |also )?([a-z]+)", behind)
        if word and any(
            word[1] in (verb, verb + "s", verb + "ed", verb + "d") or (verb == "say" and word[1] == "said") for verb in self._speech
        ):
            return PlaceRole.GOVERNMENT
        return PlaceRole.LOCATIVE


def datelines(text: str) -> list[tuple[int, int]]:
    """Stretches at the head of a line that say where and by whom a report was filed."""
    found = []
    for line in _LINE.finditer(text[:_HEAD_OF_TEXT]):
        start = line.end() - 1
        head = text[start : start + _LONGEST_DATELINE].split("\n", 1)[0]
        rule, agency = _RULE.search(head), _AGENCY.search(head)
        end = rule.start() if rule else agency.end() if agency else 0
        if end and _is_dateline(head[:end]):
            found.append((start, start + end))
    return found


def _is_dateline(stretch: str) -> bool:
    """Whether the words before the dash are a dateline's: capitals only, and the town all in capitals or an agency in brackets."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", _AGENCY.sub(" ", stretch))
    if not 1 <= len(words) <= 8 or any(word[0].islower() and len(word) > 3 for word in words):
        return False
    return (words[0].isupper() and len(words[0]) > 2) or bool(_AGENCY.search(stretch))
