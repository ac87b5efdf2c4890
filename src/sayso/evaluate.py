"""The work of `sayso eval`: run the pipeline over the texts of a gold file, never its answers, and write what it found.

Offsets in the output count code points of each input line's `text` exactly as given: every span is mapped back through intake's clean-up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from sayso import data
from sayso.errors import InputError, UsageError
from sayso.export import conllu, jsonl, muc, whole
from sayso.ids import content_id
from sayso.intake.clean import Cleaned, clean
from sayso.intake.dates import read_stamp
from sayso.lexicon import user_tables
from sayso.records import ActorMention, Article, Attribution, Coding, Event, Outlet, Place, Span, TimeExpression

if TYPE_CHECKING:
    from sayso.actors.knowledge import Knowledge

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """One line of the input, cleaned and annotated as far as its task needs."""

    record: Record
    cleaned: Cleaned
    article: Article
    doc: Doc

    def pair(self, span: Span) -> list[int]:
        """`span` as [start, end] of the text as given."""
        back = self.cleaned.given_span(span)
        return [back.start, back.end]

    def pairs(self, spans: Sequence[Span]) -> list[list[int]]:
        """Several spans, in text order."""
        return [self.pair(span) for span in sorted(spans)]

    def ends(self, span: Span) -> dict[str, int]:
        """`span` as start and end of the text as given."""
        start, end = self.pair(span)
        return {"start": start, "end": end}


LAST_LAYER = {
    "tree": "reader",
    "entities": "reader",
    "time": "when",
    "geo": "where",
    "attribution": "attribution",
    "events": "events",
    "triples": "events",
    "incidents": "events",
}
"""Task -> the last component of the pipeline that it needs."""

TASKS = (*LAST_LAYER, "actors")

NOTHING_FOUND: dict[str, dict[str, Any]] = {
    "entities": {"entities": []},
    "time": {"timexes": []},
    "geo": {"toponyms": []},
    "attribution": {"attributions": []},
    "events": {"events": []},
    "triples": {"events": []},
    "incidents": {"templates": []},
    "actors": {"country": None, "sector": None},
}
"""Task -> what stands in the output for a line that could not be answered; `error` says why."""

UNKNOWN_COUNTRY = "---"
"""CAMEO's mark, in an actor's code, for a country that is not known."""


class Evaluated(NamedTuple):
    """How a run of `evaluate` ended."""

    lines: int
    failures: tuple[str, ...]
    """One message per line that a fault of ours left without an answer."""


def evaluate(task: str, source: Path, out: Path, lexicon: Path | None = None, seen: Callable[[int], None] | None = None) -> Evaluated:
    """Run one task over a JSONL file.

    Args:
        task: one of `TASKS`.
        source: lines {id, text, and where known title, publisher, date or dct, or a header with source and date}; other keys
            are not looked at, but for `spans` (task geo) and `context`, `known_country` (task actors).
        out: where to write; CoNLL-U for the task tree, JSONL for every other, one line per input line, in input order.
        lexicon: a folder of the user's own word lists.
        seen: called after each line with the number of lines so far.

    Returns:
        The number of lines, and those that could not be answered: they stand in the output with nothing found, and the run goes on.

    Raises:
        UsageError: an unknown task, or `out` is `source`.
        InputError: `source` or `out` cannot be opened, a line is not a JSON object with id and text.
    """
    if task not in TASKS:
        raise UsageError(f"unknown task {task!r}; tasks are {', '.join(TASKS)}")
    if source.resolve() == out.resolve():
        raise UsageError(f"{out}: is the input; choose another file for --out")
    number = 0
    failures: list[str] = []
    with _opened(source) as lines, whole.new_file(out) as part, part.open("w", encoding="utf-8", newline="\n") as sink:
        for number, chunk in enumerate(_answers(task, records(lines, source), lexicon, failures), 1):
            sink.write(chunk)
            if seen is not None:
                seen(number)
    return Evaluated(number, tuple(failures))


def _opened(path: Path) -> IO[str]:
    try:
        return path.open(encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror})") from error


def records(lines: IO[str], source: Path) -> Iterator[Record]:
    """The objects of a JSONL file; empty lines are passed over.

    Raises:
        InputError: not UTF-8, not JSON, or without `id` or `text`.
    """
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            record = json.loads(line)
            if not isinstance(record, dict) or "id" not in record or not isinstance(record.get("text"), str):
                raise InputError(f"{source}, line {number}: no JSON object with id and text")
            yield record
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{source}, line {number or 1}: not JSON in UTF-8: {error}") from error


def _answers(task: str, gold: Iterator[Record], lexicon: Path | None, failures: list[str]) -> Iterator[str]:
    """The output's text, one piece per input line; a line that fails is told in `failures`."""
    if task == "tree":  # no fallback: the scorer needs every character of every text
        import sayso

        nlp = sayso.load(lexicon)
        yield from (_tree(_annotated(record, nlp, "reader")) for record in gold)
        return
    answer = _answer_to_record(task, lexicon)
    for record in gold:
        try:
            found = answer(record)
        except Exception as error:  # whatever it is, the other lines still want their answers, and the caller hears of it
            failures.append(f"{record['id']}: {type(error).__name__}: {error}")
            found = {"id": record["id"], **NOTHING_FOUND[task], "error": failures[-1]}
        yield from jsonl.lines([found])


def _answer_to_record(task: str, lexicon: Path | None) -> Callable[[Record], dict[str, Any]]:
    """The function from a line of the input to a line of the output."""
    if task == "actors":
        known = _knowledge(lexicon)
        return lambda record: _resolved(record, known)
    import sayso

    nlp = sayso.load(lexicon)
    answer = _answer(task, nlp, lexicon)
    return lambda record: {"id": record["id"], **answer(_annotated(record, nlp, LAST_LAYER[task]))}


def _answer(task: str, nlp: Language, lexicon: Path | None) -> Callable[[Given], dict[str, Any]]:
    """The function that gives a line's fields, but for its id."""
    if task == "geo":
        return lambda given: _geo(given, nlp)
    if task == "triples":
        known = _knowledge(lexicon)
        return lambda given: _triples(given, known)
    if task == "incidents":
        return _incidents()
    return {"entities": _entities, "time": _time, "attribution": _attributions, "events": _events}[task]


def _incidents() -> Callable[[Given], dict[str, Any]]:
    """The function that gives a report's incident templates."""
    actors, table = data.lexicon("actors"), data.lexicon("ontology")["muc4"]
    countries, known = muc.country_names(actors["countries"]), muc.names_of(actors)

    def templates(given: Given) -> dict[str, Any]:
        coding = Coding(given.article, mentions=given.doc._.mentions, events=given.doc._.events)
        return {"templates": muc.templates(coding, table, countries, known)}

    return templates


def _annotated(record: Record, nlp: Language, last: str) -> Given:
    """The line as an article whose text is the given text alone, annotated up to the component `last`."""
    cleaned = clean(record["text"])
    article = _article(record, cleaned.text)
    doc = nlp.make_doc(cleaned.text)
    doc._.article = article
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == last:
            break
    return Given(record, cleaned, article, doc)


def _article(record: Record, text: str) -> Article:
    """Title, publisher and date are context only: they are never put in front of the text; a date that a corpus made up is none."""
    given = record.get("header")
    header = given if isinstance(given, dict) else {}
    dated = None if record.get("date_is_placeholder") else _words(record.get("date"))
    stamp = read_stamp(dated or _words(record.get("dct")) or _words(header.get("date")))
    publisher, headline = _words(record.get("publisher")) or _words(header.get("source")), _words(record.get("title"))
    return Article(
        id=content_id("a", publisher, None, text),
        text=text,
        headline=clean(headline).text if headline else None,
        outlet=Outlet(publisher) if publisher else None,
        published=stamp.value,
        published_basis="metadata" if stamp.value else stamp.reason,
        zone=stamp.zone,
        language="en",
        source=str(record["id"]),
    )


def _words(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _tree(given: Given) -> str:
    """The document in CoNLL-U, its forms spelled with the characters as given."""
    text, tokens = given.record["text"], list(given.doc)
    starts = [0, *(given.pair(Span(token.idx, token.idx + len(token)))[0] for token in tokens[1:]), len(text)]
    forms = [text[start:end] for start, end in pairwise(starts)]
    return "".join(conllu.blocks(given.doc, str(given.record["id"]), forms if tokens else []))


def _entities(given: Given) -> dict[str, Any]:
    return {"entities": [{**given.ends(Span(entity.start_char, entity.end_char)), "type": entity.label_} for entity in given.doc.ents]}


def _time(given: Given) -> dict[str, Any]:
    return {"timexes": [{**given.ends(time.span), "type": time.type, "value": time.value, "mod": time.mod} for time in given.doc._.times]}


def _toponym(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"lat": None, "lon": None, "geonames_id": None}
    return {"lat": place.lat, "lon": place.lon, "geonames_id": place.geonames_id}


def _geo(given: Given, nlp: Language) -> dict[str, Any]:
    """The places found; with `spans` in the line, exactly those spans, unresolved ones with nulls."""
    wanted = given.record.get("spans")
    if wanted is None:
        return {"toponyms": [{**given.ends(place.span), **_toponym(place)} for place in given.doc._.places]}
    cleaned = [_cleaned_span(given.cleaned, int(span["start"]), int(span["end"])) for span in wanted]
    places = nlp.get_pipe("where").resolve_spans(given.doc, [(span.start, span.end) for span in cleaned])  # type: ignore[attr-defined]
    pairs = zip(wanted, places, strict=True)
    return {"toponyms": [{"start": span["start"], "end": span["end"], **_toponym(place)} for span, place in pairs]}


def _cleaned_span(cleaned: Cleaned, start: int, end: int) -> Span:
    """A span of the text as given in code points of the cleaned text: the first code points that came from `start` and `end` or later."""
    return Span(_cleaned_offset(cleaned, start), _cleaned_offset(cleaned, end))


def _cleaned_offset(cleaned: Cleaned, offset: int) -> int:
    low, high = 0, len(cleaned.text)
    while low < high:
        middle = (low + high) // 2
        if cleaned.given(middle) < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _attributions(given: Given) -> dict[str, Any]:
    return {"attributions": [_attribution(item, given) for item in given.doc._.attributions]}


def _attribution(item: Attribution, given: Given) -> dict[str, Any]:
    return {
        "id": item.id,
        "source": given.pairs(item.source),
        "cue": given.pairs(item.cue),
        "content": given.pairs(item.content),
        "kind": item.kind.value,
        "speech": item.speech,
        "speaker": _party(item.speaker, given) if item.speaker else None,
        "addressee": given.pairs(item.addressee),
        "channel": given.pairs(item.channel),
        "said_when": _when(item.said_when, given),
        "negated": item.negated,
        "certainty": item.certainty.value,
        "source_type": item.source_type.value,
        "parent": item.parent,
        "confidence": item.confidence,
    }


def _events(given: Given) -> dict[str, Any]:
    voices = {attribution.id: attribution for attribution in given.doc._.attributions}
    return {"events": [_event(event, voices.get(event.voice or ""), given) for event in given.doc._.events]}


def _event(event: Event, voice: Attribution | None, given: Given) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "status": event.status.value,
        "footing": event.footing.value,
        "voice": _voice(voice, given),
        "trigger": given.pairs(event.trigger),
        "actors": [_party(mention, given) for mention in event.actors],
        "recipients": [_party(mention, given) for mention in event.recipients],
        "when": _when(event.when, given),
        "where": _where(event.where, given),
        "toll": [{**given.ends(toll.span), "effect": toll.effect, "low": toll.low, "high": toll.high} for toll in event.toll],
        "confidence": event.confidence,
    }


def _party(mention: ActorMention, given: Given) -> dict[str, Any]:
    actor = mention.actor
    return {
        **given.ends(mention.span),
        "country": actor.country if actor else None,
        "sector": actor.sectors[0] if actor and actor.sectors else None,
        "id": actor.id if actor else None,
        "name": actor.name if actor else None,
    }


def _voice(item: Attribution | None, given: Given) -> dict[str, Any] | None:
    """Whose word an event is: the attribution with its source and speaker; null for the outlet's own."""
    if item is None:
        return None
    return {"id": item.id, "source": given.pairs(item.source), "speaker": _party(item.speaker, given) if item.speaker else None}


def _when(time: TimeExpression | None, given: Given) -> dict[str, Any] | None:
    if time is None:
        return None
    return {**given.ends(time.span), "type": time.type, "value": time.value, "mod": time.mod, "from": time.start, "to": time.end}


def _where(place: Place | None, given: Given) -> dict[str, Any] | None:
    return {**given.ends(place.span), "name": place.name, "country": place.country, **_toponym(place)} if place else None


def triples(events: Sequence[Event], code: Callable[[ActorMention], str | None]) -> list[dict[str, str]]:
    """(source, target, CAMEO) of every event with both ends coded, without repeats; the order is the events'."""
    found: dict[tuple[str, str, str], None] = {}
    for event in events:
        for doer in event.actors:
            for sufferer in event.recipients:
                if sufferer == doer:
                    continue  # parties that do the same to each other stand on both sides
                source, target = code(doer), code(sufferer)
                if not source or not target or not event.cameo:
                    continue
                found[source, target, event.cameo] = None
                if event.cameo in ANSWERING:
                    found[target, source, ANSWERING[event.cameo]] = None
    return [{"source": source, "target": target, "cameo": cameo} for source, target, cameo in found]


ANSWERING = {"040": "040", "041": "041", "042": "043", "043": "042", "046": "046"}
"""CAMEO code -> the code of the event that it implies the other way round: whoever is visited hosts."""
CAMEO_SECTORS = {"JRN": "MED", "MED": "HLH"}
"""PLOVER sector -> CAMEO's name for it, where the two differ."""


def _triples(given: Given, knowledge: Knowledge) -> dict[str, Any]:
    """Triples in CAMEO's notation: the user's own code of an actor on the day of the text, else country and primary sector."""
    day = given.article.published_date

    def code(mention: ActorMention) -> str | None:
        actor = mention.actor
        if actor is None:
            return None
        sector = "".join(CAMEO_SECTORS.get(sector, sector) for sector in actor.sectors[:1])
        own = next(iter(knowledge.codes_of(actor.id, day)), None)
        if own is not None:  # of a bare country code the title tells the sector: "Prime Minister X"
            return own if len(own) > 3 or sector in own else own + sector
        owner = _owner_code(actor.id, knowledge, day)
        if owner is not None:  # "the Northland government": the code that the user gave Northland, and the role's sector
            return owner if sector in owner[3:] else owner + sector
        composed = (actor.country or UNKNOWN_COUNTRY) + sector
        return composed if composed != UNKNOWN_COUNTRY else None

    return {"events": triples(given.doc._.events, code)}


def _owner_code(actor_id: str, knowledge: Knowledge, day: date | None) -> str | None:
    """The user's code of the actor to whom a role belongs: of ``user.northland`` for ``role.user.northland.army``."""
    if not actor_id.startswith("role."):
        return None
    parts = actor_id.removeprefix("role.").split(".")
    for end in range(len(parts) - 1, 0, -1):
        codes = knowledge.codes_of(".".join(parts[:end]), day)
        if codes:
            return codes[0]
    return None


def _resolved(record: Record, knowledge: Knowledge) -> dict[str, Any]:
    """Country and primary sector of a bare mention."""
    from sayso.actors import resolve

    stamp = read_stamp(_words(record.get("date"))).value
    day = date.fromisoformat(stamp[:10]) if stamp else None
    context, country = _words(record.get("context")), _words(record.get("known_country"))
    actor = resolve(clean(record["text"]).text, clean(context).text if context else None, day, country, knowledge)
    return {
        "id": record["id"],
        "country": actor.country if actor else None,
        "sector": actor.sectors[0] if actor and actor.sectors else None,
    }


def _knowledge(lexicon: Path | None) -> Knowledge:
    """The actors that the package and the user list."""
    from sayso.actors.knowledge import Knowledge

    return Knowledge({**data.lexicon("actors"), **(user_tables(lexicon, "actors") if lexicon else {})})
