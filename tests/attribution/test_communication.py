"""Class, polarity and certainty of cues, by their words."""

from __future__ import annotations

import pytest
from attribution_trees import tables, tree

from sayso.attribution.communication import Communication, CueReader
from sayso.attribution.lexicon import compile_cues
from sayso.attribution.sayings import compile_sayings
from sayso.attribution.tree import Tree
from sayso.errors import LexiconError
from sayso.records import Certainty

SURE, LIKELY, MAYBE, OPEN = Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.OPEN


def read(sentence: str, cue: str, content: str = "", source: str = "") -> Communication:
    """The communication of a sentence's cue; cue and content as words of it, the source as its head word."""
    doc = tree(sentence)
    lexicon = compile_cues(tables())
    parsed = Tree(doc)
    parsed.correct_lemmas(lexicon.forms)
    places = {word: at for at, word in reversed(list(enumerate(parsed.words)))}
    numbers = [[places[word] for word in words.split()] for words in (cue, content)]
    return CueReader(parsed, lexicon).read(*numbers, source=places.get(source))


@pytest.mark.parametrize(
    ("sentence", "cue", "speech", "negated", "certainty"),
    [
        ("She/PRP/nsubj>2 said/VBD/root>0 so/RB/advmod>2", "said", "say", False, SURE),
        ("She/PRP/nsubj>4 did/VBD/aux>4 not/RB/advmod>4 say/VB/root>0", "did not say", "say", True, OPEN),
        ("She/PRP/nsubj>3 never/RB/advmod>3 admitted/VBD/root>0 it/PRP/obj>3", "never admitted", "admit", True, OPEN),
        ("She/PRP/nsubj>2 issued/VBD/root>0 a/DT/det>4 denial/NN/obj>2", "issued a denial", "deny", False, SURE),
        ("She/PRP/nsubj>2 failed/VBD/root>0 to/TO/mark>4 deny/VB/xcomp>2 it/PRP/obj>4", "failed to deny", "deny", True, MAYBE),
        ("She/PRP/nsubj>2 failed/VBD/root>0 to/TO/mark>4 mention/VB/xcomp>2 it/PRP/obj>4", "mention", "say", True, OPEN),
        ("She/PRP/nsubj>2 refused/VBD/root>0 to/TO/mark>4 confirm/VB/xcomp>2 it/PRP/obj>4", "refused to confirm", "decline", True, OPEN),
        ("She/PRP/nsubj>2 has/VBZ/root>0 yet/RB/advmod>2 to/TO/mark>5 confirm/VB/xcomp>2", "has yet to confirm", "confirm", True, OPEN),
        ("She/PRP/nsubj>2 went/VBD/root>0 on/RP/compound:prt>2 to/TO/mark>5 say/VB/xcomp>2", "went on to say", "say", False, SURE),
        ("She/PRP/nsubj>2 made/VBD/root>0 clear/JJ/xcomp>2", "made clear", "say", False, SURE),
        ("She/PRP/nsubj>3 is/VBZ/cop>3 convinced/JJ/root>0", "is convinced", "think", False, SURE),
        ("She/PRP/nsubj>3 is/VBZ/cop>3 unsure/JJ/root>0", "is unsure", "think", False, OPEN),
        ("It/PRP/nsubj:pass>3 is/VBZ/aux:pass>3 expected/VBN/root>0", "is expected", "think", False, LIKELY),
        ("She/PRP/nsubj>2 hinted/VBD/root>0 so/RB/advmod>2", "hinted", "say", False, MAYBE),
        ("She/PRP/nsubj>4 does/VBZ/aux>4 not/RB/advmod>4 believe/VB/root>0 it/PRP/obj>4", "does not believe", "think", True, LIKELY),
        ("She/PRP/nsubj>4 does/VBZ/aux>4 not/RB/advmod>4 know/VB/root>0 it/PRP/obj>4", "does not know", "think", True, OPEN),
        ("She/PRP/nsubj>2 voted/VBD/root>0 to/TO/mark>4 go/VB/xcomp>2", "voted", "think", False, SURE),
        ("She/PRP/nsubj>2 ordered/VBD/root>0 them/PRP/obj>2", "ordered", "demand", False, SURE),
        ("She/PRP/nsubj>2 pleaded/VBD/root>0 guilty/JJ/xcomp>2", "pleaded guilty", "admit", False, SURE),
        ("She/PRP/nsubj>2 pleaded/VBD/root>0 not/RB/advmod>4 guilty/JJ/xcomp>2", "pleaded not guilty", "deny", False, SURE),
        ("She/PRP/nsubj>2 warned/VBD/root>0 in/IN/case>5 a/DT/det>5 denial/NN/obl>2", "warned in a denial", "say", False, SURE),
        ("She/PRP/nsubj>2 not/RB/advmod>4 only/RB/advmod>2 said/VBD/root>0", "not only said", "say", False, SURE),
        ("She/PRP/nsubj>2 blorbed/VBD/root>0 it/PRP/obj>2", "blorbed", "say", False, SURE),
        ("She/PRP/nsubj>3 is/VBZ/cop>3 blorby/JJ/root>0", "is blorby", "think", False, SURE),
        ("She/PRP/nsubj>1 :/:/punct>1", ":", "say", False, SURE),
    ],
)
def test_class_polarity_and_certainty_of_a_cue(sentence: str, cue: str, speech: str, negated: bool, certainty: Certainty) -> None:
    found = read(sentence, cue)
    assert (found.speech, found.negated, found.certainty) == (speech, negated, certainty)
    assert "speech" in found.rules
    assert ("negated" in found.rules) is negated
    assert ("certainty" in found.rules) is (certainty is not SURE)


REJECTED = "They/PRP/nsubj>2 rejected/VBD/root>0 the/DT/det>4 {noun}/NN/obj>2"
WARNED = "Front/NNP/nsubj>2 warned/VBD/root>0 {who}/{tag}/nsubj>5 would/MD/aux>5 strike/VB/ccomp>2"


@pytest.mark.parametrize(
    ("sentence", "cue", "content", "speech"),
    [
        (REJECTED.format(noun="offer"), "rejected", "the offer", "decline"),
        (REJECTED.format(noun="charge"), "rejected", "the charge", "deny"),
        (WARNED.format(who="it", tag="PRP"), "warned", "it would strike", "threaten"),
        (WARNED.format(who="storms", tag="NNS"), "warned", "storms would strike", "say"),
    ],
)
def test_the_content_decides_between_the_meanings_of_a_cue(sentence: str, cue: str, content: str, speech: str) -> None:
    assert read(sentence, cue, content, "Front").speech == speech


def test_a_poll_says_what_it_shows() -> None:
    sentence = "{source}/NN/nsubj>2 shows/VBZ/root>0 it/PRP/obj>2"
    assert read(sentence.format(source="poll"), "shows", source="poll").speech == "say"
    assert read(sentence.format(source="woman"), "shows", source="woman").speech == "think"


def test_no_source_at_all_negates() -> None:
    found = read("No/DT/det>2 group/NN/nsubj>3 claimed/VBD/root>0 it/PRP/obj>3", "claimed", "it", "group")
    assert (found.speech, found.negated, found.rules["negated"][0]) == ("claim", True, "negation:no")


def test_to_ask_for_something_is_no_question() -> None:
    asked = "She/PRP/nsubj>2 asked/VBD/root>0 {mark}/{tag}/mark>4 go/VB/{dep}>2"
    assert read(asked.format(mark="whether", tag="IN", dep="ccomp"), "asked", "whether go").certainty is OPEN
    assert read(asked.format(mark="to", tag="TO", dep="xcomp"), "asked", "to go").certainty is SURE


def test_a_quotation_without_a_cue_is_said() -> None:
    found = read("Go/VB/root>0", "")
    assert (found.speech, found.negated, found.certainty, found.rules) == ("say", False, SURE, {"speech": ("fallback:no cue", None)})


@pytest.mark.parametrize("table", [{"verbs": {"mutter": ["mumble"]}}, {"certainty": {"sure": ["know"]}}])
def test_unknown_classes_and_degrees_are_errors(table: dict[str, dict[str, list[str]]]) -> None:
    with pytest.raises(LexiconError, match=r"sayings\.yaml"):
        compile_sayings({"sayings": table}, {})
