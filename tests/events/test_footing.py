"""The footing of events by what governs them and by whose word they are: ``form|lemma|XPOS|relation|head`` as in `event_docs`."""

from __future__ import annotations

from dataclasses import replace

import pytest
from event_docs import ARMY, WHO, events, names, parsed, spoken

from sayso.records import ActorMention, Attribution, Footing, MentionKind, Span, Status

KILLING = "the|the|DT|det|{k} killing|killing|NN|{dep}|{h} of|of|IN|case|{a} the|the|DT|det|{a} army|army|NN|nmod|{k}"


def killing(first: int, dep: str, head: int) -> str:
    """ "the killing of the army" from token number `first` on."""
    return KILLING.format(k=first + 1, a=first + 4, dep=dep, h=head)


FRONT = "Front|Front|NNP|nsubj|2"
DENIED = f"{FRONT} denied|deny|VBD|root|0 {killing(3, 'obj', 2)}"
DENIED_PART = (
    f"{FRONT} denied|deny|VBD|root|0 any|any|DT|det|4 part|part|NN|obj|2 in|in|IN|case|7 the|the|DT|det|7 killing|killing|NN|nmod|4 "
    "of|of|IN|case|10 the|the|DT|det|10 army|army|NN|nmod|7"
)
NO_PART = DENIED_PART.replace("denied|deny", "had|have").replace("any|any", "no|no")
CLAIMED = (
    f"{FRONT} claimed|claim|VBD|root|0 responsibility|responsibility|NN|obj|2 for|for|IN|case|6 the|the|DT|det|6 killing|killing|NN|nmod|3 "
    "of|of|IN|case|9 the|the|DT|det|9 army|army|NN|nmod|6"
)
NOT_CLAIMED = (
    "No|no|DT|det|2 group|group|NN|nsubj|3 claimed|claim|VBD|root|0 responsibility|responsibility|NN|obj|3 for|for|IN|case|7 "
    "the|the|DT|det|7 killing|killing|NN|nmod|4 of|of|IN|case|10 the|the|DT|det|10 army|army|NN|nmod|7"
)
BLAMED = (
    f"{FRONT.replace('nsubj', 'nsubj:pass')[:-1]}3 is|be|VBZ|aux:pass|3 blamed|blame|VBN|root|0 for|for|IN|case|6 {killing(5, 'obl', 3)}"
)
CHARGED = BLAMED.replace("blamed|blame", "charged|charge").replace("for|for", "with|with")
CLEARED = BLAMED.replace("blamed|blame", "cleared|clear").replace("for|for", "of|of", 1)
WHICH_DENIES = (
    f"{killing(1, 'nsubj', 9)} which|which|WDT|obj|8 Front|Front|NNP|nsubj|8 denies|deny|VBZ|acl:relcl|2 shocked|shock|VBD|root|0 "
    "many|many|JJ|obj|9"
)
GUILTY = (
    f"{FRONT} pleaded|plead|VBD|root|0 guilty|guilty|JJ|xcomp|2 to|to|IN|mark|5 killing|kill|VBG|advcl|3 "
    "the|the|DT|det|7 army|army|NN|obj|5"
)
NOT_GUILTY = (
    f"{FRONT} pleaded|plead|VBD|root|0 not|not|RB|advmod|4 guilty|guilty|JJ|xcomp|2 to|to|IN|mark|6 killing|kill|VBG|advcl|4 "
    "the|the|DT|det|8 army|army|NN|obj|6"
)
ACCUSED_OF = (
    "Southland|Southland|NNP|nsubj|2 accused|accuse|VBD|root|0 Front|Front|NNP|obj|2 of|of|IN|mark|5 killing|kill|VBG|advcl|2 "
    "the|the|DT|det|7 army|army|NN|obj|5"
)
OF_THE_OBJECT = ACCUSED_OF.replace("accused|accuse", "acquitted|acquit").replace("VBG|advcl|2", "VBG|acl|3")
MAY_HAVE = f"{FRONT[:-1]}4 may|may|MD|aux|4 have|have|VB|aux|4 attacked|attack|VBN|root|0 the|the|DT|det|6 army|army|NN|obj|4"
BELIEVED = (
    f"{FRONT.replace('nsubj', 'nsubj:pass')[:-1]}3 is|be|VBZ|aux:pass|3 believed|believe|VBN|root|0 to|to|TO|mark|6 have|have|VB|aux|6 "
    "attacked|attack|VBN|xcomp|3 the|the|DT|det|8 army|army|NN|obj|6"
)
DISTANCED = (
    f"{FRONT} distanced|distance|VBD|root|0 itself|itself|PRP|obj|2 from|from|IN|case|6 the|the|DT|det|6 killing|killing|NN|obl|2 "
    "of|of|IN|case|9 the|the|DT|det|9 army|army|NN|nmod|6"
)
RULED_OUT = (
    "Southland|Southland|NNP|nsubj|3 not|not|RB|advmod|3 rules|rule|VBZ|root|0 out|out|RP|compound:prt|3 that|that|IN|mark|7 "
    "Front|Front|NNP|nsubj|7 attacked|attack|VBD|ccomp|3 the|the|DT|det|9 army|army|NN|obj|7"
)
POINTED = (
    "Southland|Southland|NNP|nsubj|2 pointed|point|VBD|root|0 the|the|DT|det|4 finger|finger|NN|obj|2 at|at|IN|case|6 "
    "Front|Front|NNP|obl|2 "
    "for|for|IN|case|9 the|the|DT|det|9 killing|killing|NN|obl|2 of|of|IN|case|12 the|the|DT|det|12 army|army|NN|nmod|9"
)
TRIAL = (
    f"{FRONT} stands|stand|VBZ|root|0 trial|trial|NN|obj|2 over|over|IN|case|6 the|the|DT|det|6 killing|killing|NN|obl|2 "
    "of|of|IN|case|9 the|the|DT|det|9 army|army|NN|nmod|6"
)
ALLEGEDLY = f"{FRONT[:-1]}3 allegedly|allegedly|RB|advmod|3 attacked|attack|VBD|root|0 the|the|DT|det|5 army|army|NN|obj|3"
TOLD = f"{FRONT} attacked|attack|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2"


@pytest.mark.parametrize(("source", "voiced"), [("No group", False), ("Front", True)])
def test_who_is_nobody_is_no_voice(source: str, voiced: bool) -> None:
    rows = NOT_CLAIMED if source == "No group" else CLAIMED
    doc = parsed(rows)
    content = spoken(doc, "responsibility for the killing of the army", "claim")
    doc._.attributions = (replace(content, source=(Span(0, len(source)),)),)
    (event,) = (event for event in events(doc) if event.type == "ASSAULT")
    assert (event.voice == content.id) == voiced


def test_blame_laid_beside_a_denial_is_not_denied() -> None:
    rows = f"{DENIED_PART} and|and|CC|cc|12 blamed|blame|VBD|conj|2 Southland|Southland|NNP|obj|12"
    footings = {event.type: event.footing for event in events(parsed(rows))}
    assert footings == {"ASSAULT": Footing.DENIED, "ACCUSE": Footing.AS_FACT}


@pytest.mark.parametrize(
    ("rows", "footing"),
    [
        (TOLD, Footing.AS_FACT),
        (DENIED, Footing.DENIED),
        (DENIED_PART, Footing.DENIED),
        (DISTANCED, Footing.DENIED),
        (RULED_OUT, Footing.POSSIBLE),
        (POINTED, Footing.ACCUSED),
        (TRIAL, Footing.ACCUSED_BY_AUTHORITIES),
        (NO_PART, Footing.DENIED),
        (WHICH_DENIES, Footing.DENIED),
        (NOT_GUILTY, Footing.DENIED),
        (CLAIMED, Footing.CLAIMED),
        (GUILTY, Footing.CLAIMED),
        (NOT_CLAIMED, Footing.AS_FACT),
        (BLAMED, Footing.ACCUSED),
        (ALLEGEDLY, Footing.ACCUSED),
        (CHARGED, Footing.ACCUSED_BY_AUTHORITIES),
        (CLEARED, Footing.ACQUITTED),
        (OF_THE_OBJECT, Footing.ACQUITTED),
        (MAY_HAVE, Footing.POSSIBLE),
        (BELIEVED, Footing.ACCUSED),
    ],
)
def test_footing_in_the_outlets_own_word(rows: str, footing: Footing) -> None:
    (event,) = (event for event in events(parsed(rows)) if event.type == "ASSAULT")
    assert (event.footing, event.status, event.voice) == (footing, Status.HYPOTHETICAL if rows == MAY_HAVE else Status.OCCURRED, None)


def test_the_one_accused_is_the_doer() -> None:
    doc = parsed(ACCUSED_OF)
    (event,) = (event for event in events(doc) if event.type == "ASSAULT")
    assert (names(doc, event.actors), names(doc, event.recipients)) == (["Front"], ["army"])


def nested(inner: str, outer: str, who: str) -> tuple[Footing, str | None]:
    """Footing and voice of an attack that `inner` tells within what `outer` says."""
    doc = parsed(TOLD)
    above = spoken(doc, doc.text, outer)
    below = replace(spoken(doc, "attacked the army", inner, who), parent=above.id)
    doc._.attributions = (above, below)
    (event,) = events(doc)
    return event.footing, event.voice


def test_in_a_chain_the_innermost_voice_tells() -> None:
    assert nested("admit", "say", "Front") == (Footing.CLAIMED, "s_admit")
    assert nested("deny", "say", "Front") == (Footing.DENIED, "s_deny")
    assert nested("accuse", "deny", "army") == (Footing.ACCUSED_BY_AUTHORITIES, "s_accuse")


def test_nobodys_word_is_no_voice() -> None:
    doc = parsed(ALLEGEDLY)
    cue = Span(doc.text.index("allegedly"), doc.text.index("allegedly") + len("allegedly"))
    nobody: Attribution = replace(spoken(doc, "attacked the army", "accuse"), cue=(cue,))
    doc._.attributions = (nobody,)
    (event,) = events(doc)
    assert (event.footing, event.voice) == (Footing.ACCUSED, None)


def test_what_the_speaker_says_that_it_did_not_do_is_denied() -> None:
    rows = f"{FRONT[:-1]}4 did|do|VBD|aux|4 not|not|RB|advmod|4 attack|attack|VB|root|0 the|the|DT|det|6 army|army|NN|obj|4"
    doc = parsed(rows)
    doc._.attributions = (spoken(doc, doc.text, "say", "Front"),)
    (event,) = events(doc)
    assert (event.footing, event.status) == (Footing.DENIED, Status.OCCURRED)
    assert ARMY in {mention.actor for mention in event.recipients}


def test_the_one_charged_is_no_voice_of_what_he_is_charged_with() -> None:
    doc = parsed(CHARGED)
    start, end = doc.text.index("charged"), doc.text.index("charged") + len("charged")
    doc._.attributions = (
        replace(spoken(doc, "the killing of the army", "accuse", "Front"), source=(Span(0, 5),), cue=(Span(start, end),)),
    )
    event = next(event for event in events(doc) if event.type == "ASSAULT")
    assert (event.footing, event.voice) == (Footing.ACCUSED_BY_AUTHORITIES, None)


def test_what_the_doer_says_may_have_happened_is_possible() -> None:
    doc = parsed(MAY_HAVE)
    doc._.attributions = (spoken(doc, doc.text, "admit", "Front"),)
    (event,) = events(doc)
    assert event.footing is Footing.POSSIBLE


@pytest.mark.parametrize(
    ("rows", "type_"),
    [
        ("Bathers|bather|NNS|nsubj:pass|3 were|be|VBD|aux:pass|3 stabbed|stab|VBN|root|0", "ASSAULT"),
        (
            "the|the|DT|det|2 dynamiting|dynamiting|NN|nsubj|6 of|of|IN|case|5 the|the|DT|det|5 bridge|bridge|NN|nmod|2 "
            "angered|anger|VBD|root|0 many|many|JJ|obj|6",
            "ASSAULT",
        ),
        ("Police|police|NNS|nsubj|2 arrested|arrest|VBD|root|0 two|two|CD|nummod|4 bakers|baker|NNS|obj|2", "COERCE"),
    ],
)
def test_strong_words_need_no_political_actor(rows: str, type_: str) -> None:
    assert [event.type for event in events(parsed(rows))] == [type_]


@pytest.mark.parametrize(
    "rows",
    [
        "Sellers|seller|NNS|nsubj|2 slashed|slash|VBD|root|0 prices|price|NNS|obj|2",
        "Critics|critic|NNS|nsubj|2 bombed|bomb|VBD|root|0",
        "Lawyers|lawyer|NNS|nsubj|2 sabotaged|sabotage|VBD|root|0 the|the|DT|det|4 deal|deal|NN|obj|2",
    ],
)
def test_strong_words_in_other_senses_are_no_events(rows: str) -> None:
    assert events(parsed(rows)) == ()


BY_THE_ARMY = "army|army|NN|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 Front|Front|NNP|obj|2"


@pytest.mark.parametrize(
    ("rows", "footing"),
    [(BY_THE_ARMY, Footing.CLAIMED), (BY_THE_ARMY.replace("army|army|NN|nsubj", "Front|Front|NNP|nsubj"), Footing.ACCUSED_BY_AUTHORITIES)],
)
def test_a_government_answers_for_its_army_and_accuses_others(rows: str, footing: Footing) -> None:
    doc = parsed(rows)
    doc._.mentions = (*doc._.mentions, *speakers("Southland"))
    doc._.attributions = (replace(spoken(doc, doc.text, "say"), speaker=doc._.mentions[-1]),)
    (event,) = events(doc)
    assert event.footing == footing


def speakers(name: str) -> tuple[ActorMention, ...]:
    """A speaker whose words stand elsewhere."""
    return (ActorMention(Span(900, 901), Span(900, 901), MentionKind.NAME, WHO[name], rule="test", score=1.0),)


CLEARED = (
    "Front|Front|NNP|nsubj:pass|3 was|be|VBD|aux:pass|3 charged|charge|VBN|root|0 with|with|IN|case|6 the|the|DT|det|6 "
    "killing|killing|NN|obl|3 of|of|IN|case|9 the|the|DT|det|9 army|army|NN|nmod|6 but|but|CC|cc|11 acquitted|acquit|VBN|conj|3"
)
A_LIE = (
    "Front|Front|NNP|nsubj|2 called|call|VBD|root|0 it|it|PRP|obj|2 a|a|DT|det|5 lie|lie|NN|xcomp|2 that|that|IN|mark|9 it|it|PRP|nsubj|9 "
    "had|have|VBD|aux|9 attacked|attack|VBN|acl|5 the|the|DT|det|11 army|army|NN|obj|9"
)
NEVER_ORDERED = (
    "Front|Front|NNP|nsubj|3 never|never|RB|advmod|3 ordered|order|VBD|root|0 the|the|DT|det|5 killing|killing|NN|obj|3 of|of|IN|case|8 "
    "the|the|DT|det|8 army|army|NN|nmod|5"
)
ITS_WORK = f"{killing(1, 'nsubj', 8)} was|be|VBD|cop|8 the|the|DT|det|8 work|work|NN|root|0 of|of|IN|case|10 Front|Front|NNP|nmod|8"


@pytest.mark.parametrize(
    ("rows", "footing"),
    [
        (CLEARED, Footing.ACQUITTED),
        (A_LIE, Footing.DENIED),
        (NEVER_ORDERED, Footing.DENIED),
        (ITS_WORK, Footing.AS_FACT),
        (ITS_WORK.replace("the|the|DT|det|8 work", "possibly|possibly|RB|advmod|8 work"), Footing.POSSIBLE),
    ],
)
def test_what_settles_an_event_from_further_away(rows: str, footing: Footing) -> None:
    (event,) = (event for event in events(parsed(rows)) if event.type == "ASSAULT")
    assert event.footing == footing
