"""Later short forms of names within one article: "al-Kaabi" after "Akram al-Kaabi", "NUM" for "National Unity Movement"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from sayso.actors.compose import Draft
from sayso.actors.knowledge import Knowledge
from sayso.actors.transliteration import phrase_atoms
from sayso.records import MentionKind

_WINDOW = 30
"""Bearers of a name looked at, at most."""


@dataclass(slots=True)
class ShortNames:
    """The short names of one article; `link` fills their actors and antecedents in place."""

    knowledge: Knowledge
    doc: Doc

    def link(self, drafts: list[Draft]) -> None:
        """As in "al-Kaabi" after, or in the headline before, "Akram al-Kaabi"; "NUM" for "National Unity Movement"."""
        full = [
            (draft, self._key(draft))
            for draft in drafts
            if draft.kind is MentionKind.NAME and draft.actor and (draft.unknown or draft.person)
        ]
        index: dict[str, list[tuple[Draft, tuple[str, ...]]]] = {}
        inner: dict[str, list[Draft]] = {}
        initials: dict[str, Draft] = {}
        for draft, key in full:
            if len(key) > 1:
                index.setdefault(key[-1], []).append((draft, key))
                for word in key[:-1] if draft.person or self._company(draft) else ():
                    inner.setdefault(word, []).append(draft)
                if not draft.person:
                    initials.setdefault(self._initials(draft), draft)
        for draft, key in full:
            if not draft.unknown or draft.antecedent is not None:
                continue
            target = self._fuller(draft, key, index.get(key[-1], []) if key else [])
            if target is None and len(key) == 1:
                target = initials.get(self.doc[draft.head[0]].text) or self._only(draft, inner.get(key[0], []))
            if target is None or target is draft or target.actor is None:
                continue
            if target.antecedent is not None and target.rule.startswith("short"):
                target = target.antecedent
            self._adopt(draft, target)

    def _company(self, draft: Draft) -> bool:
        """Whether a name of two words ends in a legal form: "Brenner AG"."""
        first, end = draft.head
        return end - first == 2 and self.knowledge.roles.listed("legal_forms", self.doc[end - 1].text.rstrip("."))

    @staticmethod
    def _only(draft: Draft, bearers: Sequence[Draft]) -> Draft | None:
        """As in "Philippa" after "Philippa Moyle", "Professor Quispe" after "Edgardo Quispe Arrieta": the one person so called."""
        before = [other for other in bearers if other.head < draft.head]
        return before[0] if len({other.actor.id for other in before if other.actor}) == 1 else None

    def _adopt(self, short: Draft, target: Draft) -> None:
        """Give a short form the actor of the full name, and the full name what the short form's title tells."""
        own = short.actor
        if target.actor is not None and own is not None and target.unknown:
            target.actor = replace(target.actor, country=target.actor.country or own.country, sectors=target.actor.sectors or own.sectors)
        same = self._key(short) == self._key(target)
        short.actor, short.antecedent = target.actor, target
        short.kind = MentionKind.NAME if same else MentionKind.SHORT
        short.rule, short.score, short.person = ("short:variant" if same else "short:name"), 0.9, target.person
        target.titles = (*target.titles, *short.titles)

    def _fuller(self, draft: Draft, key: tuple[str, ...], found: Sequence[tuple[Draft, tuple[str, ...]]]) -> Draft | None:
        """The fullest earlier name that ends like this one; the next later one where there is none (headlines)."""
        earlier: Draft | None = None
        for other, longer in found[:_WINDOW]:
            if other is draft or (other.person != draft.person and not (other.person or draft.unknown)):
                continue
            fits = (len(longer) > len(key) and longer[-len(key) :] == key) or (longer[0] == key[0] and len(longer) > len(key) > 1)
            fits = fits or (longer == key and other.head < draft.head)
            if not fits:
                continue
            if other.head < draft.head:
                earlier = earlier or other
            elif earlier is None:
                return other
        return earlier

    def _key(self, draft: Draft) -> tuple[str, ...]:
        """The words of a name as short forms are compared: folded by sound, without articles."""
        sounds = self.knowledge.sounds
        text = self.doc[draft.head[0] : draft.head[1]].text
        if draft.person and not draft.unknown and draft.actor is not None:
            text = draft.actor.name if len(draft.actor.name) > len(text) else text
        return tuple(sounds.key(key) for key in sounds.content(tuple(atom.key for atom in phrase_atoms(text) if atom.key[0].isalnum())))

    def _initials(self, draft: Draft) -> str:
        """The capitals that begin the words of a name."""
        return "".join(word.text[0] for word in self.doc[draft.head[0] : draft.head[1]] if word.text[:1].isupper())
