"""Links within one article, on small trees: titles before names, owners, headlines, short forms, quotations, self-given names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from sayso.actors import ActorFinder, mention_at
from sayso.actors.pronouns import quotations
from sayso.records import ActorMention, Article, Place, PlaceRole, Span


def mention(doc: Doc, word: str, nth: int = 0) -> ActorMention:
    """The mention found under the nth token with this text."""
    found = mention_at(doc, [token.i for token in doc if token.text == word][nth])
    assert found is not None, word
    return found


def actor_id(doc: Doc, word: str, nth: int = 0) -> str | None:
    actor = mention(doc, word, nth).actor
    return actor.id if actor else None


def test_title_and_name_are_one_mention(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Army 2 compound PROPN NNP ORG
spokesperson 6 nsubj NOUN NN
Brigadier 4 nmod:desc PROPN NNP
Odo 2 flat PROPN NNP PER
Marek 4 flat PROPN NNP PER
said 0 root VERB VBD
it 8 nsubj PRON PRP
ended 6 ccomp VERB VBD
in 10 case ADP IN
Iraq 8 obl PROPN NNP
. 6 punct PUNCT .
""")
    )
    assert actor_id(doc, "spokesperson") == actor_id(doc, "Odo") == "text.test.odo-marek"
    whole = mention(doc, "Odo")
    assert doc.text[whole.span.start : whole.span.end] == "Army spokesperson Brigadier Odo Marek"
    assert whole.actor is not None
    assert (whole.actor.country, whole.actor.sectors) == ("IRQ", ("MIL",))


def test_role_of_a_possessive_belongs_to_its_owner(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
The 4 det DET DT
River 4 compound PROPN NNP ORG
Basin 4 compound PROPN NNP ORG
Council 5 nsubj PROPN NNP ORG
met 0 root VERB VBD
. 5 punct PUNCT .

Its 2 nmod:poss PRON PRP$
spokesman 3 nsubj NOUN NN
smiled 0 root VERB VBD
. 3 punct PUNCT .
""")
    )
    assert actor_id(doc, "Its") == "igo.river-basin-council"
    assert actor_id(doc, "spokesman") == "role.igo.river-basin-council.spokesman"


NAMED_SO = """
An 3 det DET DT
armed 3 amod ADJ JJ
group 8 nsubj NOUN NN
that 5 nsubj PRON WDT
calls 3 acl:relcl VERB VBZ
itself 5 obj PRON PRP
{name} 5 xcomp PROPN NNP ORG
fled 0 root VERB VBD
. 8 punct PUNCT .
"""


def test_name_that_a_group_gives_itself(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    tree = NAMED_SO.format(name="Maskara").replace("calls", "call")  # the fixture's lemmas are the words
    doc = finder(parsed(tree))
    assert actor_id(doc, "group") == actor_id(doc, "Maskara") == "text.test.maskara"


def test_headline_noun_is_the_body_of_the_text(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = parsed("""
Group 2 nsubj NOUN NN
flees 0 root VERB VBZ

The 3 det DET DT
Dawn 3 compound PROPN NNP ORG
Front 4 nsubj PROPN NNP ORG
fled 0 root VERB VBD
. 4 punct PUNCT .
""")
    doc._.article = Article(id="a_test", text=doc.text, title=Span(0, len("Group flees")))
    assert actor_id(finder(doc), "Group") == "grp.dawn-front"


def test_last_word_with_capital_and_article(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
The 3 det DET DT
Highland 3 compound PROPN NNP ORG
Guards 4 nsubj PROPN NNP ORG
fled 0 root VERB VBD
. 4 punct PUNCT .

They 2 nsubj PRON PRP
blamed 0 root VERB VBD
the 4 det DET DT
Guards 2 obj NOUN NNS
. 2 punct PUNCT .
""")
    )
    assert actor_id(doc, "Guards", 1) == actor_id(doc, "Guards") == "text.test.highland-guards"


def test_dateline_is_no_mention(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = parsed("""
BAGHDAD 3 nsubj PROPN NNP
- 3 punct PUNCT :
talks 0 root VERB VBZ
""")
    doc._.places = (Place(Span(0, 7), "Baghdad", PlaceRole.DATELINE, country="IRQ"),)
    assert finder(doc)._.mentions == ()
    doc._.places = ()
    assert finder(doc)._.mentions == ()  # by its capitals before a dash


def test_name_without_dash_is_a_mention(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = parsed("""
BAGHDAD 2 nsubj PROPN NNP
talks 0 root VERB VBZ
""")
    assert len(finder(doc)._.mentions) == 1


def test_pronoun_after_a_quotation_is_not_who_is_spoken_of(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Omar 3 nsubj PROPN NNP PER
Belhadi 1 flat PROPN NNP PER
spoke 0 root VERB VBD
. 3 punct PUNCT .

" 4 punct PUNCT ``
A 3 det DET DT
worker 4 nsubj NOUN NN
died 7 ccomp VERB VBD
" 4 punct PUNCT ''
he 7 nsubj PRON PRP
said 0 root VERB VBD
. 7 punct PUNCT .
""")
    )
    assert actor_id(doc, "he") == "text.test.omar-belhadi"


def test_name_ends_before_where_it_comes_from(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
The 3 det DET DT
Dawn 3 compound PROPN NNP ORG
Front 6 nsubj PROPN NNP ORG
from 5 case ADP IN
Syria 3 nmod PROPN NNP
fled 0 root VERB VBD
""")
    )
    whole = mention(doc, "Front")
    assert doc.text[whole.span.start : whole.span.end] == "The Dawn Front"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('a " b c " d', [0, 0, 1, 1, 0, 0]),
        ("“ a ” b “ c", [0, 1, 0, 0, 0, 2]),
        ('" a \n\n b', [0, 1, 0, 0]),  # an unclosed quotation ends with its paragraph
    ],
)
def test_quotations(text: str, numbers: list[int]) -> None:
    assert quotations(text.split(" ")) == numbers


GUNMEN = """
Gunmen 5 nsubj NOUN NNS
of 4 case ADP IN
Sorrel 4 compound PROPN NNP ORG
League 1 nmod PROPN NNP ORG
fled 0 root VERB VBD
{last} 5 obl PROPN NNP
"""


@pytest.mark.parametrize(
    ("countries", "expected"),
    [(("EST", "EST"), "EST"), (("EST", "EST", "LVA"), "EST"), (("EST", "LVA", "LTU"), None), ((), None)],
)
def test_armed_body_without_country_is_at_home(
    finder: ActorFinder, parsed: Callable[..., Doc], countries: tuple[str, ...], expected: str | None
) -> None:
    doc = parsed(GUNMEN.format(last="Varnholm"))
    doc._.places = tuple(Place(Span(25, 33), "Varnholm", PlaceRole.LOCATIVE, kind="city", country=code) for code in countries)
    found = finder(doc)
    league, gunmen = mention(found, "League"), mention(found, "Gunmen")
    assert league.actor is not None
    assert gunmen.actor is not None
    assert (league.actor.country, gunmen.actor.country) == (expected, expected)
    assert gunmen.actor.id == "role.text.test.sorrel-league.gunmen"
    assert league.rule.endswith("+article-country") == (expected is not None)
