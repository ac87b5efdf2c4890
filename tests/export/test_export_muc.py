from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.export.muc import country_names, templates
from sayso.records import Actor, ActorMention, Coding, Event, Footing, MentionKind, Span, Status

NAMES = {"IRQ": "Iraq"}


@pytest.fixture
def table() -> dict[str, Any]:
    path = Path(__file__).parents[2] / "lexicon" / "ontology" / "muc4.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def test_an_event_fills_the_slots_of_a_template(coding: Coding, table: dict[str, Any]) -> None:
    event = coding.events[0]
    named = replace(event, actors=(coding.mentions[0],))
    (template,) = templates(replace(coding, events=(named,)), table, NAMES)
    assert template == {
        "type": "BOMBING",
        "stage": "ACCOMPLISHED",
        "date": {"from": "2031-03-04", "to": "2031-03-04"},
        "country": "Iraq",
        "place": "Basra",
        "perp_ind": [],
        "perp_org": [
            {"name": ["Omar Delune", "Omar Delune, a spokesman for the Harbour Front"], "confidence": "CLAIMED OR ADMITTED"},
        ],
        "target": [],
        "victim": [{"name": ["two guards"], "effect": "DEATH", "number": "2"}],
        "weapon": [],
    }


def test_mentions_of_one_happening_share_a_template_and_other_days_do_not(coding: Coding, table: dict[str, Any]) -> None:
    event = coding.events[0]
    assert event.when is not None
    undated = replace(event, when=None)
    later = replace(event, when=replace(event.when, start="2031-04-01", end="2031-04-01"))
    found = templates(replace(coding, events=(event, undated, later)), table, NAMES)
    assert [template["date"]["from"] for template in found] == ["2031-03-04", "2031-04-01"]


def test_what_nobody_says_happened_makes_no_template_and_a_denied_doer_is_not_named(coding: Coding, table: dict[str, Any]) -> None:
    event = coding.events[0]
    assert not templates(replace(coding, events=(replace(event, status=Status.HYPOTHETICAL), replace(event, type="CONSULT"))), table, NAMES)
    (template,) = templates(replace(coding, events=(replace(event, footing=Footing.DENIED),)), table, NAMES)
    assert template["perp_org"] == template["perp_ind"] == []


def test_the_first_entry_of_a_country_names_it() -> None:
    assert country_names([{"country": "FRA", "name": "France"}, {"country": "FRA", "name": "Réunion"}]) == {"FRA": "France"}


TEXT = "Fighters of the Harbour Front burned a depot. The rebels fled. The army shelled the rebels. Militants fired on a bus."


def party(words: str, head: str, kind: MentionKind, actor: Actor | None) -> ActorMention:
    start = TEXT.index(words)
    at = TEXT.index(head, start)
    return ActorMention(Span(start, start + len(words)), Span(at, at + len(head)), kind, actor)


FRONT = party(
    "the Harbour Front", "Harbour Front", MentionKind.NAME, Actor("grp.harbour-front", "Harbour Front", "IRQ", ("REB",), "armed_group")
)
FIGHTERS = party("Fighters of the Harbour Front", "Fighters", MentionKind.ROLE, Actor("role.fighter", "fighter", "IRQ", ("UAF",), "role"))
REBELS = party("The rebels", "rebels", MentionKind.ROLE, Actor("role.rebel", "rebel", None, ("REB",), "role"))
ARMY = party("The army", "army", MentionKind.ROLE, Actor("role.IRQ.army", "army", "IRQ", ("MIL",), "role"))
RIDERS = party("a bus", "bus", MentionKind.ROLE, Actor("role.passenger", "passenger", None, ("CVL",), "role"))
DEPOT = party("a depot", "depot", MentionKind.ROLE, None)


def perpetrators(coding: Coding, *actors: ActorMention, hit: ActorMention = DEPOT, trigger: str = "burned") -> list[dict[str, Any]]:
    """Slots of the templates of one event over `TEXT`."""
    at = TEXT.index(trigger)
    event: Event = replace(coding.events[0], actors=actors, recipients=(hit,), toll=(), mode=None, trigger=(Span(at, at + len(trigger)),))
    article = replace(coding.article, text=TEXT)
    path = Path(__file__).parents[2] / "lexicon" / "ontology" / "muc4.yaml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    return templates(
        replace(coding, article=article, mentions=(FRONT, FIGHTERS, REBELS, ARMY, RIDERS, DEPOT), events=(event,)), table, NAMES
    )


def test_people_stand_for_the_body_named_in_their_phrase_or_for_the_one_armed_group_of_the_report(coding: Coding) -> None:
    for doer in (FIGHTERS, REBELS):
        (template,) = perpetrators(coding, doer)
        assert [one["name"][0] for one in template["perp_org"]] == ["Harbour Front"]
        assert template["perp_ind"][0]["name"][0] == doer.head.of(TEXT)
        assert template["target"] == [{"name": ["depot", "a depot"]}]
        assert template["type"] == "ARSON"


def test_a_noun_for_a_body_is_an_organisation(coding: Coding) -> None:
    (template,) = perpetrators(coding, ARMY, hit=RIDERS)
    assert template["perp_org"] == [{"name": ["army", "The army"], "confidence": "CLAIMED OR ADMITTED"}]
    assert template["perp_ind"] == []


def test_clashes_of_arms_make_no_template(coding: Coding) -> None:
    assert not perpetrators(coding, ARMY, hit=REBELS, trigger="shelled")
    assert not perpetrators(coding, REBELS, hit=ARMY, trigger="fired")
    assert perpetrators(coding, REBELS, hit=RIDERS, trigger="fired")


@pytest.mark.parametrize(
    ("text", "name", "confidence"),
    [
        ("A bus was hit on Monday. The Harbour Front claimed responsibility for it.", "Harbour Front", "CLAIMED OR ADMITTED"),
        ("A bus was hit on Monday. Police blamed the Harbour Front for it.", "Harbour Front", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("A bus was hit on Monday. Riders blamed the Harbour Front for it.", "Harbour Front", "SUSPECTED OR ACCUSED"),
        ("A bus was hit on Monday, an attack carried out by the Harbour Front.", "Harbour Front", "REPORTED AS FACT"),
        ("A bus was hit on Monday. Police blamed others. The Harbour Front said nothing.", None, None),
    ],
)
def test_a_body_that_the_report_holds_answerable_fills_a_template_without_one(
    coding: Coding, text: str, name: str | None, confidence: str | None
) -> None:
    start = text.index("the Harbour Front") if "the Harbour Front" in text else text.index("The Harbour Front")
    front = ActorMention(Span(start, start + 17), Span(start + 4, start + 17), MentionKind.NAME, FRONT.actor)
    bus = ActorMention(Span(0, 5), Span(2, 5), MentionKind.ROLE, None)
    at = text.find("Police")
    police = ActorMention(Span(at, at + 6), Span(at, at + 6), MentionKind.ROLE, Actor("role.police", "police", None, ("COP",), "role"))
    event = replace(coding.events[0], actors=(), recipients=(bus,), toll=(), trigger=(Span(10, 13),))
    report = replace(
        coding, article=replace(coding.article, text=text), mentions=(bus, police, front) if at >= 0 else (bus, front), events=(event,)
    )
    path = Path(__file__).parents[2] / "lexicon" / "ontology" / "muc4.yaml"
    (template,) = templates(report, yaml.safe_load(path.read_text(encoding="utf-8")), NAMES)
    assert [(one["name"][0], one["confidence"]) for one in template["perp_org"]] == ([(name, confidence)] if name else [])


def test_names_of_an_actor_are_counted_only_where_they_stand_in_the_report(coding: Coding) -> None:
    known = {"grp.harbour-front": ["Harbour Front", "HF", "Front of the Harbour"]}
    event = replace(coding.events[0], actors=(FRONT,), recipients=(RIDERS,), toll=())
    report = replace(coding, article=replace(coding.article, text=TEXT), mentions=(FRONT,), events=(event,))
    path = Path(__file__).parents[2] / "lexicon" / "ontology" / "muc4.yaml"
    (template,) = templates(report, yaml.safe_load(path.read_text(encoding="utf-8")), NAMES, known)
    assert template["perp_org"][0]["name"] == ["Harbour Front", "the Harbour Front"]
