"""Layouts in which speech is printed, and where a content ends: transcripts, signatures, semicolons, further sayings."""

from __future__ import annotations

import pytest
from attribution_trees import tables, tree

from sayso.attribution import Attributor

SIGNED = (
    "“~/``/punct>3 We/PRP/nsubj>3 stay/VBP/root>0 here~/RB/advmod>3 .~/./punct>3 ”/''/punct>3 ―/:/punct>3 Mira/NNP/list>3 Brelk/NNP/flat>8"
)
SHOUTED = '"~/``/punct>5 BRELK~/NN/dep>5 :/:/punct>5 We/PRP/nsubj>5 stay/VBP/root>0 here~/RB/advmod>5 ././punct>5 ¶/_SP/dep>7'
ANSWERED = "\"~/``/punct>5 OSTEN~/NN/dep>5 :/:/punct>5 They/PRP/nsubj>5 lie~/VBP/root>0 .~/./punct>5 \"/''/punct>5"
SEMICOLON = (
    "Brelk/NNP/nsubj>2 said/VBD/root>0 that/IN/mark>5 talks/NNS/nsubj>5 failed~/VBD/ccomp>2 ;/:/punct>8 nobody/NN/nsubj>8 "
    "left~/VBD/parataxis>5 ././punct>2"
)
ACCUSED = (
    "Brelk/NNP/nsubj>2 said/VBD/root>0 that/IN/mark>5 talks/NNS/nsubj>5 failed/VBD/ccomp>2 and/CC/cc>7 accused/VBD/conj>2 "
    "Osten/NNP/obj>7 of/IN/mark>10 lying~/VBG/advcl>7 ././punct>2"
)


def told(*sentences: str) -> list[tuple[str, str, str]]:
    doc = Attributor(tables())(tree(*sentences))
    cut = [[" | ".join(span.of(doc.text) for span in part) for part in (a.source, a.cue, a.content)] for a in doc._.attributions]
    return [(source, cue, content) for source, cue, content in cut]


def test_a_quotation_may_be_signed_behind_a_dash() -> None:
    assert ("Mira Brelk", "―", "“We stay here.”") in told(SIGNED)


def test_each_speaker_of_a_quoted_transcript_has_the_own_words() -> None:
    found = told(SHOUTED, ANSWERED)
    assert [source for source, _, _ in found] == ["BRELK", "OSTEN"]
    assert found[0][2].startswith("We stay here")
    assert [("They lie" in content) for _, _, content in found] == [False, True]


@pytest.mark.parametrize(("sentence", "content"), [(SEMICOLON, "that talks failed"), (ACCUSED, "that talks failed")])
def test_a_content_ends_where_the_cue_or_the_outlet_goes_on(sentence: str, content: str) -> None:
    assert told(sentence)[0] == ("Brelk", "said", content)
