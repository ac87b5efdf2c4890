"""What a meaning sees of a match, what it answers, and the readings that all meanings share: counts, edges, amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sayso.records import Span
from sayso.when.calendars import Years
from sayso.when.lexer import Lexeme, Value
from sayso.when.tense import Outlook


@dataclass(slots=True)
class Context:
    """What an expression is counted from: the day of publication and what the text has named so far."""

    published: date | None
    previous: date | None = None
    """The last single day the text named."""
    told: date | None = None
    """The last single day the text named of anything but a saying; the last one of all where there is none such."""
    unit: str | None = None
    """Value of the last calendar unit longer than a day."""
    latest: date | None = None
    """First day of the last day or unit the text named, whichever came later."""
    latest_words: Span | None = None
    """The words that named `latest`."""
    previous_words: Span | None = None
    """The words that named `previous`."""
    told_words: Span | None = None
    """The words that named `told`."""
    quarter: str | None = None
    islamic: Years = field(default_factory=dict)
    """The table of the Umm al-Qura calendar."""
    month_first: bool | None = None
    """Whether dates in figures have the month before the day; null where the text and its outlet do not tell."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one expression, before its interval is drawn up."""

    type: str
    value: str | None
    mod: str | None = None
    anchor: str | None = None
    offset: str | None = None
    """Signed length from the anchor, where the expression is one."""
    around: int = 0
    """So many days on either side belong to the interval, too: a day of a calendar that goes by sight."""
    base: str = "previous"
    """Which field of `Context` a ``previous`` anchor is: ``previous``, ``told``, or ``latest``, which may be longer than a day."""
    cap: int = 0
    """-1: the interval ends on the day of publication ("earlier this month"); 1: it begins there; `UNCUT`: the whole unit."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One match as a meaning sees it."""

    captures: Mapping[str, Lexeme]
    fixed: Mapping[str, Any]
    context: Context
    outlook: Callable[[], Outlook | None]
    """Where the clause lies by the tree, null where there is none; asked only where it decides."""
    adjoins: bool
    """Whether only a comma or a conjunction stands between the last expression and this one."""
    hinted: Callable[[], bool]
    """Whether the words before the expression in its sentence hint at the future."""

    def lies(self) -> Outlook:
        """Where the expression lies, by the tree or else by the words before it."""
        found = self.outlook()
        if found is None:
            return Outlook.AHEAD if self.hinted() else Outlook.OPEN
        return found

    def future(self) -> bool:
        """Whether the expression lies ahead."""
        return self.lies() is Outlook.AHEAD

    def number(self, name: str, *classes: str) -> int | None:
        """The whole number captured under `name`, from the first class that has one."""
        return self.captures[name].number(*classes) if name in self.captures else None

    def text(self, name: str, *classes: str) -> str:
        """The code captured under `name`; empty where there is none."""
        value = self.captures[name].get(*classes) if name in self.captures else None
        return "" if value is None else str(value)

    def word(self, name: str) -> str:
        """The captured word itself."""
        return self.captures[name].word if name in self.captures else ""


UNCUT = 2
"""`Reading.cap` of "later that week": a modifier that says nothing of which part of the unit is meant."""
REL = ("past_word", "previous_word", "next_word", "this_word", "following_word", "day_word")
_COUNTED: dict[str, Value | float] = {
    "couple": 2,
    "dozen": 12,
    "half": 0.5,
    "few": "X",
    "dozens": "X",
    "hundreds": "X",
    "thousands": "X",
    "a": 1,
    "an": 1,
}
_EDGES = ("start_word", "mid_word", "end_word")


def edge(clue: Clue) -> str | None:
    """TIMEX3 modifier of early, late, mid and their like."""
    return clue.fixed.get("mod") or clue.text("e", *_EDGES) or amount(clue)


def amount(clue: Clue) -> str | None:
    """TIMEX3 modifier of about, more than, at least and their like."""
    names = {
        "more": "MORE_THAN",
        "less": "LESS_THAN",
        "almost": "LESS_THAN",
        "approx": "APPROX",
        "least": "EQUAL_OR_MORE",
        "most": "EQUAL_OR_LESS",
    }
    found = next((mod for name, mod in names.items() if name in clue.captures), None)
    return found or ("APPROX" if clue.word("n") == "couple" else None)


def cap(clue: Clue) -> int:
    """-1 for "earlier", which ends at the day of publication, 1 for "later", which begins there."""
    return {"earlier": -1, "later": 1}.get(clue.word("e"), 0)


def count(clue: Clue, name: str = "n") -> Value | float | None:
    """The number captured under `name`: ``X`` where it is vague, null where there is none."""
    lexeme = clue.captures.get(name)
    if lexeme is None:
        return None
    value: Value | float | None = lexeme.get("count", "number", "vague", "scale_word")
    if value is None:
        value = _COUNTED.get(lexeme.word)
    if isinstance(value, str) and value != "X":
        value = float(value)
    if "half" in clue.captures and isinstance(value, int | float):
        value += 0.5
    return value


def nearest(candidates: Iterable[date | None], published: date, *, future: bool = False) -> date | None:
    """The candidate nearest to the day of publication, among those ahead of it where `future` is true and there are any."""
    known = [day for day in candidates if day]
    if future:
        ahead = [day for day in known if day >= published]
        known = ahead or known
    return min(known, key=lambda day: (abs((day - published).days), day), default=None)
