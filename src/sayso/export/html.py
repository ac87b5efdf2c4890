"""One report as a single HTML file: the text with coloured, hoverable spans, and every event and attribution beside it.

The file is self-contained: no script, no font, no image, nothing fetched. Every word of the article is escaped, and a content
security policy forbids everything but the one style sheet, named by its SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from sayso.export import describe
from sayso.records import Attribution, Coding, Event, Span

STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fdfcf9; --line: #c9c4b8; --faint: #6b675e;
  --content: #fff1c9; --v0: #fff1c9; --v1: #dcebf9; --v2: #ddf1dc; --v3: #f6e0f0; --v4: #fde3d3; --v5: #e6e3f8;
  --source: #7a4b00; --event: #b3261e; --actor: #1b5e8c; --place: #2e6b3a; --time: #6a3d9a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --paper: #1b1a18; --line: #4a463f; --faint: #a39e93;
  --content: #3d3414; --v0: #3d3414; --v1: #1b3347; --v2: #1d3a22; --v3: #432940; --v4: #472b1a; --v5: #2f2b4d;
  --source: #f0b659; --event: #ff8a80; --actor: #8cc4ee; --place: #8fd19e; --time: #caa7f0; } }
body { color: var(--ink); background: var(--paper); font: 1.05rem/1.65 Georgia, serif; margin: 1.2rem auto; max-width: 76rem;
  padding: 0 1rem;
  display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2.5rem; }
header { grid-column: 1 / -1; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .3rem; }
h2 { font-size: 1.05rem; } .faint { color: var(--faint); font-size: .85rem; }
article { white-space: pre-wrap; overflow-wrap: anywhere; }
aside { font: .85rem/1.5 system-ui, sans-serif; }
aside li { margin-bottom: .9rem; padding: .2rem .5rem; border-left: 3px solid var(--line); } aside dl { margin: .2rem 0; }
aside li a { color: var(--event); font-weight: 600; text-decoration: none; } aside li a:hover { text-decoration: underline; }
aside .said a { color: var(--source); }
aside dt { color: var(--faint); float: left; clear: left; width: 7.5rem; } aside dd { margin-left: 8rem; overflow-wrap: anywhere; }
span[title] { cursor: help; } span[title]:hover { outline: 2px solid var(--line); outline-offset: 1px; }
.content { background: var(--content); } .v0 { --tone: var(--v0); } .v1 { --tone: var(--v1); } .v2 { --tone: var(--v2); }
.v3 { --tone: var(--v3); } .v4 { --tone: var(--v4); } .v5 { --tone: var(--v5); } .content[class*=" v"] { background: var(--tone); }
li[class^="v"] { border-left: .55rem solid var(--tone); } .source { color: var(--source); font-weight: bold; }
.cue { color: var(--source); font-style: italic; }
.event { color: var(--event); font-weight: bold; text-decoration: underline; } .actor { border-bottom: 2px solid var(--actor); }
.place { border-bottom: 2px dotted var(--place); } .time { border-bottom: 2px dotted var(--time); }
:target { background: var(--content); outline: 2px solid var(--event); }
@media (max-width: 50rem) { body { display: block; } }
"""

LAYERS = ("content", "source", "cue", "event", "actor", "place", "time")
LEGEND = ("content of an attribution, one colour for each voice", "source", "cue", "event", "actor", "place", "time")


TONES = 6
"""Colours for voices; a report with more voices uses them again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to colour, with what a reader is told on hovering."""

    span: Span
    layer: str
    note: str
    anchor: str | None = None
    """Id that the lists beside the text link to."""
    tone: str = ""
    """Class of the voice's colour, for the content of attributions."""


def page(coding: Coding) -> str:
    """The whole HTML document for one coded report."""
    article = coding.article
    title = describe.plain(article.headline or (article.title.of(article.text) if article.title else "") or article.source or "report")
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    legend = " ".join(f'<span class="{layer}">{words}</span>' for layer, words in zip(LAYERS, LEGEND, strict=True))
    outlet = article.outlet.name if article.outlet else None
    about = " · ".join(_text(part) for part in (outlet, article.published, article.byline, article.url) if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(article.language or "en")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n'
        f'<header>\n<h1>{_text(title)}</h1>\n<p class="faint">{about}</p>\n<p class="faint">{legend}</p>\n</header>\n'
        f"<main>\n<article>{''.join(_marked(article.text, marks(coding)))}</article>\n</main>\n"
        f"<aside>\n{_lists(coding)}</aside>\n</body>\n</html>\n"
    )


def marks(coding: Coding) -> list[Mark]:
    """Everything to colour in a report's text, in text order."""
    found = [*_attribution_marks(coding), *_event_marks(coding)]
    text = coding.article.text
    found += [Mark(mention.head, "actor", f"actor: {describe.actor(mention, text)}") for mention in coding.mentions]
    found += [Mark(place.span, "place", f"place: {describe.where(place)}") for place in coding.places]
    found += [Mark(time.span, "time", f"time: {describe.when(time, text)}") for time in coding.times]
    return sorted((mark for mark in found if mark.span.start < mark.span.end), key=lambda mark: (mark.span, mark.layer, mark.note))


def _tones(coding: Coding) -> dict[str, str]:
    """Id of an attribution -> class of its voice's colour; voices count in the order in which they first speak."""
    numbers: dict[str, int] = {}
    found = {}
    for attribution in coding.attributions:
        actor = attribution.speaker.actor if attribution.speaker else None
        voice = actor.id if actor else describe.words(attribution.source, coding.article.text).casefold()
        found[attribution.id] = f"v{numbers.setdefault(voice, len(numbers)) % TONES}"
    return found


def _attribution_marks(coding: Coding) -> Iterator[Mark]:
    tones = _tones(coding)
    for attribution in coding.attributions:
        note = f"{describe.readable(attribution.speech)}: {describe.speaker(attribution, coding.article.text)}"
        anchor: str | None = attribution.id
        for layer, spans in (("content", attribution.content), ("source", attribution.source), ("cue", attribution.cue)):
            for span in sorted(spans):
                yield Mark(span, layer, f"{layer} · {note}", anchor, tones[attribution.id] if layer == "content" else "")
                anchor = None


def _event_marks(coding: Coding) -> Iterator[Mark]:
    by_id = {attribution.id: attribution for attribution in coding.attributions}
    for event in coding.events:
        facts = "; ".join(f"{label}: {value}" for label, value in describe.event_facts(event, coding, by_id))
        note = f"{describe.event_title(event)}, {describe.readable(event.status)}, {describe.readable(event.footing)}; {facts}"
        for number, span in enumerate(sorted(event.trigger)):
            yield Mark(span, "event", note, event.id if number == 0 else None)


def _marked(text: str, ordered: list[Mark]) -> Iterator[str]:
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
        yield _piece(piece, active, fresh) if active else piece


def _piece(piece: str, active: list[Mark], fresh: list[Mark]) -> str:
    anchors = "".join(f'<a id="{_text(mark.anchor)}"></a>' for mark in fresh if mark.anchor)
    layers = {mark.layer for mark in active}
    tone = next((mark.tone for mark in reversed(active) if mark.tone), "")  # the innermost voice: the one that began last
    classes = " ".join([*(layer for layer in LAYERS if layer in layers), *([tone] if tone else [])])
    notes = "\n".join(dict.fromkeys(mark.note for mark in active))
    return f'{anchors}<span class="{classes}" title="{_text(notes)}">{piece}</span>'


def _lists(coding: Coding) -> str:
    """The events and the attributions as two lists whose heads lead to the words in the text."""
    by_id = {attribution.id: attribution for attribution in coding.attributions}
    tones = _tones(coding)
    events = "".join(_event_item(event, coding, by_id, tones.get(event.voice or "", "")) for event in coding.events)
    attributions = "".join(_attribution_item(attribution, coding, tones[attribution.id]) for attribution in coding.attributions)
    return (
        f"<h2>Events ({len(coding.events)})</h2>\n<ol>\n{events}</ol>\n"
        f'<h2>Attributions ({len(coding.attributions)})</h2>\n<ol class="said">\n{attributions}</ol>\n'
    )


def _event_item(event: Event, coding: Coding, by_id: dict[str, Attribution], tone: str) -> str:
    sub = f"{describe.readable(event.status)}, {describe.readable(event.footing)}, confidence {event.confidence:.2f}"
    return _item(event.id, describe.event_title(event), sub, describe.event_facts(event, coding, by_id), tone)


def _attribution_item(attribution: Attribution, coding: Coding, tone: str) -> str:
    sub = f"{describe.readable(attribution.speech)}, {attribution.kind}, confidence {attribution.confidence:.2f}"
    facts = describe.attribution_facts(attribution, coding)
    return _item(attribution.id, describe.speaker(attribution, coding.article.text), sub, facts, tone)


def _item(anchor: str, head: str, sub: str, facts: list[tuple[str, str]], tone: str) -> str:
    rows = "".join(f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>" for label, value in facts)
    opening = f'<li class="{tone}">' if tone else "<li>"
    return f'{opening}<a href="#{_text(anchor)}">{_text(head)}</a> <span class="faint">{_text(sub)}</span><dl>{rows}</dl></li>\n'


def _text(words: str | None) -> str:
    """Escaped for element content and for attribute values; a lone surrogate becomes a question mark."""
    return escape((words or "").encode("utf-8", "replace").decode(), quote=True)
