"""What the text tells as long past without a date that can be counted: "half a century ago", "three decades after", "the anniversary of".

Everything here lies more than a year back by its own words; dates are compared in `circumstance.is_historical`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from spacy.tokens import Token

from sayso.events import tree

AGO = frozenset({"ago", "earlier", "before", "previously", "back"})
LATER = frozenset({"after", "since"})
PHRASE = 4
"""Words between the head of a phrase of time and its beginning, as many as are compared with the names of eras."""
BEHIND = 14
"""Words behind an event noun among which its year stands."""
DATING = frozenset({"in", "of", "during", "on"})
CENTURIES = 1000, 2100
"""Between which a bare number after "in" is a year."""


class Bygone:
    """Finds the words by which an event is told as long past, with the lists of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        words = cues["bygone"]
        self._units = frozenset(words["units"])
        self._single = frozenset(words["single_units"])
        self._memorials = frozenset(words["memorials"])
        self._memorial_adjectives = frozenset(words["young"])
        self._eras = frozenset(words["eras"])
        self._our_centuries = frozenset(words["our_centuries"])
        self._reigns = frozenset(words["reigns"])

    def of(self, words: Iterable[Token], published: date | None) -> Token | None:
        """The word that tells of one of an event's words that it is long past."""
        for word in dict.fromkeys(words):
            found = (
                self._ago(word)
                or self._later(word)
                or self._remembered(word)
                or self._dated(word, published)
                or self._behind(word, published)
                or self._when(word, published)
            )
            if found is not None:
                return found
        return None

    def _ago(self, word: Token) -> Token | None:
        """Find "half a century ago", "decades earlier" on a verb or an event noun."""
        for child in tree.kids(word):
            units = tree.children(child, "obl:unmarked", "nmod:unmarked", "obl") if child.lower_ in AGO else []
            if child.dep_ in {"advmod", "obl"} and any(self._is_long(unit) for unit in units):
                return child
        return None

    def _later(self, word: Token) -> Token | None:
        """Find "three decades after the junta hanged …", "forty years since the massacre"."""
        link = next((child for child in tree.children(word, "mark", "case") if child.lower_ in LATER), None)
        if link is None or link.i - 1 < word.sent.start:
            return None
        before = link.nbor(-1)
        return before if self._is_long(before) else None

    def _remembered(self, word: Token) -> Token | None:
        """Find "the anniversary of the massacre"."""
        above = word.head
        if word.dep_ not in {"nmod", "compound", "nmod:poss"} or not tree.is_any(above, self._memorials):
            return None
        young = any(child.lower_ in self._memorial_adjectives for child in tree.kids(above))
        return None if young else above

    def _dated(self, word: Token, published: date | None) -> Token | None:
        """A year long past or an era: "in 1963", "under colonial rule"; also in the clause that describes an event noun."""
        for clause in _clauses(word):
            for child in tree.children(clause, "obl", "nmod", "obl:unmarked"):
                if tree.case_of(child) not in {"in", "during", "under", "back in", "throughout", "at"}:
                    continue
                years = (child, *tree.children(child, "nmod", "nmod:unmarked"))  # "in the famine of 1916"
                if self._is_era(child) or any(self._is_old_year(each, published) for each in years):
                    return child
        return None

    def _behind(self, noun: Token, published: date | None) -> Token | None:
        """The year long past that stands behind an event noun with no verb between: "the kidnapping of a priest by rebels in 2003"."""
        if noun.pos_ != "NOUN":
            return None
        clauses = [clause for clause in _clauses(noun) if clause.i > noun.i]  # "a massacre in which soldiers killed 40 in 1967"
        start = clauses[-1].i if clauses else noun.i
        behind = list(noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + BEHIND)])
        if len(behind) > 2 and behind[0].pos_ == "ADP" and behind[1].tag_ == "WDT":
            start = next((word.i for word in behind if word.pos_ == "VERB"), start)
        for word in noun.doc[start + 1 : min(noun.sent.end, start + BEHIND)]:
            if word.pos_ in {"VERB", "AUX", "SCONJ"} or word.text in {",", ";", ":", "–", "("}:
                return None
            if self._is_old_year(word, published):
                dated = any(each.lower_ in DATING for each in noun.doc[max(noun.i, word.i - 3) : word.i])
                return word if dated else None
        return None

    def _when(self, verb: Token, published: date | None) -> Token | None:
        """The year that a clause tells more of: "since 1994, when Algeria shut the border"."""
        link = next((child for child in tree.kids(verb) if child.lower_ == "when"), None)
        if link is None or link.i - verb.sent.start < 2:
            return None
        before = link.nbor(-2) if link.nbor(-1).is_punct else link.nbor(-1)
        return before if self._is_old_year(before, published) else None

    def _is_long(self, unit: Token) -> bool:
        lemma = unit.lemma_.lower()
        many = unit.tag_ in {"NNS", "NNPS"} or unit.lower_.endswith("s")
        return lemma in self._single or (lemma in self._units and many)

    def _is_old_year(self, word: Token, published: date | None) -> bool:
        digits = word.text.isdecimal() and len(word.text) == len(str(CENTURIES[0]))
        return digits and published is not None and CENTURIES[0] <= int(word.text) < min(CENTURIES[1], published.year - 1)

    def _is_era(self, word: Token) -> bool:
        phrase = [each.lower_ for each in word.doc[max(word.left_edge.i, word.i - PHRASE) : word.i + 1]]
        behind = [each.lower_ for each in word.doc[word.i : min(len(word.doc), word.i + 3)]]
        if any(" ".join(part) in self._eras for part in (*(phrase[start:] for start in range(len(phrase))), behind)):
            return True
        if word.lower_ == "century" and word.i > 0:
            return word.nbor(-1).lower_ not in self._our_centuries
        owner = next(iter(tree.children(word, "nmod:poss")), None)  # "in Stalin's time"
        return owner is not None and owner.pos_ == "PROPN" and word.lower_ in self._reigns


def _clauses(word: Token) -> Iterator[Token]:
    """A word, and the clauses that describe it where it is a noun: "the embargo that the league imposed in 1963"."""
    yield word
    if word.pos_ in {"NOUN", "PROPN"}:
        yield from (clause for clause in tree.children(word, "acl", "acl:relcl") if clause.tag_ in {"VBN", "VBD"})
