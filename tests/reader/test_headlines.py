"""The verbs of headlines that a tagger takes for nouns, and the tree that is made of them."""

from __future__ import annotations

import pytest

from sayso import data
from sayso.reader.headlines import Headlines, HeadlineVerb, name_arguments
from sayso.reader.lemmas import VerbLemmas

LISTS = data.lexicon("reader")
HEADLINES = Headlines(LISTS["headlines"], VerbLemmas(LISTS["irregular"]["verbs"], LISTS["verbs"]["lemmas"]))


def mended(line: str) -> tuple[HeadlineVerb | None, list[str]]:
    """Mend a line given as ``word/TAG`` pairs."""
    pairs = [pair.rsplit("/", 1) for pair in line.split()]
    tags = [tag for _, tag in pairs]
    return HEADLINES.mend([word for word, _ in pairs], tags), tags


@pytest.mark.parametrize(
    ("line", "index", "tag"),
    [
        ("Army/NNP shells/NNS rebel/NN town/NN", 1, "VBZ"),
        ("Northland/NNP court/NN jails/NNS two/CD bankers/NNS", 2, "VBZ"),
        ("Police/NN arrest/NN 30/CD in/IN Eastport/NNP", 1, "VBP"),
        ("Northern/JJ pirates/NNS free/JJ tanker/NN crew/NN", 2, "VBP"),
        ("Two/CD shot/NN dead/JJ in/IN bar/NN", 1, "VBN"),
        ("Opposition/NN leader/NN beaten/VBD in/IN Eastport/NNP", 2, "VBN"),
        ("Northland/NNP to/TO send/VB doctors/NNS", 2, "VB"),
        ("Northland/NNP ,/, Southland/NNP sign/NN border/NN pact/NN", 3, "VBP"),
        ("Southland/NNP :/: Miners/NNS seize/NN mill/NN", 3, "VBP"),
        ("Northland/NNP hands/NNS over/IN suspect/NN to/IN Southland/NNP", 1, "VBZ"),
        ("Villagers/NNS lynch/NN suspected/VBD thief/NN", 1, "VBP"),
        ("Northern/JJ court/VBP jails/NNS two/CD bankers/NNS", 2, "VBZ"),
        ("Dutch/JJ court/NN jails/NNS spy/NN for/IN treason/NN", 2, "VBZ"),
        ("Northland/NNP nabs/NNS four/CD in/IN arms/NNS sting/VBP", 1, "VBZ"),
        ("Northland/NNP truce/NN talks/NNS collapse/VBP", 3, "VBP"),
        ("Northland/NNP nabs/NNS banker/NN over/IN fraud/NN", 1, "VBZ"),
        ("Eastport/NNP eyes/NNS patrols/NNS with/IN Southland/NNP", 1, "VBZ"),
    ],
)
def test_the_verb_of_a_line(line: str, index: int, tag: str) -> None:
    found, tags = mended(line)
    assert found is not None
    assert (found.index, found.tag, tags[index]) == (index, tag, tag)


@pytest.mark.parametrize(
    "line",
    [
        "Rocket/NN attack/NN on/IN Eastport/NNP airport/NN ,/, one/CD dead/JJ",
        "Northland/NNP peace/NN talks/NNS in/IN Eastport/NNP",
        "Plan/NN to/TO free/VB hostages/NNS",
        "Soldiers/NNS in/IN rebel/NN camp/NN",
    ],
)
def test_a_line_without_a_verb_is_left_alone(line: str) -> None:
    assert mended(line)[0] is None


def test_a_verb_after_a_conjunction_is_not_the_lines_own() -> None:
    found, _ = mended("Crowds/NNS cheer/VBP as/IN troops/NNS enter/VBP town/NN")
    assert found is not None
    assert (found.index, found.clause) == (1, 4)


def test_sentences_with_a_full_stop_are_no_headlines() -> None:
    assert HEADLINES.is_headline(["Army", "shells", "town"])
    assert not HEADLINES.is_headline(["Army", "shells", "town", "."])


def test_subject_and_object_are_named() -> None:
    words = ["Northland", "court", "jails", "two", "bankers"]
    heads, deps = [2, 2, 2, 4, 2], ["compound", "compound", "root", "nummod", "conj"]
    name_arguments(HeadlineVerb(2, "VBZ", True), words, ["PROPN", "NOUN", "VERB", "NUM", "NOUN"], heads, deps)
    assert heads == [1, 2, 2, 4, 2]
    assert deps == ["compound", "nsubj", "root", "nummod", "obj"]


def test_names_before_the_verb_are_coordinated() -> None:
    words = ["Northland", ",", "Southland", "sign", "pact"]
    heads, deps = [3, 2, 3, 3, 3], ["nsubj", "punct", "nsubj", "root", "obj"]
    name_arguments(HeadlineVerb(3, "VBP", True), words, ["PROPN", "PUNCT", "PROPN", "VERB", "NOUN"], heads, deps)
    assert (heads[0], deps[0], heads[2], deps[2]) == (3, "nsubj", 0, "conj")


def test_what_stands_before_a_colon_is_no_subject() -> None:
    words = ["Southland", ":", "Army", "retakes", "suburb"]
    heads, deps = [3, 0, 3, 3, 0], ["nsubj", "punct", "compound", "root", "parataxis"]
    name_arguments(HeadlineVerb(3, "VBZ", True), words, ["PROPN", "PUNCT", "NOUN", "VERB", "NOUN"], heads, deps)
    assert (deps[0], deps[2], deps[4], heads[4]) == ("parataxis", "nsubj", "obj", 3)


def test_who_tells_it_behind_a_dash_is_no_party() -> None:
    words = ["Northland", "resumes", "talks", "–", "ministry"]
    heads, deps = [1, 1, 1, 4, 2], ["nsubj", "root", "obj", "punct", "appos"]
    name_arguments(HeadlineVerb(1, "VBZ", True), words, ["PROPN", "VERB", "NOUN", "PUNCT", "NOUN"], heads, deps)
    assert (heads[4], deps[4]) == (1, "parataxis")


def test_a_passive_has_no_particle_before_a_noun() -> None:
    found, _ = mended("Six/CD held/VBN over/IN airport/NN attack/NN")
    assert found is not None
    assert (found.tag, found.has_particle) == ("VBN", False)
