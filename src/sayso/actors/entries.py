"""The entries of the actor lexicon, ours and the user's, in one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sayso.errors import LexiconError

NOT_ENTRIES = ("firstnames", "roles", "transliteration")
"""Tables of this room that hold something else than entries."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code string of the user's own scheme (CAMEO), with the days on which it holds."""

    code: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What a person or a body was in one period."""

    name: str
    country: str | None
    sectors: tuple[str, ...]
    start: date | None = None
    end: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether it was held on `day`; without a day, whether it is open-ended."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One actor of the lexicon, in one period; compared by identity, since readings are keys of many look-ups."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...] = ()
    start: date | None = None
    """First day on which `sectors` hold; null where open."""
    end: date | None = None
    """Last day on which `sectors` hold; null where open."""
    offices: tuple[Office, ...] = ()
    """Dated offices or phases; `sectors` is what the actor is outside of them."""
    codes: tuple[Code, ...] = ()
    beside: tuple[str, ...] = ()
    """Ids of entries that, once an article names them, bear out the weak names of this one."""
    user: bool = False
    forms: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """(form, text) of every way to name it; form is ``name``, ``weak``, ``demonym``, ``capital`` or ``government``."""

    def holds(self, day: date | None) -> bool:
        """Whether the entry describes its actor on `day`; without a day, whether it is open-ended."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def entries_of(tables: Mapping[str, Any]) -> Iterator[Entry]:
    """Every entry of every table of the room, ours first.

    Raises:
        LexiconError: an entry is malformed; the message names the table, the entry and the field.
    """
    for stem in sorted(tables, key=lambda name: (name.startswith("user/"), name)):
        if stem.removeprefix("user/") in NOT_ENTRIES:
            continue
        content = tables[stem]
        if content is None:
            continue
        if not isinstance(content, list):
            raise LexiconError(f"actors/{stem}: a list of entries is expected, not {type(content).__name__}")
        for position, raw in enumerate(content):
            yield _entry(stem, position, raw)


def _entry(stem: str, position: int, raw: Any) -> Entry:
    """One entry, checked."""
    where = f"actors/{stem}, entry {position + 1}"
    if not isinstance(raw, dict) or not raw.get("name"):
        raise LexiconError(f"{where}: an entry needs a `name`")
    name = str(raw["name"])
    where = f"{where} ({name})"
    user = stem.startswith("user/")
    return Entry(
        id=str(raw.get("id") or ("user." + "-".join(name.lower().split()))),
        name=name,
        kind=str(raw.get("kind") or "actor"),
        country=str(raw["country"]) if raw.get("country") else None,
        sectors=tuple(_texts(raw, "sectors", where)),
        start=_day(raw.get("start"), where, last=False),
        end=_day(raw.get("end"), where, last=True),
        offices=tuple(_office(office, where) for office in (*(raw.get("offices") or ()), *(raw.get("periods") or ()))),
        codes=tuple(_code(code, where) for code in raw.get("codes") or ()),
        beside=tuple(_texts(raw, "beside", where)),
        user=user,
        forms=tuple(_forms(raw, name, where)),
    )


def _forms(raw: Mapping[str, Any], name: str, where: str) -> Iterator[tuple[str, str]]:
    """Every way to name the entry, with its form."""
    yield "name", name
    for form, column in (
        ("name", "aliases"),
        ("weak", "weak"),
        ("demonym", "demonyms"),
        ("capital", "capital"),
        ("weak_capital", "weak_capital"),
        ("government", "government_names"),
    ):
        for text in _texts(raw, column, where):
            yield form, text


def _texts(raw: Mapping[str, Any], column: str, where: str) -> list[str]:
    """A column that holds one text or a list of texts."""
    value = raw.get(column)
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        raise LexiconError(f"{where}: `{column}` must be a text or a list of texts")
    return [str(text) for text in value]


def _office(raw: Any, where: str) -> Office:
    """One dated office."""
    if not isinstance(raw, dict):
        raise LexiconError(f"{where}: each of `offices` needs `sectors`, `start` and `end`")
    return Office(
        str(raw.get("office") or ""),
        str(raw["country"]) if raw.get("country") else None,
        tuple(_texts(raw, "sectors", where)),
        _day(raw.get("start"), where, last=False),
        _day(raw.get("end"), where, last=True),
    )


def _code(raw: Any, where: str) -> Code:
    """One dated code string; a plain text is a code that always holds."""
    if isinstance(raw, str):
        return Code(raw)
    if not isinstance(raw, dict) or "code" not in raw:
        raise LexiconError(f"{where}: each of `codes` needs a `code`")
    start, end = raw.get("start", raw.get("from")), raw.get("end", raw.get("until"))
    return Code(str(raw["code"]), _day(start, where, last=False), _day(end, where, last=True))


def _day(value: Any, where: str, last: bool) -> date | None:
    """A year, a month or a day as a day: the first it covers, or the last."""
    if value is None or value == "":
        return None
    parts = str(value).split("-")
    try:
        year = int(parts[0])
        if len(parts) == 1:
            return date(year, 12, 31) if last else date(year, 1, 1)
        month = int(parts[1])
        if len(parts) == 2:
            if not last:
                return date(year, month, 1)
            return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)
        return date(year, month, int(parts[2][:2]))
    except ValueError as error:
        raise LexiconError(f"{where}: {value!r} is not a year, a month or a day ({error})") from error
