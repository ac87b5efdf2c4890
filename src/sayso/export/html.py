"""One report as a single HTML file: the text with coloured, hoverable spans, and every event and attribution beside it.

A timeline and a map of the events stand above. Each voice has one colour, in the legend, in the text and in the lists. What a voice says
within another's words has its own colour and is underlined in the other's; in the list it stands indented under it. The file is
self-contained: no script, no font, no image, nothing fetched. Every word of the article is escaped, and a content security policy forbids
everything but the one style sheet, named by its SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence

from sayso.export import describe
from sayso.export.marking import LAYERS, Reference, Voices, marked, marks, safe, voices
from sayso.export.plots import plots
from sayso.export.style import sheet
from sayso.records import Attribution, Coding, Event


def page(coding: Coding) -> str:
    """The whole HTML document for one coded report."""
    article = coding.article
    title = describe.plain(article.headline or (article.title.of(article.text) if article.title else "") or article.source or "report")
    heard = voices(coding)
    style = sheet(len(heard.names))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    outlet = article.outlet.name if article.outlet else None
    about = " · ".join(safe(part) for part in (outlet, article.published, article.byline, article.url) if part)
    text = "".join(marked(article.text, marks(coding, heard), _references(coding)))
    return (
        f'<!DOCTYPE html>\n<html lang="{safe(article.language or "en")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n'
        f'<header>\n<h1>{safe(title)}</h1>\n<p class="faint">{about}</p>\n{_legend(heard)}</header>\n{plots(coding, heard)}'
        f"<main>\n<article>{text}</article>\n</main>\n"
        f"<aside>\n{_lists(coding, heard)}</aside>\n</body>\n</html>\n"
    )


def _legend(heard: Voices) -> str:
    """The voices with their colours, and what the other marks mean."""
    counted = zip(heard.names, heard.sayings, strict=True)
    items = "".join(f'<li class="v{number}">{safe(name)} · {times}</li>\n' for number, (name, times) in enumerate(counted))
    listed = f'<ul class="voices" aria-label="Voices, with the number of their sayings">\n{items}</ul>\n' if items else ""
    layers = " ".join(f'<span class="{layer}">{layer}</span>' for layer in LAYERS if layer != "content")
    nested = "underlined in a voice’s colour: said within that voice’s words"
    return f'{listed}<p class="faint">uncoloured: the outlet’s own word · {nested} · {layers} · rest the pointer on a word for more</p>\n'


def _references(coding: Coding) -> dict[str, Reference]:
    """Id of a record -> its number in the list beside the text."""
    text = coding.article.text
    said = {
        attribution.id: Reference(number, f"Attribution {number}: {describe.speaker(attribution, text)}, {describe.manner(attribution)}")
        for number, attribution in enumerate(coding.attributions, 1)
    }
    happened = {
        event.id: Reference(number, f"Event {number}: {describe.event_title(event)}, {describe.readable(event.footing)}")
        for number, event in enumerate(coding.events, 1)
    }
    return said | happened


def _lists(coding: Coding, heard: Voices) -> str:
    """The attributions and the events as two lists whose heads lead to the words in the text."""
    by_id = {attribution.id: attribution for attribution in coding.attributions}
    events = "".join(_event_item(event, coding, by_id, heard) for event in coding.events)
    return (
        f'<h2>Attributions ({len(coding.attributions)})</h2>\n<ol class="said">\n{"".join(_attributions(coding, heard))}</ol>\n'
        f"<h2>Events ({len(coding.events)})</h2>\n<ol>\n{events}</ol>\n"
    )


def _attributions(coding: Coding, heard: Voices) -> Iterator[str]:
    """The items of the list, each with those nested in it as a list of its own; a stack, since nesting has no limit."""
    numbers = {attribution.id: number for number, attribution in enumerate(coding.attributions, 1)}
    inside: dict[str | None, list[Attribution]] = {}
    for attribution in coding.attributions:
        inside.setdefault(heard.parents.get(attribution.id), []).append(attribution)
    todo: list[Attribution | str] = list(reversed(inside.get(None, [])))
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
            continue
        yield _attribution_item(item, coding, heard, numbers[item.id])
        children = inside.get(item.id, [])
        yield "<ol>\n" if children else ""
        todo.append("</ol></li>\n" if children else "</li>\n")
        todo.extend(reversed(children))


def _attribution_item(attribution: Attribution, coding: Coding, heard: Voices, number: int) -> str:
    """An item without its end, since others may stand within it."""
    text = coding.article.text
    said = safe(describe.words(attribution.content, text))
    words = f"<p>{said}</p>" if said else ""
    sub = f"{describe.manner(attribution)}, confidence {attribution.confidence:.2f}"
    facts = [(label, value) for label, value in describe.attribution_facts(attribution, coding) if label not in ("content", "within")]
    tone = f"v{heard.number[attribution.id]}"
    return _item(attribution.id, describe.speaker(attribution, text), sub, words, facts, tone, number)


def _event_item(event: Event, coding: Coding, by_id: dict[str, Attribution], heard: Voices) -> str:
    sub = f"{describe.readable(event.status)}, {describe.readable(event.footing)}, confidence {event.confidence:.2f}"
    voice = heard.number.get(event.voice or "")
    tone = "" if voice is None else f"v{voice}"
    return _item(event.id, describe.event_title(event), sub, "", describe.event_facts(event, coding, by_id), tone, None) + "</li>\n"


def _item(key: str, head: str, sub: str, words: str, facts: Sequence[tuple[str, str]], tone: str, number: int | None) -> str:
    rows = "".join(f"<dt>{safe(label)}</dt><dd>{safe(value)}</dd>" for label, value in facts)
    listed = f"<dl>{rows}</dl>" if rows else ""
    opening = f'<li id="list-{safe(key)}"' + (f' class="{tone}"' if tone else "") + (f' value="{number}"' if number else "") + ">"
    return f'{opening}<a href="#{safe(key)}">{safe(head)}</a> <span class="faint">{safe(sub)}</span>{words}{listed}'
