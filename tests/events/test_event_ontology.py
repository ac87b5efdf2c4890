"""The ontology and the lexicon of predicates hold together."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from event_docs import coder, names, parsed

from sayso import data
from sayso.errors import LexiconError
from sayso.events import EventCoder, Ontology
from sayso.events.predicates import Lexicon


def ontology() -> Ontology:
    return Ontology.from_tables(data.lexicon("ontology"))


def test_plover_2_in_full() -> None:
    found = ontology()
    assert len(found.types) == 16
    assert len(found.contexts) == 37
    assert len(found.sectors) == 25
    assert len(found.cameo) == 256
    assert all(kind.definition for kind in found.types.values())


def test_every_mode_of_a_code_has_a_score() -> None:
    found = ontology()
    assert found.score("ASSAULT", "aerial") == -9.5
    assert found.score("PROTEST", "vandalize") == found.types["PROTEST"].score
    assert found.score("AGREE", None) == 2.5


@pytest.mark.parametrize(
    ("kind", "mode", "sub_event"),
    [
        ("ASSAULT", "aerial", "Air/drone strike"),
        ("COERCE", "arrest", "Arrests"),
        ("PROTEST", "riot", "Violent demonstration"),
        ("CONSULT", None, None),
    ],
)
def test_acled_counterparts(kind: str, mode: str | None, sub_event: str | None) -> None:
    found = ontology().acled_of(kind, mode)
    assert (found.sub_event_type if found else None) == sub_event


def test_the_way_back_to_cameo() -> None:
    found = ontology()
    assert [code.code for code in found.cameo_of("ASSAULT", "unconventional")] == ["204", "2041", "2042"]
    assert found.cameo_of("CONSULT")[0].code == "040"
    assert sum(len(found.cameo_of(kind)) for kind in found.types) == len(found.cameo)
    assert not {*data.lexicon("ontology")["cameo"]["dropped"]} & {*found.cameo}


def with_verb(change: dict[str, Any]) -> dict[str, Any]:
    tables = copy.deepcopy(data.lexicon("events"))
    tables["user/verbs"] = {"entries": [{"verbs": ["zap"], "cameo": "190", "frame": "attack", **change}]}
    return tables


@pytest.mark.parametrize(
    "change",
    [{"cameo": "999"}, {"frame": "nowhere"}, {"mode": "phone"}, {"object": ["@nothing"]}, {"licence": "often"}, {"type": "QUARREL"}],
)
def test_a_malformed_entry_names_itself(change: dict[str, Any]) -> None:
    with pytest.raises(LexiconError, match=r"user/verbs\.yaml: entry 1"):
        Lexicon(with_verb(change), ontology())


def test_the_user_adds_a_verb() -> None:
    rows = "Southland|Southland|NNP|nsubj|2 zapped|zap|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2 .|.|.|punct|2"
    assert coder()(parsed(rows))._.events == ()
    (event,) = EventCoder(with_verb({}), data.lexicon("ontology"))(doc := parsed(rows))._.events
    assert (event.type, event.cameo, event.trigger[0].of(doc.text)) == ("ASSAULT", "190", "zapped")
    assert (names(doc, event.actors), names(doc, event.recipients)) == (["Southland"], ["army"])
