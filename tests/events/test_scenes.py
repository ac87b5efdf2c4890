"""Words that stand for a place told before."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from sayso.events.scenes import SceneWords, holders, scenes
from sayso.records import Place, PlaceRole, Span

NLP = spacy.blank("en")
WORDS = SceneWords(frozenset(("city", "town")), frozenset(("province",)), frozenset(("in", "through")), frozenset(("there",)))


def _doc(words: str, heads: list[int], deps: str, pos: str) -> Doc:
    return Doc(NLP.vocab, words=words.split(), heads=heads, deps=deps.split(), pos=pos.split(), lemmas=words.lower().split())


@pytest.mark.parametrize(
    ("words", "heads", "deps", "pos", "expected"),
    [
        ("Minsk woke . They marched through the city .", [1, 1, 1, 4, 4, 7, 7, 4, 4], "nsubj root punct nsubj root case det obl punct",
         "PROPN VERB PUNCT PRON VERB ADP DET NOUN PUNCT", ["city"]),
        ("Minsk woke . They marched there .", [1, 1, 1, 4, 4, 4, 4], "nsubj root punct nsubj root advmod punct",
         "PROPN VERB PUNCT PRON VERB ADV PUNCT", ["there"]),
        ("Minsk woke . They praised the city .", [1, 1, 1, 4, 4, 6, 4, 4], "nsubj root punct nsubj root det obj punct",
         "PROPN VERB PUNCT PRON VERB DET NOUN PUNCT", []),
        ("Minsk woke . They marched through the province .", [1, 1, 1, 4, 4, 7, 7, 4, 4], "nsubj root punct nsubj root case det obl punct",
         "PROPN VERB PUNCT PRON VERB ADP DET NOUN PUNCT", []),
    ],
)  # fmt: skip
def test_scenes(words: str, heads: list[int], deps: str, pos: str, expected: list[str]) -> None:
    if not Doc.has_extension("places"):
        Doc.set_extension("places", default=())
    doc = _doc(words, heads, deps, pos)
    doc._.places = (Place(Span(0, 5), "Minsk", PlaceRole.LOCATIVE, kind="city", country="BLR", rule="where:gazetteer+votes"),)
    found = scenes(doc, WORDS)
    assert [place.span.of(doc.text) for place in found] == expected
    assert all((place.name, place.rule) == ("Minsk", "where:gazetteer+votes+told-before") for place in found)


@pytest.mark.parametrize(
    ("words", "pos", "expected"),
    [
        ("near Brest , in the district of Minsk .", "ADP PROPN PUNCT ADP DET NOUN ADP PROPN PUNCT", ["Minsk"]),
        ("in Brest , the rival of Minsk .", "ADP PROPN PUNCT DET NOUN ADP PROPN PUNCT", ["Minsk"]),
        ("in Brest and in Minsk .", "ADP PROPN CCONJ ADP PROPN PUNCT", []),
        ("in Brest , marched through Minsk .", "ADP PROPN PUNCT VERB ADP PROPN PUNCT", []),
    ],
)
def test_the_place_behind_a_comma_tells_where_the_first_lies(words: str, pos: str, expected: list[str]) -> None:
    size = len(words.split())
    doc = _doc(words, [0] * size, " ".join(["dep"] * size), pos)
    places = [
        Place(Span(at, at + len(name)), name, PlaceRole.LOCATIVE, kind="city", lat=53.0, lon=25.0, precision=1)
        for name in ("Brest", "Minsk")
        if (at := doc.text.index(name)) >= 0
    ]
    assert [span.of(doc.text) for span in sorted(holders(doc, places), key=lambda span: span.start)] == expected
