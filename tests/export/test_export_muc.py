from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.export.muc import country_names, templates
from sayso.records import Coding, Footing, Status

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
        "perp_org": [{"name": "Omar Delune", "confidence": "CLAIMED OR ADMITTED"}],
        "target": [],
        "victim": [{"name": "two guards", "effect": "DEATH", "number": "2"}],
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
