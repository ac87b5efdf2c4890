"""The form of a coding sheet: which columns it has, and how an event is written into a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sayso.export import describe
from sayso.manifest import Manifest
from sayso.records import Span
from sayso.store.listing import Explanation
from sayso.store.sampling import Drawn
from sayso.store.words import CLOSE_MARK, OPEN_MARK

FIELDS = ("type", "actor", "recipient", "when", "where", "toll", "status", "footing", "voice")
"""What is judged of an event, beside whether there is one."""
EVENT = "event"
EVIDENCE = ("no", "id", "outlet", "published", "headline", "context")
VERDICTS = (f"{EVENT}_ok", *(column for field in FIELDS for column in (f"{field}_ok", f"{field}_correct")), "note")
BOOKKEEPING = ("stratum", "stratum_size", "stratum_drawn", "seed", "article", "file", "codebook", "program")
COLUMNS = (*EVIDENCE, "mode", *FIELDS, *VERDICTS, *BOOKKEEPING)
MARGIN = 600
"""Characters of context to either side of the event's words."""


def sheet(drawn: Iterable[tuple[Drawn, Explanation]], seed: int) -> Iterator[dict[str, Any]]:
    """The rows of a sheet, the verdicts empty; keys are `COLUMNS`.

    Args:
        drawn: the sample, each event with everything behind it.
        seed: with which it was drawn.
    """
    for number, (one, explanation) in enumerate(drawn, 1):
        article = explanation.article
        yield {
            "no": number,
            "id": one.event,
            "outlet": article.outlet.name if article.outlet else None,
            "published": article.published,
            "headline": describe.plain(article.headline or (article.title.of(article.text) if article.title else "")),
            "context": context(explanation.event.trigger, article.text),
            **_fields(explanation),
            "stratum": one.stratum,
            "stratum_size": one.size,
            "stratum_drawn": one.drawn,
            "seed": seed,
            "article": article.id,
            "file": article.source,
            "codebook": codebook(explanation.manifest),
            "program": explanation.manifest.program,
        }


def codebook(manifest: Manifest) -> str:
    """The codebook's name, where the manifest has it, and the digest of its tables."""
    return f"{manifest.codebook} [{manifest.codebook_digest[:12]}]" if manifest.codebook else manifest.codebook_digest[:12]


def _fields(explanation: Explanation) -> dict[str, str | None]:
    event, text = explanation.event, explanation.article.text
    voices = {voice.id: voice for voice in explanation.voices}
    return {
        "type": event.type,
        "mode": event.mode,
        "actor": describe.actors(event.actors, text),
        "recipient": describe.actors(event.recipients, text),
        "when": describe.when(event.when, text),
        "where": describe.where(event.where),
        "toll": "; ".join(describe.toll(item, text) for item in event.toll),
        "status": event.status.value,
        "footing": event.footing.value,
        "voice": describe.voice(event, voices, text),
    }


def context(trigger: Sequence[Span], text: str) -> str:
    """The paragraph of an event's first words, on one line, with all its words in it between ``⟦`` and ``⟧``."""
    if not trigger:
        return ""
    first = trigger[0]
    begin = max(text.rfind("\n", 0, first.start) + 1, first.start - MARGIN)
    line_end = text.find("\n", first.end)
    end = min(len(text) if line_end < 0 else line_end, first.end + MARGIN)
    parts, place = [], begin
    for span in sorted({span for span in trigger if begin <= span.start and span.end <= end}):
        if span.start >= place:
            parts += [text[place : span.start], OPEN_MARK, text[span.start : span.end], CLOSE_MARK]
            place = span.end
    parts.append(text[place:end])
    before = "… " if begin > 0 and text[begin - 1] != "\n" else ""
    after = " …" if end < len(text) and text[end] != "\n" else ""
    return before + describe.plain("".join(parts)) + after
