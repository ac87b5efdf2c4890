"""The verbs of headlines that a tagger takes for nouns, and the tree that is made of them."""

from __future__ import annotations

import pytest

from sayso import data
from sayso.reader.headline_tree import name_arguments
from sayso.reader.headlines import Headlines, HeadlineVerb
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
        ("Northland/NNP nurses/VBZ down/RB tools/NNS", 2, "VBP"),
        ("Mob/NNS torches/NNS shrine/NN in/IN Eastport/NNP", 1, "VBZ"),
        ("Police/NN probe/NN blaze/VBP at/IN mosque/NN", 1, "VBP"),
        ("Westmarkian/JJ stabs/NNS soldier/NN", 1, "VBZ"),
        ("Bandits/NNP torch/NN buses/NNS in/IN Westmark/NNP", 1, "VBP"),
        ("Army/NNP fans/NNS out/RB along/IN river/NN", 1, "VBZ"),
        ("Two/CD thousand/CD rally/NN in/IN Eastport/NNP", 2, "VBP"),
        ("Prayer/NN leader/NN waylaid/VBD and/CC abducted/VBN", 2, "VBN"),
        ("Clinic/NN aide/NN flown/VBD to/IN Eastport/NNP", 2, "VBN"),
        ("Reservists/NNS called/VBD up/RP in/IN Northland/NNP", 1, "VBN"),
        ("Ten/CD feared/VBD dead/JJ in/IN raid/NN", 1, "VBN"),
        ("Web/NN access/NN cut/NN in/IN valley/NN", 2, "VBN"),
        ("Northland/NNP leaders/NNS resume/NN reunion/NN talks/VBZ", 2, "VBP"),
        ("Rebels/NNS down/IN plane/NN ,/, four/CD feared/VBD dead/JJ", 1, "VBP"),
        ("As/IN talks/NNS falter/VBP ,/, army/NN masses/NNS troops/NNS", 5, "VBZ"),
        ("Minister/NN to/IN face/NN graft/NN charges/NNS", 2, "VB"),
        ("Riot/NN squad/NN pepper/NN -/HYPH sprays/NNS marchers/NNS", 4, "VBZ"),
        ("Highland/NNP Guards/NNPS massacre/NN workers/NNS", 2, "VBP"),
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
        "Power/NN cut/NN in/IN Eastport/NNP",
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
    name_arguments(
        HeadlineVerb(2, "VBZ", True), words, ["NNP", "NN", "VBZ", "CD", "NNS"], ["PROPN", "NOUN", "VERB", "NUM", "NOUN"], heads, deps
    )
    assert heads == [1, 2, 2, 4, 2]
    assert deps == ["compound", "nsubj", "root", "nummod", "obj"]


def test_names_before_the_verb_are_coordinated() -> None:
    words = ["Northland", ",", "Southland", "sign", "pact"]
    heads, deps = [3, 2, 3, 3, 3], ["nsubj", "punct", "nsubj", "root", "obj"]
    name_arguments(
        HeadlineVerb(3, "VBP", True), words, ["NNP", ",", "NNP", "VBP", "NN"], ["PROPN", "PUNCT", "PROPN", "VERB", "NOUN"], heads, deps
    )
    assert (heads[0], deps[0], heads[2], deps[2]) == (3, "nsubj", 0, "conj")


def test_what_stands_before_a_colon_is_no_subject() -> None:
    words = ["Southland", ":", "Army", "retakes", "suburb"]
    heads, deps = [3, 0, 3, 3, 0], ["nsubj", "punct", "compound", "root", "parataxis"]
    name_arguments(
        HeadlineVerb(3, "VBZ", True), words, ["NNP", ":", "NN", "VBZ", "NN"], ["PROPN", "PUNCT", "NOUN", "VERB", "NOUN"], heads, deps
    )
    assert (deps[0], deps[2], deps[4], heads[4]) == ("parataxis", "nsubj", "obj", 3)


def test_who_tells_it_behind_a_dash_is_no_party() -> None:
    words = ["Northland", "resumes", "talks", "–", "ministry"]
    heads, deps = [1, 1, 1, 4, 2], ["nsubj", "root", "obj", "punct", "appos"]
    name_arguments(
        HeadlineVerb(1, "VBZ", True), words, ["NNP", "VBZ", "NNS", ":", "NN"], ["PROPN", "VERB", "NOUN", "PUNCT", "NOUN"], heads, deps
    )
    assert (heads[4], deps[4]) == (1, "parataxis")


def test_a_passive_has_no_particle_before_a_noun() -> None:
    found, _ = mended("Six/CD held/VBN over/IN airport/NN attack/NN")
    assert found is not None
    assert (found.tag, found.has_particle) == ("VBN", False)


@pytest.mark.parametrize(
    "line",
    [
        "Rebels/NNS vowed/VBD to/TO fight/VB on/RP",
        "Offensive/NN widened/VBD in/IN north/NN",
    ],
)
def test_the_past_of_will_and_of_change_may_be_active(line: str) -> None:
    assert all(tag != "VBN" for tag in mended(line)[1][:2])


@pytest.mark.parametrize(
    ("line", "place", "tag"),
    [
        ("Northland/NNP paroles/VBZ ailing/VBG clergymen/NNS", 2, "JJ"),
        ("Party/NN hails/VBZ ruling/VBG on/IN ballots/NNS", 2, "NN"),
        ("Minister/NN hails/VBZ deal/VBP with/IN fund/NN", 2, "NN"),
        ("Northland/NNP to/TO swap/VB captives/NNS '/POS remains/VBZ", 5, "NNS"),
        ("Hundreds/NNS rounded/VBD up/RP in/IN dawn/NN swoop/VBP", 5, "NN"),
        ("Northland/NNP bombs/VBZ IS/VBZ caves/NNS", 2, "NNP"),
    ],
)
def test_words_that_belong_to_the_object_are_no_verbs(line: str, place: int, tag: str) -> None:
    assert mended(line)[1][place] == tag


def test_a_participle_in_another_clause_has_a_passive_subject() -> None:
    words = ["Clashes", "erupt", "after", "leader", "jailed"]
    heads, deps = [1, 1, 4, 4, 1], ["nsubj", "root", "mark", "nsubj", "advcl"]
    name_arguments(
        HeadlineVerb(1, "VBP", True), words, ["NNS", "VBP", "IN", "NN", "VBN"], ["NOUN", "VERB", "SCONJ", "NOUN", "VERB"], heads, deps
    )
    assert deps[3] == "nsubj:pass"


def test_a_verb_behind_a_comma_shares_the_subject() -> None:
    words = ["Navy", "seizes", "boats", ",", "detains", "crew"]
    heads, deps = [1, 1, 1, 1, 1, 4], ["nsubj", "root", "obj", "punct", "parataxis", "obj"]
    tags, poses = ["NNP", "VBZ", "NNS", ",", "VBZ", "NN"], ["PROPN", "VERB", "NOUN", "PUNCT", "VERB", "NOUN"]
    name_arguments(HeadlineVerb(1, "VBZ", True), words, tags, poses, heads, deps)
    assert deps[4] == "conj"


def test_the_first_part_of_a_verb_is_not_its_subject() -> None:
    words = ["Northland", "test", "-", "fires", "missile"]
    heads, deps = [1, 3, 1, 3, 3], ["compound", "nsubj", "punct", "root", "obj"]
    tags, poses = ["NNP", "NN", "HYPH", "VBZ", "NN"], ["PROPN", "NOUN", "PUNCT", "VERB", "NOUN"]
    name_arguments(HeadlineVerb(3, "VBZ", True), words, tags, poses, heads, deps)
    assert (heads[0], deps[0], heads[1], deps[1]) == (3, "nsubj", 3, "compound")
