"""Whose word it is: the source of a draft resolved to an actor, with the mention that justifies it."""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.actors import mention_at
from sayso.actors.knowledge import slug, within_article
from sayso.attribution.draft import Draft
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.roleholders import apposed_name, by_role, told_in_full
from sayso.attribution.sources import RELATIVES
from sayso.attribution.sourcetypes import FIRST_PERSON
from sayso.attribution.tree import Tree
from sayso.records import Actor, ActorMention, MentionKind, Span

_ALONGSIDE = ("appos", "flat", "compound", "nmod:desc")
"""Relations between words that name one and the same."""
_PLURALS = frozenset(["we", "our", "us", "ourselves"])
_SPEAKING_FOR = frozenset(["of", "for", "at", "with", "from"])
_NAMELESS = ("officials", "witnesses", "residents", "informed", "experts", "people")


class Speakers:
    """Resolves the sources of one text, parents before children: "I" and "we" inside a quotation are its speaker's side."""

    def __init__(self, doc: Doc, tree: Tree, lexicon: CueLexicon) -> None:
        self.doc = doc
        self.tree = tree
        self.lexicon = lexicon
        self._bodies: dict[str, ActorMention] = {}
        """Person -> the body that a source says the person speaks for."""

    def resolve(self, draft: Draft, enclosing: ActorMention | None) -> ActorMention | None:
        """The speaker of a draft.

        Args:
            draft: the attribution; one without a source has the speaker of ``draft.previous``, which is resolved by the caller.
            enclosing: the speaker of the attribution around it, whom "I" and "we" mean.
        """
        if draft.head is None:
            return None
        lower = self.tree.lower[draft.head]
        if lower in FIRST_PERSON:
            return self._self(draft.head, enclosing)
        found = self._mention(draft)
        if found is not None and found.actor is not None:
            self._note_body(draft, found)
            unnamed = found.actor.kind == "role" and found.kind is MentionKind.ROLE
            return told_in_full(self.tree, draft.head, found, self._at) if unnamed else found
        if lower in RELATIVES:
            noun = self._relative(draft.head)
            found = self._at(noun) if noun is not None else None
            if found is not None:
                return self._refer(draft.head, found, "relative", 0.9)
        return found if found is not None and found.antecedent is not None else self._one_of(draft) or found or self._unlisted(draft)

    def _at(self, at: int) -> ActorMention | None:
        mention: ActorMention | None = mention_at(self.doc, at)
        return mention

    def _mention(self, draft: Draft) -> ActorMention | None:
        """The mention at the head of the source, else one within it: an apposition or the name behind a title.

        A person goes before the body in whose name the title begins: "Harbour Watch president NAME".
        """
        assert draft.head is not None
        found = self._at(draft.head)
        twin = self._twin(draft.head, draft.source)
        if twin is not None:
            return twin
        if found is not None and found.actor is not None and (found.actor.kind == "person" or found.kind is not MentionKind.NAME):
            return found
        others = [(at, self._at(at)) for at in draft.source if at != draft.head]
        beside = [other for at, other in others if other is not None and other.actor is not None and self._same_person(draft.head, at)]
        if found is not None and found.actor is not None:
            return next((other for other in beside if other.actor is not None and other.actor.kind == "person"), found)
        return next(iter(beside), None) or (None if self._is_text(draft.head) else self._behind_comma(draft)) or found

    def _twin(self, head: int, source: list[int]) -> ActorMention | None:
        """As in "Miss NAME", "the opposition NAME", where a tree takes title and name for two subjects of one verb: the name."""
        tree, at = self.tree, head + 1
        while at in source and tree.deps[at] == "compound":
            at += 1
        if at not in source or (tree.heads[at], tree.deps[at]) != (tree.heads[head], tree.deps[head]) or tree.heads[at] == at:
            return None
        found = self._at(at)
        return found if found is not None and found.actor is not None and found.kind in (MentionKind.NAME, MentionKind.SHORT) else None

    def _same_person(self, head: int, at: int) -> bool:
        """Whether a word of the source names the one its head does: apposition, title, part of the name."""
        deps = self.tree.deps
        while at != head:
            if not deps[at].startswith(_ALONGSIDE) or self.tree.heads[at] == at:
                return False
            at = self.tree.heads[at]
        return True

    def _behind_comma(self, draft: Draft) -> ActorMention | None:
        """As in "one of the fishermen, NAME,": a person's name between commas, for trees that hang it elsewhere."""
        last = max(draft.source, default=0)
        for at in draft.source:
            if self.tree.words[at] != "," or at + 1 > last:
                continue
            found = next((other for other in map(self._at, range(at + 1, min(at + 6, last + 1))) if other is not None), None)
            if found is None or found.kind is not MentionKind.NAME or found.actor is None or found.actor.kind != "person":
                continue
            words = self.tree.tokens(found.span.start, found.span.end)
            behind = words[-1] + 1
            if words[0] <= at + 2 and (behind > last or self.tree.is_punct(behind) or self.tree.tags[behind].startswith("W")):
                return found
        return None

    def _one_of(self, draft: Draft) -> ActorMention | None:
        """As in "one of them", "several of the officials": nameless, of the kind that stands behind "of"."""
        head = draft.head
        if head is None or (self.tree.lemmas[head] not in self.lexicon.set("somebody") and self.tree.pos[head] != "NUM"):
            return None
        inner = next((at for at in self.tree.with_dep(head, "nmod", "obl") if at > head and self.tree.case(at) == "of"), None)
        found = self._at(inner) if inner is not None else None
        if inner is None or found is None or (found.actor is None and found.antecedent is None):
            return None
        words = draft.source or [head]
        span, role = self._span(words[0], words[-1]), found.actor is not None and found.actor.kind == "role"
        told = found.antecedent or found.span
        return ActorMention(span, self._span(head, head), MentionKind.ANONYMOUS, found.actor if role else None, told, "one of", 0.6)

    def _note_body(self, draft: Draft, found: ActorMention) -> None:
        """Remember the body that a person's source names: "NAME, president of the council", "council spokesman NAME"."""
        if found.actor is None or found.actor.kind != "person":
            return
        for at in draft.source:
            other = self._at(at)
            if other is None or other.actor is None or other.actor.kind in ("person", "role", "country"):
                continue
            if self.tree.case(at) in _SPEAKING_FOR or self.tree.deps[at] in ("compound", "nmod:poss"):
                self._bodies.setdefault(found.actor.id, other)
                return
        title = next((at for at in draft.source if self.tree.lemmas[at] in self.lexicon.set("spokespeople")), None)
        if title is not None:
            self._note_office(title, found)

    def _note_office(self, title: int, found: ActorMention) -> None:
        """Remember the office before a spokesperson's title, where it has no name of its own: "Foreign Ministry spokesman NAME"."""
        last = title - 1
        if found.actor is None or last < 0 or not {self.tree.lower[last], self.tree.lemmas[last]} & self.lexicon.set("institution.strong"):
            return
        first = last
        while first and self.tree.pos[first - 1] in ("NOUN", "PROPN", "ADJ") and self.tree.heads[first - 1] in range(first, title + 3):
            first -= 1
        span = self._span(first, last)
        name = " ".join(self.tree.words[first : last + 1])
        identity = ".".join(filter(None, ("role", found.actor.country, slug(name))))
        actor = Actor(identity, " ".join(filter(None, (found.actor.country, name))), found.actor.country, found.actor.sectors, "role")
        self._bodies.setdefault(
            found.actor.id, ActorMention(span, span, MentionKind.ROLE, actor, rule="office of a spokesperson", score=0.6)
        )

    def _self(self, head: int, enclosing: ActorMention | None) -> ActorMention:
        """The first person: "I" is the speaker of the quotation around it; "we" the body spoken for, where the text names one."""
        span = self._span(head, head)
        if enclosing is None or (enclosing.actor is None and enclosing.antecedent is None):
            return ActorMention(span, span, MentionKind.PRONOUN, None, enclosing.head if enclosing else None, "first person", 0.0)
        if self.tree.lower[head] not in _PLURALS:
            return self._refer(head, enclosing, "first person", 0.9)
        body = self._bodies.get(enclosing.actor.id) if enclosing.actor is not None else None
        return self._refer(head, body, "first person: body spoken for", 0.6) if body else self._refer(head, enclosing, "first person", 0.7)

    def _refer(self, head: int, target: ActorMention, rule: str, score: float) -> ActorMention:
        span = self._span(head, head)
        return ActorMention(
            span, span, MentionKind.PRONOUN, target.actor, target.antecedent or target.head, rule, round(score * (target.score or 1.0), 3)
        )

    def _relative(self, pronoun: int) -> int | None:
        """The noun that a relative pronoun's clause belongs to."""
        for above in self.tree.ancestors(pronoun):
            if self.tree.deps[above] == "acl:relcl":
                return self.tree.heads[above]
        return None

    def _unlisted(self, draft: Draft) -> ActorMention:
        """A mention for a source that the actors' room does not know: a text, a nameless person, a name outside the lexicon."""
        assert draft.head is not None
        words = draft.source or [draft.head]
        span, head = self._span(words[0], words[-1]), self._span(draft.head, draft.head)
        lemma = self.tree.lemmas[draft.head]
        if self._is_text(draft.head):
            return ActorMention(span, head, MentionKind.DOCUMENT, None, rule="document noun", score=0.8)
        named = draft.head if self.tree.pos[draft.head] == "PROPN" else apposed_name(self.tree, draft.head, words)
        if named is not None:
            name = self._name(named)
            actor = within_article(Actor(f"text.{slug(name)}", name), self.doc._.article)
            return ActorMention(span, head, MentionKind.NAME, actor, rule="name of the text", score=0.6)
        if any(lemma in self.lexicon.set(f"{type_}.strong") for type_ in _NAMELESS):
            return ActorMention(span, head, MentionKind.ANONYMOUS, None, rule="nameless noun", score=0.8)
        if self.tree.pos[draft.head] == "NOUN":
            return by_role(self.doc, self.tree, draft.head, span, self._at)
        kind = MentionKind.PRONOUN if self.tree.pos[draft.head] == "PRON" else MentionKind.ROLE
        return ActorMention(span, head, kind, None, rule="unresolved", score=0.0)

    def _is_text(self, head: int) -> bool:
        """Whether a noun is a text or a poll."""
        return self.tree.lemmas[head] in self.lexicon.set("document.strong") | self.lexicon.set("poll.strong")

    def _name(self, head: int) -> str:
        """The head with the parts of its name around it."""
        parts = [
            head,
            *(at for at in self.tree.children[head] if self.tree.deps[at] in ("flat", "compound") and self.tree.pos[at] == "PROPN"),
        ]
        return " ".join(self.tree.words[at] for at in sorted(parts))

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tree.starts[first], self.tree.ends[last])
