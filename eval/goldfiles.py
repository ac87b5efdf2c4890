"""Our gold: reports with the attributions and events that a careful reader finds, and short texts with their sentences.

The notation of the files is described in `README.md`. Spans are quoted words; here they become offsets of `Article.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sayso.intake import read_article
from sayso.records import Article, Span

EVAL = Path(__file__).resolve().parent
ROOT = EVAL.parent
HALVES = ("dev", "held")
PRACTICE = "practice"
"""The batches written for tuning, in `practice/`: neither half of the gold."""
SETS = (*HALVES, PRACTICE)
ANY = "?"
"""A field that is not judged."""
EVENT_CATEGORIES = ("nominal", "passive", "status", "toll", "headlines")
"""What `gold/events-….yaml` ask about single events."""
NO_REPORTS = (
    "sentences", "speakers", "footing", "nesting", *(f"events-{category}" for category in EVENT_CATEGORIES),
    "dates-places", "conflict-places",
)  # fmt: skip
"""Stems of the files in `gold/` that carry their texts with them."""
_MARKED = re.compile(r"^(?P<before>[^<]*)<(?P<words>[^>]+)>(?P<after>.*)$", re.DOTALL)
_OCCURRENCE = re.compile(r"^(?P<words>.*)#(?P<number>\d+)$", re.DOTALL)
_TOLL = re.compile(r"^(?P<effect>[a-z]+) (?P<low>\d+)(?:-(?P<high>\d+))?(?P<open>\+)?$")


class GoldError(ValueError):
    """A gold file says something that its report does not hold."""


@dataclass(frozen=True, slots=True)
class GoldActor:
    """One party of an event: the words that may stand for it, and its country."""

    heads: tuple[str, ...]
    spans: tuple[Span, ...]
    """Where in the event's paragraph those words stand."""
    countries: tuple[str, ...]
    """Codes that are right; empty where the report does not tell."""


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution; tuples of values are alternatives, any of which is right."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str
    speech: tuple[str, ...]
    speaker: str | None
    by: Span | None
    """The mention that tells who the speaker is; null where the source itself does."""
    said_when: tuple[str | None, ...]
    parent: str | None
    negated: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event mention; a null value means that the field must stay empty, `ANY` that it is not judged."""

    types: tuple[str, ...]
    trigger: tuple[Span, ...]
    actors: tuple[tuple[GoldActor, ...], ...] | None
    recipients: tuple[tuple[GoldActor, ...], ...] | None
    when: tuple[str | None, ...]
    where: tuple[tuple[str, str] | None, ...]
    """Place name as written, and its country (may be empty); null for none; a name `?` is not judged."""
    toll: frozenset[tuple[str, int, int | None]]
    status: tuple[str, ...]
    footing: tuple[str, ...]
    voice: tuple[str, ...]
    """Ids of attributions, or ``outlet``."""
    symmetric: bool
    """The parties do the same to each other: which of them is the actor does not matter."""
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated report."""

    name: str
    half: str
    article: Article
    attributions: tuple[GoldAttribution, ...]
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class GoldSentences:
    """A short text and its sentences, in order."""

    half: str
    sentences: tuple[str, ...]
    joint: str

    @property
    def text(self) -> str:
        """The text that holds the sentences."""
        return self.joint.join(self.sentences)


class Finder:
    """Finds quoted words in one article."""

    def __init__(self, article: Article, name: str) -> None:
        self.text = article.text
        self.name = name
        self.paragraphs = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", article.text)]

    def every(self, words: str, within: Span) -> list[Span]:
        """All places in `within` where `words` stand as whole words."""
        pattern = re.escape(words)
        pattern = (r"(?<!\w)" if words[0].isalnum() else "") + pattern + (r"(?!\w)" if words[-1].isalnum() else "")
        return [Span(m.start(), m.end()) for m in re.compile(pattern).finditer(self.text, within.start, within.end)]

    def one(self, quote: str, paragraph: int | None = None) -> Span:
        """The span of a quote: ``words``, ``words#2`` (second occurrence), ``<words> among others`` or ``first words … last words``.

        Args:
            quote: the words, as `README.md` tells.
            paragraph: where to look; null for the whole text.

        Raises:
            GoldError: the words do not stand there, or stand there more often and no number is given.
        """
        within = Span(0, len(self.text)) if paragraph is None else self.paragraphs[paragraph]
        first, ellipsis, last = quote.partition(" … ")
        start = self._numbered(first, within)
        if not ellipsis:
            return start
        ends = self.every(last, Span(start.end, within.end))
        if not ends:
            raise GoldError(f"{self.name}: nothing ends “{quote}”")
        return Span(start.start, ends[0].end)

    def named(self, quote: str) -> Span:
        """The span of a name anywhere in the text: its first occurrence, or the one whose number is given."""
        return self._numbered(quote if _OCCURRENCE.match(quote) else f"{quote}#1", Span(0, len(self.text)))

    def _numbered(self, quote: str, within: Span) -> Span:
        if marked := _MARKED.match(quote):
            around = self._numbered(marked["before"] + marked["words"] + marked["after"], within)
            start = around.start + len(marked["before"])
            return Span(start, start + len(marked["words"]))
        numbered = _OCCURRENCE.match(quote)
        words = numbered["words"] if numbered else quote
        found = self.every(words, within)
        place = int(numbered["number"]) if numbered else 1
        if len(found) < place or (not numbered and len(found) > 1):
            raise GoldError(f"{self.name}: “{quote}” stands {len(found)} times in “{self.text[within.start : within.start + 40]}…”")
        return found[place - 1]


def files_of(stem: str, half: str) -> list[Path]:
    """The files of that stem which hold texts of `half` ("both" for the two of the gold): the gold's own, or one of each practice batch."""
    return sorted((EVAL / PRACTICE).glob(f"*/{stem}.yaml")) if half == PRACTICE else [EVAL / "gold" / f"{stem}.yaml"]


def load_reports(half: str = "both") -> list[GoldReport]:
    """The annotated reports of one half or of both, by name.

    Raises:
        GoldError: a quoted span is not in its report.
    """
    reports = [_report(path) for path in sorted((EVAL / "gold").glob("*.yaml")) if path.stem not in NO_REPORTS]
    return [report for report in reports if half in ("both", report.half)]


def load_sentences(half: str = "both") -> list[GoldSentences]:
    """The short texts of one half or of both, in the order of the file."""
    items = yaml.safe_load((EVAL / "gold" / "sentences.yaml").read_text(encoding="utf-8"))
    texts = [GoldSentences(item["half"], tuple(item["sentences"]), item.get("joint", " ")) for item in items]
    return [text for text in texts if half in ("both", text.half)]


def _report(path: Path) -> GoldReport:
    record: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    article = read_article(ROOT / record["report"])
    finder = Finder(article, path.stem)
    attributions = tuple(_attribution(item, finder) for item in record["attributions"])
    events = tuple(gold_event(item, finder) for item in record["events"])
    known = {attribution.id for attribution in attributions} | {"outlet", ANY}
    for voice in [v for event in events for v in event.voice] + [a.parent or ANY for a in attributions]:
        if voice not in known:
            raise GoldError(f"{path.stem}: no attribution {voice}")
    return GoldReport(path.stem, record["half"], article, attributions, events)


def _attribution(item: Mapping[str, Any], finder: Finder) -> GoldAttribution:
    paragraph = item["paragraph"]
    source = (finder.one(item["source"], paragraph),) if "source" in item else ()
    cue = (finder.one(item["cue"], paragraph),) if "cue" in item else ()
    content = tuple(finder.one(piece, paragraph) for piece in item["content"].split(" + "))
    return GoldAttribution(
        id=item["id"],
        source=source,
        cue=cue,
        content=content,
        kind=item["kind"],
        speech=tuple(_choices(item["speech"])),
        speaker=item.get("speaker"),
        by=finder.named(item["by"]) if "by" in item else None,
        said_when=tuple(_nullable(item.get("said_when"))),
        parent=item.get("parent"),
        negated=item.get("negated", False),
        optional=item.get("optional", False),
    )


def gold_event(item: Mapping[str, Any], finder: Finder) -> GoldEvent:
    """The event of one record of a gold file.

    Raises:
        GoldError: its paragraph does not hold the words quoted.
    """
    paragraph = item["paragraph"]
    return GoldEvent(
        types=tuple(_choices(item["type"])),
        trigger=tuple(finder.one(words, paragraph) for words in item["trigger"]),
        actors=_parties(item.get("actors"), finder, paragraph),
        recipients=_parties(item.get("recipients"), finder, paragraph),
        when=tuple(_nullable(item.get("when"))),
        where=tuple(_place(choice) for choice in _nullable(item.get("where"))),
        toll=frozenset(_toll(part, finder) for part in item.get("toll", "").split(", ") if part),
        status=tuple(_choices(item.get("status", "occurred"))),
        footing=tuple(_choices(item.get("footing", "as_fact"))),
        voice=tuple(_choices(item.get("voice", "outlet"))),
        symmetric=item.get("symmetric", False),
        optional=item.get("optional", False),
    )


def _choices(value: str) -> list[str]:
    return value.split(" or ")


def _nullable(value: str | None) -> Iterator[str | None]:
    for choice in [None] if value is None else _choices(value):
        yield None if choice == "null" else choice


def _parties(value: str | None, finder: Finder, paragraph: int) -> tuple[tuple[GoldActor, ...], ...] | None:
    """The alternatives of an actors field, each a tuple of parties; null where the field is not judged."""
    if value == ANY:
        return None
    return tuple(tuple(_party(party, finder, paragraph) for party in choice.split(", ")) if choice else () for choice in _nullable(value))


def _party(party: str, finder: Finder, paragraph: int) -> GoldActor:
    words, _, codes = party.partition(":")
    heads = tuple(words.split("/"))
    spans = tuple(span for head in heads for span in finder.every(head, finder.paragraphs[paragraph]))
    if not spans:
        raise GoldError(f"{finder.name}: paragraph {paragraph} names no “{words}”")
    return GoldActor(heads, spans, tuple(code for code in codes.split("|") if code))


def _place(choice: str | None) -> tuple[str, str] | None:
    if choice is None:
        return None
    name, _, country = choice.partition(":")
    return name, country


def _toll(part: str, finder: Finder) -> tuple[str, int, int | None]:
    match = _TOLL.match(part)
    if not match:
        raise GoldError(f"{finder.name}: “{part}” is no toll")
    low = int(match["low"])
    return match["effect"], low, None if match["open"] else int(match["high"] or low)
