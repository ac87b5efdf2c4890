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
BORNE = frozenset({"against", "of", "on", "to", "for"})
"""Prepositions by which nouns of proceedings name whom they are about."""
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
        self._bidding = frozenset(words["bidding"])
        self._taking = frozenset(words["taking"])
        self._proceedings = frozenset(words["proceedings"])
        self._dropping = frozenset(words["dropping"])
        self._discontinuing = frozenset(words["discontinuing"])
        self._guilt = frozenset(words["guilt"])
        self._authorities = frozenset(words["authority_nouns"])
        self._negators = negators
        self._failing = failing
        self._deeds = frozenset(words["deeds"])
        self._fictions = frozenset(words["fictions"])
        self._inventions = frozenset(words["inventions"])
        self._no_longer = frozenset(words["no_longer"])
        self._naming = frozenset(words["naming"])
        self._agents = frozenset(words["agents"])
        self._courts = frozenset(words["courts"])

    def of(self, trigger: Token) -> Answer | None:
        """What the words around an event make of it; null where none of them settles anything."""
        known = _answers(trigger.doc, self)
        if trigger.i not in known:
            found = self._above(trigger) or self._beside(trigger) or _behind(trigger)
            known[trigger.i] = self._cleared(trigger, found) or found
        return known[trigger.i]

    def _cleared(self, trigger: Token, found: Answer | None) -> Answer | None:
        """An acquittal told in a second verb: "was charged with the murder but acquitted", "…, and the case was dropped"."""
        accused = found is not None and found.footing in {Footing.ACCUSED, Footing.ACCUSED_BY_AUTHORITIES}
        start = found.word if found is not None and accused else trigger
        verbs = [each for each in (trigger, start, *tree.climb(start)) if each.pos_ == "VERB"]
        for verb in dict.fromkeys(later for each in verbs for later in tree.children(each, "conj") if later.i > trigger.i):
            if tree.is_passive(verb) or any(each.tag_ == "PRP" for each in tree.children(verb, "obj")):
                clears = Footing.ACQUITTED in self._links_of(verb).values() and not tree.children(verb, "obl")
                dropped = accused and tree.is_any(verb, self._dropping)
                dropped = dropped and any(tree.is_any(each, self._proceedings) for each in tree.children(verb, "nsubj:pass", "obj"))
                if (clears or dropped) and not self._is_negated(verb):
                    return Answer(Footing.ACQUITTED, verb, "cleared later")
        if accused and start.pos_ in NOMINAL and tree.is_any(start, self._proceedings):  # "with the indictment for the killing thrown out"
            participles = [each for noun in (start, *tree.below(trigger)) for each in tree.children(noun, "acl") if each.tag_ == "VBN"]
            done = next((each for each in participles if each.i > trigger.i and tree.is_any(each, self._dropping)), None)
            return Answer(Footing.ACQUITTED, done, "cleared later") if done is not None else None
        return None

    def _above(self, trigger: Token) -> Answer | None:
        found: Answer | None = None
        shared = False
        child = trigger
        for above in tree.climb(trigger):
            link = self._link(child, above)
            answer = self._answer(child, above, link, shared) or self._across(child, above, link, shared) or self._borne(child, above, link)
            answer = answer or self._beyond(child, above, link, shared) or self._named_as(above)
            if answer is not None:
                found = _outer(found, answer)
            shared = shared or self._is_shared(above, link)
            if not self._leads_on(child, above, answer is not None):
                break
            child = above
        return found

    def _across(self, child: Token, above: Token, link: str, shared: bool) -> Answer | None:
        """What a verb makes of a phrase that a parser has hung on its object or oblique: "cleared the two men of killing …"."""
        verb = above.head
        if above.pos_ not in NOMINAL or verb.pos_ != "VERB" or link in {"", "object", "to", "doing"}:
            return None
        strayed = above.dep_ in {"obj", "iobj", "nsubj:pass", "obl:unmarked"} or (link in {"clause", "for", "over"} and above.dep_ == "obl")
        return self._answer(child, verb, link, shared) if strayed else None

    def _beyond(self, child: Token, above: Token, link: str, shared: bool) -> Answer | None:
        """What a word makes of a phrase that the tree hangs on a neighbour of it: see the comments."""
        if above.pos_ in NOMINAL and link not in {"", "object", "to", "doing"}:
            bearer = above.head
            if bearer.pos_ in NOMINAL and above.dep_ == "nmod" and tree.case_of(above) in BORNE:  # "the charges against two men for …"
                return self._answer(child, bearer, link, False)
            first = above.left_edge
            before = first.nbor(-1) if first.i > first.sent.start else None
            if before is not None and before.pos_ == "VERB" and before.i != bearer.i:  # "absolved | both men of …", the men hung elsewhere
                return self._answer(child, before, link, shared)
        if (
            above.pos_ in NOMINAL and child.pos_ == "ADJ" and child.i > above.i and above.dep_ == "obj"
        ):  # "hold the rangers | responsible for …"
            footing = self._links_of(above.head).get("state")
            official = footing is Footing.ACCUSED and self._is_official(above.head)
            footing = Footing.ACCUSED_BY_AUTHORITIES if official else footing
            return self._checked(footing, above.head, "held") if footing is not None else None
        if link in {"clause", "object"} and above.i < child.i and any(each.lower_ == "as" for each in tree.children(above, "mark", "case")):
            return self._answer(child, above.head, link, shared)  # "rejected | as baseless the charge that …"
        return self._before_clause(child, above) if link == "clause" else None

    def _before_clause(self, child: Token, above: Token) -> Answer | None:
        """What a noun right before a clause makes of it, where that hangs elsewhere: "ruled there was no evidence | he tortured …"."""
        start = child.left_edge
        if start.lower_ == "that" and start.i < child.i:
            start = start.nbor(-1) if start.i > start.sent.start else start
        elif start.i > start.sent.start:
            start = start.nbor(-1)
        if start.i >= child.i or start.pos_ not in NOMINAL or start.i == above.i or "clause" not in self._links_of(start):
            return None
        answer = self._answer(child, start, "clause", False)
        judged = answer is not None and answer.footing is Footing.DENIED and self._is_ruling(above)
        return Answer(Footing.ACQUITTED, start, "ruling") if judged else answer

    def _is_ruling(self, verb: Token) -> bool:
        """Whether a court rules: "the judge found no evidence that …"."""
        for word in (verb, *tree.climb(verb)):
            doer = tree.surface_subject(word) if word.pos_ == "VERB" else None
            if doer is not None and any(
                tree.is_any(each, self._courts) for each in (doer, *tree.children(doer, "compound", "nmod:desc", "flat"))
            ):
                return True
        return False

    def _named_as(self, above: Token) -> Answer | None:
        """An accusation by "as": "named two officers as those who …", "identified him as the mastermind of …"."""
        verb = above.head
        if above.pos_ == "VERB" or verb.pos_ != "VERB" or tree.case_of(above) != "as" or not tree.is_any(verb, self._naming):
            return None
        if not tree.is_any(above, self._agents):
            return None
        official = self._is_official(verb)
        return self._checked(Footing.ACCUSED_BY_AUTHORITIES if official else Footing.ACCUSED, verb, f"named as:{verb.lemma_.lower()}")

    def _borne(self, child: Token, verb: Token, link: str) -> Answer | None:
        """What a noun makes of a phrase that hangs on its verb: "a warrant was issued over the killing", "stood trial for it"."""
        if verb.pos_ not in {"VERB", "ADV", "ADJ", "AUX"} or link in {"", "object", "to", "doing", "clause"}:
            return None
        bearing = ("obj", "nsubj:pass", "obl") if verb.pos_ == "VERB" else ("nsubj", "obl")  # "a warrant is out for him over …"
        for noun in tree.children(verb, *bearing):
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
                undone = self._nothing_to_do(clause)
                if undone is not None:
                    return Answer(Footing.DENIED, undone, "no share")
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

    def _nothing_to_do(self, clause: Token) -> Token | None:
        """The "nothing" or "no part" of a relative clause: "…, with which X insists it had nothing to do"."""
        for word in tree.below(clause):
            if word.pos_ == "PRON" and word.lemma_.lower() == "nothing" and tree.children(word, "acl"):
                return word
            if word.pos_ in NOMINAL and word.dep_ == "obj" and tree.is_any(word, self._sharing) and self._is_negated(word):
                return word
        return None

    def _relative_links(self, clause: Token) -> list[str]:
        """As what the relative pronoun may hang on its verb: "which X denies", "for which X was blamed"."""
        found: list[str] = []
        for word in tree.below(clause):
            if word.tag_ in tree.RELATIVE_TAGS and word.i <= clause.i:
                found += [tree.case_of(word).split(" ")[0]] if tree.case_of(word) else []
                found += ["object"] if word.dep_ in {"obj", "nsubj:pass"} else []
            elif (
                word.tag_ in {"IN", "TO", "RP"}
                and not tree.kids(word)
                and word.dep_ not in {"case", "mark", "compound:prt"}
                and word.i > clause.i
            ):
                found.append(word.lower_)  # "which it owned up to"
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
        if child.dep_ in {"nsubj", "nsubj:outer"} and above.pos_ in NOMINAL and tree.children(above, "cop"):
            return "subject"  # "the bombing was the work of separatists"
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
        if child.dep_ == "conj" and child.pos_ == "VERB":
            return None  # "denied involvement and blamed the army": the blame is no responsibility denied
        links = self._links_of(above)
        word = shared or self._is_word(child)
        if link and above.pos_ in NOMINAL and tree.is_any(above, self._sharing) and self._is_negated(above):
            return Answer(Footing.DENIED, above, "no share")  # "had no part in", "accepts no responsibility for"
        if link in {"to", "object"} and above.pos_ == "VERB" and tree.is_any(above, self._bidding) and self._is_negated(above):
            return Answer(Footing.DENIED, above, "not bidden")  # "had never ordered anyone to shoot"
        if link in {"object", ""} and self._is_fiction(above, self._fictions if self._is_word(child) else self._inventions):
            return self._checked(Footing.DENIED, above, "fiction")
        if link == "clause" and tree.is_any(above, self._fictions):
            return self._checked(Footing.DENIED, above, "fiction")  # "called it a lie that …"
        if link and above.dep_ == "acl" and tree.is_any(above.head, self._proceedings) and self._is_negated(above.head):
            return Answer(Footing.ACQUITTED, above.head, "no case")  # "had no case to answer for the killing"
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
        if link == "to" and above.pos_ == "VERB" and footing is Footing.POSSIBLE and tree.is_passive(above):
            footing = Footing.ACCUSED  # "is believed to have …"
        if footing is Footing.ACCUSED and self._is_official(above):
            footing = Footing.ACCUSED_BY_AUTHORITIES
        return self._checked(footing, above, "responsibility" if word or link in {"for", "over"} else f"governor:{above.lemma_.lower()}")

    @staticmethod
    def _is_fiction(above: Token, fictions: frozenset[str]) -> bool:
        """Whether an accusation or a deed is called untrue: "called the reports a lie", "the charge that … is absurd"."""
        if above.pos_ == "VERB":
            return any(tree.is_any(each, fictions) for each in tree.children(above, "xcomp", "obl", "obj", "advcl", "ccomp"))
        return bool(tree.children(above, "cop")) and tree.is_any(above, fictions)

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
        doers = tree.children(verb, "nsubj")
        unnamed = tree.is_any(verb, self._discontinuing) and any(each.tag_ == "PRP" for each in doers)  # "they were dropping the charges"
        official = not objects or unnamed or any(tree.is_any(each, self._authorities) for each in doers)
        return official and any(tree.is_any(each, self._proceedings) for each in dropped)

    def _is_shared(self, above: Token, link: str) -> bool:
        return above.pos_ in NOMINAL and bool(link) and self._is_word(above)

    def _leads_on(self, child: Token, above: Token, answered: bool) -> bool:
        """Whether the climb goes on: through nouns, participles and infinitives of doing the deed, and what has answered already."""
        if child.dep_ == "conj":
            return True
        if child.dep_ == "acl:relcl" and tree.case_of(above) == "as" and tree.is_any(above, self._agents):
            return True  # "those who …"
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
        return any(self._is_authority(doer) and not self.has_been(tree.kids(doer)) for doer in doers)

    def _is_authority(self, noun: Token) -> bool:
        """Whether a noun phrase names an authority, by its head or by what stands before that: "the state attorney's office"."""
        before = (child for child in tree.children(noun, "compound", "amod", "nmod:poss", "nmod:desc", "flat") if child.i < noun.i)
        return tree.is_any(noun, self._authorities) or any(tree.is_any(child, self._authorities) for child in before)

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
        elif answer.rule in {"no share", "not bidden"}:
            subject = tree.surface_subject(governor if governor.pos_ == "VERB" else governor.head)
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
