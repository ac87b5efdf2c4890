"""Records for the terminal: rich tables and accounts. Article text is never read as markup, and its control characters are removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.encode import to_json
from sayso.export import describe
from sayso.records import Attribution, Certainty, Coding, Event

if TYPE_CHECKING:
    from sayso.events.misses import Miss
    from sayso.lexicon.behind import Behind
    from sayso.sheets.precision import PrecisionRow
    from sayso.store.listing import AttributionRow, EventRow, Explanation, SpeakerRow

COLUMNS: dict[str, tuple[str, ...]] = {
    "EventRow": ("date", "what", "trigger", "who", "to whom", "where", "toll", "told as", "on whose word", "id"),
    "AttributionRow": ("day", "outlet", "speaker", "said as", "content", "id"),
    "SpeakerRow": ("name", "country", "sayings", "direct share", "outlets", "articles", "first day", "last day", "speaker"),
    "ArticleRow": ("published", "outlet", "headline", "events", "attributions", "source", "id"),
    "AppearanceRow": ("published", "outlet", "headline", "url", "version", "versions", "source", "article"),
    "ChangeRow": ("article", "kind", "fields", "event_before", "event_after"),
    "Difference": ("article", "kind", "fields", "event_before", "event_after"),
    "QuarantineRow": ("source", "reason", "detail", "article"),
    "RunRow": ("started", "ended", "command", "state", "read", "coded", "quarantined", "skipped", "entries", "program", "id"),
    "PrecisionRow": ("field", "stratum", "events", "judged", "right", "precision", "95 % interval"),
    "ListCount": ("whose", "list", "what", "entries", "since", "until"),
    "Confusion": ("field", "coded", "correct", "rows"),
    "Hit": ("published", "outlet", "headline", "snippet", "events", "article"),
}
"""Class of row -> the columns that a table in the terminal shows; CSV and JSON show all."""
NARROW = {
    "EventRow": ("when, where", "what, toll", "who", "to whom", "told as", "on whose word", "id"),
    "AttributionRow": ("day", "speaker", "said as", "content", "id"),
    "SpeakerRow": ("name", "country", "sayings", "direct share", "outlets", "last day", "speaker"),
}
"""The same for a terminal of less than `WIDE` columns."""
WIDE = 140
WHOLE = frozenset({"id", "article", "published", "day", "first day", "last day"})
"""Columns that are never folded."""
RUNNING = frozenset({"content", "snippet", "detail"})
"""Columns of running text: they keep a third of a narrow terminal."""
INDENT = 20
"""Columns in front of a value in an account."""
LABEL = "dim"
HEADING = "bold"


def show_coding(coding: Coding, console: Console) -> None:
    """A readable account of one report: its head, then events and attributions, each with its evidence."""
    _show_head(coding, console)
    by_id = {attribution.id: attribution for attribution in coding.attributions}
    _heading(console, f"Events ({len(coding.events)})")
    for number, event in enumerate(coding.events, 1):
        _show_event(number, event, coding, by_id, console)
    _heading(console, f"Attributions ({len(coding.attributions)})")
    for number, attribution in enumerate(coding.attributions, 1):
        _show_attribution(number, attribution, coding, console)


def _show_head(coding: Coding, console: Console) -> None:
    article = coding.article
    headline = article.headline or (article.title.of(article.text) if article.title else None)
    published = article.published or f"date unknown ({article.published_basis or 'none given'})"
    outlet = article.outlet.name if article.outlet else "outlet unknown"
    line = " · ".join(describe.plain(part) for part in (outlet, published, article.byline, article.url) if part)
    if headline:
        _line(console, Text(describe.plain(headline), style=HEADING))
    _line(console, Text(line, style=LABEL))


def _show_event(number: int, event: Event, coding: Coding, by_id: Mapping[str, Attribution], console: Console) -> None:
    console.print()
    title = Text(f"{number:>3}. ", style=LABEL).append(describe.event_title(event), style=HEADING)
    title.append(f"  {describe.readable(event.status)}, {describe.readable(event.footing)}  ", style="cyan")
    title.append(f"{event.confidence:.2f}  {event.id}", style=LABEL)
    _line(console, title)
    _facts(console, [*describe.event_facts(event, coding, by_id), ("evidence", describe.evidence(event.trigger, coding.article.text))])


def _show_attribution(number: int, attribution: Attribution, coding: Coding, console: Console) -> None:
    console.print()
    title = Text(f"{number:>3}. ", style=LABEL).append(describe.speaker(attribution, coding.article.text), style=HEADING)
    title.append(f"  {describe.manner(attribution)}  ", style="cyan")
    title.append(f"{attribution.confidence:.2f}  {attribution.id}", style=LABEL)
    _line(console, title)
    _facts(console, describe.attribution_facts(attribution, coding))


def show_misses(misses: Sequence[Miss], text: str, console: Console) -> None:
    """The sentences that yielded no event: the reason, the words that might have been one, the actors that were found."""
    _heading(console, f"No event ({len(misses)} sentences)")
    for miss in misses:
        console.print()
        _line(console, Text(describe.plain(miss.span.of(text))))
        facts = [("why", describe.readable(miss.reason))]
        facts += [(f'"{describe.plain(each.span.of(text))}"', f"{each.type} by {each.rule}: {each.detail}") for each in miss.rejected]
        facts += [("actors found", "; ".join(describe.plain(span.of(text)) for span in miss.actors) or "none")]
        facts += [("verbs not listed", ", ".join(miss.unlisted))] if miss.unlisted else []
        _facts(console, facts)


def show_rows(rows: Iterable[Any], row: type, console: Console) -> None:
    """Rows of one listing of the store as a table of their telling columns."""
    name = row.__name__
    makers: dict[str, Callable[[Any], dict[str, Any]]] = {
        "EventRow": event_cells,
        "AttributionRow": attribution_cells,
        "SpeakerRow": speaker_cells,
        "PrecisionRow": precision_cells,
    }
    cells = makers.get(name, row_cells)
    columns = NARROW.get(name, COLUMNS[name]) if console.width < WIDE else COLUMNS[name]
    show_table((cells(item) for item in rows), columns, console)


def row_cells(row: Any) -> dict[str, Any]:
    """The table's columns for one row as it is; of the time of publication only the day."""
    record: dict[str, Any] = to_json(row)
    return {**record, "published": record["published"][:10]} if record.get("published") else record


def event_cells(row: EventRow) -> dict[str, Any]:
    """The table's columns for one event; whose word it is always stands beside it."""
    date = describe.interval(row.first_day, row.last_day)
    what = f"{row.type} / {row.mode}" if row.mode else row.type
    named = describe.related(row.place, row.place_relation, row.place_direction, row.place_distance_km) if row.place else None
    place = ", ".join(part for part in (named, row.place_country) if part)
    return {
        "date": date,
        "what": what,
        "trigger": row.trigger,
        "who": row.actors,
        "to whom": row.recipients,
        "where": place,
        "toll": row.toll,
        "when, where": [part for part in (date, place) if part],
        "what, toll": [part for part in (what, f'"{row.trigger}"', row.toll) if part],
        "told as": f"{describe.readable(row.status)}, {describe.readable(row.footing)}",
        "on whose word": row.speaker_name or ("an unnamed source" if row.voice else row.outlet or "the outlet"),
        "id": row.id,
    }


def attribution_cells(row: AttributionRow) -> dict[str, Any]:
    """The table's columns for one attribution."""
    speaker = row.speaker_name or row.source or "an unnamed source"
    unsure = [] if row.certainty == Certainty.CERTAIN else [row.certainty]
    return {
        **row_cells(row),
        "speaker": f"{speaker} ({row.speaker_country})" if row.speaker_country else speaker,
        "said as": ", ".join([f"{'not ' if row.negated else ''}{describe.readable(row.speech)}", row.kind, *unsure]),
    }


def speaker_cells(row: SpeakerRow) -> dict[str, Any]:
    """The table's columns for one public actor."""
    record = to_json(row)
    return {describe.readable(name): value for name, value in record.items()} | {"direct share": f"{row.direct_share:.0%}"}


def precision_cells(row: PrecisionRow) -> dict[str, Any]:
    """The table's columns for one figure of a filled sheet."""
    return {**to_json(row), "precision": f"{row.precision:.1%}", "95 % interval": f"{row.low:.1%} to {row.high:.1%}"}


def show_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], console: Console) -> None:
    """Rows as a table. Long cells are folded, never cut; ids stay whole."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style=HEADING, padding=(0, 1, 0, 0))
    for column in columns:
        room = console.width // 3 if column in RUNNING and console.width < WIDE else None
        table.add_column(Text(describe.readable(column)), overflow="fold", no_wrap=column in WHOLE, width=room)
    for row in rows:
        table.add_row(*(Text(cell(row.get(column))) for column in columns))
    console.print(table)


def show_explanation(explanation: Explanation, behind: Behind, console: Console) -> None:
    """Everything behind one event: its fields, the voices, field by field the rule, the words and the score, the entries of the lists."""
    article, event = explanation.article, explanation.event
    coding = Coding(article, attributions=explanation.voices, events=(event,))
    _show_head(coding, console)
    _show_event(1, event, coding, {voice.id: voice for voice in explanation.voices}, console)
    _heading(console, "Voices, the nearest first")
    for number, voice in enumerate(explanation.voices, 1):
        _show_attribution(number, voice, coding, console)
    if not explanation.voices:
        _line(console, Text("the outlet's own word"))
    _heading(console, "Why")
    reasons = [*event.why, *(why for voice in explanation.voices for why in voice.why)]
    words = [why.span.of(article.text) if why.span else None for why in reasons]
    rows = [{**to_json(why), "words": said} for why, said in zip(reasons, words, strict=True)]
    show_table(rows, ("field", "rule", "words", "score", "note"), console)
    _heading(console, "Actors, by the lists as they are now")
    for actor in behind.actors:
        console.print()
        _line(console, Text(f"{actor.role}: {describe.plain(actor.words)}  ", style=HEADING).append(actor.actor or "", style=LABEL))
        rule = f"{actor.rule or 'none'}{f', {actor.score:.2f}' if actor.score else ''}"
        facts = [("mention", actor.kind), ("by rule", rule), ("known from", describe.plain(actor.known_from or "")), ("entry", actor.entry)]
        _facts(console, [fact for fact in [*facts, ("passed over", "; ".join(actor.others))] if fact[1]])
    if behind.senses:
        _heading(console, "Other senses of the word, passed over")
        for sense in behind.senses:
            _line(console, Text(sense))
    _heading(console, "Claims")
    words = [claim.span.of(article.text) if claim.span else None for claim in explanation.claims]
    rows = [{**to_json(claim), "words": said} for claim, said in zip(explanation.claims, words, strict=True)]
    show_table(rows, ("field", "value", "words", "said", "rule"), console)
    model = (explanation.manifest.model_digest or "none")[:12]
    lists = f"{explanation.manifest.lexicon_digest[:12]}, {explanation.manifest.codebook or explanation.manifest.codebook_digest[:12]}"
    coded = f"coded {explanation.coded_at} in {explanation.run} by sayso {explanation.manifest.program}, model {model}, lists {lists}"
    _line(console, Text(coded, style=LABEL))


def cell(value: Any) -> str:
    """One value as safe text: null empty, lists joined by semicolons, numbers with at most four decimals."""
    if value is None or value == [] or value == () or value == {}:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        return "; ".join(cell(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {cell(item)}" for key, item in value.items() if item is not None)
    return describe.plain(str(value))


def _facts(console: Console, facts: Sequence[tuple[str, str]]) -> None:
    """Label and value pairs, values wrapped beside their label; without the blanks at line ends that a table would leave."""
    for label, value in facts:
        for number, line in enumerate(Text(value).wrap(console, max(console.width - INDENT, INDENT))):
            line.rstrip()
            head = Text(f"{label if number == 0 else '':>{INDENT - 2}}  ", style=LABEL)
            _line(console, head.append_text(line))


def _heading(console: Console, words: str) -> None:
    console.print()
    _line(console, Text(words, style="bold underline"))


def _line(console: Console, text: Text) -> None:
    console.print(text, markup=False, highlight=False, overflow="fold")
