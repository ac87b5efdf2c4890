"""The actor mentions of a `Doc`, looked up by the token that heads them, and how much each licenses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.events import tree
from sayso.events.nodes import span_of
from sayso.events.voice import Voices
from sayso.records import Actor, ActorMention, MentionKind, Span

OTHER, NAMED, POLITICAL = 0, 1, 2
FIRST_PERSON = "first-person"
SUGGESTED = "+article-country"
"""End of the rule of a mention whose country only the article suggests: villagers are no political actors for living somewhere."""
PROVINCE = "admin1"
"""Kind of a place that is a state's first-level area."""
NOUN_PHRASE = "noun-phrase"
"""Rule of a mention that is no actor, but a noun phrase kept as the text it is."""
PRIVATE_SECTORS = frozenset({"CVL", "UNK", "BUS", "EDU", "MED", "AGR", "SOC", "LAB", "JRN"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})

MAX_BETWEEN = 40
"""Characters between a thing and the name of the place it stands in that its words may bridge: " in the old quarter of "."""
VERBAL = frozenset({"VERB", "AUX"})


class Mentions:
    """An index over ``doc._.mentions``; built once an article, in time linear in its mentions."""

    def __init__(self, doc: Doc, first_person: frozenset[str] = frozenset(), loose: frozenset[str] = frozenset()) -> None:
        """Index a document.

        Args:
            doc: the document.
            first_person: pronouns that stand for whoever is quoted ("we", "our").
            loose: prepositions whose phrases a parser often hangs on the wrong noun.
        """
        self.doc = doc
        self._loose = loose
        self._by_head: dict[int, ActorMention] = {}
        for mention in sorted(doc._.mentions, key=lambda each: (each.span.end - each.span.start, each.span.start)):
            root = _root(doc, mention)
            if root is not None:
                self._by_head[root.i] = mention  # the longest mention with this head wins
        self._sentences = [sentence.start_char for sentence in doc.sents]
        self._sharing = _sharing(doc._.mentions)
        self._index_loose_heads(doc)
        self._quote_first_persons(first_person)
        self._names: dict[str, ActorMention] = {}
        for mention in doc._.mentions:
            if mention.actor is not None and mention.kind is not MentionKind.PRONOUN:
                self._names.setdefault(mention.actor.id, mention)
        self._by_span = {mention.span: mention for mention in doc._.mentions}
        self._places = self._index_places(doc)
        self._timed = _timed(doc)

    def _index_loose_heads(self, doc: Doc) -> None:
        """Let every word of a name whose governor lies outside it lead to the name: a parser may break a name into pieces."""
        for mention in doc._.mentions:
            words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if words is None or mention.kind is not MentionKind.NAME:
                continue
            for word in words:
                if word.pos_ == "PROPN" and not words.start <= word.head.i < words.end:
                    self._by_head.setdefault(word.i, mention)

    def _quote_first_persons(self, first_person: frozenset[str]) -> None:
        """Resolve "we" and "our" within a quotation to its speaker; the pronoun keeps its own span."""
        voices = Voices(self.doc._.attributions, len(self.doc.text))
        for index, mention in self._by_head.items():
            if mention.actor is not None or mention.kind is not MentionKind.PRONOUN or self.doc[index].lower_ not in first_person:
                continue
            voice = voices.of(mention.span)
            if voice is not None and voice.speaker is not None and voice.speaker.actor is not None:
                self._by_head[index] = replace(mention, actor=voice.speaker.actor, antecedent=voice.speaker.span, rule=FIRST_PERSON)

    def _index_places(self, doc: Doc) -> dict[int, ActorMention]:
        found: dict[int, ActorMention] = {}
        self._provinces = frozenset(place.span for place in doc._.places if place.kind == PROVINCE)
        for place in doc._.places:
            words = doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
            if words is not None and len(words):
                state = place.kind == "country" and place.country is not None
                actor = Actor(
                    f"ctry.{place.country}" if state else f"place.{place.geonames_id or place.name.lower()}",
                    place.name,
                    place.country,
                    (),
                    "country" if state else "place",
                )
                found[words.root.i] = ActorMention(place.span, place.span, MentionKind.PLACE, actor, rule="place", score=place.score)
        return found

    def place(self, token: Token) -> ActorMention | None:
        """The place that `token` heads, as the people and things there: whom a curfew or a shelling hits."""
        return self._places.get(token.i)

    def is_province(self, place: ActorMention) -> bool:
        """Whether a place that `place` gave is a first-level area of a state, which has a government of its own."""
        return place.span in self._provinces

    def is_time(self, token: Token) -> bool:
        """Whether a token belongs to an expression of time."""
        return token.i in self._timed

    def named(self, mention: ActorMention) -> ActorMention:
        """The name in the same sentence that a pronoun stands for; a pronoun for a name further off keeps its own words."""
        if (
            mention.kind is not MentionKind.PRONOUN
            or mention.rule == FIRST_PERSON
            or (mention.antecedent is None and mention.actor is None)
        ):
            return mention
        name: ActorMention | None = self._by_span.get(mention.antecedent) if mention.antecedent is not None else None
        if name is None and mention.actor is not None:
            name = self._names.get(mention.actor.id)
        if name is None or name.kind is MentionKind.PRONOUN or self._sentence(name) != self._sentence(mention):
            return mention
        return name

    def closed(self, mention: ActorMention) -> ActorMention:
        """A role without the phrases behind its noun that name nobody: "a diplomat | in a tit-for-tat move", "refugees | from their homes".

        A parser hangs on the nearest noun what belongs to the verb; "the police in Northport" keeps its place.
        """
        words = self.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        root = _root(self.doc, mention)
        if mention.kind not in {MentionKind.ROLE, MentionKind.ANONYMOUS} or mention.rule == NOUN_PHRASE or words is None or root is None:
            return mention
        for word in words:
            if word.i > root.i and word.dep_ == "case" and word.lower_ in self._loose and not self._tells(word.head):
                last = self.doc[word.i - 1]
                end = last.idx + len(last)
                return replace(mention, span=Span(mention.span.start, end)) if end >= mention.head.end else mention
        return mention

    def _tells(self, noun: Token) -> bool:
        """Whether a phrase tells of somebody or some place, by its noun or what stands before that."""
        if self.is_time(noun):
            return False
        told = self._by_head.get(noun.i)
        if (told is not None and told.actor is not None) or noun.i in self._places:
            return True
        return any(child.pos_ == "PROPN" or child.ent_type_ in {"LOC", "NORP", "ORG"} for child in (noun, *noun.lefts))

    def _sentence(self, mention: ActorMention) -> int:
        """The number of a mention's sentence."""
        return bisect_right(self._sentences, mention.span.start)

    def at(self, token: Token) -> ActorMention | None:
        """The mention that `token` heads; the head of a flat name stands for its parts."""
        found = self._by_head.get(token.i)
        if found is None and token.dep_ in {"flat", "appos"}:
            return self._by_head.get(token.head.i)
        if found is None:
            for child in tree.kids(token):
                named = self._by_head.get(child.i) if child.dep_ in {"flat", "appos"} else None
                if named is not None and (named.kind is MentionKind.NAME or child.dep_ == "flat"):
                    return named
        return found

    def all_at(self, token: Token) -> list[ActorMention | None]:
        """`at`, and the mentions that share its noun: "Hungarian and Romanian officials" are two parties."""
        found = self.at(token)
        if found is None or found.kind is MentionKind.PRONOUN:
            return [found]
        return [found if each.head == found.head else each for each in self._sharing.get(found.span, (found,))]

    def _whose(self, noun: Token, owner: Token, mention: ActorMention) -> ActorMention:
        """A noun with the actor of the demonym before it: in "the offer of a Northland facilitator" the facilitator."""
        if owner.dep_ not in {"amod", "compound"} or noun.pos_ != "NOUN" or mention.kind is not MentionKind.DEMONYM:
            return mention
        return replace(thing(noun, whole=False), actor=mention.actor, rule=mention.rule, score=mention.score)

    def within(self, noun: Token, without: frozenset[str] = frozenset()) -> list[ActorMention]:
        """Actors inside a noun phrase that is no actor itself, nearest relation first: owner, modifier, then prepositional phrases.

        `without` names prepositions whose phrases are left out: the target of an action that is only supported.
        """
        beside = ("compound", "amod", "nmod:desc", "appos", "flat")
        theirs = any(child.tag_ == "PRP$" for child in tree.children(noun, "nmod:poss"))  # "his Northland counterpart"
        for deps in (beside, ("nmod:poss",), ("nmod", "obl")) if theirs else (("nmod:poss",), beside, ("nmod", "obl")):
            found = [
                mention
                for child in tree.children(noun, *deps)
                if tree.case_of(child) not in without
                for each in tree.conjuncts(child)
                if (mention := self.at(each)) is not None and (mention.kind is MentionKind.NAME or child.dep_ != "appos")
            ]
            if found:
                return found
        for child in tree.children(noun, "nmod:poss", "nmod", "compound"):
            if tree.case_of(child) in without:
                continue
            found = [
                self._whose(child, inner, mention)
                for inner in tree.children(child, "nmod:poss", "compound", "amod", "nmod")
                if (mention := self.at(inner)) is not None
            ]
            if found:
                return found
        return []


def _sharing(mentions: Iterable[ActorMention]) -> dict[Span, list[ActorMention]]:
    """Noun phrase -> its mentions, of those phrases that hold several."""
    found: dict[Span, list[ActorMention]] = {}
    for mention in mentions:
        found.setdefault(mention.span, []).append(mention)
    return {span: sharing for span, sharing in found.items() if len(sharing) > 1}


def _timed(doc: Doc) -> frozenset[int]:
    found: set[int] = set()
    for expression in doc._.times:
        words = doc.char_span(expression.span.start, expression.span.end, alignment_mode="expand")
        if words is not None:
            found.update(range(words.start, words.end))
    return frozenset(found)


def _root(doc: Doc, mention: ActorMention) -> Token | None:
    span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    head = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
    root = span.root
    if root.pos_ in {"ADP", "PUNCT", "DET", "AUX", "VERB"} and head is not None and len(head):
        root = head.root
    return root


def weight(mention: ActorMention) -> int:
    """How far a mention licenses a political event: 2 a political actor, 1 a name nobody listed, 0 anyone else."""
    actor = mention.actor
    if actor is None or actor.kind == "place":
        return OTHER
    suggested = mention.rule.endswith(SUGGESTED) and bool(actor.sectors)
    if (actor.country and not suggested) or any(sector not in PRIVATE_SECTORS for sector in actor.sectors):
        return POLITICAL
    if not actor.id.startswith("text."):
        return POLITICAL
    named = {MentionKind.NAME, MentionKind.SHORT, MentionKind.DEMONYM, MentionKind.PLACE, MentionKind.PRONOUN}
    return NAMED if mention.kind in named else OTHER


def thing(noun: Token, whole: bool = True) -> ActorMention:
    """A noun phrase that is no actor, kept as the text it is: the target of a bombing, the house that burned.

    `whole` adds its "of" phrase.
    """
    start = end = noun
    for child in tree.kids(noun):
        if child.dep_ in {"det", "amod", "compound", "nummod", "nmod:poss", "flat"}:
            start = min(start, child.left_edge, key=lambda token: token.i)
            end = max(end, child if child.i > noun.i else end, key=lambda token: token.i)
        elif whole and child.dep_ == "nmod" and tree.case_of(child) == "of" and not tree.children(child, "acl:relcl", "acl"):
            end = max(end, child.right_edge, key=lambda token: token.i)
    if end.i - start.i > 12:
        start = end = noun
    span = Span(start.idx, end.idx + len(end))
    return ActorMention(span, span_of(noun), MentionKind.ROLE, None, rule=NOUN_PHRASE, score=0.3)


def placed(noun: Token, place: ActorMention) -> ActorMention:
    """A thing with the actor of the place it stands in, the place's name within its words where that follows it closely."""
    whole = thing(noun)
    between = noun.doc.char_span(whole.span.end, place.span.start, alignment_mode="contract") or ()
    near = whole.span.end < place.span.start <= whole.span.end + MAX_BETWEEN and all(word.pos_ not in VERBAL for word in between)
    span = Span(whole.span.start, place.span.end) if near else whole.span
    return replace(whole, span=span, actor=place.actor, score=place.score)


def best_weight(found: Iterable[ActorMention]) -> int:
    """The weight of the weightiest mention; -1 where there is none."""
    return max((weight(mention) for mention in found), default=-1)
