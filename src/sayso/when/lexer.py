"""Text to lexemes: the words of the grammar with the classes they stand in, everything else with its shape only.

The lexer cuts the text itself instead of using the reader's tokens, so that expressions do not depend on how a treebank splits
"five-year" or "a.m.". Each lexeme gets one symbol per distinct set of classes; rules are regular expressions over the string of
symbols (see `sayso.when.patterns`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Value = int | str

_TOKEN = re.compile(
    r"""
    (?P<isodate>\d{4}-\d\d-\d\d)(?![\d-])
  | (?P<yearfirst>\d{4}[/.]\d\d[/.]\d\d)(?![\d/]|\.\d)
  | (?P<slashdate>\d{1,2}(?:/\d{1,2}/(?:\d{4}|\d\d)|[.-]\d{1,2}[.-]\d{4}))(?![\d/]|[.-]\d)
  | (?P<zulu>\d{4}(?:\d\d)?Z)\b
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?)(?![\d:])
  | (?P<decade>['’]?\d0s|\d{3}0['’]?s)\b
  | (?P<dayth>\d{1,2}(?:st|nd|rd|th))\b
  | (?P<short_year>['’]\d\d)(?!\w)
  | (?P<codeword>[QH][1-4])\b
  | (?P<half>½|1/2)(?![\d/])
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?![\d]))
  | (?P<word>o['’]clock|[apAP]\.[mM]\.?|[^\W\d_]+(?:-(?:first|second|third))?)
  | (?P<poss>['’]s?\b|['’](?=\s))
  | (?P<stop>\n\s*\n)
  | (?P<sign>[^\w\s])
    """,
    re.VERBOSE,
)
_DASHES = "-‐‑‒–—"
_NO_CLASS: dict[str, Value] = {}
_CAPITAL: dict[str, Value] = {"capital": 0}
_FIRST_YEAR, _LAST_YEAR = 1400, 2100
"""What may be a year where the words around it speak for one."""
_PLAIN_YEARS = range(1900, 2050)
"""What is a year wherever it stands."""
_FIGURES = 7
"""A number of more figures belongs to no calendar."""
_LONGEST = 9
"""Words of a number in letters."""


@dataclass(slots=True)
class Lexeme:
    """One word, number or sign, as half-open code points of the text, with its classes and their values."""

    start: int
    end: int
    word: str
    values: dict[str, Value] = field(default_factory=dict)

    def get(self, *classes: str) -> Value | None:
        """The value of the first of these classes in which the lexeme stands."""
        return next((self.values[name] for name in classes if name in self.values), None)

    def number(self, *classes: str) -> int | None:
        """`get` where the value is a whole number."""
        value = self.get(*classes)
        return value if isinstance(value, int) else None


class Lexer:
    """Cuts a text into lexemes by the word classes of `lexicon/when/words.yaml`."""

    def __init__(self, classes: Mapping[str, Any], literals: frozenset[str]) -> None:
        self._lower: dict[str, dict[str, Value]] = {}
        self._cased: dict[str, dict[str, Value]] = {}
        self._dotted: set[str] = set()
        for name, entry in classes.items():
            target = self._cased if entry.get("cased") else self._lower
            self._dotted.update(entry.get("abbreviations", ()))
            for word, value in entry["words"].items():
                target.setdefault(str(word), {})[name] = value
        self._literals = literals
        # Lexemes of one word share their classes: nothing changes them afterwards.
        self._values = {
            (word, capital): self._classes_of(word, capital)
            for word in {*self._lower, *self._cased, *literals}
            for capital in (False, True)
        }

    def lexemes(self, text: str) -> list[Lexeme]:
        """All lexemes of `text`, in order; number words that make up one number are one lexeme. Linear in the length of the text."""
        found: list[Lexeme] = []
        end = 0
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup or "sign"
            if match.start() < end:
                continue
            lexeme = self._word(match, text) if kind == "word" else _coded(kind, match)
            if kind == "sign" and lexeme.word in self._literals:
                lexeme.values[f"'{lexeme.word}'"] = 0
            end = lexeme.end
            found.append(lexeme)
        return list(_numbers_joined(found))

    def vocabulary(self) -> list[Lexeme]:
        """Every word of the lexicon and of the rules, in small letters and with a capital, and figures of every kind."""
        words = sorted({*self._lower, *self._cased, *self._literals})
        figures = (
            "0 3 12 20 24 30 31 77 1234 1500 1,500 1950 2,000 2050 2.5 99999999 "
            "$ % ½ ’s '82 1990s 3rd Q1 H1 10:30 1200Z 2001-02-03 2001/02/03 1/2/2003 1.2.2003 0315 1980 1865 ; . ( -"
        )
        several = ["nineteen ninety-eight", "two thousand", "\n\n"]
        return [lexeme for word in [*words, *(word.title() for word in words), *figures.split(), *several] for lexeme in self.lexemes(word)]

    def _word(self, match: re.Match[str], text: str) -> Lexeme:
        written, start, end = match.group(), match.start(), match.end()
        word = written.lower().replace("’", "'")
        if word.rstrip(".") in ("a.m", "p.m"):
            word = word.rstrip(".")
        elif word in self._dotted and text[end : end + 1] == ".":
            end += 1
        capital = written[0].isupper()
        values = self._values.get((word, capital))
        return Lexeme(start, end, word, values if values is not None else _CAPITAL if capital else _NO_CLASS)

    def _classes_of(self, word: str, capital: bool) -> dict[str, Value]:
        values = dict(self._lower.get(word, ()))
        if capital:
            values.update(self._cased.get(word, ()))
            values["capital"] = 0
        if word in self._literals:
            values[f"'{word}'"] = 0
        return values


def _coded(kind: str, match: re.Match[str]) -> Lexeme:
    """The lexeme of a number, a date in figures or a sign."""
    written = match.group()
    values: dict[str, Value] = {}
    if kind == "number":
        values = _number_classes(written)
    elif kind == "dayth":
        values = {"dayth": int(written[:-2])} if 1 <= int(written[:-2]) <= 31 else {}
    elif kind == "decade":
        digits = re.sub(r"\D", "", written)
        values = {"decade": digits}
    elif kind == "short_year":
        values = {"short_year": int(written[1:])}
    elif kind == "yearfirst":
        return Lexeme(match.start(), match.end(), re.sub("[/.]", "-", written), {"isodate": written})
    elif kind == "codeword":
        values = {"quarter_code" if written[0] == "Q" else "half_code": int(written[1]), "capital": 0}
    elif kind == "sign":
        values = {"punct": 0}
        if written in "$€£¥":
            values["currency"] = 0
        elif written == "%":
            values["percent"] = 0
    else:
        values = {kind: written}
    word = "-" if written in _DASHES else written.lower()
    return Lexeme(match.start(), match.end(), word, values)


def _number_classes(written: str) -> dict[str, Value]:
    """The classes of a number in figures: day of month, hour, year, …; figures beyond any calendar are a plain number without a value."""
    plain = written.replace(",", "")
    if len(plain) > _FIGURES:
        return {"figures": 0}
    if "." in plain:
        return {"number": plain, "figures": 0}
    value = int(plain)
    classes: dict[str, Value] = {"number": value, "figures": 0}
    if len(plain) <= 2 and plain == written:
        if 1 <= value <= 31:
            classes["day"] = value
        if value <= 24:
            classes["hour"] = value
    if len(written) == 4 and value // 100 < 24 and value % 100 < 60:
        classes["military"] = value
    if len(written) == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:
        classes["year"] = value
        if value in _PLAIN_YEARS:
            classes["plain_year"] = value
    return classes


def _numbers_joined(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Runs of number words as single lexemes: "twenty-four", "two hundred", "nineteen ninety-eight" (a year)."""
    joined: list[Lexeme] = []
    index = 0
    while index < len(lexemes):
        run = [lexemes[index]]
        if "count_word" in run[0].values or "scale_word" in run[0].values:
            index += 1
            while index < len(lexemes) and len(run) < _LONGEST and (part := _next_in_number(lexemes, index)):
                run.append(lexemes[index + part - 1])
                index += part
            joined.append(_number_from(run))
        else:
            joined.append(run[0])
            index += 1
    return joined


def _next_in_number(lexemes: list[Lexeme], index: int) -> int:
    """How many lexemes from `index` on continue a number: 2 for a hyphen and a word, 1 for a word, 0 for none."""
    for width in (1, 2):
        last = index + width - 1
        joined = width == 1 or lexemes[index].word == "-"
        if joined and last < len(lexemes) and ("count_word" in lexemes[last].values or "scale_word" in lexemes[last].values):
            return width
    return 0


def _number_from(run: list[Lexeme]) -> Lexeme:
    """The lexeme of a run of number words: their sum, or a year of two pairs of figures."""
    total, current = 0, 0
    values = [(lexeme.number("count_word"), lexeme.number("scale_word")) for lexeme in run]
    plain = [count for count, _ in values if count is not None]
    classes: dict[str, Value]
    if len(plain) == len(run) > 1 and 10 < plain[0] < 21 and sum(plain[1:]) >= 10:
        year = plain[0] * 100 + sum(plain[1:])
        classes = {"year": year, "plain_year": year}
    else:
        for count, scale in values:
            if count is not None:
                current += count
            elif scale is not None:
                current = max(current, 1) * scale
                if scale > 100:
                    total, current = total + current, 0
        number = total + current
        classes = {"count": number, "spelled": 0}
        if number == 2000:  # of round thousands only this one is said of a year
            classes["year"] = number
        if len(run) == 1:
            classes.update(run[0].values)
        if 1 <= number <= 12:
            classes["hour_word"] = number
    return Lexeme(run[0].start, run[-1].end, " ".join(part.word for part in run), classes)
