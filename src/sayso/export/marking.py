"""What to colour in a report's text, and the text cut into coloured pieces: the middle of the HTML account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from sayso.export import describe
from sayso.records import Attribution, Coding, Span

LAYERS = ("content", "source", "cue", "event", "actor", "place", "time")


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of a report, numbered in the order in which they first speak."""

    number: dict[str, int]
    """Id of an attribution -> number of its voice."""
    names: tuple[str, ...]
    sayings: tuple[int, ...]
    """How often each voice speaks."""
    parents: dict[str, str]
    """Id of a nested attribution -> id of the one around it."""
    depth: dict[str, int]
    """Id of an attribution -> how many others stand around it."""

    def outer(self, key: str) -> int | None:
        """Number of the voice around an attribution; null where it is not nested."""
        return self.number[self.parents[key]] if key in self.parents else None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to colour, with what a reader is told on hovering."""

    span: Span
    layer: str
    note: str
    anchor: str | None = None
    """Id of the record: the place that the lists beside the text lead to, and that leads to them."""
    voice: int | None = None
    """Number of the voice whose content this is."""
    outer: int | None = None
    """Number of the voice that it is nested in."""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands at the first word of a record: its number in the list, and its name for who cannot see."""

    number: int
    label: str


def voices(coding: Coding) -> Voices:
    """Who speaks in a report."""
    keys: dict[str, int] = {}
    names: list[str] = []
    sayings: list[int] = []
    number = {}
    for attribution in coding.attributions:
        actor = attribution.speaker.actor if attribution.speaker else None
        key = actor.id if actor else describe.words(attribution.source, coding.article.text).casefold()
        voice = number[attribution.id] = keys.setdefault(key, len(keys))
        if voice == len(names):
            # A pronoun or a role may speak first: the name of the actor tells more.
            code = describe.code_of(attribution.speaker) if attribution.speaker else ""
            name = describe.plain(actor.name) if actor else describe.speaker(attribution, coding.article.text)
            names.append(f"{name} ({code})" if code else name)
            sayings.append(0)
        sayings[voice] += 1
    parents = {item.id: item.parent for item in coding.attributions if item.parent is not None and item.parent in number}
    depth = _depths(list(number), parents)
    return Voices(number, tuple(names), tuple(sayings), parents, depth)


def _depths(keys: list[str], parents: dict[str, str]) -> dict[str, int]:
    """How many attributions stand around each. A circle of parents, which only a damaged record has, is cut open."""
    depth: dict[str, int] = {}
    for key in keys:
        path = {key: None}
        above = parents.get(key)
        while above is not None and above not in depth and above not in path:
            path[above] = None
            above = parents.get(above)
        *_, last = path
        if above in path:
            del parents[last]
        for item in reversed(path):
            depth[item] = depth[parents[item]] + 1 if item in parents else 0
    return depth


def marks(coding: Coding, heard: Voices) -> list[Mark]:
    """Everything to colour in a report's text, in text order."""
    found = [*_attribution_marks(coding, heard), *_event_marks(coding)]
    text = coding.article.text
    found += [Mark(mention.head, "actor", f"actor: {describe.actor(mention, text)}") for mention in coding.mentions]
    found += [Mark(place.span, "place", f"place: {describe.where(place)}") for place in coding.places]
    found += [Mark(time.span, "time", f"time: {describe.when(time, text)}") for time in coding.times]
    return sorted((mark for mark in found if mark.span.start < mark.span.end), key=lambda mark: (mark.span, mark.layer, mark.note))


def _attribution_marks(coding: Coding, heard: Voices) -> Iterator[Mark]:
    by_id = {attribution.id: attribution for attribution in coding.attributions}
    for attribution in coding.attributions:
        note = _note(attribution, by_id, coding)
        anchor: str | None = attribution.id
        voice, outer, depth = heard.number[attribution.id], heard.outer(attribution.id), heard.depth[attribution.id]
        for layer, spans in (("content", attribution.content), ("source", attribution.source), ("cue", attribution.cue)):
            for span in sorted(spans):
                yield Mark(span, layer, f"{layer} · {note}", anchor, *((voice, outer, depth) if layer == "content" else ()))
                anchor = None


def _note(attribution: Attribution, by_id: dict[str, Attribution], coding: Coding) -> str:
    """What a reader is told of an attribution on hovering: all but its content, which is under the pointer."""
    text = coding.article.text
    facts = [f"{label}: {value}" for label, value in describe.attribution_facts(attribution, coding) if label not in ("content", "within")]
    around = by_id.get(attribution.parent or "")
    chain = [f"reported by {describe.speaker(around, text)}"] if around is not None else []
    return "; ".join([f"{describe.speaker(attribution, text)}: {describe.manner(attribution)}", *facts, *chain])


def _event_marks(coding: Coding) -> Iterator[Mark]:
    by_id = {attribution.id: attribution for attribution in coding.attributions}
    for event in coding.events:
        facts = "; ".join(f"{label}: {value}" for label, value in describe.event_facts(event, coding, by_id))
        note = f"{describe.event_title(event)}, {describe.readable(event.status)}, {describe.readable(event.footing)}; {facts}"
        for number, span in enumerate(sorted(event.trigger)):
            yield Mark(span, "event", note, event.id if number == 0 else None)


def marked(text: str, ordered: list[Mark], references: dict[str, Reference]) -> Iterator[str]:
    """The escaped text cut at every mark's ends; a piece under several marks is one span with all their classes and notes.

    Cutting instead of nesting is what lets marks overlap in any way. One sweep: linear in the text and in the pieces under marks.
    """
    edges = sorted({0, len(text)} | {edge for mark in ordered for edge in (mark.span.start, mark.span.end) if edge <= len(text)})
    active: list[Mark] = []
    upcoming = 0
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.span.end > start]
        fresh = []
        while upcoming < len(ordered) and ordered[upcoming].span.start <= start:
            fresh.append(ordered[upcoming])
            upcoming += 1
        active += fresh
        piece = escape(text[start:end].encode("utf-8", "replace").decode(), quote=False)
        yield _piece(piece, active, fresh, references) if active else piece


def _piece(piece: str, active: list[Mark], fresh: list[Mark], references: dict[str, Reference]) -> str:
    links = "".join(_link(mark, references[mark.anchor]) for mark in fresh if mark.anchor in references)
    layers = {mark.layer for mark in active}
    classes = [layer for layer in LAYERS if layer in layers]
    spoken = [mark for mark in active if mark.voice is not None]
    if spoken:
        inmost = max(spoken, key=lambda mark: (mark.depth, mark.span.start))
        classes.append(f"v{inmost.voice}")
        if inmost.outer is not None:
            classes += ["nested", f"p{inmost.outer}"]
    notes = "\n".join(dict.fromkeys(mark.note for mark in active))
    return f'{links}<span class="{" ".join(classes)}" title="{safe(notes)}">{piece}</span>'


def _link(mark: Mark, reference: Reference) -> str:
    """The number of a record at its first word. It is drawn by the style sheet, so that a copied text holds the article's words alone."""
    kind = "ref event-ref" if mark.layer == "event" else "ref"
    key, label = safe(mark.anchor), safe(reference.label)
    return f'<a class="{kind}" id="{key}" href="#list-{key}" data-number="{reference.number}" aria-label="{label}"></a>'


def safe(words: str | None) -> str:
    """Escaped for element content and for attribute values; a lone surrogate becomes a question mark."""
    return escape((words or "").encode("utf-8", "replace").decode(), quote=True)
