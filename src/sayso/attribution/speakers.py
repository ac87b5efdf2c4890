"""Whose word it is: the source of a draft resolved to an actor, with the mention that justifies it."""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.actors import mention_at
from sayso.actors.knowledge import slug, within_article
from sayso.attribution.draft import Draft
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.sources import RELATIVES
from sayso.attribution.tree import Tree
from sayso.records import Actor, ActorMention, MentionKind, Span

FIRST_PERSON = frozenset(["i", "we", "my", "our", "me", "us"])


class Speakers:
    """Resolves the sources of one text, parents before children: "I" and "we" inside a quotation are its speaker's side."""

    def __init__(self, doc: Doc, tree: Tree, lexicon: CueLexicon) -> None:
        self.doc = doc
        self.tree = tree
        self.lexicon = lexicon

    def resolve(self, draft: Draft, enclosing: ActorMention | None) -> ActorMention | None:
        """The speaker of a draft.

        Args:
            draft: the attribution; one without a source has the speaker of ``draft.previous``, which is resolved by the caller.
            enclosing: the speaker of the attribution around it, whom "I" and "we" mean.
        """
        if draft.head is None:
            return None
        found = self._mention(draft)
        if found is not None and found.actor is not None:
            return found
        if self.tree.lower[draft.head] in FIRST_PERSON:
            return self._self(draft.head, enclosing)
        if self.tree.lower[draft.head] in RELATIVES:
            noun = self._relative(draft.head)
            found = self._at(noun) if noun is not None else None
            if found is not None:
                return self._refer(draft.head, found, "relative", 0.9)
        return found or self._unlisted(draft)

    def _at(self, at: int) -> ActorMention | None:
        mention: ActorMention | None = mention_at(self.doc, at)
        return mention

    def _mention(self, draft: Draft) -> ActorMention | None:
        """The mention at the head of the source, else one within it: an apposition or the name behind a title."""
        assert draft.head is not None
        found = self._at(draft.head)
        if found is not None and found.actor is not None:
            return found
        for at in draft.source:
            other = self._at(at)
            if other is not None and other.actor is not None and self._same_person(draft.head, at):
                return other
        return found

    def _same_person(self, head: int, at: int) -> bool:
        """Whether a word of the source names the one its head does: apposition, title, part of the name."""
        deps = self.tree.deps
        while at != head:
            if not deps[at].startswith(("appos", "flat", "compound", "nmod:desc")) or self.tree.heads[at] == at:
                return False
            at = self.tree.heads[at]
        return True

    def _self(self, head: int, enclosing: ActorMention | None) -> ActorMention:
        span = self._span(head, head)
        if enclosing is None or enclosing.actor is None:
            return ActorMention(span, span, MentionKind.PRONOUN, None, rule="first person: nobody quoted", score=0.0)
        plural = self.tree.lower[head] in ("we", "our", "us")
        return self._refer(head, enclosing, "first person", 0.7 if plural else 0.9)

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
        if lemma in self.lexicon.set("documents"):
            return ActorMention(span, head, MentionKind.DOCUMENT, None, rule="document noun", score=0.8)
        if self.tree.pos[draft.head] == "PROPN":
            name = self._name(draft.head)
            actor = within_article(Actor(f"text.{slug(name)}", name), self.doc._.article)
            return ActorMention(span, head, MentionKind.NAME, actor, rule="name of the text", score=0.6)
        if lemma in self.lexicon.set("anonymous"):
            return ActorMention(span, head, MentionKind.ANONYMOUS, None, rule="nameless noun", score=0.8)
        kind = MentionKind.PRONOUN if self.tree.pos[draft.head] == "PRON" else MentionKind.ROLE
        return ActorMention(span, head, kind, None, rule="unresolved", score=0.0)

    def _name(self, head: int) -> str:
        """The head with the parts of its name around it."""
        parts = [
            head,
            *(at for at in self.tree.children[head] if self.tree.deps[at] in ("flat", "compound") and self.tree.pos[at] == "PROPN"),
        ]
        return " ".join(self.tree.words[at] for at in sorted(parts))

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tree.starts[first], self.tree.ends[last])
