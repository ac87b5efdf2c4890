from __future__ import annotations

import json

import pytest
from invented_report import coding

from sayso.encode import dumps, from_json, to_json
from sayso.records import Coding, Quarantined, Span, Status, Toll, Why


@pytest.mark.parametrize("defaults", [True, False])
def test_a_coding_survives_json(defaults: bool) -> None:
    made = coding()
    assert from_json(Coding, json.loads(dumps(to_json(made, defaults=defaults)))) == made


def test_the_shape_of_json() -> None:
    value = to_json(coding())
    assert value["article"]["title"] == [0, 33]
    assert value["events"][0]["status"] == "occurred"
    assert value["events"][0]["toll"][0] == {"effect": "dead", "low": 12, "high": None, "span": [143, 154], "who": [155, 162]}
    assert list(value)[:3] == ["article", "times", "places"]


def test_defaults_can_be_left_out() -> None:
    assert to_json(Why("type", "frame"), defaults=False) == {"field": "type", "rule": "frame"}


def test_a_lone_surrogate_is_escaped_and_comes_back() -> None:
    item = Quarantined("caf\udce9.txt", "empty")
    text = dumps(to_json(item))
    assert text.isascii()
    assert from_json(Quarantined, json.loads(text)) == item


@pytest.mark.parametrize(
    ("cls", "value", "message"),
    [
        (Why, {"field": "type"}, "missing: rule"),
        (Why, {"field": "type", "rule": "x", "colour": 1}, "colour"),
        (Why, {"field": 3, "rule": "x"}, "Why.field: str expected"),
        (Toll, {"effect": "dead", "low": True, "high": None, "span": [0, 1]}, "Toll.low: int expected"),
        (Toll, {"effect": "dead", "low": 1, "high": None, "span": [0]}, "Toll.span: a span is a pair"),
        (Coding, [], "a mapping expected"),
        (Coding, {"article": {"id": "a_1", "text": ""}, "events": {}}, "Coding.events: a list expected"),
    ],
)
def test_a_wrong_shape_is_named(cls: type, value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_json(cls, value)


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON form"):
        to_json(Why("type", "x", note={1}))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps(float("nan"))


def test_plain_types_are_restored() -> None:
    assert from_json(Why, {"field": "f", "rule": "r", "score": 1}).score == 1.0
    assert isinstance(from_json(Why, {"field": "f", "rule": "r", "score": 1}).score, float)
    assert from_json(Span, [3, 4]) == Span(3, 4)
    assert Status("occurred") is Status.OCCURRED
