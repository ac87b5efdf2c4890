"""How far contents reach, whose they are, and what headlines, datelines and participles make of them."""

from __future__ import annotations

import time

import pytest
from attribution_trees import tables, tree

from sayso.attribution import Attributor
from sayso.attribution.quotes import QuotationKind, find_quotations
from sayso.records import Span, TimeExpression

AFTER_SAYING = (
    "After/IN/mark>2 saying/VBG/advcl>8 talks/NNS/nsubj>4 failed~/VBD/ccomp>2 ,/,/punct>2 the/DT/det>7 envoy/NN/nsubj>8 "
    "left~/VBD/root>0 ././punct>8"
)
THEN_THAT = "Brelk/NNP/nsubj>2 said/VBD/root>0 then/RB/advmod>6 that/IN/mark>6 talks/NNS/nsubj>6 failed~/VBD/ccomp>2 ././punct>2"
THAT_AND_THAT = (
    "Brelk/NNP/nsubj>2 said/VBD/root>0 that/IN/mark>5 talks/NNS/nsubj>5 failed/VBD/ccomp>2 and/CC/cc>9 that/IN/mark>9 rebels/NNS/nsubj>9 "
    "left~/VBD/conj>2 ././punct>2"
)
AND_ACCUSED = (
    "Brelk/NNP/nsubj>2 denied/VBD/root>0 that/IN/mark>6 he/PRP/nsubj>6 had/VBD/aux>6 fired/VBN/ccomp>2 and/CC/cc>8 accused/VBD/conj>6 "
    "the/DT/det>10 rebels~/NNS/obj>8 ././punct>2"
)
APPOSITION = (
    "Brelk~/NNP/nsubj>6 ,/,/punct>4 the/DT/det>4 envoy~/NN/appos>1 ,/,/punct>1 criticised/VBD/root>0 the/DT/det>8 plan~/NN/obj>6 "
    ",/,/punct>11 which/WDT/nsubj>11 failed~/VBD/acl:relcl>8 ././punct>6"
)
DATELINE = (
    "ORLAVA/NNP/nsubj>8 (~/-LRB-/punct>3 Vesna~/NNP/appos>1 )/-RRB-/punct>3 -/:/punct>1 Mira/NNP/appos>1 Brelk/NNP/flat>6 says/VBZ/root>0 "
    "talks/NNS/nsubj>10 failed~/VBD/ccomp>8 ././punct>8"
)
ASKED = (
    "Asked/VBN/advcl>7 whether/IN/mark>4 talks/NNS/nsubj>4 failed~/VBD/ccomp>1 ,/,/punct>1 he/PRP/nsubj>7 nodded~/VBD/root>0 ././punct>7"
)
HEADLINE = (
    "Orlava/NNP/compound>2 Rebels/NNS/nsubj>3 Forced/VBD/root>0 Army/NNP/obj>3 Back/RB/advmod>3 to/IN/case>7 Table~/NNP/obl>3 "
    ":/:/punct>9 Brelk/NNP/parataxis>3 ¶/_SP/dep>9"
)
SPEAKER_FIRST = "Brelk~/NNP/nsubj>4 :/:/punct>1 Talks/NNS/nsubj>4 failed/VBD/root>0 in/IN/case>6 Orlava/NNP/obl>4 ¶/_SP/dep>6"
DENIED_DOING = "Rebels/NNS/nsubj>2 denied/VBD/root>0 looting/VBG/xcomp>2 the/DT/det>5 depot~/NN/obj>3 ././punct>2"
THREATENED = (
    "Rebels/NNS/nsubj>2 threatened/VBD/root>0 on/IN/case>4 Monday/NNP/obl>2 to/TO/mark>6 burn/VB/advcl>2 the/DT/det>8 depot~/NN/obj>6 "
    "././punct>2"
)
NUMBER = "Police/NNS/nsubj>2 put/VBD/root>0 the/DT/det>4 number/NN/obj>2 at/IN/case>6 8,000~/CD/obl>2 ././punct>2"
SURVEY = (
    "Most/JJ/nsubj>2 say/VBP/root>0 talks/NNS/nsubj>4 failed~/VBD/ccomp>2 ,/,/punct>8 according/VBG/case>8 to/IN/fixed>6 "
    "surveys~/NNS/obl>4 ././punct>2"
)
NO_GROUP = (
    "No/DT/det>2 group/NN/nsubj>4 has/VBZ/aux>4 claimed/VBN/root>0 responsibility/NN/obj>4 for/IN/case>8 the/DT/det>8 raid~/NN/nmod>5 "
    "././punct>4"
)
TOLD_ON_FRIDAY = (
    "“~/``/punct>3 We/PRP/nsubj>3 stay~/VBP/ccomp>7 ,~/,/punct>3 ”/''/punct>3 Brelk/NNP/nsubj>7 told/VBD/root>0 reporters/NNS/iobj>7 "
    "on/IN/case>10 Friday~/NNP/obl>3 ././punct>7"
)


def found(*sentences: str) -> list[tuple[str, str, str]]:
    doc = Attributor(tables())(tree(*sentences))
    return [
        tuple(" | ".join(span.of(doc.text) for span in spans) for spans in (one.source, one.cue, one.content))  # type: ignore[misc]
        for one in doc._.attributions
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(AFTER_SAYING, [("the envoy", "saying", "talks failed")], id="main clause behind the cue stays out"),
        pytest.param(THEN_THAT, [("Brelk", "said", "that talks failed")], id="content opens with that"),
        pytest.param(THAT_AND_THAT, [("Brelk", "said", "that talks failed and that rebels left")], id="second that-clause"),
        pytest.param(
            AND_ACCUSED,
            [("Brelk", "denied", "that he had fired"), ("Brelk", "accused", "the rebels")],
            id="the speaker's next act of saying",
        ),
        pytest.param(APPOSITION, [("Brelk, the envoy,", "criticised", "the plan")], id="aside left out"),
        pytest.param(DATELINE, [("Mira Brelk", "says", "talks failed")], id="dateline left out"),
        pytest.param(ASKED, [("", "Asked", "whether talks failed")], id="who is asked does not ask"),
        pytest.param(HEADLINE, [("Brelk", ":", "Orlava Rebels Forced Army Back to Table")], id="speaker behind the colon"),
        pytest.param(SPEAKER_FIRST, [("Brelk", ":", "Talks failed in Orlava")], id="speaker before the colon"),
        pytest.param(DENIED_DOING, [("Rebels", "denied", "looting the depot")], id="denied doing"),
        pytest.param(THREATENED, [("Rebels", "threatened", "to burn the depot")], id="infinitive at a distance"),
        pytest.param(NUMBER, [("Police", "put", "the number at 8,000")], id="number put at"),
        pytest.param(
            SURVEY,
            [("Most", "say", "talks failed"), ("surveys", "according to", "Most say talks failed")],
            id="according to speaks of the whole sentence",
        ),
    ],
)
def test_contents_and_sources(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(found(sentence)) == sorted(expected)


def test_nobody_claiming_is_a_negated_claim() -> None:
    (one,) = Attributor(tables())(tree(NO_GROUP))._.attributions
    assert (one.speech, one.negated) == ("claim", True)


def test_time_behind_the_cue_is_the_time_of_saying() -> None:
    doc = tree(TOLD_ON_FRIDAY)
    start = doc.text.index("Friday")
    friday = TimeExpression(Span(start, start + 6), "DATE", "2024-01-05")
    doc._.times = (friday,)
    (one,) = Attributor(tables())(doc)._.attributions
    assert one.said_when == friday


def test_time_before_the_cue_in_another_clause_is_not() -> None:
    doc = tree(AFTER_SAYING)
    doc._.times = (TimeExpression(Span(0, 5), "DATE", "2024-01-05"),)
    (one,) = Attributor(tables())(doc)._.attributions
    assert one.said_when is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("On the station's “Evening Talk,” she smiled.", [QuotationKind.TERM]),
        ("“We shall go to Orlava,” she said.", [QuotationKind.UTTERANCE]),
        ('"We call it “Long Peace” here, she said, and “Hope” too."', [QuotationKind.UTTERANCE]),
    ],
)
def test_titles_and_framed_paragraphs(text: str, kinds: list[QuotationKind]) -> None:
    assert [quotation.kind for quotation in find_quotations(text)] == kinds


def test_a_sentence_without_end_takes_linear_time() -> None:
    words = " ".join(
        f"he/PRP/nsubj>{4 * n + 2} said/VBD/ccomp>{max(2, 4 * n - 2)} we/PRP/nsubj>{4 * n + 4} left/VBD/ccomp>{4 * n + 2}"
        for n in range(3000)
    )
    doc = tree(words.replace("said/VBD/ccomp>2 ", "said/VBD/root>0 ", 1))
    began = time.process_time()
    Attributor(tables())(doc)
    assert time.process_time() - began < 5
