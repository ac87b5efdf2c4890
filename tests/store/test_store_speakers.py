from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from invented_report import manifest

from sayso.address import Address
from sayso.errors import UsageError
from sayso.ids import content_id
from sayso.records import (
    Actor,
    ActorMention,
    Article,
    Attribution,
    AttributionKind,
    Coding,
    MentionKind,
    Outlet,
    SourceType,
    Span,
    TimeExpression,
)
from sayso.store import Filter, Store, new_run, open_store

FRONT = Actor("grp.quay-front", "Quay Front", "KEN", ("REB",), "armed_group")
SPOKESMAN = Actor("role.grp.quay-front.spokesman", "Quay Front spokesman", "KEN", ("REB",), "role")
GUARDS = Actor("grp.quay-guards", "Quáy Guards", "KEN", ("PRM",), "militia")
KENYA = Actor("ctry.KEN", "Kenya", "KEN", (), "country")
NEIGHBOUR = Actor("text.0123abcd.ada-front", "Ada Front", None, (), "person")
DOCKERS = Actor("text.0123abcd.dockers-front", "Dockers Front", "KEN", (), "organisation")
RESIDENTS = Actor("role.KEN.resident", "resident", "KEN", ("CVL",), "role")

CAFE = "the café blast was not theirs"
DIRECT, INDIRECT = AttributionKind.DIRECT, AttributionKind.INDIRECT


def report(outlet: str, published: str | None, *sayings: tuple[Actor, AttributionKind, str], said: tuple[str, str] | None = None) -> Coding:
    """An invented report of one line per saying: the name of the actor, "says", the content."""
    lines = [f"{actor.name} says {words}" for actor, _, words in sayings]
    text = "\n".join(lines)
    key = content_id("a", outlet, published, text)
    found, start = [], 0
    for number, ((actor, kind, words), line) in enumerate(zip(sayings, lines, strict=True)):
        source = Span(start, start + len(actor.name))
        content = Span(start + len(line) - len(words), start + len(line))
        mention = ActorMention(source, source, MentionKind.ANONYMOUS if actor is RESIDENTS else MentionKind.NAME, actor)
        when = TimeExpression(source, "DATE", said[0], start=said[0], end=said[1]) if said else None
        kind_of = SourceType.RESIDENTS if actor is RESIDENTS else SourceType.NONE
        parent = found[0].id if number == 1 and actor is SPOKESMAN else None
        found.append(
            Attribution(
                content_id("s", key, number),
                (source,),
                (Span(source.end + 1, source.end + 5),),
                (content,),
                kind,
                "say",
                mention,
                said_when=when,
                source_type=kind_of,
                parent=parent,
            )
        )
        start += len(line) + 1
    basis = "user" if published else "none given"
    return Coding(Article(key, text, outlet=Outlet(outlet), published=published, published_basis=basis), attributions=tuple(found))


@pytest.fixture(scope="module")
def store(new_place: Callable[[], Address]) -> Iterator[Store]:
    codings = [
        report("Gazette", "2031-05-02", (FRONT, DIRECT, '"We want a truce."'), (KENYA, INDIRECT, "that talks go on")),
        report(
            "Gazette", "2031-05-04", (GUARDS, INDIRECT, "that no truce holds"), (SPOKESMAN, INDIRECT, "that the café blast was not theirs")
        ),
        report("Courier", "2031-05-06", (FRONT, INDIRECT, "that the truce ended"), said=("2031-05-01", "2031-05-01")),
        report(
            "Courier", None, (NEIGHBOUR, DIRECT, "windows fell in"), (DOCKERS, INDIRECT, "that pay is late"), (RESIDENTS, INDIRECT, "so")
        ),
    ]
    with open_store(new_place()) as opened:
        opened.add(codings, run=new_run(manifest(), "test"))
        yield opened


def test_public_actors_are_counted_with_those_who_speak_for_them(store: Store) -> None:
    front, kenya, guards = store.speakers()
    assert (front.speaker, front.name, front.sayings, front.direct, front.indirect, front.direct_share) == (
        FRONT.id,
        FRONT.name,
        3,
        1,
        2,
        0.3333,
    )
    assert (front.articles, front.outlets, front.first_day, front.last_day, front.also) == (3, 2, "2031-05-01", "2031-05-04", SPOKESMAN.id)
    assert (kenya.speaker, kenya.name, kenya.also) == ("gov.KEN", "government of Kenya", None)
    assert guards.speaker == GUARDS.id
    assert store.others() == 3
    assert [row.speaker for row in store.speakers(Filter(outlet="courier"))] == [FRONT.id]
    assert [row.sayings for row in store.speakers(Filter(about="truce", limit=1))] == [2]
    assert store.others(Filter(about="truce")) == 0
    frame = store.to_frame("speakers", Filter(kind=("direct",)))
    assert list(frame["speaker"]) == [FRONT.id]


def test_private_persons_are_in_no_view_of_speakers(store: Store) -> None:
    assert not {NEIGHBOUR.id, DOCKERS.id, RESIDENTS.id} & {row.speaker for row in store.speakers()}
    for words in ("Ada Front", NEIGHBOUR.id, "resident", "Dockers"):
        assert store.find_speakers(words) == []
    assert list(store.said(NEIGHBOUR.id)) == []
    assert list(store.attributions(Filter(speaker="Ada"))) == []
    assert store.unlisted(Filter(speaker="Ada")) == 1
    assert store.unlisted(Filter(speaker="quay")) == store.unlisted(Filter()) == 0
    assert [row.speaker for row in store.attributions(Filter(speaker=NEIGHBOUR.id))] == [NEIGHBOUR.id]
    assert [row.speaker for row in store.attributions(Filter(speaker="dockers"))] == [DOCKERS.id]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("quay", [FRONT.id, GUARDS.id]),
        ("QUAY FRONT", [FRONT.id]),
        ("quay guards", [GUARDS.id]),
        ("guards", [GUARDS.id]),
        ("uards", []),
        (FRONT.id, [FRONT.id]),
        (SPOKESMAN.id, [FRONT.id]),
        ("kenya", ["gov.KEN"]),
        ("ctry.KEN", ["gov.KEN"]),
        ("government of Kenya", ["gov.KEN"]),
        ("", []),
        ("%", []),
    ],
)
def test_a_speaker_is_found_by_id_by_name_or_by_a_part_of_it(store: Store, words: str, found: list[str]) -> None:
    assert [row.speaker for row in store.find_speakers(words)] == found


def test_a_line_goes_by_the_day_of_saying_the_newest_last(store: Store) -> None:
    rows = list(store.said(FRONT.id))
    assert [row.day for row in rows] == ["2031-05-01", "2031-05-02", "2031-05-04"]
    assert [row.day_basis for row in rows] == ["said_when", "published", "published"]
    assert [row.speaker for row in rows] == [FRONT.id, FRONT.id, SPOKESMAN.id]
    assert rows[2].via == GUARDS.name
    assert [row.day for row in store.said(FRONT.id, Filter(limit=2))] == ["2031-05-02", "2031-05-04"]
    assert [row.content for row in store.said(FRONT.id, Filter(about="CAFE"))] == [f"that {CAFE}"]
    assert [row.outlet for row in store.said(FRONT.id, Filter(until="2031-05-01"))] == ["Courier"]
    assert [row.speaker for row in store.said("gov.KEN")] == ["ctry.KEN"]


def test_a_filter_that_does_not_fit_sayings_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="cannot be filtered by footing"):
        store.speakers(Filter(footing=("denied",)))
    with pytest.raises(UsageError, match="cannot be filtered by about"):
        store.events(Filter(about="truce"))
