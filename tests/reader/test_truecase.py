from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from sayso.reader import truecase
from sayso.reader.truecase import NOTE, compile_spellings, lost_case, restore
from sayso.reader.windows import paragraph_starts

VOCAB = spacy.blank("en").vocab
TABLES = {
    "groups": [
        {"name": "Orlava Liberation Front (Brelk)", "aliases": ["OLF", "O-19"], "weak": ["the Front"]},
        {"name": "turkey club", "aliases": ["al-Brelk Movement"]},
        {"name": "Glowing Road", "aliases": ["Roaders"], "kind": "armed_group"},
    ],
    "countries": [{"name": "Turkey", "demonyms": ["Turk", "Orlavan"], "capital": ["Ankara"]}],
    "rules": {"common_words": ["turk"]},
}


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    names = compile_spellings(TABLES, frozenset(["turk"]))
    monkeypatch.setattr(truecase, "spellings", lambda: names)


def doc(*sentences: str) -> Doc:
    """``word/TAG`` items, each sentence hanging on its first word; ``_`` stands for a blank token."""
    words, tags, heads = [], [], []
    for sentence in sentences:
        base = len(words)
        for item in sentence.split():
            word, tag = item.rsplit("/", 1)
            words.append(word.replace("_", " "))
            tags.append(tag)
            heads.append(base)
    return Doc(
        VOCAB,
        words=words,
        tags=tags,
        heads=heads,
        deps=["root" if i == h else "dep" for i, h in enumerate(heads)],
        lemmas=[w.lower() for w in words],
    )


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("the army left the town at dawn, officials said.", "lower"),
        ("THE ARMY LEFT THE TOWN AT DAWN, OFFICIALS SAID.", "upper"),
        ("The army left the town at dawn, officials said.", None),
        ("ARMY LEAVES TOWN\n\nThe army left Orlava at dawn, officials said.", None),
        ("he left", None),
        ("", None),
        ("12 34 — 56", None),
        ("x: " + "the army left the town. " * 40 + "B", "lower"),
        ("THE ARMY LEFT THE TOWN. " * 40 + "a", "upper"),
    ],
)
def test_a_text_without_case_is_told_from_one_with_case(text: str, case: str | None) -> None:
    assert lost_case(text) == case


def test_names_get_the_lexicons_spelling_others_one_capital() -> None:
    given = doc(
        "the/DT orlava/NNP liberation/NNP front/NNP (/-LRB- olf/NNP )/-RRB- hit/VBD mira/NNP brelk/NNP 's/POS house/NN", "he/PRP fled/VBD"
    )
    found = restore(given, "lower")
    assert found.text == "The Orlava Liberation Front ( OLF ) hit Mira Brelk 's house He fled "
    assert len(found.text) == len(given.text)
    assert found.user_data[NOTE] == "lower"
    assert [token.lemma_ for token in found][:3] == ["the", "Orlava", "Liberation"]
    assert [token.tag_ for token in found] == [token.tag_ for token in given]
    assert [sent.start for sent in found.sents] == [0, 12]


def test_capitals_are_lowered_where_no_name_stands() -> None:
    found = restore(doc("TWO/CD ORLAVAN/JJ POLICEMEN/NNS LEFT/VBD ANKARA/NNP ,/, I/PRP HEARD/VBD"), "upper")
    assert found.text == "Two Orlavan policemen left Ankara , I heard "


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("they/PRP ate/VBD turkey/NN", "They ate turkey "),
        ("they/PRP saw/VBD turkey/NNP", "They saw Turkey "),
        ("a/DT turk/NN left/VBD", "A turk left "),
        ("an/DT orlavan/NN left/VBD", "An Orlavan left "),
        ("in/IN front/NN of/IN it/PRP", "In front of it "),
        ("the/DT o/NNP -/HYPH 19/CD left/VBD", "The O - 19 left "),
        ("the/DT npd/NNP and/CC (/-LRB- eba/NNP )/-RRB- met/VBD eba/NNP men/NNS", "The NPD and ( EBA ) met EBA men "),
        ("men/NNS of/IN the/DT glowing/JJ road/NN and/CC the/DT roaders/NNS", "Men of the Glowing Road and the roaders "),
        ("it/PRP may/MD march/VB in/IN may/NNP", "It may march in May "),
        ("\"/`` we/PRP stay/VBP \"/''", '" We stay " '),
    ],
)
def test_tags_decide_between_names_and_words(given: str, text: str) -> None:
    assert restore(doc(given), "lower").text == text


@pytest.mark.parametrize("text", ["straße/NNP istanbul/NNP", "İstanbul/NNP STRASSE/NN", "ŉ/NNP ǆ/NNP", "ﬁrst/NNP"])
def test_no_letter_changes_the_length(text: str) -> None:
    given = doc(text)
    assert [len(token) for token in restore(given, "upper")] == [len(token) for token in given]


def test_blanks_between_sentences_become_line_ends_only_where_the_text_has_none() -> None:
    found = restore(doc("it/PRP rained/VBD ./. ___/_SP", "they/PRP left/VBD __/_SP"), "lower")
    assert found.text == "It rained . \n\n\n They left    "


@pytest.mark.parametrize(
    ("gaps", "starts"),
    [
        (["", "", "", "   ", ""], [True, False, False, True, False]),
        (["", "   ", "", "", ""], [True, False, False, False, False]),
        (["", "", "", "   ", "\n"], [True, False, False, False, True]),
    ],
)
def test_runs_of_blanks_divide_paragraphs_only_where_line_ends_are_lost(gaps: list[str], starts: list[bool]) -> None:
    assert paragraph_starts(["It", "rained", ".", "They", "left"], gaps, wrapped=False) == starts


def test_common_nouns_that_turn_out_to_be_names_are_tagged_as_names() -> None:
    found = restore(doc("the/DT glowing/JJ road/NN fired/VBD at/IN orlavans/NNS"), "lower")
    assert [token.tag_ for token in found] == ["DT", "JJ", "NNP", "VBD", "IN", "NNPS"]
    assert [token.pos_ for token in found][2] == "PROPN"
