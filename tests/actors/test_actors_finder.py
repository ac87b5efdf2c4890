from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from sayso.actors import ActorFinder, mention_at, mentions_at
from sayso.actors.knowledge import within_article
from sayso.records import Actor, ActorMention, Article, MentionKind


def named(doc: Doc, word: str, nth: int = 0) -> ActorMention:
    """The mention headed by the nth token with this text."""
    places = [token.i for token in doc if token.text == word]
    mention = mention_at(doc, places[nth])
    assert mention is not None, word
    return mention


SPOKESMAN = """
Omar 6 nsubj PROPN NNP PER
Belhadi 1 flat PROPN NNP PER
, 4 punct PUNCT ,
spokesman 1 appos NOUN NN
for 6 case ADP IN
Harakat 4 nmod PROPN NNP
Sabah 6 flat PROPN NNP
, 1 punct PUNCT ,
spoke 0 root VERB VBD
. 9 punct PUNCT .

The 2 det DET DT
spokesman 3 nsubj NOUN NN
said 0 root VERB VBD
he 5 nsubj PRON PRP
left 3 ccomp VERB VBD
Iraq 5 obj PROPN NNP
. 3 punct PUNCT .

Belhadi 2 nsubj PROPN NNP PER
praised 0 root VERB VBD
the 4 det DET DT
group 2 obj NOUN NN
. 2 punct PUNCT .
"""


def test_apposition_role_short_name_pronoun_and_group(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    tree = SPOKESMAN.replace("Omar 6 nsubj", "Omar 9 nsubj")
    doc = finder(parsed(tree))
    person = named(doc, "Omar").actor
    assert person is not None
    assert (person.id, person.country, person.sectors) == ("text.test.omar-belhadi", "IRQ", ("PRM",))
    for word, nth, kind in (("spokesman", 1, MentionKind.ROLE), ("he", 0, MentionKind.PRONOUN), ("Belhadi", 1, MentionKind.SHORT)):
        mention = named(doc, word, nth)
        assert mention.actor == person
        assert mention.kind is kind
        assert mention.antecedent is not None
        assert mention.antecedent.of(doc.text) == "Omar Belhadi"
    group = named(doc, "group")
    assert group.actor is not None
    assert group.actor.id == "grp.harakat-al-sabah"


def test_shared_role_gives_one_mention_per_nationality(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed(
            """
Senior 5 amod ADJ JJ
Hungarian 5 amod ADJ JJ NORP
and 4 cc CCONJ CC
Romanian 2 conj ADJ JJ NORP
officials 6 nsubj NOUN NNS
met 0 root VERB VBD
. 6 punct PUNCT .
"""
        )
    )
    found = mentions_at(doc, 4)
    assert [(mention.actor.country, mention.actor.sectors) for mention in found if mention.actor] == [("HUN", ("GOV",)), ("ROU", ("GOV",))]
    assert [mention.head.of(doc.text) for mention in found] == ["Hungarian", "Romanian"]
    assert found[0].span.of(doc.text) == "Senior Hungarian and Romanian officials"


def test_capitals_are_governments_only_where_grammar_says_so(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed(
            """
Talks 5 nsubj NOUN NNS
between 3 case ADP IN
Baghdad 1 nmod PROPN NNP LOC
and 5 cc CCONJ CC
Washington 3 conj PROPN NNP LOC
resumed 0 root VERB VBD
in 8 case ADP IN
Paris 6 obl PROPN NNP LOC
. 6 punct PUNCT .
""".replace("Talks 5", "Talks 6")
        )
    )
    assert [(m.actor.id, m.kind) for m in doc._.mentions if m.actor] == [("gov.IRQ", MentionKind.PLACE), ("gov.USA", MentionKind.PLACE)]
    assert [m.actor.id for m in mentions_at(doc, 2, coordination=True) if m.actor] == ["gov.IRQ", "gov.USA"]


def test_title_without_a_country_takes_the_articles(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed(
            """
Troops 2 nsubj NOUN NNS
left 0 root VERB VBD
Mali 2 obj PROPN NNP LOC
. 2 punct PUNCT .

Brigadier 2 compound PROPN NNP
Sidi 4 nsubj PROPN NNP PER
Karamba 2 flat PROPN NNP PER
agreed 0 root VERB VBD
. 4 punct PUNCT .
"""
        )
    )
    actor = named(doc, "Sidi").actor
    assert actor is not None
    assert (actor.id, actor.country, actor.sectors) == ("text.test.sidi-karamba", "MLI", ("MIL",))
    assert "article-country" in named(doc, "Sidi").rule


def test_personal_names_are_not_countries(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(parsed("Mila 3 nsubj PROPN NNP PER\nJordan 1 flat PROPN NNP PER\nsmiled 0 root VERB VBD\n. 3 punct PUNCT ."))
    assert [m.actor.id for m in doc._.mentions if m.actor] == ["text.test.mila-jordan"]


def test_relative_clause_stays_out_of_the_span(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    doc = finder(
        parsed(
            """
The 2 det DET DT
rebels 6 nsubj NOUN NNS
who 4 nsubj PRON WP
fled 2 acl:relcl VERB VBD
Syria 4 obj PROPN NNP LOC
returned 0 root VERB VBD
. 6 punct PUNCT .
"""
        )
    )
    assert named(doc, "rebels").span.of(doc.text) == "The rebels"
    assert named(doc, "who").actor == named(doc, "rebels").actor


def test_same_document_same_mentions_and_order(finder: ActorFinder, parsed: Callable[..., Doc]) -> None:
    first, second = finder(parsed(SPOKESMAN)), finder(parsed(SPOKESMAN))
    assert first._.mentions == second._.mentions
    heads = [mention.head for mention in first._.mentions]
    assert len(set(heads)) == len(heads)


def test_empty_document(finder: ActorFinder) -> None:
    import spacy

    assert finder(Doc(spacy.blank("en").vocab, words=[]))._.mentions == ()


def test_an_unlisted_name_has_no_id_across_reports() -> None:
    person = Actor("text.lena-orsk", "Lena Orsk")
    first, second = (within_article(person, Article(id=f"a_{n}", text="Lena Orsk left.")) for n in ("0123456789abcdef", "fedcba9876543210"))
    assert (first.id, second.id) == ("text.01234567.lena-orsk", "text.fedcba98.lena-orsk")
    brother = within_article(Actor("role.text.lena-orsk.brother", "Lena Orsk brother"), Article(id="a_0123456789abcdef", text=""))
    assert brother.id == "role.text.01234567.lena-orsk.brother"
    assert within_article(Actor("ctry.IRQ", "Iraq"), Article(id="a_0123456789abcdef", text="")).id == "ctry.IRQ"
