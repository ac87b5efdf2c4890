from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

import sayso
from sayso import evaluate
from sayso.errors import InputError, UsageError
from sayso.records import Actor, ActorMention, Event, MentionKind, Place, PlaceRole, TimeExpression
from sayso.records import Span as Stretch

for layer in ("article", "times", "places", "mentions", "attributions", "events"):
    if not Doc.has_extension(layer):
        Doc.set_extension(layer, default=None if layer == "article" else ())


class Where:
    """Finds every "Basra"; resolves given spans by their words."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.places = tuple(self.place(token.idx, token.idx + len(token)) for token in doc if token.text == "Basra")
        return doc

    def resolve_spans(self, doc: Doc, spans: list[tuple[int, int]]) -> list[Place | None]:
        return [self.place(start, end) if doc.text[start:end] == "Basra" else None for start, end in spans]

    @staticmethod
    def place(start: int, end: int) -> Place:
        return Place(Stretch(start, end), "Basra", PlaceRole.LOCATIVE, "city", 99532, 30.5, 47.8, "IRQ")


def reader(doc: Doc) -> Doc:
    for token in doc:
        token.is_sent_start = token.i == 0
    doc.ents = [Span(doc, token.i, token.i + 1, label="LOC") for token in doc if token.text == "Basra"]
    return doc


def when(doc: Doc) -> Doc:
    day = doc._.article.published
    doc._.times = tuple(TimeExpression(Stretch(t.idx, t.idx + len(t)), "DATE", day) for t in doc if t.text == "today")
    return doc


def late(doc: Doc) -> Doc:
    raise AssertionError("a task runs no component that it does not need")


@pytest.fixture(autouse=True)
def _stub(monkeypatch: pytest.MonkeyPatch) -> None:
    places = Where()
    blank = spacy.blank("en")
    pipeline = [("reader", reader), ("when", when), ("where", places), ("actors", late)]
    nlp = SimpleNamespace(make_doc=blank.make_doc, pipeline=pipeline, get_pipe=lambda name: dict(pipeline)[name])
    monkeypatch.setitem(vars(sayso), "load", lambda lexicon=None: nlp)


def run(tmp_path: Path, task: str, *records: dict[str, Any]) -> str:
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    assert evaluate.evaluate(task, source, out) == (len(records), ())
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "near Basra today",
        "near\r\nBasra\x00 today",
        "a\U0001f600 Basra\x0c today",
        "\ufeffnear\x07\x07 Basra today\r\n",
        "\ud800 Basra today",
    ],
)
def test_offsets_count_the_text_as_given(tmp_path: Path, text: str) -> None:
    (entity,) = json.loads(run(tmp_path, "entities", {"id": 7, "text": text}))["entities"]
    assert text[entity["start"] : entity["end"]] == "Basra"
    (time,) = json.loads(run(tmp_path, "time", {"id": 7, "text": text}))["timexes"]
    assert text[time["start"] : time["end"]] == "today"
    start = text.index("Basra")
    given = {"id": 7, "text": text, "spans": [{"start": start, "end": start + 5}, {"start": 0, "end": 1}]}
    found = json.loads(run(tmp_path, "geo", given))["toponyms"]
    assert [(item["start"], item["end"], item["geonames_id"]) for item in found] == [(start, start + 5, 99532), (0, 1, None)]


@pytest.mark.parametrize("text", ["They leave Basra today", "A\x00 b\x7f\r\nc\u200b  d.\n", "", "half \ud800 and 😀"])
def test_a_tree_holds_every_character_but_white_space(tmp_path: Path, text: str) -> None:
    block = run(tmp_path, "tree", {"id": "x", "text": text})
    forms = "".join(line.split("\t")[1] for line in block.split("\n") if line and not line.startswith("#"))
    assert len("".join(forms.split())) == len("".join(text.split()))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"date": "2031-03-05"}, "2031-03-05"),
        ({"dct": "2031-03-05"}, "2031-03-05"),
        ({"header": {"date": "2031-03-05", "source": "WIRE"}}, "2031-03-05"),
        ({"header": "2031-03-05"}, None),
        ({"date": "9:27 AM ET"}, None),
        ({"date": None}, None),
        ({"date": 5}, None),
        ({}, None),
    ],
)
def test_a_date_that_cannot_be_read_is_null_and_no_error(tmp_path: Path, given: dict[str, Any], expected: str | None) -> None:
    (time,) = json.loads(run(tmp_path, "time", {"id": "x", "text": "today", "title": "Not part of the text", **given}))["timexes"]
    assert time == {"start": 0, "end": 5, "type": "DATE", "value": expected, "mod": None}


def test_one_line_out_for_each_line_in_in_their_order(tmp_path: Path) -> None:
    lines = run(tmp_path, "geo", {"id": "b", "text": "Basra"}, {"id": "a", "text": ""}).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["b", "a"]
    assert json.loads(lines[0])["toponyms"] == [{"start": 0, "end": 5, "lat": 30.5, "lon": 47.8, "geonames_id": 99532}]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": "x"}', '{"id": 1, "text": 2}', "\xff"])
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": 1, "text": "x"}\n\n' + line.encode("latin-1"))
    with pytest.raises(InputError, match=r"in\.jsonl, line"):
        evaluate.evaluate("time", source, tmp_path / "out")


def test_unknown_tasks_and_overwriting_the_input_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "x"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="tasks are tree"):
        evaluate.evaluate("trees", source, tmp_path / "out")
    with pytest.raises(UsageError, match="is the input"):
        evaluate.evaluate("time", source, source)
    with pytest.raises(InputError):
        evaluate.evaluate("time", tmp_path / "none.jsonl", tmp_path / "out")


def test_triples_need_both_ends_and_a_code_and_stand_once() -> None:
    def mention(name: str) -> ActorMention:
        return ActorMention(Stretch(0, 1), Stretch(0, 1), MentionKind.NAME, Actor(name, name))

    event = Event("e_1", "CONSULT", (Stretch(0, 1),), cameo="040", actors=(mention("GON"), mention("")), recipients=(mention("DAG"),))
    found = evaluate.triples([event, event], lambda item: item.actor.id or None if item.actor else None)
    assert found == [{"source": "GON", "target": "DAG", "cameo": "040"}, {"source": "DAG", "target": "GON", "cameo": "040"}]
