"""Sayings with what is needed to quote them: the words as the report has them, who renders them so, and where they stand.

Only what stands within quotation marks is given as a speaker's own words; everything else is marked as the outlet's rendering.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sayso.encode import to_json
from sayso.export import describe
from sayso.records import AttributionKind, Certainty, SourceType

if TYPE_CHECKING:
    from sayso.store.listing import AttributionRow, SpeakerRow

QUOTATION_MARKS = "\"'“”„‟‘’‚‛«»‹›`"
RENDERING = {
    AttributionKind.DIRECT: "",
    AttributionKind.MIXED: "partly the outlet's rendering: ",
    AttributionKind.INDIRECT: "the outlet's rendering: ",
}
NO_DAY = "day unknown"
NO_OUTLET = "outlet unknown"
COLUMNS = ("quotation", "citation")
"""What `with_citation` adds to the columns of a row."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST_ITEM = re.compile(r"^(\d+)([.)])|^([-+=])")
"""What begins a list or a rule, at the start of a line of Markdown."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One saying, ready to be set in any format; every part is one line of safe text."""

    outlet: str
    speaker: str
    words: str
    """What was said: in quotation marks where wholly quoted, else as the outlet has it."""
    rendering: str
    """Empty for a direct quotation; else whose words these are."""
    how: tuple[str, ...]
    """The circumstances: class of the saying, negation, certainty, time, channel, addressee, chain."""
    citation: str


def saying(row: AttributionRow) -> Saying:
    """One row in a reader's words."""
    outlet = describe.plain(row.outlet or NO_OUTLET)
    return Saying(outlet, _speaker(row), quotation(row), RENDERING[AttributionKind(row.kind)], tuple(_how(row)), citation(row))


def quotation(row: AttributionRow) -> str:
    """The words of the report on one line; a direct quotation always in quotation marks."""
    words = describe.plain(row.content or "")
    if row.kind == AttributionKind.DIRECT and words and words[0] not in QUOTATION_MARKS:
        return f"“{words}”"
    return words


def citation(row: AttributionRow) -> str:
    """Where the words stand: outlet, headline, day of publication, address or file, characters (half open) and the id."""
    pieces = ", ".join(f"{start}–{end}" for start, end in json.loads(row.content_spans))
    parts = [
        row.outlet or NO_OUTLET,
        f"“{row.headline}”" if row.headline else "no headline",
        row.published[:10] if row.published else "no date",
        row.url or row.file,
        f"characters {pieces}" if pieces else "no words of it",
    ]
    return ", ".join(describe.plain(part) for part in parts) + f" ({row.id})"


def with_citation(row: AttributionRow) -> dict[str, Any]:
    """The row as plain values, with the quotation and the citation ready to be pasted."""
    return {**to_json(row), "quotation": quotation(row), "citation": citation(row)}


def text(rows: Iterable[AttributionRow], *, by_day: bool) -> Iterator[str]:
    """Sayings as lines of plain text, each with its line end, under the days on which they were said where asked for."""
    for day, told in _days(rows, by_day):
        if day is not None:
            yield f"{day}\n\n"
        for item in told:
            yield f"  {item.outlet}: {item.speaker}, {', '.join(item.how)}\n"
            yield f"    {item.rendering}{item.words}\n"
            yield f"    {item.citation}\n\n"


def markdown(rows: Iterable[AttributionRow], *, by_day: bool) -> Iterator[str]:
    """The same as Markdown: one quotation block and one line of citation per saying."""
    for day, told in _days(rows, by_day):
        if day is not None:
            yield f"### {day}\n\n"
        for item in told:
            rendering = f"*{item.rendering.strip()}* " if item.rendering else ""
            yield f"> {rendering}{_escaped(item.words, begins=not rendering)}\n\n"
            yield f"**{_escaped(item.speaker)}**, {_escaped(', '.join(item.how))}. {_escaped(item.citation)}\n\n"


def heading(speaker: SpeakerRow, form: str) -> Iterator[str]:
    """Who the speaker is, how much of its word there is, and who speaks for it, as lines of `text` or `markdown` with their ends."""
    about = ", ".join(part for part in (speaker.country, speaker.sectors, speaker.speaker) if part)
    days = " to ".join(dict.fromkeys(day for day in (speaker.first_day, speaker.last_day) if day)) or NO_DAY
    places = f"{_number(speaker.articles, 'report')} of {_number(speaker.outlets, 'outlet')}"
    lines = [f"{describe.plain(speaker.name)} ({about})", f"{_number(speaker.sayings, 'saying')} in {places}, {days}"]
    if speaker.also:
        lines.append(f"with what was said for it by {speaker.also}")
    if form == "markdown":
        title, *rest = map(_escaped, lines)
        yield f"## {title}\n\n{'; '.join(rest)}\n\n"
    else:
        yield "\n".join(lines) + "\n\n"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _days(rows: Iterable[AttributionRow], by_day: bool) -> Iterator[tuple[str | None, Iterator[Saying]]]:
    if not by_day:
        yield None, map(saying, rows)
        return
    for day, told in groupby(rows, key=_day):
        yield day, map(saying, told)


def _day(row: AttributionRow) -> str:
    """The day of a saying, or the days among which it lies: "in January" is no day."""
    if row.day_basis == "said_when" and row.said_to not in (None, row.day):
        return f"{row.day} to {row.said_to}"
    return row.day or NO_DAY


def _speaker(row: AttributionRow) -> str:
    name = describe.plain(row.speaker_name or row.source or "an unnamed source")
    words = describe.plain(row.source or "")
    return f"{name} (“{words}”)" if words and words.casefold() != name.casefold() else name


def _how(row: AttributionRow) -> Iterator[str]:
    yield f"{'did not ' if row.negated else ''}{describe.readable(row.speech)}"
    yield row.kind
    if row.certainty != Certainty.CERTAIN:
        yield row.certainty
    if row.source_type not in (SourceType.NONE, SourceType.PERSON):
        yield describe.readable(row.source_type)
    if row.day_basis == "said_when" and row.said_text:
        yield f"said “{describe.plain(row.said_text)}”"
    elif row.day is not None:
        yield "day of publication"
    if row.channel:
        yield f"through “{describe.plain(row.channel)}”"
    if row.addressee:
        yield f"to “{describe.plain(row.addressee)}”"
    if row.via:
        yield f"reported via {describe.plain(row.via)}"


def _escaped(words: str, *, begins: bool = False) -> str:
    """Text that Markdown shows as it stands."""
    safe = _MARKDOWN.sub(r"\\\1", words)
    return _LIST_ITEM.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", safe) if begins else safe
