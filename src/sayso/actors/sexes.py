"""The sex of the persons of one article, as far as titles, first names and the article's own pronouns tell; used for pronouns only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sayso.actors.compose import Draft
from sayso.actors.knowledge import Knowledge

_TITLE, _FIRST_NAME, _PRONOUN = 10, 4, 1
"""What each kind of evidence counts."""
_LEANING = 0.15
"""What the ending of a first name takes from a candidate's score."""
_MOST = 3
"""Pronouns counted for a person at most: a wrong link must not outweigh a name."""


@dataclass(slots=True)
class Sexes:
    """Evidence by actor; never part of a record."""

    knowledge: Knowledge
    _titles: dict[str, str] = field(default_factory=dict)
    _votes: dict[str, Counter[str]] = field(default_factory=dict)

    def title(self, draft: Draft) -> None:
        """Take note of a title that tells the sex of its bearer: "Mrs", "spokesman"."""
        if draft.actor is not None and draft.gender and not draft.actor.id.startswith("role."):
            self._titles.setdefault(draft.actor.id, draft.gender)

    def vote(self, draft: Draft, sex: str) -> None:
        """Take note of a pronoun that means a person."""
        if draft.actor is not None and sex:
            self._votes.setdefault(draft.actor.id, Counter())[sex] += 1

    def of(self, draft: Draft) -> str:
        """``m``, ``f`` or empty."""
        if draft.gender or draft.actor is None:
            return draft.gender
        weights: Counter[str] = Counter()
        for sex, count in self._votes.get(draft.actor.id, Counter()).items():
            weights[sex] += _PRONOUN * min(count, _MOST)
        weights[self._titles.get(draft.actor.id, "")] += _TITLE
        weights[self._first_name(draft)] += _FIRST_NAME
        del weights[""]
        return max(sorted(weights), key=weights.__getitem__) if weights else ""

    def leans(self, draft: Draft, sex: str) -> float:
        """A small loss of score where the first name looks like the other sex's."""
        if draft.actor is None or not sex:
            return 0.0
        leaning = self.knowledge.first_names.leaning(draft.actor.name)
        return -_LEANING if leaning and leaning != sex and not self.of(draft) else 0.0

    def _first_name(self, draft: Draft) -> str:
        """What the first name of a person tells."""
        person = draft.actor is not None and (draft.actor.kind == "person" or draft.person)
        return self.knowledge.first_names.sex(draft.actor.name) if person and draft.actor is not None else ""
