"""Where people are at home whose country their own words do not tell: minorities, shared roles, the place where they act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from sayso.actors import ActorFinder, mention_at, mentions_at
from sayso.records import Place, PlaceRole, Span

MINORITY = """
{first} 2 {relation} ADJ JJ NORP
{people} 6 nsubj PROPN NNPS NORP
{preposition} 5 case ADP IN
southern 5 amod ADJ JJ
Serbia 2 nmod PROPN NNP LOC
protested 0 root VERB VBD
"""
SHARED = """
{first} 4 compound PROPN NNP LOC
and 3 cc CCONJ CC
{second} 1 conj PROPN NNP ORG
negotiators 5 nsubj NOUN NNS
met 0 root VERB VBD
"""
PRISONERS = """
{who} 2 nsubj NOUN NNS
{verb} 0 root VERB VBD
at 5 case ADP IN
a 5 det DET DT
jail 2 obl NOUN NN
in 7 case ADP IN
Tartu 5 nmod PROPN NNP LOC
"""
ABROAD = """
Estonia 3 nsubj PROPN NNP LOC
has 3 aux AUX VBZ
complained 0 root VERB VBN
after 6 mark SCONJ IN
{who} 6 nsubj NOUN NNS
shouted 3 advcl VERB VBD
"""


def country(doc: Doc, word: str) -> tuple[str | None, str]:
    """The country of the actor under a word, and the rule that found it."""
    found = mention_at(doc, next(token.i for token in doc if token.text == word))
    assert found is not None, word
    return (found.actor.country if found.actor is not None else None), found.rule


@pytest.mark.parametrize(
    ("first", "relation", "people", "preposition", "code"),
    [
        ("Ethnic", "amod", "Albanians", "in", "SRB"),
        ("ethnic", "amod", "Hungarians", "from", "SRB"),
        ("The", "det", "Albanians", "of", "SRB"),
        ("Some", "det", "Albanians", "in", "ALB"),
        ("Bosnian", "amod", "Serbs", "in", "BIH"),
    ],
)
def test_a_nationality_at_home_elsewhere(
    finder: ActorFinder, parsed: Callable[..., Doc], first: str, relation: str, people: str, preposition: str, code: str
) -> None:
    doc = finder(parsed(MINORITY.format(first=first, relation=relation, people=people, preposition=preposition)))
    assert country(doc, people)[0] == code


def test_a_minority_without_a_state_has_the_other_one_of_the_article(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    tree = """
Ethnic 2 amod ADJ JJ
Albanians 3 nsubj PROPN NNPS NORP
accused 0 root VERB VBD
Serbia 3 obj PROPN NNP LOC
"""
    assert country(finder(parsed(tree)), "Albanians") == ("SRB", "lexicon:minority+article-country")


def test_a_body_of_states_shares_a_role_with_a_state(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(parsed(SHARED.format(first="Estonia", second="RBC")))
    shares = [found.actor for found in mentions_at(doc, 3) if found.actor is not None]
    assert [(actor.id, actor.country) for actor in shares] == [
        ("role.EST.negotiator", "EST"),
        ("role.igo.river-basin-council.negotiator", "IGO"),
    ]


@pytest.mark.parametrize(
    ("who", "verb", "code"), [("Prisoners", "rioted", "EST"), ("Workers", "rested", "EST"), ("Refugees", "rested", None)]
)
def test_people_are_at_home_where_they_act(finder: ActorFinder, parsed: Callable[..., Doc], who: str, verb: str, code: str | None) -> None:
    doc = parsed(PRISONERS.format(who=who, verb=verb))
    at = doc.text.index("Tartu")
    doc._.places = (Place(Span(at, at + 5), "Tartu", PlaceRole.LOCATIVE, kind="city", country="EST"),)
    found, rule = country(finder(doc), who)
    assert found == code
    assert rule.endswith("+article-country") is (code is not None)


@pytest.mark.parametrize(("who", "code"), [("crowds", None), ("rebels", "EST")])
def test_the_only_state_named_is_home_to_partisans_alone(
    finder: ActorFinder, parsed: Callable[..., Doc], who: str, code: str | None
) -> None:
    assert country(finder(parsed(ABROAD.format(who=who))), who)[0] == code


COUNTERPART = """
Varn 3 nsubj PROPN NNP PER
has 3 aux AUX VBZ
met 0 root VERB VBN
his 6 nmod:poss PRON PRP$
British 6 amod ADJ JJ NORP
counterpart 3 obj NOUN NN
"""
REGIME = """
They 2 nsubj PRON PRP
fled 0 root VERB VBD
Edla 6 nmod:poss PROPN NNP PER
Varn 3 flat PROPN NNP PER
's 3 case PART POS
regime 2 obj NOUN NN
"""
MEDIA = """
Danish 2 amod ADJ JJ NORP
ministers 5 nsubj NOUN NNS
and 4 cc CCONJ CC
police 2 conj NOUN NNS
warned 0 root VERB VBD
Iraq 5 obj PROPN NNP LOC
"""


@pytest.mark.parametrize(
    ("tree", "word", "code"), [(COUNTERPART, "counterpart", "GBR"), (REGIME, "regime", "PER"), (MEDIA, "police", "DNK")]
)
def test_countries_that_the_words_beside_a_role_tell(
    finder: ActorFinder, parsed: Callable[..., Doc], tree: str, word: str, code: str
) -> None:
    assert country(finder(parsed(tree)), word)[0] == code


def test_each_of_two_countries_behind_a_plural_role_has_its_own(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    tree = """
Lawmakers 6 nsubj NOUN NNS
in 3 case ADP IN
Iraq 1 nmod PROPN NNP LOC
and 5 cc CCONJ CC
Jordan 3 conj PROPN NNP LOC
protested 0 root VERB VBD
"""
    doc = finder(parsed(tree))
    assert [found.actor.country for found in mentions_at(doc, 0) if found.actor is not None] == ["IRQ", "JOR"]


def test_an_office_of_a_body_outweighs_where_its_holder_is_from(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    tree = """
RBC 2 compound PROPN NNP ORG
director 3 nmod:desc NOUN NN
Edla 5 nsubj PROPN NNP PER
Varn 3 flat PROPN NNP PER
resigned 0 root VERB VBD
"""
    found = mention_at(finder(parsed(tree, "2016-05-01")), 2)
    assert found is not None
    assert found.actor is not None
    assert (found.actor.id, found.actor.country) == ("per.edla-varn", "IGO")
