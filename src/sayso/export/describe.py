"""Records in a reader's words: the short labels that the terminal and the HTML account share."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from sayso.records import ActorMention, Attribution, Certainty, Coding, Event, Place, SourceType, Span, TimeExpression, Toll

_RELATIONS = {"near": "near", "outskirts": "outskirts of", "border": "border of", "off": "off"}
_PARTS = {each: f"{each}ern" for each in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")}
"""How a relation and a direction read before the name of a place."""
COARSEST_DAY = 3
"""ACLED's coarsest time_precision: the month. For anything vaguer its codebook has no code; ours says 4."""
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that reorder what a terminal shows, and so could make a line look like another."""


def plain(text: str) -> str:
    """Text safe to show on one line: runs of white space become a blank, control, bidirectional and surrogate characters go."""
    kept = (" " if character.isspace() else character for character in text)
    visible = "".join(c for c in kept if unicodedata.category(c) not in {"Cc", "Cs"} and c not in BIDI)
    return " ".join(visible.split())


def words(spans: Sequence[Span], text: str) -> str:
    """The characters of several spans in text order, gaps shown as an ellipsis."""
    return " … ".join(plain(span.of(text)) for span in sorted(spans))


def evidence(spans: Sequence[Span], text: str, margin: int = 90) -> str:
    """The line around some spans: at most `margin` characters to either side, cut at blanks, never over a line end."""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    left = max(start - margin, text.rfind("\n", 0, start) + 1, 0)
    line_end = text.find("\n", end)
    right = min(end + margin, line_end if line_end >= 0 else len(text))
    if left == start - margin:
        left = text.find(" ", left, start) + 1 or left
    if right == end + margin:
        right = max(text.rfind(" ", end, right), end)
    before = "… " if left > 0 and text[left - 1] != "\n" else ""
    after = " …" if right < len(text) and text[right] != "\n" else ""
    return before + plain(text[left:right]) + after


def code_of(mention: ActorMention) -> str:
    """Country and sectors of a mention's actor, such as ``USA MIL``; empty where it is not resolved."""
    if mention.actor is None:
        return ""
    return " ".join(part for part in (mention.actor.country, *mention.actor.sectors) if part)


def actor(mention: ActorMention, text: str) -> str:
    """A mention as it stands and whom it was resolved to: ``the group (Kataib Hezbollah, IRQ PRM)``."""
    said = plain(mention.span.of(text))
    if mention.actor is None:
        return f"{said} (unresolved)"
    name = plain(mention.actor.name)
    resolved = ", ".join(part for part in (name if name.casefold() != said.casefold() else "", code_of(mention)) if part)
    return f"{said} ({resolved})" if resolved else said


def actors(mentions: Sequence[ActorMention], text: str) -> str:
    """Several mentions, separated by semicolons."""
    return "; ".join(actor(mention, text) for mention in mentions)


def when(time: TimeExpression | None, text: str) -> str:
    """The interval of a time expression and its words: ``2024-02-25 "on February 25"``; empty where there is none."""
    if time is None:
        return ""
    days = interval(time.start, time.end) or time.value or "unresolved"
    anchor = f', counted from "{plain(time.anchor_span.of(text))}"' if time.anchor_span else ""
    offset = f" ({time.offset})" if time.offset else ""
    return f'{days} "{plain(time.span.of(text))}"{anchor}{offset}'


def interval(first: str | None, last: str | None) -> str | None:
    """A day, ``2024-02-25 to 2024-03-01``, or with an open end ``from 2024-02-25 on``, ``up to 2024-02-25``; null for neither."""
    if first is None:
        return f"up to {last}" if last else None
    if last is None:
        return f"from {first} on"
    return first if first == last else f"{first} to {last}"


def where(place: Place | None) -> str:
    """A place, how the place meant stands to it, and its country: ``30 km north of Baghdad (IRQ)``; empty where there is none."""
    if place is None:
        return ""
    named = related(plain(place.name), place.relation, place.direction, place.distance_km)
    return f"{named} ({place.country})" if place.country else named


def related(name: str, relation: str | None, direction: str | None, kilometres: float | None) -> str:
    """The place meant, by the place named: ``near Basra``, ``30 km north of Basra``, ``southern Lebanon``."""
    if relation == "direction":
        return " ".join(part for part in (f"{kilometres:g} km" if kilometres else "", direction or "", "of", name) if part)
    if relation == "part":
        return f"{_PARTS.get(direction or '', direction or 'part of')} {name}"
    if relation == "between":
        return f"between {name} and another place"
    return f"{_RELATIONS[relation]} {name}" if relation in _RELATIONS else name


def exactness(event: Event) -> str:
    """How vague day and place are, by the codes of ACLED and UCDP, with the radius and the reason; empty where both are exact."""
    parts = []
    for label, record in (("day", event.when), ("place", event.where)):
        if record is None or record.precision == 1:
            continue
        codes = [f"{scheme} {code}" for scheme, code in (("ACLED", record.precision), ("UCDP", record.ucdp_precision)) if code]
        if isinstance(record, TimeExpression) and (record.precision or 0) > COARSEST_DAY:
            codes[0] = _without_code(record)
        parts.append(f"{label}: {', '.join(codes) or 'unknown'}")
        if isinstance(record, Place):
            parts += [f"within {record.radius_km:g} km"] if record.radius_km else []
            parts += [plain(record.note)] if record.note else []
    return "; ".join(parts)


def _without_code(time: TimeExpression) -> str:
    """What ACLED's codebook says of a time beyond its codes: nothing, whether its end is open or it is merely long."""
    end = "no beginning told" if time.start is None else "no end told" if time.end is None else "over a month"
    return f"{end}, for which ACLED has no code"


def toll(item: Toll, text: str) -> str:
    """One toll as a range with the words that say who: ``2 to 3 dead: many Iraqi citizens``."""
    upper = "" if item.high in (None, item.low) else f" to {item.high}"
    number = f"{'at least ' if item.high is None else ''}{item.low}{upper}"
    return f"{number} {item.effect}" + (f": {plain(item.who.of(text))}" if item.who else "")


def speaker(attribution: Attribution, text: str) -> str:
    """Whose word an attribution is: the resolved actor with the words that name it."""
    if attribution.speaker is not None and attribution.speaker.actor is not None:
        return actor(attribution.speaker, text)
    return words(attribution.source, text) if attribution.source else "an unnamed source"


def voice(event: Event, attributions: Mapping[str, Attribution], text: str) -> str:
    """The chain of voices behind an event, the nearest first: ``Y, according to X``; the outlet's own word where there is none."""
    chain: list[str] = []
    seen: set[str] = set()
    current = event.voice
    while current is not None and current in attributions and current not in seen:
        seen.add(current)
        chain.append(speaker(attributions[current], text))
        current = attributions[current].parent
    return ", according to ".join(chain) if chain else "the outlet"


def event_title(event: Event) -> str:
    """Type, mode and CAMEO code: ``ASSAULT / aerial (CAMEO 195)``."""
    title = f"{event.type} / {event.mode}" if event.mode else event.type
    return f"{title} (CAMEO {event.cameo})" if event.cameo else title


def readable(name: str) -> str:
    """A value of an enumeration in words: ``accused_by_authorities`` is "accused by authorities"."""
    return name.replace("_", " ")


def event_facts(event: Event, coding: Coding, attributions: Mapping[str, Attribution]) -> list[tuple[str, str]]:
    """Label and value of every known field of an event, in reading order."""
    text = coding.article.text
    facts = [
        ("trigger", f'"{words(event.trigger, text)}"' if event.trigger else ""),
        ("who", actors(event.actors, text)),
        ("to whom", actors(event.recipients, text)),
        ("when", when(event.when, text)),
        ("where", where(event.where)),
        ("how exact", exactness(event)),
        ("toll", "; ".join(toll(item, text) for item in event.toll)),
        ("contexts", ", ".join(event.contexts)),
        ("on whose word", voice(event, attributions, text)),
    ]
    return [(label, value) for label, value in facts if value]


def manner(attribution: Attribution) -> str:
    """How it was said: class, kind, and what is out of the ordinary: ``deny, indirect, negated, probable``."""
    parts = [readable(attribution.speech), attribution.kind.value]
    if attribution.negated:
        parts.append("negated")
    if attribution.certainty is not Certainty.CERTAIN:
        parts.append(attribution.certainty.value)
    return ", ".join(parts)


def antecedent(mention: ActorMention | None, text: str) -> str:
    """The words that say who a pronoun, a role or a short form is; empty where there are none."""
    return plain(mention.antecedent.of(text)) if mention is not None and mention.antecedent is not None else ""


def attribution_facts(attribution: Attribution, coding: Coding) -> list[tuple[str, str]]:
    """Label and value of every known field of an attribution, in reading order."""
    text = coding.article.text
    facts = [
        ("known from", antecedent(attribution.speaker, text)),
        ("source is", readable(attribution.source_type) if attribution.source_type is not SourceType.NONE else ""),
        ("cue", words(attribution.cue, text)),
        ("content", words(attribution.content, text)),
        ("channel", words(attribution.channel, text)),
        ("to", words(attribution.addressee, text)),
        ("said when", when(attribution.said_when, text)),
        ("within", attribution.parent or ""),
    ]
    return [(label, value) for label, value in facts if value]
