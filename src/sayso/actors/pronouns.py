"""Pronouns of one article: relatives, personal pronouns, and the roles that a possessive gives to somebody ("its leader")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.tokens import Doc, Token

from sayso.actors.compose import Draft
from sayso.actors.knowledge import Knowledge
from sayso.actors.rolebook import Role
from sayso.actors.sexes import Sexes
from sayso.records import Actor, MentionKind

_WINDOW = 30
"""Mentions looked back at, at most, for a pronoun."""
_REACH = 4
"""Sentences looked back at, at most, for a pronoun."""
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_MODIFIERS = ("compound", "amod", "nmod:poss")
_FRONTED = ("advcl", "obl", "nmod", "acl")
_BODIES = ("role", "country", "person")
_OPENING, _CLOSING, _EITHER = ("“", "«", "„", "``"), ("”", "»"), ('"', "''")
_LEAST = 0.9
"""Score that the best candidate for "it" or "they" needs: on the training part of GUM, what lies below it is mostly wrong."""
_SALIENT = 4
"""Mentions of an actor after which further ones make it no likelier."""


@dataclass(slots=True)
class Pronouns:
    """The pronouns of one article; `link` fills their actors and antecedents in place."""

    knowledge: Knowledge
    doc: Doc
    sentences: Sequence[int]
    """Sentence number of every word."""
    quoted: Sequence[int]
    """Number of the quotation that a word stands in; 0 outside."""
    _sexes: Sexes = field(init=False)
    _speakers: dict[int, list[Draft]] = field(default_factory=dict)
    """Quotation -> the mentions that stand as subjects of its verbs of saying."""
    _told: Counter[str] = field(default_factory=Counter)
    """Actor -> how often it has been mentioned so far."""

    def __post_init__(self) -> None:
        self._sexes = Sexes(self.knowledge)

    def link(self, drafts: list[Draft]) -> None:
        """Link relatives and pronouns, given in text order, and hand on what their owners tell."""
        self._relatives(drafts)
        self._learn(drafts)
        self._note_speakers(drafts)
        self._personal(drafts)

    def _relatives(self, drafts: list[Draft]) -> None:
        """As in "the men who fled": a relative pronoun is the noun that its clause belongs to."""
        at = {draft.zone.head: draft for draft in reversed(drafts)}
        for draft in drafts:
            for place in (*range(draft.zone.start, draft.head[1]), *draft.also) if draft.kind is MentionKind.NAME else ():
                at.setdefault(place, draft)
        for draft in drafts:
            if draft.rule != "relative":
                continue
            clause = self.doc[draft.zone.head]
            for _ in range(4):
                clause = clause.head
                if clause.dep_ == "acl:relcl":
                    break
            noun = at.get(clause.head.i) if clause.dep_ == "acl:relcl" else self._before(at, draft)
            if noun is not None and noun is not draft and noun.actor is not None:
                draft.actor, draft.antecedent, draft.score = noun.actor, noun, 0.9
                draft.person, draft.plural = noun.person, noun.plural

    def _before(self, at: Mapping[int, Draft], draft: Draft) -> Draft | None:
        """The mention right before "who", for trees that miss the relative clause."""
        place = draft.zone.start - 1
        if place > 0 and self.doc[place].text == ",":
            place -= 1
        lower = self.doc[draft.zone.head].lower_
        noun = next((at[near] for near in range(place, max(place - 4, -1), -1) if near in at and at[near].zone.end == place + 1), None)
        return noun if noun is not None and lower in ("who", "whom", "whose") and (noun.person or noun.plural) else None

    def _learn(self, drafts: Sequence[Draft]) -> None:
        """Learn the sex of persons from titles, then from pronouns that can mean only one: "Storaas said she …"."""
        people: dict[int, list[Draft]] = {}
        votes: dict[int, list[tuple[Draft, str]]] = {}
        for draft in drafts:
            number = self.sentences[draft.zone.head]
            if draft.kind is not MentionKind.PRONOUN and self._person(draft):
                self._sexes.title(draft)
                people.setdefault(number, []).append(draft)
            elif draft.rule == "pronoun" and draft.gender and not self.quoted[draft.zone.head]:
                before = people.get(number, [])
                if len({other.actor.id for other in before if other.actor}) == 1 and self._place(before[0]).dep_ in _SUBJECTS:
                    votes.setdefault(number, []).append((before[0], draft.gender))
        for found in votes.values():
            if len({sex for _, sex in found}) == 1:  # "NAME said that he believed her" tells of two
                self._sexes.vote(*found[0])

    def _note_speakers(self, drafts: Sequence[Draft]) -> None:
        """Note who speaks each quotation: the subject of a verb of saying in a sentence that holds a part of it."""
        by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            if draft.actor is not None and not self.quoted[draft.zone.head] and self._speaks(self._place(draft)):
                by_sentence.setdefault(self.sentences[draft.zone.head], []).append(draft)
        seen: set[tuple[int, int]] = set()
        for place, number in enumerate(self.quoted):
            pair = (number, self.sentences[place])
            if number and pair not in seen:
                seen.add(pair)
                self._speakers.setdefault(number, []).extend(by_sentence.get(pair[1], []))

    def _personal(self, drafts: list[Draft]) -> None:
        """The last few mentions, ranked by distance, grammar, number, kind and sex; for a fronted pronoun the subject behind it."""
        recent: list[Draft] = []
        at = {draft.zone.head: draft for draft in reversed(drafts)}
        for draft in drafts:
            if draft.rule == "pronoun":
                self._resolve(draft, recent[-_WINDOW:], at)
            elif draft.role is not None and not draft.settled and draft.organisation is None and draft.kind is not MentionKind.NAME:
                self._possessed(draft, at)
            elif draft.rule == "role:same-noun" and draft.antecedent is not None:
                draft.actor = draft.antecedent.actor  # which may have found its owner since
            if draft.kind is MentionKind.DOCUMENT or (draft.actor is not None and draft.rule != "relative" and not self._adjective(draft)):
                recent.append(draft)
                if draft.actor is not None:
                    self._told[draft.actor.id] += 1

    def _possessed(self, draft: Draft, at: Mapping[int, Draft]) -> None:
        """As in "its leader", "his family": the role belongs to whom the possessive means."""
        for child in self.doc[draft.zone.head].lefts:
            owner = at.get(child.i) if child.dep_ == "nmod:poss" else None
            if owner is None or owner.kind is not MentionKind.PRONOUN or owner.actor is None or draft.role is None:
                continue
            body = owner.actor.kind not in (*_BODIES, "government")
            if body or (not draft.role.state and owner.actor.kind not in ("country", "government")):
                own(draft, draft.role, owner.actor)
            elif draft.actor is not None and owner.actor.country and not self._told_country(draft):
                country = owner.actor.country
                identity = ".".join(filter(None, ("role", country, draft.role.name.replace(" ", "-"))))
                draft.actor = replace(draft.actor, id=identity, country=country)
                draft.rule = draft.rule.removesuffix("+article-country")

    @staticmethod
    def _told_country(draft: Draft) -> bool:
        """Whether a role's own words tell its country: "his British counterpart"."""
        return draft.actor is not None and draft.actor.country is not None and "+article-country" not in draft.rule

    def _adjective(self, draft: Draft) -> bool:
        """Whether a nationality only qualifies a noun: "a Scottish golf course"."""
        return draft.form in ("demonym", "people") and self.doc[draft.zone.head].dep_ in _MODIFIERS

    def _resolve(self, draft: Draft, candidates: Sequence[Draft], at: Mapping[int, Draft]) -> None:
        """Link one pronoun to the best candidate, if any agrees."""
        token = self.doc[draft.zone.head]
        wanted = self.knowledge.roles.pronouns[token.lower_]
        ahead = self._behind(token, wanted, at)
        best: tuple[float, Draft] | None = (1.2, ahead) if ahead is not None else None
        for place, other in enumerate(candidates if ahead is None else ()):
            distance = self.sentences[token.i] - self.sentences[other.zone.head]
            if distance > _REACH or not self._agrees(other, wanted, token) or self._clause_mates(other, token):
                continue
            score = self._score(other, wanted, token, distance)
            score += 0.0005 * other.zone.head / max(1, len(self.doc)) + 0.01 * place / len(candidates)
            if best is None or score > best[0]:
                best = (score, other)
        if best is None:
            return
        score, target = best
        if score < _LEAST and wanted.get("animate") is not True and not self._speaks(token):
            return  # "it" and "they" stand for much that is no actor
        draft.actor, draft.antecedent, draft.score = target.actor, named(target), max(0.3, min(0.9, score - 0.3))
        draft.person, draft.plural = target.person, target.plural
        draft.rule = "pronoun:subject behind" if ahead is not None else "pronoun:agreement"
        self._sexes.vote(draft, str(wanted.get("gender", "")))

    def _behind(self, token: Token, wanted: Mapping[str, Any], at: Mapping[int, Draft]) -> Draft | None:
        """As in "In his speech, NAME said", "Before he was a judge, NAME …": the subject behind a fronted phrase that holds the pronoun."""
        if self.quoted[token.i] or wanted.get("animate") is not True:
            return None
        node = token
        while (
            node.dep_.split(":")[0] not in _FRONTED or node.head.i < node.i or node.head.dep_ not in ("root", "conj", "parataxis", "ccomp")
        ):
            if node.head.i == node.i:
                return None
            node = node.head
        main = node.head
        for child in main.lefts:
            other = at.get(child.i) if child.dep_ in _SUBJECTS and child.i > token.i else None
            if (
                other is not None
                and other.kind is not MentionKind.PRONOUN
                and node.right_edge.i < child.i
                and self._agrees(other, wanted, token)
            ):
                return other
        return None

    def _score(self, other: Draft, wanted: Mapping[str, Any], token: Token, distance: int) -> float:
        """How well an agreeing mention fits: near, a subject, often told of, on the same side of a quotation mark."""
        head = self._place(other)
        score = 1.0 - 0.2 * distance
        main = head.dep_ in _SUBJECTS and head.head.dep_ == "root"
        score += 0.3 if main else 0.25 if head.dep_ in _SUBJECTS else -0.15 if head.dep_ in _MODIFIERS else 0.0
        score += 0.1 if other.kind is MentionKind.PRONOUN else 0.0
        score += 0.1 if wanted.get("number") == "plur" and other.plural else 0.0
        score += 0.03 * min(_SALIENT, self._told[other.actor.id]) if other.actor is not None else 0.0
        if self._speaks(head):
            score += 0.15 if self._speaks(token) else 0.0
            score += 0.1 if self._below(token, head) else 0.0
        score += 0.2 if self._below(token, head) else 0.0
        score += self._sexes.leans(other, str(wanted.get("gender", "")))
        if self.quoted[head.i] and self.quoted[head.i] != self.quoted[token.i]:
            score -= 0.45  # who is spoken of in a quotation is seldom the one who speaks after it
        return score

    def _agrees(self, other: Draft, wanted: Mapping[str, Any], token: Token) -> bool:
        """Whether a mention can be what a pronoun stands for, by number, animacy and sex; nobody says "she" of themselves."""
        actor = other.actor
        if other.kind is MentionKind.DOCUMENT or actor is None:
            return wanted.get("animate") is False and self._speaks(token) and self._place(other).dep_ in _SUBJECTS
        if self._own_words(actor, token):
            return False
        if wanted.get("animate") is True:
            return self._person(other) and not other.plural and self._sexes.of(other) in ("", wanted.get("gender", ""))
        person = other.person or actor.kind == "person"
        if wanted.get("number") == "plur":
            body = actor.kind not in _BODIES or (other.role is not None and other.role.form in ("body", "group"))
            return other.plural or (body and not person)
        if person or other.plural:
            return False
        return token.dep_ != "expl"

    def _own_words(self, actor: Actor, token: Token) -> bool:
        """Whether an actor is the speaker of the quotation that the pronoun stands in."""
        speakers = self._speakers.get(self.quoted[token.i], ())
        return any(speaker.actor is not None and speaker.actor.id == actor.id for speaker in speakers)

    @staticmethod
    def _person(draft: Draft) -> bool:
        return draft.actor is not None and (draft.person or draft.actor.kind == "person")

    def _place(self, draft: Draft) -> Token:
        """The word whose grammar is the mention's: of an apposition, the noun that it stands beside."""
        token = self.doc[draft.zone.head]
        for _ in range(3):
            if token.dep_ not in ("appos", "nmod:desc") and not token.dep_.startswith("flat"):
                break
            token = token.head
        return token

    def _below(self, token: Token, subject: Token) -> bool:
        """Whether a subject's verb is the next above a word that has another subject: "NAME sent a note in which she said …"."""
        if subject.dep_ not in _SUBJECTS or self.quoted[token.i]:
            return False
        for above in token.ancestors:
            subjects = [child.i for child in above.children if child.dep_ in _SUBJECTS and child.i != token.i]
            if subjects:
                return subject.head.i == above.i
        return False

    def _speaks(self, token: Token) -> bool:
        """Whether a word is the subject of a verb of saying."""
        return token.dep_ in _SUBJECTS and self.knowledge.roles.listed("saying_verbs", token.head.lemma_)

    def _clause_mates(self, other: Draft, token: Token) -> bool:
        """Whether a mention and a pronoun are arguments of one verb, or one lies in the other: then they are two."""
        if token.dep_ != "nmod:poss" and self.doc[other.zone.head].head.i == token.head.i and other.zone.head != token.head.i:
            return True
        return other.zone.start <= token.i < other.zone.end


def own(draft: Draft, role: Role, owner: Actor) -> None:
    """Put a role under a body or a person; a country that the role's own words tell stays ("their fighters in Syria")."""
    if role.document:
        draft.actor = owner
        return
    inherits = role.inherits or role.family == "head"
    sectors = owner.sectors if inherits and owner.sectors else role.sectors
    told = draft.actor.country if draft.actor is not None and "+article-country" not in draft.rule else None
    identity = f"role.{owner.id.removeprefix('role.')}.{role.name.replace(' ', '-')}"
    draft.organisation = owner
    draft.actor = Actor(identity, f"{owner.name} {role.name}", told or owner.country, sectors, "role")


def named(target: Draft) -> Draft:
    """The name behind a mention that was itself linked; the mention where there is none."""
    for _ in range(3):
        if target.antecedent is None or target.kind is MentionKind.NAME:
            break
        target = target.antecedent
    return target


def quotations(words: Sequence[str]) -> list[int]:
    """Number of the quotation that each word stands in, 0 outside; a quotation ends at its closing mark or with its paragraph."""
    out, number, open_ = [0] * len(words), 0, False
    for place, word in enumerate(words):
        if word in _OPENING or (word in _EITHER and not open_):
            number, open_ = number + 1, True
        elif word in _CLOSING or word in _EITHER or "\n" in word:
            open_ = False
        elif open_:
            out[place] = number
    return out
