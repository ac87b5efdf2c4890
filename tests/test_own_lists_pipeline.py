"""The user's own lists through the whole pipeline, and the sentences that yield nothing."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language

import sayso
from sayso.events import EventCoder
from sayso.events.misses import Reason, explain
from sayso.intake import article_from_text
from sayso.pipeline import annotate, code

EXAMPLE = Path(__file__).parents[1] / "examples" / "lexicon"
TEXT = "The government of Kenya rationed diesel on Monday. It snowed all day. Kenya did not siphon fuel."


@functools.cache
def pipeline() -> Language:
    return sayso.load(EXAMPLE)


def test_own_types_and_verbs_are_coded_with_status_and_codebook() -> None:
    coding = code(pipeline(), article_from_text(TEXT, published="2026-03-12"))
    found = [(event.type, event.cameo, event.status.value) for event in coding.events]
    assert found == [("X_FUEL", "163", "occurred"), ("X_FUEL", "163", "negated")]
    (reason,) = (why for why in coding.events[0].why if why.field == "type")
    assert reason.rule == "verb:ration+fuel|diesel|petrol"
    assert reason.note.endswith("with own types")


def test_the_sentence_without_an_event_is_explained() -> None:
    doc = annotate(pipeline(), article_from_text(TEXT))
    coder = pipeline().get_pipe("events")
    assert isinstance(coder, EventCoder)
    (miss,) = explain(doc, coder)
    assert miss.span.of(TEXT) == "It snowed all day."
    assert miss.reason is Reason.NO_TRIGGER
    assert miss.unlisted == ("snow",)


def test_read_tells_the_misses(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT + "\n", encoding="utf-8")
    code_, out, _ = run("read", "report.txt", "--lexicon", str(EXAMPLE), "--explain-misses")
    assert code_ == 0
    assert "No event (1 sentences)" in out
    assert "snow" in out
    record = json.loads(run("read", "report.txt", "--lexicon", str(EXAMPLE), "--explain-misses", "--json")[1])
    assert [miss["reason"] for miss in record["misses"]] == ["no_trigger"]
    assert record["codebook"].endswith("with own types")
