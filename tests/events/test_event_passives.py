# ruff: noqa: E501 (one tree, one line)
"""Who did it to whom, in passives and with nouns that name events."""

from __future__ import annotations

import pytest
from event_docs import events, names, parsed
from spacy.tokens import Doc

from sayso.records import Place, PlaceRole, Span

BURNED = "Three|three|CD|nummod|2 villages|village|NNS|nsubj:pass|4 were|be|VBD|aux:pass|4 burned|burn|VBN|root|0 by|by|IN|case|6 Front|Front|NNP|obl:agent|4 in|in|IN|case|8 Northport|Northport|NNP|obl|4"
REFINERY = "Front|Front|NNP|nsubj|2 shelled|shell|VBD|root|0 a|a|DT|det|4 refinery|refinery|NN|obj|2 in|in|IN|case|6 Northport|Northport|NNP|nmod|4"
ABDUCTED = "Six|six|CD|nummod|2 shepherds|shepherd|NNS|nsubj:pass|4 were|be|VBD|aux:pass|4 abducted|abduct|VBN|root|0 near|near|IN|case|6 Northport|Northport|NNP|obl|4"
PROMISED = "Widows|widow|NNS|nsubj:pass|3 were|be|VBD|aux:pass|3 received|receive|VBN|root|0 and|and|CC|cc|5 promised|promise|VBN|conj|3 help|help|NN|obj|5 by|by|IN|case|8 Southland|Southland|NNP|obl|5"
FLOGGED = "Bakers|baker|NNS|nsubj:pass|3 were|be|VBD|aux:pass|3 paraded|parade|VBN|root|0 and|and|CC|cc|5 flogged|flog|VBD|conj|3"
GOT = "Front|Front|NNP|nsubj|2 got|get|VBD|aux:pass|3 attacked|attack|VBN|root|0 by|by|IN|case|6 the|the|DT|det|6 army|army|NN|obl:agent|3"
HALF = "Aid|aid|NN|nsubj:pass|5 to|to|IN|case|3 Front|Front|NNP|nmod|1 was|be|VBD|aux:pass|5 cut|cut|VBN|root|0 by|by|IN|case|7 half|half|NN|obl:agent|5"
CLERKS = "The|the|DT|det|2 bank|bank|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 occupied|occupy|VBN|root|0 by|by|IN|case|6 clerks|clerk|NNS|obl:agent|4"
DEAN = "The|the|DT|det|2 dean|dean|NN|nsubj:pass|7 of|of|IN|case|5 the|the|DT|det|5 army|army|NN|nmod|2 was|be|VBD|aux:pass|7 beaten|beat|VBN|root|0 by|by|IN|case|9 Front|Front|NNP|obl:agent|7"
VETOED = "The|the|DT|det|2 plan|plan|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 vetoed|veto|VBN|root|0 by|by|IN|case|6 Southland|Southland|NNP|obl:agent|4 in|in|IN|case|8 Northport|Northport|NNP|obl|4"

SUED = "The|the|DT|det|2 chain|chain|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 sued|sue|VBN|root|0 by|by|IN|case|6 Southland|Southland|NNP|obl:agent|4 for|for|IN|case|9 misleading|mislead|VBG|amod|9 shoppers|shopper|NNS|obl|4"
DROPPED = "Rations|ration|NNS|nsubj:pass|3 were|be|VBD|aux:pass|3 parachuted|parachute|VBN|root|0 by|by|IN|case|6 the|the|DT|det|6 army|army|NN|obl:agent|3 to|to|IN|case|8 herders|herder|NNS|nmod|6"
PICKETED = "The|the|DT|det|2 bank|bank|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 picketed|picket|VBN|root|0 by|by|IN|mark|6 striking|strike|VBG|advcl|4 dockers|docker|NNS|obj|6"
FRAUD = "The|the|DT|det|2 chain|chain|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 accused|accuse|VBN|root|0 of|of|IN|case|6 fraud|fraud|NN|obl:agent|4 by|by|IN|case|8 Southland|Southland|NNP|obl:agent|4"
RAPED = "A|a|DT|det|2 woman|woman|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 raped|rap|VBN|root|0 by|by|IN|case|7 the|the|DT|det|7 army|army|NN|obl:agent|4"
HELD = "60|60|CD|nsubj:pass|3 were|be|VBD|aux:pass|3 arrested|arrest|VBN|root|0 by|by|IN|case|6 the|the|DT|det|6 army|army|NN|obl:agent|3"


def placed(*rows: str) -> Doc:
    """The sentence with the town of Northport on the map."""
    doc = parsed(*rows)
    at = doc.text.find("Northport")
    if at >= 0:
        doc._.places = (Place(Span(at, at + len("Northport")), "Northport", PlaceRole.LOCATIVE, "city", 7, 1.0, 2.0, "NLD"),)
    return doc


@pytest.mark.parametrize(
    ("rows", "kind", "actors", "recipients"),
    [
        (BURNED, "ASSAULT", ["Front"], ["Three villages"]),
        (REFINERY, "ASSAULT", ["Front"], ["a refinery in Northport"]),
        (ABDUCTED, "ASSAULT", [], ["Six shepherds"]),
        (PROMISED, "AGREE", ["Southland"], ["Widows"]),
        (FLOGGED, "ASSAULT", [], ["Bakers"]),
        (GOT, "ASSAULT", ["army"], ["Front"]),
        (HALF, "SANCTION", [], ["Front"]),
        (CLERKS, "PROTEST", ["clerks"], ["The bank"]),
        (DEAN, "ASSAULT", ["Front"], ["The dean of the army"]),
        (VETOED, "REJECT", ["Southland"], ["The plan"]),
        (SUED, "ACCUSE", ["Southland"], ["The chain"]),
        (DROPPED, "AID", ["army"], ["herders"]),
        (PICKETED, "PROTEST", ["dockers"], ["The bank"]),
        (FRAUD, "ACCUSE", ["Southland"], ["The chain"]),
        (RAPED, "ASSAULT", ["army"], ["A woman"]),
        (HELD, "COERCE", ["army"], ["60"]),
    ],
)
def test_passives(rows: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    doc = placed(rows)
    found = [event for event in events(doc) if event.type == kind]
    assert [(names(doc, event.actors), names(doc, event.recipients)) for event in found] == [(actors, recipients)]


def test_what_is_hit_has_the_country_of_the_place_it_stands_in() -> None:
    for rows in (BURNED, REFINERY):
        (event,) = events(placed(rows))
        (recipient,) = event.recipients
        assert recipient.actor is not None
        assert (recipient.actor.country, recipient.actor.kind) == ("NLD", "place")


SWAP = "The|the|DT|det|2 exchange|exchange|NN|nsubj|9 of|of|IN|case|4 prisoners|prisoner|NNS|nmod|2 between|between|IN|case|6 Front|Front|NNP|nmod|2 and|and|CC|cc|8 Southland|Southland|NNP|conj|6 ended|end|VBD|root|0"
MEDIATION = "The|the|DT|det|2 army|army|NN|nmod:poss|4 's|'s|POS|case|2 mediation|mediation|NN|nsubj|9 between|between|IN|case|6 Front|Front|NNP|nmod|4 and|and|CC|cc|8 Southland|Southland|NNP|conj|6 failed|fail|VBD|root|0"
PATROLS = "Front|Front|NNP|nsubj|4 and|and|CC|cc|3 Southland|Southland|NNP|conj|1 held|hold|VBD|root|0 joint|joint|JJ|amod|6 patrols|patrol|NNS|obj|4"
REOPENING = "Southland|Southland|NNP|nmod:poss|3 's|'s|POS|case|1 reopening|reopen|VBG|nsubj|7 of|of|IN|case|6 the|the|DT|det|6 border|border|NN|nmod|3 helped|help|VBD|root|0"
CASTIGATION = "The|the|DT|det|2 castigation|castigation|NN|nsubj|7 of|of|IN|case|4 Southland|Southland|NNP|nmod|2 by|by|IN|case|6 Front|Front|NNP|nmod|2 hurt|hurt|VBD|root|0"
UNDONE = "The|the|DT|det|2 castigation|castigation|NN|nsubj|5 of|of|IN|case|4 Southland|Southland|NNP|nmod|2 hurt|hurt|VBD|root|0"
DISPATCH = "The|the|DT|det|2 dispatch|dispatch|NN|nsubj|7 of|of|IN|case|4 tanks|tank|NNS|nmod|2 by|by|IN|case|6 Southland|Southland|NNP|nmod|2 helped|help|VBD|root|0"
LETTERS = "The|the|DT|det|2 dispatch|dispatch|NN|nsubj|7 of|of|IN|case|4 letters|letter|NNS|nmod|2 by|by|IN|case|6 Southland|Southland|NNP|nmod|2 helped|help|VBD|root|0"
ULTIMATUM = "An|a|DT|det|2 ultimatum|ultimatum|NN|nsubj|7 from|from|IN|case|4 Front|Front|NNP|nmod|2 to|to|IN|case|6 shippers|shipper|NNS|nmod|4 expired|expire|VBD|root|0"
CLASHES = "Clashes|clash|NNS|nsubj|6 between|between|IN|case|3 herdsmen|herdsman|NNS|nmod|1 and|and|CC|cc|5 miners|miner|NNS|conj|3 ended|end|VBD|root|0"
HOSTED = "Talks|talk|NNS|nsubj|5 hosted|host|VBN|acl|1 by|by|IN|case|4 Southland|Southland|NNP|obl:agent|2 resumed|resume|VBD|root|0 with|with|IN|case|7 Front|Front|NNP|obl|5"
TRACTORS = "The|the|DT|det|2 confiscation|confiscation|NN|nsubj|8 of|of|IN|case|5 their|their|PRP$|nmod:poss|5 tractors|tractor|NNS|nmod|2 by|by|IN|case|7 Southland|Southland|NNP|nmod|2 hurt|hurt|VBD|root|0"
CUT_SHORT = "The|the|DT|det|2 army|army|NN|nmod:poss|4 's|'s|POS|case|2 visit|visit|NN|nsubj:pass|8 to|to|IN|case|6 Southland|Southland|NNP|nmod|4 was|be|VBD|aux:pass|8 cut|cut|VBN|root|0 short|short|JJ|xcomp|8 by|by|IN|case|11 Front|Front|NNP|obl:agent|8"


@pytest.mark.parametrize(
    ("rows", "kind", "actors", "recipients"),
    [
        (SWAP, "COOPERATE", ["Front", "Southland"], ["Front", "Southland"]),
        (MEDIATION, "CONSULT", ["army"], ["Front", "Southland"]),
        (PATROLS, "COOPERATE", ["Front", "Southland"], ["Front", "Southland"]),
        (REOPENING, "RETREAT", ["Southland"], []),
        (CASTIGATION, "ACCUSE", ["Front"], ["Southland"]),
        (DISPATCH, "MOBILIZE", ["Southland"], []),
        (ULTIMATUM, "THREATEN", ["Front"], ["shippers"]),
        (CLASHES, "ASSAULT", ["herdsmen", "miners"], ["herdsmen", "miners"]),
        (HOSTED, "CONSULT", ["Southland"], []),
        (TRACTORS, "COERCE", ["Southland"], ["their tractors"]),
        (CUT_SHORT, "CONSULT", ["army"], ["Southland"]),
    ],
)
def test_nouns(rows: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    doc = parsed(rows)
    found = [event for event in events(doc) if event.type == kind]
    assert [(names(doc, event.actors), names(doc, event.recipients)) for event in found] == [(actors, recipients)]


@pytest.mark.parametrize("rows", [UNDONE, LETTERS])
def test_a_noun_without_its_doer_or_its_object_names_no_event(rows: str) -> None:
    assert not events(parsed(rows))
