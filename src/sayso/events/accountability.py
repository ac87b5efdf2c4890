"""Who is answerable for an event, by the words that govern it: "denied any part in the killing", "charged with the murder", "cleared of".

The tree is climbed from the event through nouns of sharing ("part in", "responsibility for") and verbs of doing ("ordering",
"carrying out") to the words of `lexicon/events/cues.yaml` that settle the matter; of several the outer one wins ("rejected
accusations of torture").
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token

from sayso.events import tree
from sayso.events.predicates import particles
from sayso.records import Footing

OUTRANKING = frozenset({Footing.DENIED, Footing.ACQUITTED, Footing.ACCUSED_BY_AUTHORITIES})
"""What an outer word may make of an accusation or a claim within."""
NAMES: dict[str, Footing | None] = {"doer": None, **{footing.value: footing for footing in Footing}}
"""Groups of governors; those of ``doer`` only say who did it, and leave the footing to the voice."""
NOMINAL = frozenset({"NOUN", "PROPN"})
RELATIVE = frozenset({"acl:relcl", "acl"})
BESIDE = frozenset({"appos", "parataxis", "obl", "obl:unmarked", "nmod", "nmod:unmarked", "dep", "list", "conj", "advcl"})
BEHIND = "behind"
"""Rule of "X was behind the attack", where the attack itself is the predicate."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a governor makes of an event."""

    footing: Footing | None
    """Null where the governor settles nothing: it is negated ("no group has claimed …") or only names the doer ("is behind …")."""
    word: Token
    rule: str


class Accountability:
    """The governors of `footing.answering`, and how events hang on them."""

    def __init__(self, words: Mapping[str, Any], negators: frozenset[str], failing: frozenset[str]) -> None:
        """Args: failing: verbs that undo what they govern ("failed to deny")."""
        self._links: dict[str, dict[str, Footing | None]] = {}
        for name, governors in words["answering"].items():
            for lemma, links in governors.items():
                for link in links:
                    self._links.setdefault(lemma, {})[link] = NAMES[name]
        self._sharing = frozenset(words["sharing"])
        self._doing = frozenset(words["doing"])
        self._taking = frozenset(words["taking"])
        self._proceedings = frozenset(words["proceedings"])
        self._dropping = frozenset(words["dropping"])
        self._guilt = frozenset(words["guilt"])
        self._authorities = frozenset(words["authority_nouns"])
        self._negators = negators
        self._failing = failing
        self._deeds = frozenset(words["deeds"])
        self._fictions = frozenset(words["fictions"])
        self._no_longer = frozenset(words["no_longer"])

    def of(self, trigger: Token) -> Answer | None:
        """What the words around an event make of it; null where none of them settles anything."""
        known = _answers(trigger.doc, self)
        if trigger.i not in known:
            known[trigger.i] = self._above(trigger) or self._beside(trigger) or _behind(trigger)
        return known[trigger.i]

    def _above(self, trigger: Token) -> Answer | None:
        found: Answer | None = None
        shared = False
        child = trigger
        for above in tree.climb(trigger):
            link = self._link(child, above)
            answer = self._answer(child, above, link, shared) or self._across(child, above, link, shared) or self._borne(child, above, link)
            if answer is not None:
                found = _outer(found, answer)
            shared = shared or self._is_shared(child, above, link)
            if not self._leads_on(child, above, link, answer is not None):
                break
            child = above
        return found

    def _across(self, child: Token, above: Token, link: str, shared: bool) -> Answer | None:
        """What a verb makes of a phrase that a parser has hung on its object or oblique: "cleared the two men of killing …"."""
        verb = above.head
        if above.pos_ not in NOMINAL or verb.pos_ != "VERB" or link in {"", "object", "to", "doing"}:
            return None
        strayed = above.dep_ in {"obj", "iobj", "nsubj:pass"} or (link in {"clause", "for", "over"} and above.dep_ == "obl")
        return self._answer(child, verb, link, shared) if strayed else None

    def _borne(self, child: Token, verb: Token, link: str) -> Answer | None:
        """What a noun makes of a phrase that hangs on its verb: "a warrant was issued over the killing", "stood trial for it"."""
        if verb.pos_ != "VERB" or link in {"", "object", "to", "doing", "clause"}:
            return None
        for noun in tree.children(verb, "obj", "nsubj:pass", "obl"):
            if noun.i < child.i and noun.pos_ in NOMINAL and self._links_of(noun).get(link) in OUTRANKING:
                return self._answer(child, noun, link, False)
        return None

    def _beside(self, trigger: Token) -> Answer | None:
        """A relative clause on the event, or on a noun that stands for it: "…, which X denies", "…, an act for which X was blamed"."""
        described = _described(trigger.doc)
        nearest = bisect_left(described, trigger.left_edge.i)
        if nearest == len(described) or described[nearest] > trigger.right_edge.i:
            return None
        later = BESIDE | {"nsubj", "nsubj:pass"}
        nouns = [word for word in tree.below(trigger) if word.i > trigger.i and word.dep_ in later and tree.is_any(word, self._deeds)]
        if trigger.pos_ in NOMINAL:
            nouns += tree.children(trigger, "nmod")
        for noun in (trigger, *nouns):
            for clause in tree.children(noun, *RELATIVE):
                if clause.i < noun.i or (clause.dep_ == "acl" and clause.tag_ != "VBN"):
                    continue
                shared = self._shared_object(clause)
                if any(tree.is_any(each, self._sharing) for each in tree.children(noun, "appos")):
                    shared, links = True, ["object"]  # "the ambush, responsibility for which was claimed by X"
                else:
                    links = ["object"] if clause.dep_ == "acl" else self._relative_links(clause)
                for link in links:
                    answer = self._answer(noun, clause, link, shared)
                    if answer is not None:
                        return answer
        return None

    def _relative_links(self, clause: Token) -> list[str]:
        """As what the relative pronoun may hang on its verb: "which X denies", "for which X was blamed"."""
        found: list[str] = []
        for word in tree.below(clause):
            if word.tag_ in tree.RELATIVE_TAGS and word.i <= clause.i:
                found += [tree.case_of(word).split(" ")[0]] if tree.case_of(word) else []
                found += ["object"] if word.dep_ in {"obj", "nsubj:pass"} else []
        return found

    def _shared_object(self, verb: Token) -> bool:
        return any(child.dep_ in {"obj", "nsubj:pass"} and self._is_word(child) for child in tree.kids(verb))

    def _is_word(self, noun: Token) -> bool:
        """Whether a noun is an accusation, or a share in a deed."""
        return tree.is_any(noun, self._sharing) or Footing.ACCUSED in (tree.pick(self._links, noun) or {}).values()

    def _links_of(self, word: Token) -> Mapping[str, Footing | None]:
        """What the lexicon has for a word; for a verb first what it has for it with its particle or object ("rule out", "point finger")."""
        if word.pos_ == "VERB":
            beside = [*particles(word), *(noun.lemma_.lower() for noun in tree.children(word, "obj", "nsubj:pass"))]
            for stem in tree.stems(word):
                for other in beside:
                    if (found := self._links.get(f"{stem} {other}")) is not None:
                        return found
        return tree.pick(self._links, word) or {}

    def _link(self, child: Token, above: Token) -> str:
        """How a word hangs on the one above: a preposition, ``object``, ``clause``, ``doing``, ``to``; empty where otherwise."""
        marks = [each for each in tree.kids(child) if each.dep_ in {"mark", "case"} and each.i < child.i]
        first = marks[0].lower_ if marks else ""
        verbal = child.pos_ in {"VERB", "AUX"}
        if child.dep_ == "conj" or (child.dep_ == "acl:relcl" and first != "that"):
            return ""
        if child.dep_ == "xcomp" and child.pos_ == "ADJ":
            return "state"
        if first == "to" and verbal and child.tag_ != "VBG":
            return "to"
        if verbal and (first in {"that", "whether", "if"} or self._is_finite(child)):
            return "clause"
        if first and first != "that":
            return first
        if child.dep_ in {"obj", "nsubj:pass"} or (child.dep_ == "nsubj" and tree.is_passive(above)):
            return "object"
        if verbal and (child.tag_ == "VBG" or any(each.tag_ == "VBG" and each.dep_ == "aux" for each in tree.kids(child))):
            return "doing"
        return "clause" if child.dep_ in {"ccomp", "csubj"} else ""

    def _is_finite(self, verb: Token) -> bool:
        if verb.dep_ not in {"ccomp", "csubj", "acl", "acl:relcl", "parataxis", "advcl"}:
            return False
        helpers = (child for child in tree.kids(verb) if child.dep_ in {"aux", "aux:pass", "cop"})
        return verb.tag_ in tree.FINITE or any(helper.tag_ in tree.FINITE for helper in helpers)

    def _answer(self, child: Token, above: Token, link: str, shared: bool) -> Answer | None:
        links = self._links_of(above)
        word = shared or self._is_word(child)
        if link and tree.is_any(above, self._sharing) and self._is_negated(above):
            return Answer(Footing.DENIED, above, "no share")  # "had no part in", "accepts no responsibility for"
        if link in {"object", ""} and self._is_word(child) and self._is_fiction(above):
            return self._checked(Footing.DENIED, above, "fiction")
        if link and self._dropped(child, above):
            return self._checked(Footing.ACQUITTED, above, "proceedings")
        if link in links:
            footing = links[link]
        elif word and link in {"object", ""} and "word" in links:
            footing = links["word"]
        elif self._takes(above, word and link == "object"):
            footing, word = links.get("word") or Footing.CLAIMED, True
        else:
            return None
        if link == "to" and above.pos_ == "VERB" and footing in {Footing.CLAIMED, Footing.ACCUSED}:
            footing = Footing.ACCUSED if tree.is_passive(above) else Footing.CLAIMED  # "is said to have …", "claims to have …"
        if footing is Footing.ACCUSED and self._is_official(above):
            footing = Footing.ACCUSED_BY_AUTHORITIES
        return self._checked(footing, above, "responsibility" if word or link in {"for", "over"} else f"governor:{above.lemma_.lower()}")

    def _is_fiction(self, above: Token) -> bool:
        """Whether an accusation is called untrue: "called the reports a lie", "the charge that … is absurd"."""
        if above.pos_ == "VERB":
            return any(tree.is_any(each, self._fictions) for each in tree.children(above, "xcomp", "obl", "obj", "advcl", "ccomp"))
        return bool(tree.children(above, "cop")) and tree.is_any(above, self._fictions)

    def _takes(self, verb: Token, shared: bool) -> bool:
        """Whether a verb takes, claims or rejects responsibility, also where a parser hung "for …" on the verb itself."""
        if shared:
            return tree.is_any(verb, self._taking)
        listed = tree.is_any(verb, self._taking) or "word" in (tree.pick(self._links, verb) or {})
        return listed and self._shared_object(verb)

    def _checked(self, footing: Footing | None, governor: Token, rule: str) -> Answer:
        """The answer, turned round where the governor is negated."""
        if not self._is_negated(governor):
            return Answer(footing, governor, rule)
        if tree.is_any(governor, self._guilt):
            return Answer(Footing.ACQUITTED if governor.lemma_.lower() == "guilty" else Footing.DENIED, governor, f"not {rule}")
        if footing is Footing.DENIED:
            return Answer(Footing.POSSIBLE, governor, f"not {rule}")
        return Answer(None, governor, f"not {rule}")

    def _is_negated(self, governor: Token) -> bool:
        if governor.dep_ == "xcomp" and tree.is_any(governor.head, self._failing):
            return True
        for child in tree.kids(governor):
            if child.lower_ in self._negators and child.dep_ in {"advmod", "det", "cc", "neg", "aux"}:
                return True
            subject = child.dep_ in {"nsubj", "nsubj:pass"}
            if subject and (
                child.lower_ in self._negators or any(each.lower_ in self._negators and each.dep_ == "det" for each in tree.kids(child))
            ):
                return True
        return False

    def _dropped(self, child: Token, above: Token) -> bool:
        """Whether a case or a charge was dropped: the event hangs on the noun or, across it, on the verb."""
        verb = above if above.pos_ == "VERB" else above.head
        noun = above if above.pos_ in NOMINAL else child
        if not tree.is_any(verb, self._dropping) or verb.i == noun.i:
            return False
        objects = tree.children(verb, "obj")
        dropped = objects or tree.children(verb, "nsubj:pass", "nsubj")
        official = not objects or any(tree.is_any(each, self._authorities) for each in tree.children(verb, "nsubj"))
        return official and any(tree.is_any(each, self._proceedings) for each in dropped)

    def _is_shared(self, child: Token, above: Token, link: str) -> bool:
        return above.pos_ in NOMINAL and bool(link) and self._is_word(above)

    def _leads_on(self, child: Token, above: Token, link: str, answered: bool) -> bool:
        """Whether the climb goes on: through nouns, participles and infinitives of doing the deed, and what has answered already."""
        if child.dep_ == "conj":
            return True
        if above.pos_ in NOMINAL or above.pos_ == "ADJ":
            return answered or self._is_word(above) or not self._is_finite(child)
        return tree.is_any(above, self._doing) and child.dep_ in {"obj", "obl", "nmod", "xcomp", "nsubj:pass"}

    def _is_official(self, governor: Token) -> bool:
        """Whether an authority accuses: subject, "by" phrase, owner of the accusation."""
        by = [
            child for child in tree.kids(governor) if child.dep_ in {"obl:agent", "obl", "nmod"} and tree.case_of(child) in {"by", "from"}
        ]
        doers = by or tree.children(governor, "nmod:poss")
        if not doers and governor.pos_ == "VERB" and not tree.is_passive(governor):
            subject = tree.surface_subject(governor)
            doers = [subject] if subject is not None else []
        return any(tree.is_any(doer, self._authorities) and not self.has_been(tree.kids(doer)) for doer in doers)

    def has_been(self, words: Iterable[Token]) -> bool:
        """Whether one of the words takes a title its authority: "former", "exiled"."""
        return any(word.lower_ in self._no_longer for word in words)

    def doers(self, answer: Answer, trigger: Token) -> Iterator[Token]:
        """The heads of the noun phrases that are answerable for an event by an answer's governor."""
        governor = answer.word
        if _behind(trigger) is not None:
            subject = tree.surface_subject(trigger)
            yield from [subject] if subject is not None else []
        elif answer.footing is Footing.POSSIBLE and not answer.rule.startswith("not "):
            return  # whoever believes it did not do it
        elif answer.rule == "no share":
            subject = tree.surface_subject(governor.head)
            yield from [subject] if subject is not None else []
        elif governor.pos_ in NOMINAL:
            yield from tree.children(governor, "nmod:poss") or tree.modifiers(governor, ("of", "against", "by"))
        elif governor.pos_ == "ADJ":
            subject = tree.surface_subject(governor)
            if subject is not None:
                yield subject
        elif answer.footing in {Footing.CLAIMED, Footing.DENIED, Footing.POSSIBLE}:
            subject = tree.subject(governor)
            if subject is not None:
                yield subject
        else:
            blamed = tree.objects(governor)
            if not answer.rule.startswith("resp"):  # "blamed the attack on X", the phrase hung on either word
                named = tree.obliques(governor, ("on", "to", "at"))
                blamed = named or [each for noun in blamed for each in tree.modifiers(noun, ("on", "to"))] or blamed
            yield from blamed


@functools.lru_cache(maxsize=2)
def _answers(doc: Doc, judge: Accountability) -> dict[int, Answer | None]:
    """What is known already of the words of the text at hand, by their index: rules of several rooms ask about the same word."""
    return {}


@functools.lru_cache(maxsize=2)
def _described(doc: Doc) -> Sequence[int]:
    """The indexes of the words on which a relative clause hangs, in text order."""
    return sorted(word.head.i for word in doc if word.dep_ in RELATIVE)


def _behind(noun: Token) -> Answer | None:
    """The answer where a noun is what somebody "is behind"."""
    return Answer(None, noun, BEHIND) if tree.case_of(noun) == "behind" and tree.children(noun, "cop") else None


def _outer(inner: Answer | None, outer: Answer) -> Answer:
    """Which of two governors counts: the outer one where it settles more, or pleads to what the inner one says."""
    if inner is None:
        return outer
    if outer.footing is Footing.CLAIMED and inner.footing is Footing.ACQUITTED:
        return Answer(Footing.DENIED, outer.word, outer.rule)  # "pleaded not guilty"
    if inner.footing is Footing.ACQUITTED:
        return inner  # "found him not guilty of …"
    pleads = outer.footing is Footing.CLAIMED and inner.footing is Footing.ACCUSED_BY_AUTHORITIES
    settles = outer.footing in OUTRANKING or outer.footing is None or (inner.footing is None and not inner.rule.startswith("not "))
    return outer if pleads or settles else inner
