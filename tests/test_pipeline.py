from __future__ import annotations

import functools
import itertools
import socket
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from spacy.language import Language

import sayso
from sayso.errors import LexiconError
from sayso.intake import article_from_text, read_article
from sayso.pipeline import COMPONENTS, code
from sayso.records import Attribution, Coding, Event, Footing, Span, Status

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))
REPORT = (
    "Gunmen attacked a police post near Mosul on Tuesday, killing at least four officers, the interior ministry said.\n\n"
    "“We will find those who did this,” said Rana Haddad, a spokeswoman for the ministry. She said the attack lasted an hour.\n\n"
    "The Dune Column, an armed group, denied that it had carried out the attack.\n\n"
    "Ministers of Iraq and Jordan plan to meet in Amman next week."
)


@functools.cache
def pipeline() -> Language:
    return sayso.load()


@functools.cache
def coded(text: str = REPORT) -> Coding:
    return code(pipeline(), article_from_text(text, published="2026-03-12"))


def spans_in(record: object) -> Iterator[Span]:
    """Every span anywhere in a record."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        yield from itertools.chain.from_iterable(map(spans_in, record))
    elif is_dataclass(record):
        yield from itertools.chain.from_iterable(spans_in(getattr(record, f.name)) for f in fields(record))


def event(kind: str, coding: Coding | None = None) -> Event:
    return next(e for e in (coding or coded()).events if e.type == kind)


def said_by(name: str) -> Attribution:
    text = coded().article.text
    return next(a for a in coded().attributions if any(name in s.of(text) for s in a.source))


def test_the_components_are_the_rooms() -> None:
    assert tuple(pipeline().pipe_names) == COMPONENTS


def test_the_attack_has_its_fields() -> None:
    text = coded().article.text
    attack = event("ASSAULT")
    assert attack.trigger[0].of(text) in {"attacked", "killing"}
    assert any("Gunmen" in m.span.of(text) for m in attack.actors)
    assert (attack.status, attack.when and attack.when.value) == (Status.OCCURRED, "2026-03-10")
    assert attack.where is not None
    assert (attack.where.name, attack.where.country) == ("Mosul", "IRQ")
    assert [(t.effect, t.low, t.high) for t in attack.toll] == [("dead", 4, None)]
    voice = next(a for a in coded().attributions if a.id == attack.voice)
    assert voice.source[0].of(text) == "the interior ministry"


def test_a_pronoun_speaker_is_the_spokeswoman() -> None:
    she = said_by("She")
    assert she.speaker is not None
    assert she.speaker.actor is not None
    assert she.speaker.actor.name == "Rana Haddad"
    assert she.speaker.antecedent is not None


def test_a_denial_is_no_admission() -> None:
    denial = said_by("Dune Column")
    assert denial.speech == "deny"
    denied = [e for e in coded().events if e.voice == denial.id]
    assert denied
    assert all(e.footing is Footing.DENIED for e in denied)


def test_a_plan_has_not_happened() -> None:
    meeting = [e for e in coded().events if any("Ministers" in m.span.of(coded().article.text) for m in e.actors)]
    assert meeting
    assert all(e.status is not Status.OCCURRED or e.type == "AGREE" for e in meeting)


def test_calling_the_language_works_as_spacy_users_expect() -> None:
    doc = pipeline()("Gunmen killed two officers in Mosul on Tuesday, police said.")
    assert doc._.events
    assert doc._.attributions
    assert doc._.events[0].when is None or doc._.events[0].when.start is None  # no publication date, no day


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_span_lies_in_the_text_and_every_event_explains_itself(path: Path) -> None:
    coding = code(pipeline(), read_article(path))
    length = len(coding.article.text)
    layers = (coding.times, coding.places, coding.mentions, coding.attributions, coding.events, coding.claims)
    assert all(0 <= span.start < span.end <= length for span in spans_in(layers))
    assert coding.events
    assert coding.attributions
    known = {a.id for a in coding.attributions}
    for found in coding.events:
        assert found.why
        assert found.voice is None or found.voice in known
        assert 0 <= found.confidence <= 1
    assert {claim.event for claim in coding.claims} <= {e.id for e in coding.events}
    assert len({e.id for e in coding.events}) == len(coding.events)
    assert len(known) == len(coding.attributions)


def test_the_same_report_gives_the_same_records_again() -> None:
    again = code(pipeline(), article_from_text(REPORT, published="2026-03-12"))
    assert (again.events, again.attributions, again.claims) == (coded().events, coded().attributions, coded().claims)


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    assert sayso.read("Rebels shelled Almara on Monday, a doctor said.", pipeline()).events


def test_a_user_may_add_actors(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.yaml").write_text(
        "- {id: grp.dune-column, name: Dune Column, kind: armed_group, country: IRQ, sectors: [REB], source: own, as_of: 2026-11}\n",
        encoding="utf8",
    )
    found = sayso.read("The Dune Column attacked a convoy in Mosul on Monday.", sayso.load(tmp_path))
    assert {m.actor.id for m in event("ASSAULT", found).actors if m.actor} == {"grp.dune-column"}


def test_a_missing_lexicon_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        sayso.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "text", ["“" * 301, "said " * 600, "\n".join(["“We will not go.”"] * 300), "3 killed", "?", "a" * 1900, "Mr. " * 300, "1 2 3 " * 1500]
)
def test_odd_texts_are_coded_without_a_crash(text: str) -> None:
    assert code(pipeline(), article_from_text(text)).article.text


def test_a_dateline_dates_the_filing_and_not_the_event() -> None:
    text = "MOSUL, Iraq, March 12 (Ostwind) - A bomb exploded late on Tuesday, killing nine people and injuring more than 20, police said."
    attack = event("ASSAULT", code(pipeline(), article_from_text(text, published="2026-03-12")))
    assert attack.when is not None
    assert attack.when.start == "2026-03-10"
    assert {t.effect: t.who is None for t in attack.toll} == {"dead": False, "injured": True}


def test_what_is_dated_after_publication_has_not_happened() -> None:
    text = "Talks between Iraq and Jordan were due to resume in Amman on March 16."
    coding = code(pipeline(), article_from_text(text, published="2026-03-12"))
    assert event("CONSULT", coding).status is Status.PLANNED


def test_a_dateline_is_no_part_of_what_was_said() -> None:
    text = "MOSUL, Iraq, March 12 (Ostwind) - A bomb killed nine people on Tuesday, police said."
    said = code(pipeline(), article_from_text(text, published="2026-03-12")).attributions
    assert [s.of(text) for a in said for s in a.content] == ["A bomb killed nine people on Tuesday"]


def test_a_speaker_is_not_the_doer_of_what_a_headline_tells() -> None:
    events = code(pipeline(), article_from_text("Blast at Toliara fuel depot kills at least nine, police say\n\nThe depot burned.")).events
    assert events
    assert not [actor for event in events for actor in event.actors]


def test_an_apposition_is_not_the_doer_beside_the_name() -> None:
    text = "Police said the Southern Dawn Front, an armed group that seeks self-rule for the south, had bombed the depot in Toliara."
    (event,) = [event for event in code(pipeline(), article_from_text(text)).events if event.type == "ASSAULT"]
    assert [actor.head.of(text) for actor in event.actors] == ["Southern Dawn Front"]
