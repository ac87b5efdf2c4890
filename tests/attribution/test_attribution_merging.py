"""Rules and model heads made one: who found what, which part comes from whom, how sure it is."""

from __future__ import annotations

import numpy as np
import pytest
from attribution_trees import tables, tree
from spacy.tokens import Doc

from sayso.attribution.attributor import Attributor
from sayso.attribution.confidence import FEATURES, Confidence
from sayso.attribution.merging import overlap
from sayso.errors import LexiconError
from sayso.reader.roles import CONTENT, CUE, ROLES, SOURCE, Roles, RoleSpan

SAID = "She/PRP/nsubj>2 said/VBD/root>0 that/IN/mark>5 talks/NNS/nsubj>5 failed/VBD/ccomp>2 ././punct>2"
UNLISTED = "Brelk/NNP/nsubj>2 glimmered/VBD/root>0 that/IN/mark>5 talks/NNS/nsubj>5 failed/VBD/ccomp>2 ././punct>2"


def with_roles(doc: Doc, *spans: RoleSpan, sure: float = 0.95) -> Doc:
    """The text as a model would have read it that gives the spans, and only them, a share of `sure`."""
    shares = np.full((len(doc), len(ROLES)), 0.02, dtype=np.float32)
    for span in spans:
        shares[span.first : span.end, ROLES.index(span.role)] = sure
    doc._.roles = Roles(spans, shares)
    return doc


def told(content: tuple[int, int], score: float = 0.95) -> tuple[RoleSpan, ...]:
    """She (0) said (1) content."""
    return (RoleSpan(SOURCE, 0, 1, score, 1, 1.0), RoleSpan(CUE, 1, 2, score), RoleSpan(CONTENT, *content, score, 1, 1.0))


def found(doc: Doc) -> list[tuple[str, str, str, float]]:
    made = Attributor(tables())(doc)._.attributions
    cut = lambda spans: " | ".join(span.of(doc.text) for span in spans)  # noqa: E731
    return [(cut(one.source), cut(one.cue), cut(one.content), one.confidence) for one in made]


def test_a_cue_of_both_readings_is_one_attribution() -> None:
    ((source, cue, content, confidence),) = found(with_roles(tree(SAID), *told((2, 5))))
    assert (source, cue, content) == ("She", "said", "that talks failed")
    assert confidence > 0.8


def test_a_cue_that_no_list_knows_comes_from_the_model() -> None:
    assert found(tree(UNLISTED)) == []
    ((source, cue, content, _),) = found(with_roles(tree(UNLISTED), *told((2, 5))))
    assert (source, cue, content) == ("Brelk", "glimmered", "that talks failed")


def test_what_the_model_denies_is_less_sure() -> None:
    both = found(with_roles(tree(SAID), *told((2, 5))))
    alone = found(with_roles(tree(SAID)))
    assert not alone or alone[0][3] < both[0][3]


def test_an_unlinked_content_makes_no_attribution() -> None:
    spans = (RoleSpan(CUE, 1, 2, 0.9), RoleSpan(CONTENT, 2, 5, 0.9, 1, 0.1))
    assert found(with_roles(tree(UNLISTED), *spans)) == []


def test_overlap_is_intersection_over_union() -> None:
    assert overlap({1, 2, 3}, {2, 3, 4}) == 0.5
    assert overlap({1}, set()) == 0.0


@pytest.mark.parametrize("weights", [{}, dict.fromkeys(FEATURES, "much")])
def test_weights_must_be_there_and_numbers(weights: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"confidence\.yaml"):
        Confidence({"floor": 0.4, "nested_floor": 0.6, "weights": weights})
