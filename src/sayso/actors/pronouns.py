"""Pronouns of one article: relatives, personal pronouns, and the roles that a possessive gives to somebody ("its leader")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.tokens import Doc, Token

from sayso.actors.compose import Draft
from sayso.actors.knowledge import Knowledge
from sayso.actors.rolebook import Role
from sayso.records import Actor, MentionKind

_WINDOW = 30
"""Mentions looked back at, at most, for a pronoun."""
_REACH = 4
"""Sentences looked back at, at most, for a pronoun."""
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_MODIFIERS = ("compound", "amod", "nmod:poss")
_BODIES = ("role", "country", "person")
_OPENING, _CLOSING, _EITHER = ("“", "«", "„", "``"), ("”", "»", "''"), '"'


@dataclass(slots=True)
class Pronouns:
    """The pronouns of one article; `link` fills their actors and antecedents in place."""

    knowledge: Knowledge
    doc: Doc
    sentences: Sequence[int]
    """Sentence number of every word."""
    quoted: Sequence[int]
    """Number of the quotation that a word stands in; 0 outside."""
    _genders: dict[str, str] = field(default_factory=dict)

    def link(self, drafts: list[Draft]) -> None:
        """Link relatives and pronouns, given in text order, and hand on what their owners tell."""
        self._relatives(drafts)
        self._personal(drafts)

    def _relatives(self, drafts: list[Draft]) -> None:
        """As in "the men who fled": a relative pronoun is the noun that its clause belongs to."""
        at = {draft.zone.head: draft for draft in reversed(drafts)}
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

    def _personal(self, drafts: list[Draft]) -> None:
        """The last few mentions, ranked by distance, grammatical role, number, kind and gender."""
        recent: list[Draft] = []
        at = {draft.zone.head: draft for draft in reversed(drafts)}
        for draft in drafts:
            if draft.actor is not None and draft.kind is MentionKind.NAME and draft.gender:
                self._genders.setdefault(draft.actor.id, draft.gender)
            if draft.rule == "pronoun":
                self._resolve(draft, recent[-_WINDOW:])
            elif draft.role is not None and not draft.settled and draft.organisation is None and draft.kind is not MentionKind.NAME:
                self._possessed(draft, at)
            elif draft.rule == "role:same-noun" and draft.antecedent is not None:
                draft.actor = draft.antecedent.actor  # which may have found its owner since
            if (
                draft.actor is not None
                and draft.kind is not MentionKind.DOCUMENT
                and draft.rule != "relative"
                and not self._adjective(draft)
            ):
                recent.append(draft)

    def _possessed(self, draft: Draft, at: Mapping[int, Draft]) -> None:
        """As in "its leader", "his family": the role belongs to whom the possessive means."""
        for child in self.doc[draft.zone.head].lefts:
            owner = at.get(child.i) if child.dep_ == "nmod:poss" else None
            if owner is None or owner.kind is not MentionKind.PRONOUN or owner.actor is None or draft.role is None:
                continue
            body = owner.actor.kind not in (*_BODIES, "government")
            if body or (not draft.role.state and owner.actor.kind not in ("country", "government")):
                own(draft, draft.role, owner.actor)
            elif draft.actor is not None and owner.actor.country:
                country = owner.actor.country
                identity = ".".join(filter(None, ("role", country, draft.role.name.replace(" ", "-"))))
                draft.actor = replace(draft.actor, id=identity, country=country)
                draft.rule = draft.rule.removesuffix("+article-country")

    def _adjective(self, draft: Draft) -> bool:
        """Whether a nationality only qualifies a noun: "a Scottish golf course"."""
        return draft.form in ("demonym", "people") and self.doc[draft.zone.head].dep_ in _MODIFIERS

    def _resolve(self, draft: Draft, candidates: Sequence[Draft]) -> None:
        """Link one pronoun to the best candidate, if any agrees."""
        token = self.doc[draft.zone.head]
        wanted = self.knowledge.roles.pronouns[token.lower_]
        best: tuple[float, int] | None = None
        for place, other in enumerate(candidates):
            distance = self.sentences[token.i] - self.sentences[other.zone.head]
            if distance > _REACH or not self._agrees(other, wanted, token) or self._clause_mates(other, token):
                continue
            score = self._score(other, wanted, token, distance)
            score += 0.0005 * other.zone.head / max(1, len(self.doc)) + 0.01 * place / len(candidates)
            if best is None or score > best[0]:
                best = (score, place)
        if best is None:
            return
        target = candidates[best[1]]
        draft.actor, draft.antecedent, draft.score = target.actor, named(target), max(0.3, min(0.9, best[0] - 0.3))
        draft.person, draft.plural, draft.rule = target.person, target.plural, "pronoun:agreement"
        gender = str(wanted.get("gender", ""))
        if gender and target.actor is not None:
            self._genders.setdefault(target.actor.id, gender)

    def _score(self, other: Draft, wanted: Mapping[str, Any], token: Token, distance: int) -> float:
        """How well an agreeing mention fits: near, a subject, of the pronoun's number, on the same side of a quotation mark."""
        head = self.doc[other.zone.head]
        score = 1.0 - 0.2 * distance
        main = head.dep_ in _SUBJECTS and head.head.dep_ == "root"
        score += 0.3 if main else 0.25 if head.dep_ in _SUBJECTS else -0.15 if head.dep_ in _MODIFIERS else 0.0
        score += 0.1 if other.kind is MentionKind.PRONOUN else 0.0
        score += 0.1 if wanted.get("number") == "plur" and other.plural else 0.0
        if self.quoted[head.i] and self.quoted[head.i] != self.quoted[token.i]:
            score -= 0.45  # who is spoken of in a quotation is seldom the one who speaks after it
        return score

    def _agrees(self, other: Draft, wanted: Mapping[str, Any], token: Token) -> bool:
        """Whether a mention can be what a pronoun stands for, by number, animacy and gender."""
        actor = other.actor
        if actor is None:
            return False
        person = other.person or actor.kind == "person"
        if wanted.get("animate") is True:
            gender = other.gender or self._genders.get(actor.id, "")
            return person and not other.plural and gender in ("", wanted.get("gender", ""))
        if wanted.get("number") == "plur":
            body = actor.kind not in _BODIES or (other.role is not None and other.role.form in ("body", "group"))
            return other.plural or (body and not person)
        if person or other.plural:
            return False
        return token.dep_ != "expl"

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
        if word in _OPENING or (word == _EITHER and not open_):
            number, open_ = number + 1, True
        elif word in _CLOSING or word == _EITHER or "\n" in word:
            open_ = False
        elif open_:
            out[place] = number
    return out
