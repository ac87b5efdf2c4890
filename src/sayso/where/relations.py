"""How the place a text means stands to the place it names: in it, near it, 30 km north of it, in its south, at a border, off its coast."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_BEFORE, _BEHIND = 90, 30
"""Characters before and behind a name that are looked at."""
_SPACE = re.compile(r"\s+")
_JOIN = re.compile(r"\s?[-–—/]\s?")


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is one of in, near, outskirts, direction, part, border, between, off."""

    kind: str = "in"
    direction: str | None = None
    """Of the compass, or central, far, coastal, upper, lower."""
    km: float | None = None
    """Distance from the place named, where the text gives one."""
    start: int | None = None
    """Code point where the words of the relation begin, if they stand before the name."""


IN = Relation()


class Relations:
    """Reads the words around a name with the lists of `lexicon/where/relations.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._directions: dict[str, str] = {str(word): str(meant) for word, meant in table.get("directions", {}).items()}
        self._units: dict[str, float] = {str(unit): float(km) for unit, km in table.get("units", {}).items()}
        self._numbers: dict[str, float] = {str(word): float(number) for word, number in table.get("numbers", {}).items()}
        words = "|".join(sorted(map(re.escape, self._directions), key=len, reverse=True))
        apposed = f"(?:(?:{_any(table.get('apposed', ()))}) )?"
        number = rf"(?P<number>\d+(?:[.,]\d+)?|{_any(self._numbers)}|{_any(table.get('vague_numbers', ()))})"
        unit = f"(?P<unit>{_any(self._units)})"
        heading = f"(?:to the )?(?P<heading>{words})(?:wards?)?(?: (?:of|from))?"
        away = f"(?:away from|away|from|outside(?: of)?|off|inside|{heading})"
        self._far = _before(rf"{number}[ -]?{unit}(?: \([^()]*\))?,? {away} {apposed}")
        self._heading = _before(f"(?:just |directly |immediately |slightly )?(?:to the )?(?P<heading>{words}) of {apposed}")
        self._part = _before(
            f"(?:(?:in|to|across|throughout|over|of|from) the (?P<within>{words}) of"
            f"|(?P<heading>{words})(?: (?:part|parts|half|side|end) of)?) (?:the )?"
        )
        self._near = _before(f"(?:{_any(table.get('near', ()))}) {apposed}")
        self._outskirts = _before(f"(?:{_any(table.get('outskirts', ()))}) {apposed}")
        self._off = _before(f"(?:{_any(table.get('off', ()))}) (?:the )?")
        self._border = _before(f"(?:{_any(table.get('border_before', ()))}) (?:the )?")
        self._between = _before("between (?:the )?")
        self._border_behind = re.compile(rf"(?:['’]s?)? (?:{words})? ?(?:{_any(table.get('border', ()))})\b(?! guard| police| force)")
        self._outskirts_behind = re.compile(rf"(?:['’]s?)? (?:(?:{words}) )?(?:{_any(table.get('outskirts_behind', ()))})\b")

    def of(self, text: str, start: int, end: int) -> Relation:
        """The relation of the place meant to the one named at these code points; `IN` where the words say nothing else."""
        low = max(0, start - _BEFORE)
        before, behind = _SPACE.sub(" ", text[low:start].lower()), _SPACE.sub(" ", text[end : end + _BEHIND].lower())
        shift = start - len(before)  # exact where the text has no runs of blanks; only ever used to lengthen a stretch
        if self._border_behind.match(behind) or self._border.search(before):
            return Relation("border")
        if found := self._far.search(before):
            heading = self._directions.get(found["heading"] or "")
            return Relation("direction" if heading else "near", heading, self._km(found["number"], found["unit"]), shift + found.start())
        if (
            (found := self._part.search(before))
            and found["within"]
            and not before[: found.end("within")].endswith(f"to the {found['within']}")
        ):
            return Relation("part", self._directions[found["within"]], None, shift + found.start("within"))
        if found := self._heading.search(before):
            return Relation("direction", self._directions[found["heading"]], None, shift + found.start())
        for kind, pattern in (("off", self._off), ("outskirts", self._outskirts), ("near", self._near)):
            if found := pattern.search(before):
                return Relation(kind, None, None, shift + found.start())
        if self._outskirts_behind.match(behind):
            return Relation("outskirts")
        if (found := self._part.search(before)) and found["heading"]:
            return Relation("part", self._directions[found["heading"]], None, shift + found.start("heading"))
        return IN

    def joined(self, text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Whether two names stand for what lies between them: "the Syria-Iraq border", "the border between Syria and Iraq"."""
        between = text[first[1] : second[0]]
        if _JOIN.fullmatch(between):
            return bool(self._border_behind.match(_SPACE.sub(" ", text[second[1] : second[1] + _BEHIND].lower())))
        before = _SPACE.sub(" ", text[max(0, first[0] - _BEFORE) : first[0]].lower())
        if between.strip() == "and":
            return bool(self._border.search(before))
        return bool(re.fullmatch(r"['’]s? border with (?:the )?|, (?:on|near|along) (?:the|its) border with (?:the )?", between))

    def spans_two(self, text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Whether something lies between two places: "between Homs and Hama"."""
        before = _SPACE.sub(" ", text[max(0, first[0] - _BEFORE) : first[0]].lower())
        return text[first[1] : second[0]].strip() == "and" and bool(self._between.search(before))

    def _km(self, number: str, unit: str) -> float | None:
        value = self._numbers.get(number)
        if value is None and number[0].isdigit():
            value = float(re.sub(r",(?=\d{3}\b)", "", number).replace(",", "."))
        return None if value is None else value * self._units[unit]


def _any(words: Any) -> str:
    """The words as alternatives of a pattern, longest first."""
    return "|".join(sorted((re.escape(str(word)) for word in words), key=len, reverse=True)) or r"(?!)"


def _before(pattern: str) -> re.Pattern[str]:
    """A pattern that must end where the name begins."""
    return re.compile(rf"(?<![\w-])(?:{pattern})$")
