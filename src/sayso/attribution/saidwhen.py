"""When it was said: the time expression that hangs on the cue, never one within the content."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.attribution.draft import Draft
from sayso.attribution.tree import Tree
from sayso.records import TimeExpression

GOVERNED = frozenset(
    [
        "obl",
        "obl:unmarked",
        "obl:tmod",
        "advmod",
        "nmod",
        "nmod:unmarked",
        "obl:npmod",
        "nummod",
        "flat",
        "compound",
        "appos",
        "amod",
        "advcl",
    ]
)


class SayingTimes:
    """Looks up the time expressions of one text by sentence."""

    def __init__(
        self, tree: Tree, times: Iterable[TimeExpression], addressing: frozenset[str] = frozenset(), published: str | None = None
    ) -> None:
        """Args:
        tree: the parsed text.
        times: its time expressions.
        addressing: verbs of speaking that may stand between a time and its cue ("speaking on Monday, she said").
        published: day of publication, ISO 8601; what is thought or planned is so before it ("plans to send a convoy next week").
        """
        self.tree = tree
        self.published = published
        self.addressing = addressing
        self.by_sentence: dict[int, list[tuple[range, TimeExpression]]] = {}
        for expression in times:
            tokens = tree.tokens(expression.span.start, expression.span.end)
            if tokens and expression.type in ("DATE", "TIME"):
                self.by_sentence.setdefault(tree.sentence[tokens[0]], []).append((tokens, expression))

    def of(self, draft: Draft) -> TimeExpression | None:
        """The time that governs a draft's cue; the one nearest to the cue where there are several."""
        if draft.cue is None:
            return None
        words = {draft.anchor, *draft.cue_words}
        found = [
            (abs(tokens[0] - draft.anchor), tokens[0], expression)
            for tokens, expression in self.by_sentence.get(self.tree.sentence[draft.anchor], ())
            if not draft.content & set(tokens)
            and not self._to_come(expression, draft)
            and (self._hangs_on(tokens, words) or self._behind(tokens, draft))
        ]
        return min(found, key=lambda item: item[:2])[2] if found else None

    def _to_come(self, expression: TimeExpression, draft: Draft) -> bool:
        """Whether an expression dates what is thought of, lying ahead of the report itself."""
        thought = draft.cue is not None and draft.cue.speech == "think"
        return thought and self.published is not None and expression.start is not None and expression.start > self.published[:10]

    def _hangs_on(self, tokens: range, words: set[int]) -> bool:
        """Whether the nearest verb above the expression is the cue."""
        top = next((at for at in tokens if self.tree.heads[at] not in tokens), tokens[0])
        if top in words:
            return True
        while self.tree.deps[top] in GOVERNED:
            top = self.tree.heads[top]
            if top in words:
                return True
            if self.tree.is_verb(top) and self.tree.lemmas[top] not in self.addressing:
                return False
        return False

    def _behind(self, tokens: range, draft: Draft) -> bool:
        """Whether the expression follows the cue within its own clause: "told reporters on Friday", wherever the tree has hung it."""
        first = max(draft.cue_words, default=draft.anchor) + 1
        if tokens[0] < first or self.tree.quoted[tokens[0]] != self.tree.quoted[draft.anchor]:
            return False
        return not any(
            self.tree.is_verb(at) or at in draft.content or self.tree.words[at] in (";", ":", "(") for at in range(first, tokens[0])
        )
