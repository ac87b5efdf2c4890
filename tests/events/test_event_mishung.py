# ruff: noqa: E501 (one tree, one line)
"""Parties where a parser hangs a phrase on the wrong word, and phrases that name no party."""

from __future__ import annotations

import pytest
from event_docs import events, names, parsed

RALLIES = "Rallies|rally|NNS|nsubj:pass|5 in|in|IN|case|3 Southland|Southland|NNP|nmod|1 were|be|VBD|aux:pass|5 dispersed|disperse|VBN|root|0 by|by|IN|case|7 Front|Front|NNP|obl:agent|5"
USING = "A|a|DT|det|2 rally|rally|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 dispersed|disperse|VBN|root|0 by|by|IN|case|6 Front|Front|NNP|obl:agent|4 using|use|VBG|advcl|4 tear|tear|NN|compound|9 gas|gas|NN|obj|7"
AIR = "The|the|DT|det|2 station|station|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 taken|take|VBN|root|0 off|off|IN|case|7 the|the|DT|det|7 air|air|NN|obj|4 by|by|IN|case|9 Southland|Southland|NNP|obl:agent|4"
PARTED = "Southland|Southland|NNP|nmod:poss|3 's|'s|POS|case|1 handling|handling|NN|nsubj:pass|5 was|be|VBD|aux:pass|5 criticised|criticise|VBN|root|0 by|by|IN|case|7 Front|Front|NNP|obl:agent|5 of|of|IN|case|9 army|army|NN|obl:agent|5"
REMOTE = "A|a|DT|det|3 roadside|roadside|NN|compound|3 bomb|bomb|NN|nsubj:pass|5 was|be|VBD|aux:pass|5 detonated|detonate|VBN|root|0 by|by|IN|case|8 remote|remote|JJ|amod|8 control|control|NN|obl:agent|5"
CONVOY = "The|the|DT|det|3 Southland|Southland|NNP|compound|3 convoy|convoy|NN|nsubj:pass|5 was|be|VBD|aux:pass|5 denied|deny|VBN|root|0 entry|entry|NN|obj|5 by|by|IN|case|8 Front|Front|NNP|obl:agent|5"
HANDED = "Southland|Southland|NNP|nsubj:pass|3 was|be|VBD|aux:pass|3 handed|hand|VBN|root|0 a|a|DT|det|6 protest|protest|NN|compound|6 note|note|NN|obj|3 by|by|IN|case|8 Front|Front|NNP|obl:agent|3"
TANKER = "The|the|DT|det|2 seizure|seizure|NN|nsubj|8 by|by|IN|case|4 Front|Front|NNP|nmod|2 of|of|IN|case|7 a|a|DT|det|7 tanker|tanker|NN|nmod|4 raised|raise|VBD|root|0 prices|price|NNS|obj|8"
FARES = "A|a|DT|det|2 demonstration|demonstration|NN|nsubj|8 by|by|IN|case|4 Front|Front|NNP|nmod|2 against|against|IN|case|7 rising|rising|JJ|amod|7 fares|fare|NNS|nmod|2 ended|end|VBD|root|0"
RADIO = "The|the|DT|det|2 imposition|imposition|NN|nsubj:pass|9 of|of|IN|case|5 a|a|DT|det|5 curfew|curfew|NN|nmod|2 by|by|IN|case|7 Southland|Southland|NNP|nmod|2 was|be|VBD|aux:pass|9 announced|announce|VBN|root|0 on|on|IN|case|11 radio|radio|NN|obl|9"
TORTURE = "The|the|DT|det|2 torture|torture|NN|nsubj:pass|8 of|of|IN|case|4 nuns|nun|NNS|nmod|2 by|by|IN|case|6 Front|Front|NNP|nmod|2 was|be|VBD|aux:pass|8 documented|document|VBN|root|0"

TELLER = "Front|Front|NNP|nsubj|2 attacked|attack|VBD|root|0 convoys|convoy|NNS|obj|2 according|accord|VBG|case|6 to|to|IN|fixed|4 Southland|Southland|NNP|obj|2"


@pytest.mark.parametrize(
    ("rows", "kind", "actors", "recipients"),
    [
        (TELLER, "ASSAULT", ["Front"], ["convoys"]),
        (RALLIES, "COERCE", ["Front"], ["Rallies"]),
        (USING, "ASSAULT", ["Front"], []),
        (AIR, "COERCE", ["Southland"], ["The station"]),
        (PARTED, "ACCUSE", ["Front"], ["Southland"]),
        (REMOTE, "ASSAULT", [], []),
        (CONVOY, "REJECT", ["Front"], ["The Southland convoy"]),
        (HANDED, "ACCUSE", ["Front"], ["Southland"]),
        (TANKER, "COERCE", ["Front"], ["a tanker"]),
        (FARES, "PROTEST", ["Front"], []),
        (RADIO, "COERCE", ["Southland"], []),
        (TORTURE, "ASSAULT", ["Front"], ["nuns"]),
        (TORTURE, "ACCUSE", [], ["Front"]),
    ],
)
def test_parties(rows: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    doc = parsed(rows)
    found = [event for event in events(doc) if event.type == kind]
    assert [(names(doc, event.actors), names(doc, event.recipients)) for event in found] == [(actors, recipients)]
