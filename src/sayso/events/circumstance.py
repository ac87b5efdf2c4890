"""When and where an event happened: the time and the place that govern its own clause, or none with a reason.

A time that governs a verb of saying is the time of the saying and never that of what was said; the day of publication never stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from sayso.events import tree
from sayso.events.dating import counted_from, intervals, reversed_offset
from sayso.events.scenes import TOLD_BEFORE, SceneWords, holders, scenes
from sayso.records import Place, PlaceRole, Span, TimeExpression

HISTORICAL_AFTER = timedelta(days=365)
RECENT = timedelta(days=8)
"""How far back what a report tells as going on in the past tense may lie."""
UNDATED_TYPES = frozenset({"DURATION", "SET"})
NEARBY = 10
"""How far before an expression the verb of its clause may stand where the tree is doubted."""
OTHER_TIMES = frozenset({"of", "for", "after", "before", "since", "until", "till", "if", "unless", "because", "once"})
"""Conjunctions whose clause has a time of its own, if any: "accused on Sunday of attacking", "arrested on Monday after attacking"."""
PAST = frozenset({"VBD", "VBN"})
LOOK_BACK = 20
"""How many earlier events are asked for the date that an expression is counted from."""
LONGEST_DATELINE = 60
"""Characters between the place of a dateline and its dash."""

_FROM = re.compile(r"\b[Ff]rom\s+(?:the\s+)?$")
_LONGEST_FROM = 12
_DASH = re.compile(r"\s(?:-{1,2}|–|—)\s|\s?—\s?|\)\s?(?:-|–|—)")


class Circumstances:
    """Times and places of one article by the word that governs them."""

    def __init__(
        self,
        doc: Doc,
        triggers: Iterable[int],
        saying: Callable[[Token], bool],
        purposes: frozenset[str] = frozenset(),
        words: SceneWords | None = None,
        kinds: Mapping[int, str] | None = None,
    ) -> None:
        """Args:
        purposes: nouns within whose phrases a place is not where something happened ("in support of the people of …").
        words: those that stand for a place told before; without them only names place an event.
        kinds: what sort of event each trigger tells, by which "the blast" is known for the one that blew up something.
        """
        self.doc = doc
        self._text = doc.text  # joined once: spaCy makes it anew each time it is asked for
        self._triggers = frozenset(triggers)
        self._saying = saying
        self._kinds = kinds or {}
        self._times: dict[int, list[TimeExpression]] = {}
        self._sets: dict[int, list[TimeExpression]] = {}
        """Times of what is repeated: "every Friday"."""
        self._places: dict[int, list[Place]] = {}
        self._anchors: dict[int, Token] = {}
        """Words that name an event from which an expression is counted."""
        self._counts: list[tuple[TimeExpression, Token]] = []
        """Expressions counted from an event, each with the word it dates."""
        filed = _datelines(doc, self._text)
        told = [each for each in doc._.times if not any(line.contains(each.span) for line in filed)]
        self._dated: list[TimeExpression] = [each for each in told if each.start is not None and each.type not in UNDATED_TYPES]
        expressions = intervals(told, self._text)
        self._anchors = {anchor.i: anchor for each in expressions if _is_counted(each) and (anchor := self._named_anchor(each)) is not None}
        for expression in expressions:
            counted = _is_counted(expression)
            dated = expression.type not in UNDATED_TYPES and (expression.start is not None or expression.end is not None)
            if counted or dated or expression.type == "SET":
                governor = self._governor(expression.span, past=self._named_anchor(expression) if counted else None)
                if governor is not None:
                    (self._times if counted or dated else self._sets).setdefault(governor.i, []).append(expression)
                if counted and governor is not None:
                    self._counts.append((expression, governor))
        self._states = {word.i for place in doc._.places if place.role is PlaceRole.GOVERNMENT for word in self._words(place.span)}
        """Words that stand for a government: what it does elsewhere in the sentence is not done where the others acted."""
        holding = holders(doc, doc._.places)
        for place in (*doc._.places, *(scenes(doc, words) if words else ())):
            if place.span in holding or place.role is not PlaceRole.LOCATIVE:
                continue
            if (governor := self._governor(place.span, purposes)) is not None:
                self._places.setdefault(governor.i, []).append(place)

    def _words(self, span: Span) -> Iterable[Token]:
        words = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return words if words is not None else ()

    def _named_anchor(self, expression: TimeExpression) -> Token | None:
        """The event that an expression is counted from, where it names one: "two days after the attack"."""
        words = self.doc.char_span(expression.span.start, expression.span.end, alignment_mode="expand")
        if words is None or words.end >= len(self.doc) or self.doc[words.end].dep_ not in {"case", "mark", "advmod"}:
            return None
        link = self.doc[words.end]
        return link.head if link.head.i > link.i and link.head.sent == link.sent else None

    def _governor(self, span: Span, purposes: frozenset[str] = frozenset(), past: Token | None = None) -> Token | None:
        """The verb or event noun whose clause an expression belongs to; `past` is one that it does not belong to."""
        words = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None or not len(words):
            return None
        beside = words[0].i - (2 if words[0].i and self.doc[words[0].i - 1].pos_ == "ADP" else 1)
        if beside in self._anchors:
            return self._anchors[beside]  # "the eve of the vote on 6 October"
        for above in tree.climb(words.root):
            if past is not None and above.i == past.i:
                continue
            if above.i in self._triggers or above.i in self._anchors or above.pos_ in {"VERB", "AUX"}:
                return self._crossed(above, words[0]) or self._told_before(above, words[0]) or above
            if above.lemma_.lower() in purposes or tree.is_teller(above):
                return None
        root = words.root
        for above in tree.climb(root):
            root = above
        return root

    def _crossed(self, governor: Token, first: Token) -> Token | None:
        """The verb that stands between an expression and the verb the tree has hung it on, and is not itself part of the latter's clause.

        Such an arc crosses another clause, which in English is a slip of the reader: "blocked the port, the prefect said on Friday".
        """
        for word in reversed(self.doc[max(governor.i + 1, first.i - NEARBY) : first.i]):
            if word.pos_ == "VERB" and all(above.i != governor.i for above in tree.climb(word)):
                return word
        return None

    def _told_before(self, governor: Token, first: Token) -> Token | None:
        """The verb of what was told, where an expression stands between it and the teller: "pushed a boat back in May, the fund wrote"."""
        subject = next(iter(tree.children(governor, "nsubj")), None)
        if subject is None or not first.i < subject.i < governor.i or not self._saying(governor):
            return None
        told = next((child for child in tree.children(governor, "ccomp", "parataxis") if child.i < first.i), None)
        if governor.dep_ == "parataxis" and governor.head.i < first.i:
            told = governor.head
        return told if told is not None and told.pos_ == "VERB" else None

    def heads(self, trigger: Token, clause: Token, words: Sequence[Token], nouns: Sequence[Token] = ()) -> list[Token]:
        """The words whose circumstances are the event's, nearest first: trigger, light verb, then the verb that an event noun serves."""
        found = [trigger, *words, clause]
        if trigger.pos_ in {"NOUN", "PROPN"}:
            above = next((each for each in tree.climb(trigger) if _is_clause(each) or each.i in self._triggers), None)
            if above is not None and trigger.dep_ in {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent"} and not self._saying(above):
                found.append(above)
        for head in (trigger, clause):
            if (
                head.pos_ in {"VERB", "AUX"}
                and head.dep_ in {"conj", "advcl", "xcomp"}
                and head.head.pos_ == "VERB"
                and (not self._saying(head.head) or (head.dep_ == "conj" and head.head.i in self._triggers))
                and not any(child.lower_ in OTHER_TIMES for child in tree.children(head, "mark"))
            ):
                found.append(head.head)
        for noun in (trigger, *nouns):
            # "the attack, which took place on Sunday"
            if noun.pos_ in {"NOUN", "PROPN"}:
                found += [each for each in tree.children(noun, "acl:relcl") if _has_relative_subject(each)]
        for head in (trigger, clause):
            # "killed nine and wounded 20 late on Tuesday": the day stands with the second of two verbs that share their subject.
            if head.pos_ in {"VERB", "AUX"}:
                found += [
                    each for each in tree.children(head, "conj") if each.tag_ in PAST and head.tag_ in PAST and self._shares_subject(each)
                ]
        return list({head.i: head for head in found}.values())

    def _shares_subject(self, verb: Token) -> bool:
        return not self._saying(verb) and not tree.children(verb, "nsubj", "nsubj:pass", "csubj")

    def when(self, heads: Iterable[Token]) -> TimeExpression | None:
        """The first time expression that governs one of the heads; one counted from another event once that has a date."""
        chosen = list(heads)
        for head in chosen:
            covered = self._covers(head, chosen[0])
            for each in sorted(self._times.get(head.i, ()), key=lambda each: abs(each.span.start - head.idx)):
                if not covered and each.span.start > head.idx:
                    continue
                found = self._counted(each, chosen[0]) if _is_counted(each) else each
                if found is not None:
                    return found
        repeated = next((each for head in chosen for each in self._sets.get(head.i, ())), None)
        return self._beside(chosen) or self._backwards(chosen) or self._fronted(chosen[0]) or repeated

    def _fronted(self, verb: Token) -> TimeExpression | None:
        """The time that opens the first of two joined clauses: "The day before, he had declared a siege, and police had shot …"."""
        if verb.dep_ != "conj" or not tree.children(verb, "nsubj", "nsubj:pass"):
            return None
        subject = next(iter(tree.children(verb.head, "nsubj", "nsubj:pass")), None)
        opening = (each for each in self._times.get(verb.head.i, ()) if subject is not None and each.span.end <= subject.idx)
        return next((each for each in opening if not _is_counted(each)), None)

    @staticmethod
    def _covers(head: Token, trigger: Token) -> bool:
        """Whether a time behind the verb `head` is that of `trigger` too: not where "and" joins its clause with its own subject."""
        joined = trigger.dep_ == "conj" and trigger.head.i == head.i and trigger.pos_ == "VERB"
        return not (joined and tree.children(trigger, "nsubj", "nsubj:pass"))

    def _beside(self, heads: Sequence[Token]) -> TimeExpression | None:
        """The time that a clause tells more of ("early November, when militiamen looted"), or that follows the object of a verb at once."""
        for head in heads:
            link = next((child for child in tree.kids(head) if child.lower_ == "when"), None)
            if link is not None and link.i:
                before = self.doc[link.i - (2 if self.doc[link.i - 1].is_punct and link.i > 1 else 1)]
                found = next((each for each in self._dated if each.span.start <= before.idx < each.span.end), None)
                if found is not None:
                    return found
        verb = heads[0]
        for noun in tree.children(verb, "obj") if verb.pos_ == "VERB" else ():
            for each in self._times.get(noun.i, ()):
                words = self.doc.char_span(each.span.start, each.span.end, alignment_mode="expand")
                if words is not None and words.start == noun.i + 2 and self.doc[noun.i + 1].pos_ == "ADP" and each.anchor != "event":
                    return each  # "condemned the attack on Monday": of either
        return None

    def _backwards(self, heads: Sequence[Token]) -> TimeExpression | None:
        """The day of an event from which one of known day is counted: "met on Tuesday, two weeks after the rebels walked out"."""
        for head in heads:
            for expression, governor in self._counts:
                if head.i in self._anchors and self._anchors[head.i] == self._named_anchor(expression):
                    known = next(
                        (each for each in self._times.get(governor.i, ()) if not _is_counted(each) and each.start is not None), None
                    )
                    if known is not None:
                        return counted_from(reversed_offset(expression), known, sure=True)
        return None

    def _counted(self, expression: TimeExpression, trigger: Token) -> TimeExpression | None:
        """The interval of "two days after the attack", null where the attack has no date."""
        named = self._named_anchor(expression)
        if named is not None and (found := self._plain(self.heads(named, named, ()))) is not None:
            return counted_from(expression, found, sure=True)
        if named is not None and named.i not in self._triggers:
            return None
        at = named.i if named is not None else trigger.i
        before = sorted((each for each in self._triggers if each < at and each != trigger.i), reverse=True)[:LOOK_BACK]
        kind = self._kinds.get(named.i) if named is not None else None
        for index in sorted(before, key=lambda each: kind is not None and self._kinds.get(each) != kind):
            earlier = self.doc[index]
            found = self._plain(self.heads(earlier, earlier, ()))
            if found is not None:
                return counted_from(
                    expression, found, sure=named is not None and (named.lemma_ == earlier.lemma_ or self._kinds.get(index) == kind)
                )
        return None

    def _is_source(self, place: Place) -> bool:
        """Whether something came from there: "from Bor to Pibor" tells of Pibor."""
        return bool(_FROM.search(self._text, max(0, place.span.start - _LONGEST_FROM), place.span.start))

    def _plain(self, heads: Iterable[Token]) -> TimeExpression | None:
        """The first expression with a date of its own that governs one of the heads."""
        own = (each for head in heads for each in self._times.get(head.i, ()))
        return next((each for each in own if each.start is not None and each.anchor != "event"), None)

    def carried(self, verb: Token) -> Place | None:
        """The place of what was told before in the sentence, where the verb does more to the same people: "…, and guards evicted them"."""
        if not any(child.tag_ == "PRP" and child.lower_ != "it" for child in tree.children(verb, "obj", "nsubj:pass")):
            return None
        for index in sorted((each for each in self._triggers if verb.sent.start <= each < verb.i), reverse=True):
            earlier = self.doc[index]
            if (found := self.where(self.heads(earlier, earlier, ()))) is not None:
                return found
        return None

    def where(self, heads: Iterable[Token]) -> Place | None:
        """The most exact place that governs one of the heads."""
        chosen = list(heads)
        apart = chosen[0].dep_ == "conj" and any(child.i in self._states for child in tree.children(chosen[0], "nsubj"))
        for head in chosen:
            found = self._places.get(head.i)
            if found and not (apart and chosen[0].head.i == head.i):
                return min(
                    found,
                    key=lambda each: (
                        self._is_source(each),
                        each.rule.endswith(TOLD_BEFORE),
                        each.precision or 9,
                        abs(each.span.start - head.idx),
                    ),
                )
        return None


def _has_relative_subject(verb: Token) -> bool:
    """Whether what a relative clause tells is told of a thing: what "a consul who had met them in Bor" did is another matter."""
    return any(child.lower_ in {"which", "that"} for child in tree.children(verb, "nsubj", "nsubj:pass"))


def _is_counted(expression: TimeExpression) -> bool:
    """Whether an expression is a length from an event."""
    return expression.anchor == "event" and expression.offset is not None


def _is_clause(word: Token) -> bool:
    """Whether a word is the predicate of a clause: a verb, or a noun or an adjective with a copula."""
    return word.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" for child in tree.kids(word))


def _datelines(doc: Doc, text: str) -> list[Span]:
    """The datelines, from the place to the dash: their day is that of the filing, not of what is told."""
    found = []
    for place in doc._.places:
        if place.role is PlaceRole.DATELINE:
            dash = _DASH.search(text, place.span.end, place.span.end + LONGEST_DATELINE)
            if dash is not None:
                found.append(Span(place.span.start, dash.end()))
    return found


def is_to_come(when: TimeExpression | None, published: date | None) -> bool:
    """Whether an event begins after the day of publication."""
    if when is None or published is None or when.start is None:
        return False
    try:
        return date.fromisoformat(when.start[:10]) > published
    except ValueError:
        return False


def is_another_day(when: TimeExpression | None, published: date | None) -> bool:
    """Whether an event has a day or a time of its own that is not the day of publication."""
    if when is None or when.start is None or when.type in UNDATED_TYPES or when.type == "SET":
        return False
    today = published.isoformat() if published is not None else ""
    return not when.start[:10] <= today <= (when.end or today)[:10]


def is_over(when: TimeExpression | None, published: date | None) -> bool:
    """Whether an event told in the past ended more than a week before publication, so that nothing says that it goes on."""
    if when is None or published is None or when.end is None:
        return False
    try:
        return published - date.fromisoformat(when.end[:10]) > RECENT
    except ValueError:
        return False


def is_historical(when: TimeExpression | None, published: date | None) -> bool:
    """Whether an event ended more than 365 days before publication."""
    if when is None or published is None or (when.end is None and when.start is not None):
        return False  # an interval that is open has not ended
    ended = when.end or when.start
    try:
        return ended is not None and published - date.fromisoformat(ended) > HISTORICAL_AFTER
    except ValueError:
        return False
