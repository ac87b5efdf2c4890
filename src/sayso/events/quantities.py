"""Numbers in words and figures as ranges: "at least 12", "between 20 and 30", "nearly 300", "half a dozen", "tens of thousands".

Read word by word, not off the tree: a parser often hangs the parts of a number in different places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

DIGITS = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
DECIMAL = re.compile(r"^\d{1,3}\.\d{1,2}$")
"""Figures that are a number of people only in front of "million" and the like."""
RANGE = re.compile(r"^(\d+)[-–](\d+)$")
HYPHENS = frozenset({"-", "‐", "–"})
TENS = 20
LARGEST = 100_000_000
ESTIMATED = 1000
"""From here on round numbers are estimates: "more than 20" is 21 and more, "more than 10,000" is 10,000 and more."""
REACH = 10
"""Words before a number's last one at which the number with its hedges may begin."""


def is_estimate(number: int) -> bool:
    """Whether a number is so large and round that one more or less means nothing."""
    return number >= ESTIMATED and number % 100 == 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with the words that give it; `high` is null where it is open above."""

    first: int
    last: int
    low: int
    high: int | None


class Quantities:
    """Reads numbers with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._numerals: Mapping[str, int] = table["numerals"]
        self._multipliers: Mapping[str, int] = table["multipliers"]
        self._vague: Mapping[str, list[int | None]] = table["vague"]
        self._beginning = frozenset({"a", "an", "another", "half", "half-a"})
        self._ordinals = frozenset(table["ordinals"])
        self._articles = frozenset(table["articles"])
        self._units_of_age = frozenset(table["units_of_age"])
        self._ages = frozenset(table["ages"])
        self._shares = frozenset(table["shares"])
        self._more_than = frozenset(table["more_than"])
        self._less_than = frozenset(table["less_than"])
        self._maybe = tuple(tuple(words.split()) for words in table["maybe"])
        self._about_after = tuple(tuple(words.split()) for words in table["about_after"])
        self._open_ends = tuple(tuple(words.split()) for words in table["open_ends"])
        self._hedges: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        """By their last word, the longest first."""
        hedges = [(tuple(words.split()), kind) for kind in ("at_least", "at_most", "about") for words in table[kind]]
        for hedge in sorted(hedges, key=lambda hedge: (-len(hedge[0]), hedge)):
            self._hedges.setdefault(hedge[0][-1], []).append(hedge)
        self._range_starts = frozenset(table["range_starts"])
        self._range_joins = frozenset(table["range_joins"])

    def of(self, sentence: TokenSpan) -> Iterator[Quantity]:
        """The numbers of a sentence in text order; none overlaps another."""
        i = sentence.start
        while i < sentence.end:
            found = self._at(sentence.doc, i)
            if found is not None and found.last < sentence.end:
                yield found
                i = found.last + 1
            else:
                i += 1

    def covering(self, token: Token) -> Quantity | None:
        """The number that a word belongs to."""
        i = token.i
        while i > 0 and token.i - i < REACH and not token.doc[i].is_sent_start:
            i -= 1
        while i <= token.i:
            found = self._at(token.doc, i)
            if found is not None and found.last >= token.i:
                return found
            i = found.last + 1 if found is not None else i + 1
        return None

    def _at(self, doc: Doc, i: int) -> Quantity | None:
        """The number whose figures begin at `i`, with what hedges it before and after."""
        number = self._number(doc, i)
        if number is None or self._is_age(doc, i) or self._is_share(doc, number[2]) or self._is_years(doc, number[2]):
            return None
        low, high, end = number
        low, high, end = self._ranged(doc, i, low, high, end)
        first, kind, words = self._hedge(doc, i)
        if kind == "at_least" and (high is None or high == low):
            low, high = low + (words in self._more_than and not is_estimate(low)), None
        elif kind == "at_most":
            high = high - 1 if high is not None and words in self._less_than else high
            low = 0
        elif kind == "about" and high == low:
            low, high = low * 9 // 10, low + low // 10  # "some 500", "nearly 500": a tenth either way
        for ending in self._about_after:
            if tuple(token.lower_ for token in doc[end : end + len(ending)]) == ending:
                end += len(ending)
                low, high = (low * 9 // 10, low + low // 10) if high == low else (low, high)
        for ending in self._open_ends:
            if tuple(token.lower_ for token in doc[end : end + len(ending)]) == ending:
                end, high = end + len(ending), None
        return Quantity(first, end - 1, low, high) if low <= LARGEST else None

    def _is_years(self, doc: Doc, end: int) -> bool:
        """Whether the figures before `end` are the years of an age: "a two-year-old"."""
        return end + 1 < len(doc) and doc[end].text in HYPHENS and doc[end + 1].lower_ in self._units_of_age

    def _is_share(self, doc: Doc, end: int) -> bool:
        """Whether the figures before `end` begin a share: "two-thirds of the village", "30 percent"."""
        end += end < len(doc) and doc[end].text in HYPHENS
        return end < len(doc) and doc[end].lower_ in self._shares

    def _is_age(self, doc: Doc, i: int) -> bool:
        """Whether the figures at `i` are ages: "two brothers, aged 19 and 23"."""
        while i > 0 and (
            doc[i - 1].lower_ in {",", "and", "to", "between"} or doc[i - 1].text.isdigit() or doc[i - 1].lower_ in self._numerals
        ):
            i -= 1
        return i > 0 and doc[i - 1].lower_ in self._ages

    def _hedge(self, doc: Doc, i: int) -> tuple[int, str, str]:
        """The longest hedge right before `i`: where it begins, its kind, its words."""
        for words, kind in self._hedges.get(doc[i - 1].lower_, ()) if i else ():
            start = i - len(words)
            if start >= 0 and tuple(token.lower_ for token in doc[start:i]) == words:
                return start, kind, " ".join(words)
        return i, "", ""

    def _ranged(self, doc: Doc, start: int, low: int, high: int | None, end: int) -> tuple[int, int | None, int]:
        """A number together with the upper end of its range: "20 to 30", "between 20 and 30", "at least 5 and possibly 8"."""
        if end >= len(doc):
            return low, high, end
        joint = doc[end].lower_
        second = None
        between = any(token.lower_ in self._range_starts for token in doc[max(0, start - 2) : start])
        if joint in self._range_joins or (joint == "and" and between):
            second = self._number(doc, end + 1)
        elif joint in {"and", "or", ","}:
            after = end + 1 + (joint == "," and end + 1 < len(doc) and doc[end + 1].lower_ in {"and", "or"})
            for words in self._maybe:
                if tuple(token.lower_ for token in doc[after : after + len(words)]) == words:
                    second = self._number(doc, after + len(words))
                    break
        if second is None or second[1] is None or second[0] < low:
            return low, high, end
        if low < 100 <= second[1] and second[1] % 100 == 0 and high == low:  # "two to three hundred"
            unit = 10 ** (len(str(second[1])) - 1)
            low = low * unit if low * unit < second[1] and low < 10 else low
        return low, second[1], second[2]

    def _number(self, doc: Doc, i: int) -> tuple[int, int | None, int] | None:
        """Lowest and highest value of the figures or numeral words at `i`, and the index behind them."""
        if i >= len(doc) or not self._may_begin(doc[i].lower_):
            return None
        words = [token.lower_ for token in doc[i : i + 4]] + [""] * 4
        if words[0] in {"a", "an"} and words[1] in self._multipliers:
            after = 2 + (words[2] == "of")
            if words[after] in self._multipliers:  # "a couple of hundred"
                number = self._multipliers[words[1]] * self._multipliers[words[after]]
                return number, number, i + after + 1
            whole, end = self._multipliers[words[1]], i + 2
            rest = self._number(doc, i + 3) if words[2] == "and" and whole >= 100 else None
            if rest is not None and rest[0] == rest[1] and rest[0] < 100 and rest[2] == i + 4:  # "a hundred and twenty"
                whole, end = whole + rest[0], rest[2]
            return whole, whole, end
        ordinal = (
            words[0] == "a"
            and words[1] in self._ordinals
            and doc[i + 1].dep_ in {"obj", "conj", "nsubj:pass", "nsubj"}
            and words[2] != "of"
        )
        if ordinal:  # "killed two men and wounded a third"
            return 1, 1, i + 2
        if words[0] == "another" and (more := self._number(doc, i + 1)) is not None:
            return more  # "another 30"
        if words[0] in {"half", "half-a"} and (words[1] in {"a", "an", "-"}) and words[2] in self._multipliers:
            return self._multipliers[words[2]] // 2, self._multipliers[words[2]] // 2, i + 3
        if words[0] == "half" and words[1] in self._multipliers:
            return self._multipliers[words[1]] // 2, self._multipliers[words[1]] // 2, i + 2
        if words[0] in self._vague:
            return self._vaguely(doc, i, words)
        if match := RANGE.match(words[0]):
            return int(match[1]), int(match[2]), i + 1
        if DECIMAL.match(words[0]) and words[1] in self._multipliers:  # "1.2 million"
            value = round(float(words[0]) * self._multipliers[words[1]])
            return value, value, i + 2
        if DIGITS.match(words[0]):
            value, end = int(words[0].replace(",", "").replace(".", "")), i + 1
            while end < len(doc) and doc[end].lower_ in self._multipliers:
                value, end = value * self._multipliers[doc[end].lower_], end + 1
            return value, value, end
        return self._spelled(doc, i)

    def _may_begin(self, word: str) -> bool:
        """Whether a number may begin with a word; most words are ruled out here, which spares a look at their neighbours."""
        listed = word in self._beginning or word in self._numerals or word in self._vague
        return listed or word[:1].isdigit() or ("-" in word and word.split("-")[0] in self._numerals)

    def _vaguely(self, doc: Doc, i: int, words: list[str]) -> tuple[int, int | None, int] | None:
        """The number that "several", "a few hundred", "tens of thousands" begin; null where the word hedges a figure ("some 500")."""
        if words[1] == "as" and self._number(doc, i + 2) is not None:
            return None  # "as many as 300"
        low, high = self._vague[words[0]]
        least, end = low or 0, i + 1
        if words[1] in self._multipliers:
            return least * self._multipliers[words[1]], None, end + 1
        if words[1] == "of" and words[2].removesuffix("s") in self._multipliers:
            return least * self._multipliers[words[2].removesuffix("s")], None, end + 2
        return None if self._number(doc, end) is not None else (least, high, end)

    def _spelled(self, doc: Doc, i: int) -> tuple[int, int | None, int] | None:
        """A number in words: "forty-one", "two hundred and five", "fifteen thousand"."""
        if doc[i].lower_ in self._articles:
            return None
        total = current = 0
        end, begun = i, False
        while end < len(doc):
            word = doc[end].lower_
            if "-" in word and all(part in self._numerals for part in word.split("-")):
                current, begun = current + sum(self._numerals[part] for part in word.split("-")), True
            elif word in self._numerals and word not in self._articles and self._adds(current, self._numerals[word]):
                current, begun = current + self._numerals[word], True
            elif begun and word in self._multipliers and (factor := self._multipliers[word]):
                current *= factor
                if factor >= 1000:
                    total, current = total + current, 0
            elif not (begun and self._links(doc, end, current)):
                break
            end += 1
        return (total + current, total + current, end) if begun else None

    @staticmethod
    def _adds(current: int, value: int) -> bool:
        """Whether a numeral goes on a number: "forty" + "one", "two hundred" + "five", not "two" + "three"."""
        return current == 0 or (current % 10 == 0 and current % 100 >= TENS and value < 10) or (current % 100 == 0 and value < 100)

    def _links(self, doc: Doc, i: int, current: int) -> bool:
        """Whether a hyphen or an "and" within a number stands at `i`."""
        follows = self._numerals.get(doc[i + 1].lower_, 0) if i + 1 < len(doc) else 0
        if doc[i].text in HYPHENS:
            return current % 10 == 0 and current % 100 >= TENS and 0 < follows < 10
        return doc[i].lower_ == "and" and current >= 100 and current % 100 == 0 and follows > 0
