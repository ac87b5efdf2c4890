"""What coding an article again changed: events gained, lost and altered. Pure functions over rows of the listing of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sayso.encode import dumps
from sayso.store.listing import EventRow

GAINED, LOST, ALTERED = "gained", "lost", "altered"
KINDS = (GAINED, LOST, ALTERED)

_APART = frozenset(
    {
        "id",
        "article",
        "outlet",
        "published",
        "headline",
        "voice",
        "start",
        "end",
        "quote",
        "position",
        "confidence",
        "codebook",
        "place_note",
    }
)
"""Columns that do not make an event another: what tells of its article, ids and places that follow from other columns, scores, reasons."""
COMPARED = tuple(field.name for field in fields(EventRow) if field.name not in _APART)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One event that is not as it was."""

    kind: str
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()
    """Columns that differ, of an altered one."""

    def values(self) -> dict[str, Any]:
        """The columns of its row, without run, article and position."""
        return {
            "kind": self.kind,
            "event_before": self.before["id"] if self.before else None,
            "event_after": self.after["id"] if self.after else None,
            "fields": "; ".join(self.fields) or None,
            "before": dumps(dict(self.before)) if self.before else None,
            "after": dumps(dict(self.after)) if self.after else None,
        }


def changes(before: Sequence[Row], after: Sequence[Row], compared: Sequence[str] = COMPARED) -> list[Change]:
    """The changes between two codings of one text, by place in the text.

    Two events are the same one if they have the same id, else if the same words name them, else if the words around them overlap and they
    are of the same type; each is paired once.

    Args:
        before: the events as they were listed.
        after: the events as they are listed now.
        compared: columns whose difference makes an event another.
    """
    left, right = list(before), list(after)
    pairs: list[tuple[Row, Row]] = []
    for same in (_same_id, _same_words, _same_place):
        pairs += _paired(left, right, same)
    found = [(new["start"], Change(ALTERED, old, new, differing)) for old, new in pairs if (differing := _differing(old, new, compared))]
    found += [(old["start"], Change(LOST, old, None)) for old in left]
    found += [(new["start"], Change(GAINED, None, new)) for new in right]
    return [change for _, change in sorted(found, key=lambda each: (each[0], KINDS.index(each[1].kind), _key(each[1])))]


def _key(change: Change) -> str:
    row = change.after or change.before
    return str(row["id"]) if row else ""


def _paired(left: list[Row], right: list[Row], same: Any) -> list[tuple[Row, Row]]:
    """Pairs of rows that are the same, taken out of both lists."""
    pairs = []
    for old in list(left):
        new = next((each for each in right if same(old, each)), None)
        if new is not None:
            left.remove(old)
            right.remove(new)
            pairs.append((old, new))
    return pairs


def _same_id(old: Row, new: Row) -> bool:
    return bool(old["id"] == new["id"])


def _same_words(old: Row, new: Row) -> bool:
    return bool(old["trigger"] == new["trigger"]) and _overlap(old, new)


def _same_place(old: Row, new: Row) -> bool:
    return bool(old["type"] == new["type"]) and _overlap(old, new)


def _overlap(old: Row, new: Row) -> bool:
    return bool(old["start"] < new["end"] and new["start"] < old["end"])


def _differing(old: Row, new: Row, compared: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in compared if old[name] != new[name])
