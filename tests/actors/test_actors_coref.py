"""Who is meant: pronouns by sex and grammar, definite nouns, initials, authors of texts; on small trees with invented names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.tokens import Doc

from sayso.actors import ActorFinder, mention_at
from sayso.actors.firstnames import FirstNames
from sayso.actors.pronouns import quotations
from sayso.records import ActorMention, MentionKind

TWO_OFFICERS = """
The 2 det DET DT
commissioner 7 nsubj NOUN NN
, 4 punct PUNCT ,
Gideon 2 appos PROPN NNP PER
Wapi 4 flat PROPN NNP PER
, 4 punct PUNCT ,
met 0 root VERB VBD
his 9 nmod:poss PRON PRP$
deputy 7 obj NOUN NN
, 11 punct PUNCT ,
Martha 9 appos PROPN NNP PER
Tolik 11 flat PROPN NNP PER
. 7 punct PUNCT .

{pronoun} 2 nsubj PRON PRP
said 0 root VERB VBD
it 4 nsubj PRON PRP
ended 2 ccomp VERB VBD
. 2 punct PUNCT .

The 3 det DET DT
deputy 3 compound NOUN NN
commissioner 4 nsubj NOUN NN
said 0 root VERB VBD
no 4 obj NOUN NN
. 4 punct PUNCT .
"""


def mention(doc: Doc, word: str, nth: int = 0) -> ActorMention:
    found = mention_at(doc, [token.i for token in doc if token.text == word][nth])
    assert found is not None, word
    return found


def antecedent(doc: Doc, word: str, nth: int = 0) -> str | None:
    found = mention(doc, word, nth).antecedent
    return found.of(doc.text) if found else None


@pytest.mark.parametrize(("pronoun", "name"), [("He", "Gideon Wapi"), ("She", "Martha Tolik")])
def test_first_names_choose_between_two_persons(finder: ActorFinder, parsed: Callable[..., Doc], pronoun: str, name: str) -> None:
    doc = finder(parsed(TWO_OFFICERS.format(pronoun=pronoun)))
    assert antecedent(doc, pronoun) == name


def test_a_word_of_rank_makes_another_office(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(parsed(TWO_OFFICERS.format(pronoun="He")))
    found = mention(doc, "commissioner", 1)
    assert (antecedent(doc, "commissioner", 1), found.rule) == ("Martha Tolik", "noun:described")


@pytest.mark.parametrize(("group", "actor"), [("Dawn", None), ("Dawn Army", "grp.dawn-army")])
def test_an_army_is_a_group_only_where_it_is_called_one(
    tables: dict[str, Any], parsed: Callable[..., Doc], group: str, actor: str | None
) -> None:
    entry = {"id": "grp.dawn-army", "name": group, "kind": "armed_group", "country": "SYR", "sectors": ["REB"]}
    first, *rest = group.split()
    more = "".join(f"{word} 1 flat PROPN NNP ORG\n" for word in rest)
    verb = 2 + len(rest)
    doc = ActorFinder({**tables, "one": [entry]})(
        parsed(f"""
{first} {verb} nsubj PROPN NNP ORG
{more}advanced 0 root VERB VBD
. {verb} punct PUNCT .

The 2 det DET DT
army 3 nsubj NOUN NN
fled 0 root VERB VBD
. 3 punct PUNCT .
""")
    )
    found = mention(doc, "army")
    assert found.actor is not None
    assert (found.actor.id == "grp.dawn-army") == (actor is not None)


@pytest.mark.parametrize(("word", "country"), [("Foreign", None), ("Western", None), ("Weary", "FRA")])
def test_troops_from_abroad_are_not_of_the_state_that_is_told_of(
    finder: ActorFinder, parsed: Callable[..., Doc], word: str, country: str | None
) -> None:
    doc = finder(
        parsed(f"""
France 2 nsubj PROPN NNP LOC
fell 0 root VERB VBD
. 2 punct PUNCT .

{word} 2 amod ADJ JJ
troops 3 nsubj NOUN NNS
fled 0 root VERB VBD
. 3 punct PUNCT .
""")
    )
    found = mention(doc, "troops").actor
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize(("body", "sector"), [("Police", "COP"), ("Troops", "MIL")])
def test_officers_are_of_the_body_told_of_before(finder: ActorFinder, parsed: Callable[..., Doc], body: str, sector: str) -> None:
    doc = finder(
        parsed(f"""
{body} 2 nsubj NOUN NNS
fired 0 root VERB VBD
. 2 punct PUNCT .

Six 2 nummod NUM CD
officers 3 nsubj NOUN NNS
fled 0 root VERB VBD
. 3 punct PUNCT .
""")
    )
    found = mention(doc, "officers").actor
    assert found is not None
    assert found.sectors == (sector,)


def test_a_word_of_a_persons_name_is_no_body(tables: dict[str, Any], parsed: Callable[..., Doc]) -> None:
    entry = {"id": "grp.sabah", "name": "Sabah", "kind": "armed_group", "country": "SYR", "sectors": ["REB"]}
    doc = ActorFinder({**tables, "one": [entry]})(
        parsed("""
Sabah 3 nsubj PROPN NNP PER
Varnik 1 flat PROPN NNP PER
spoke 0 root VERB VBD
. 3 punct PUNCT .

Sabah 2 nsubj PROPN NNP ORG
fled 0 root VERB VBD
. 2 punct PUNCT .
""")
    )
    person, group = mention(doc, "Sabah").actor, mention(doc, "Sabah", 1).actor
    assert person is not None
    assert group is not None
    assert (person.name, group.id) == ("Sabah Varnik", "grp.sabah")


@pytest.mark.parametrize(("word", "named"), [("both", False), ("warring", False), ("political", True)])
def test_the_sides_of_a_quarrel_are_no_political_parties(finder: ActorFinder, parsed: Callable[..., Doc], word: str, named: bool) -> None:
    doc = finder(
        parsed(f"""
{word} 2 amod ADJ JJ
parties 3 nsubj NOUN NNS
met 0 root VERB VBD
. 3 punct PUNCT .
""")
    )
    assert (mention_at(doc, 1) is not None) == named


def test_a_pronoun_that_can_mean_only_one_tells_the_sex(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Zq 3 nsubj PROPN NNP PER
Storaas 1 flat PROPN NNP PER
praised 0 root VERB VBD
Xv 3 obj PROPN NNP PER
Eikeland 4 flat PROPN NNP PER
. 3 punct PUNCT .

He 2 nsubj PRON PRP
said 0 root VERB VBD
no 2 obj NOUN NN
. 2 punct PUNCT .

Storaas 2 nsubj PROPN NNP PER
said 0 root VERB VBD
she 4 nsubj PRON PRP
left 2 ccomp VERB VBD
. 2 punct PUNCT .
""")
    )
    assert antecedent(doc, "she") == "Zq Storaas"
    assert antecedent(doc, "He") == "Xv Eikeland"


def test_a_fronted_pronoun_means_the_subject_behind_it(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Odo 3 nsubj PROPN NNP PER
Marek 1 flat PROPN NNP PER
left 0 root VERB VBD
. 3 punct PUNCT .

In 3 case ADP IN
his 3 nmod:poss PRON PRP$
letter 7 obl NOUN NN
, 3 punct PUNCT ,
Pavel 7 nsubj PROPN NNP PER
Drozd 5 flat PROPN NNP PER
said 0 root VERB VBD
no 7 obj NOUN NN
. 7 punct PUNCT .
""")
    )
    assert (antecedent(doc, "his"), mention(doc, "his").rule) == ("Pavel Drozd", "pronoun:subject behind")


def test_nobody_speaks_of_themselves_in_the_third_person(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Pavel 3 nsubj PROPN NNP PER
Drozd 1 flat PROPN NNP PER
laughed 0 root VERB VBD
. 3 punct PUNCT .

“ 3 punct PUNCT ``
He 3 nsubj PRON PRP
lied 6 ccomp VERB VBD
, 3 punct PUNCT ,
” 3 punct PUNCT ''
said 0 root VERB VBD
Odo 6 nsubj PROPN NNP PER
Marek 7 flat PROPN NNP PER
. 6 punct PUNCT .

“ 3 punct PUNCT ``
He 3 nsubj PRON PRP
fled 6 ccomp VERB VBD
, 3 punct PUNCT ,
” 3 punct PUNCT ''
said 0 root VERB VBD
Marek 6 nsubj PROPN NNP PER
. 6 punct PUNCT .
""")
    )
    assert antecedent(doc, "He") == "Pavel Drozd"
    assert antecedent(doc, "He", 1) == "Pavel Drozd"


def test_a_noun_in_a_relative_clause_of_leading(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Ana 8 nsubj PROPN NNP PER
Drozd 1 flat PROPN NNP PER
, 5 punct PUNCT ,
who 5 nsubj PRON WP
heads 1 acl:relcl VERB VBZ
the 7 det DET DT
union 5 obj NOUN NN
laughed 0 root VERB VBD
. 8 punct PUNCT .

The 3 det DET DT
union 3 compound NOUN NN
leader 4 nsubj NOUN NN
left 0 root VERB VBD
. 4 punct PUNCT .
""")
    )
    assert antecedent(doc, "leader") == "Ana Drozd"


def test_a_noun_brought_in_with_a_is_not_an_earlier_person(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Spokesman 3 nmod:desc NOUN NN
Odo 4 nsubj PROPN NNP PER
Marek 2 flat PROPN NNP PER
left 0 root VERB VBD
. 4 punct PUNCT .

A 2 det DET DT
spokesman 3 nsubj NOUN NN
said 0 root VERB VBD
no 3 obj NOUN NN
. 3 punct PUNCT .

The 2 det DET DT
spokesman 3 nsubj NOUN NN
laughed 0 root VERB VBD
. 3 punct PUNCT .
""")
    )
    found = mention(doc, "spokesman", 1)
    assert found.actor is None or found.actor.kind != "person"


def test_initials_in_brackets_name_the_body(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
The 2 det DET DT
Council 8 nsubj PROPN NNP ORG
of 4 case ADP IN
Municipalities 2 nmod PROPN NNPS ORG
( 6 punct PUNCT -LRB-
CM 2 appos PROPN NNP
) 6 punct PUNCT -RRB-
met 0 root VERB VBD
. 8 punct PUNCT .

CM 2 nsubj PROPN NNP ORG
said 0 root VERB VBD
no 2 obj NOUN NN
. 2 punct PUNCT .
""")
    )
    later = mention(doc, "CM", 1)
    assert later.actor is not None
    assert (later.actor.name, later.actor.kind, later.kind) == ("Council of Municipalities", "organisation", MentionKind.SHORT)


def test_a_text_has_the_body_behind_it(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
A 2 det DET DT
report 7 nsubj NOUN NN
by 6 case ADP IN
the 6 det DET DT
Dawn 6 compound PROPN NNP ORG
Front 2 nmod PROPN NNP ORG
says 0 root VERB VBZ
no 7 obj NOUN NN
. 7 punct PUNCT .

The 2 det DET DT
report 3 nsubj NOUN NN
blames 0 root VERB VBZ
rain 3 obj NOUN NN
. 3 punct PUNCT .
""")
    )
    for nth in (0, 1):
        found = mention(doc, "report", nth)
        assert found.kind is MentionKind.DOCUMENT
        assert found.actor is not None
        assert found.actor.id == "grp.dawn-front"


def test_a_capital_that_speaks_is_a_government_though_its_country_is_not_named(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed("""
Suva 2 nsubj PROPN NNP PER
said 0 root VERB VBD
no 2 obj NOUN NN
. 2 punct PUNCT .
""")
    )
    found = mention(doc, "Suva")
    assert found.kind is MentionKind.PLACE
    assert found.actor is not None
    assert found.actor.id == "gov.FJI"


def test_doubled_apostrophes_open_and_close() -> None:
    assert quotations(["''", "No", "''", "he", "''", "never", "''"]) == [0, 1, 0, 0, 0, 2, 0]


@pytest.mark.parametrize(
    ("name", "sex"),
    [("Halina Drozd", "f"), ("Jean-Luc Drozd", "m"), ("Zoltán Drozd", "m"), ("Xqz Drozd", ""), ("Halina", ""), ("Sofía-Anna Drozd", "f")],
)
def test_first_names(tables: dict[str, Any], name: str, sex: str) -> None:
    assert FirstNames(tables["firstnames"]).sex(name) == sex


def test_no_first_name_stands_for_both_sexes(tables: dict[str, Any]) -> None:
    table = tables["firstnames"]
    assert not set(table["m"]) & set(table["f"])
    assert all(isinstance(name, str) and name.isascii() and name == name.lower() for sex in ("m", "f") for name in table[sex])
