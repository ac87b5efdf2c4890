# ruff: noqa: E501 (one tree, one line)
"""Words of the conflictual half: each turn of phrase beside a use of the same words that is no event of politics."""

from __future__ import annotations

import pytest
from event_docs import events, names, parsed


def told(rows: str) -> list[tuple[str, str | None]]:
    return [(event.type, event.mode) for event in events(parsed(rows))]


PAIRS = [
    (
        "Front|Front|NNP|nsubj|2 vowed|vow|VBD|root|0 to|to|TO|mark|4 flatten|flatten|VB|xcomp|2 Southland|Southland|NNP|obj|4",
        "Bakers|baker|NNS|nsubj|2 vowed|vow|VBD|root|0 to|to|TO|mark|4 flatten|flatten|VB|xcomp|2 dough|dough|NN|obj|4",
        ("THREATEN", "violence"),
    ),
    (
        "Southland|Southland|NNP|nsubj|2 threatened|threaten|VBD|root|0 Front|Front|NNP|obj|2 with|with|IN|case|5 sanctions|sanction|NNS|obl|2",
        "Frost|frost|NN|nsubj|2 threatened|threaten|VBD|root|0 vines|vine|NNS|obj|2 with|with|IN|case|5 ruin|ruin|NN|obl|2",
        ("THREATEN", "restrict"),
    ),
    (
        "Protesters|protester|NNS|nsubj|2 thronged|throng|VBD|root|0 the|the|DT|det|4 square|square|NN|obj|2",
        "Shoppers|shopper|NNS|nsubj|2 thronged|throng|VBD|root|0 the|the|DT|det|4 square|square|NN|obj|2",
        ("PROTEST", "demo"),
    ),
    (
        "Activists|activist|NNS|nsubj|2 chained|chain|VBD|root|0 themselves|themselves|PRP|obj|2 to|to|IN|case|5 gates|gate|NNS|obl|2",
        "Writers|writer|NNS|nsubj|2 chained|chain|VBD|root|0 themselves|themselves|PRP|obj|2 to|to|IN|case|5 desks|desk|NNS|obl|2",
        ("PROTEST", "obstruct"),
    ),
    (
        "Southland|Southland|NNP|nsubj|2 unveiled|unveil|VBD|root|0 a|a|DT|det|4 submarine|submarine|NN|obj|2",
        "Designers|designer|NNS|nsubj|2 unveiled|unveil|VBD|root|0 a|a|DT|det|4 drone|drone|NN|obj|2",
        ("MOBILIZE", "weapons"),
    ),
    (
        "Police|police|NNS|nsubj|2 flooded|flood|VBD|root|0 the|the|DT|det|4 streets|street|NNS|obj|2",
        "Rain|rain|NN|nsubj|2 flooded|flood|VBD|root|0 the|the|DT|det|4 streets|street|NNS|obj|2",
        ("MOBILIZE", "police"),
    ),
    (
        "Southland|Southland|NNP|nsubj|2 put|put|VBD|root|0 aid|aid|NN|obj|2 on|on|IN|case|5 hold|hold|NN|obl|2",
        "Couples|couple|NNS|nsubj|2 put|put|VBD|root|0 weddings|wedding|NNS|obj|2 on|on|IN|case|5 hold|hold|NN|obl|2",
        ("SANCTION", "discontinue"),
    ),
    (
        "Judges|judge|NNS|nsubj|2 gave|give|VBD|root|0 Front|Front|NNP|iobj|2 years|year|NNS|obj|2",
        "Parents|parent|NNS|nsubj|2 gave|give|VBD|root|0 pupils|pupil|NNS|iobj|2 years|year|NNS|obj|2",
        ("SANCTION", "convict"),
    ),
    (
        "Southland|Southland|NNP|nsubj|2 hit|hit|VBD|root|0 Front|Front|NNP|obj|2 with|with|IN|case|5 tariffs|tariff|NNS|obl|2",
        "Cooks|cook|NNS|nsubj|2 hit|hit|VBD|root|0 soup|soup|NN|obj|2 with|with|IN|case|5 salt|salt|NN|obl|2",
        ("COERCE", "restrict"),
    ),
    (
        "Hackers|hacker|NNS|nsubj|2 broke|break|VBD|root|0 into|into|IN|case|4 servers|server|NNS|obj|2",
        "Boys|boy|NNS|nsubj|2 broke|break|VBD|root|0 into|into|IN|case|4 laughter|laughter|NN|obj|2",
        ("COERCE", "cyber"),
    ),
    (
        "Police|police|NNS|nsubj|2 swooped|swoop|VBD|root|0 on|on|IN|case|4 Front|Front|NNP|obl|2",
        "Gulls|gull|NNS|nsubj|2 swooped|swoop|VBD|root|0 on|on|IN|case|4 chips|chip|NNS|obl|2",
        ("COERCE", "arrest"),
    ),
    (
        "Warplanes|warplane|NNS|nsubj|2 pounded|pound|VBD|root|0 suburbs|suburb|NNS|obj|2",
        "Waves|wave|NNS|nsubj|2 pounded|pound|VBD|root|0 cliffs|cliff|NNS|obj|2",
        ("ASSAULT", "aerial"),
    ),
    (
        "Shells|shell|NNS|nsubj|2 rained|rain|VBD|root|0 on|on|IN|case|4 Southland|Southland|NNP|obl|2",
        "Petals|petal|NNS|nsubj|2 rained|rain|VBD|root|0 on|on|IN|case|4 brides|bride|NNS|obl|2",
        ("ASSAULT", "heavy-weapons"),
    ),
    (
        "Vans|van|NNS|nsubj|2 hit|hit|VBD|root|0 a|a|DT|det|4 landmine|landmine|NN|obj|2",
        "Vans|van|NNS|nsubj|2 hit|hit|VBD|root|0 a|a|DT|det|4 kerb|kerb|NN|obj|2",
        ("ASSAULT", "explosives"),
    ),
    (
        "Front|Front|NNP|nsubj|2 stopped|stop|VBD|root|0 fighting|fight|VBG|xcomp|2",
        "Babies|baby|NNS|nsubj|2 stopped|stop|VBD|root|0 crying|cry|VBG|xcomp|2",
        ("RETREAT", "ceasefire"),
    ),
    (
        "Front|Front|NNP|nsubj|2 gave|give|VBD|root|0 themselves|themselves|PRP|iobj|2 up|up|RP|compound:prt|2 to|to|IN|case|6 army|army|NN|obl|2",
        "Poets|poet|NNS|nsubj|2 gave|give|VBD|root|0 themselves|themselves|PRP|iobj|2 up|up|RP|compound:prt|2 to|to|IN|case|6 joy|joy|NN|obl|2",
        ("RETREAT", "disarm"),
    ),
]


@pytest.mark.parametrize(("political", "everyday", "kind"), PAIRS)
def test_a_turn_of_phrase_counts_and_its_everyday_use_does_not(political: str, everyday: str, kind: tuple[str, str]) -> None:
    assert told(political) == [kind]
    assert told(everyday) == []


@pytest.mark.parametrize(
    ("rows", "kind"),
    [  # what harms is but the form of the protest; what harms nobody is the act, and done in protest
        (
            "Southland|Southland|NNP|nmod:poss|3 's|'s|POS|case|1 bakers|baker|NNS|nsubj|4 shuttered|shutter|VBD|root|0 shops|shop|NNS|obj|4 in|in|IN|case|7 protest|protest|NN|obl|4",
            ["PROTEST"],
        ),
        ("Southland|Southland|NNP|nsubj|2 resigned|resign|VBD|root|0 in|in|IN|case|4 protest|protest|NN|obl|2", ["RETREAT"]),
    ],
)
def test_a_deed_done_in_protest_is_one_event(rows: str, kind: list[str]) -> None:
    assert [event.type for event in events(parsed(rows))] == kind


def test_a_cyberattack_that_hits_somebody_is_no_violence() -> None:
    doc = parsed(
        "Front|Front|NNP|nmod:poss|3 's|'s|POS|case|1 cyberattack|cyberattack|NN|nsubj|4 hit|hit|VBD|root|0 Southland|Southland|NNP|obj|4"
    )
    (event,) = events(doc)
    assert (event.type, event.mode) == ("COERCE", "cyber")
    assert (names(doc, event.actors), names(doc, event.recipients)) == (["Front"], ["Southland"])


@pytest.mark.parametrize(("doer", "kind"), [("bakers|baker|NNS", ("PROTEST", "strike")), ("Front|Front|NNP", ("ASSAULT", None))])
def test_who_strikes_says_what_the_strike_is(doer: str, kind: tuple[str, str | None]) -> None:
    rows = f"A|a|DT|det|2 strike|strike|NN|nsubj|7 by|by|IN|case|4 {doer}|nmod|2 on|on|IN|case|6 Southland|Southland|NNP|nmod|2 began|begin|VBD|root|0"
    assert told(rows) == [kind]


def test_a_complement_may_stand_behind_a_long_object() -> None:
    rows = "Raiders|raider|NNS|nsubj|2 set|set|VBD|root|0 the|the|DT|det|5 town|town|NN|compound|5 hall|hall|NN|obj|2 in|in|IN|case|7 Eastport|Eastport|NNP|nmod|5 ablaze|ablaze|JJ|xcomp|2"
    assert told(rows) == [("ASSAULT", "destroy")]
