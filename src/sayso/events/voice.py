"""Whose word an event is: the innermost attribution whose content holds the trigger, and its parents as a chain."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from sayso.records import Attribution, Span


def is_voice(attribution: Attribution) -> bool:
    """Whether an attribution is somebody's word: it names a source, has a speaker, or is a quotation without a cue."""
    return bool(attribution.source) or attribution.speaker is not None or not attribution.cue


def of_nobody(attributions: Iterable[Attribution], text: str, words: Collection[str]) -> frozenset[str]:
    """Ids of the attributions whose source begins with one of `words`: no, nobody, none."""
    starts = ((each.id, each.source[0].of(text).split()) for each in attributions if each.source)
    return frozenset(identity for identity, source in starts if source and source[0].lower() in words)


class Voices:
    """Attributions of one article, looked up by the words they contain; built in time linear in the text and its content pieces."""

    def __init__(self, attributions: Sequence[Attribution], length: int, nobodys: frozenset[str] = frozenset()) -> None:
        """Index them.

        Args:
            attributions: those of the article.
            length: of the text, in code points.
            nobodys: ids of attributions whose source is nobody: "no group has claimed …".
        """
        self._nobodys = nobodys
        self._by_id = {attribution.id: attribution for attribution in attributions}
        pieces = [(span.end - span.start, index, span) for index, attribution in enumerate(attributions) for span in attribution.content]
        self._owner = [-1] * length
        depths = [sum(1 for _ in self.chain(attribution)) for attribution in attributions]
        # The shortest is painted last and stays on top; of two that report the same words the one that stands within the other.
        for size, index, span in sorted(pieces, key=lambda piece: (-piece[0], depths[piece[1]], piece[1])):
            self._owner[span.start : span.end] = [index] * size
        self._attributions = attributions
        cues = sorted((span.start, span.end, index) for index, attribution in enumerate(attributions) for span in attribution.cue)
        self._cue_starts = [start for start, _, _ in cues]
        self._cues = cues

    def of(self, trigger: Span, words: Sequence[Span] = ()) -> Attribution | None:
        """The attribution with the shortest content piece around `trigger`; null for the outlet's own words.

        One whose cue is the trigger itself, or one of the event's `words` ("ordered the killing"), gives way to the one around it.
        """
        index = self._owner[trigger.start]
        if index < 0 or self._owner[trigger.end - 1] < 0:
            return None
        found = self._attributions[index]
        if any(cue.overlaps(word) for cue in found.cue for word in (trigger, *words)):
            return self._by_id.get(found.parent) if found.parent else None
        return found

    def cued_by(self, trigger: Span) -> Attribution | None:
        """The attribution that a trigger is itself the cue of ("threatened", "demanded"), if it is one."""
        at = bisect_right(self._cue_starts, trigger.end - 1)
        for start, end, index in reversed(self._cues[max(0, at - 3) : at]):
            if start < trigger.end and trigger.start < end:
                return self._attributions[index]
        return None

    def parent(self, attribution: Attribution) -> Attribution | None:
        """The attribution around another one."""
        return self._by_id.get(attribution.parent) if attribution.parent else None

    def sourced(self, attribution: Attribution | None) -> Attribution | None:
        """The attribution itself, or the nearest around it that is somebody's: "allegedly" and "no group has claimed" are no voice."""
        return next((each for each in self.chain(attribution) if is_voice(each) and each.id not in self._nobodys), None)

    def chain(self, attribution: Attribution | None) -> Iterable[Attribution]:
        """An attribution and the ones it is nested in, innermost first."""
        seen: set[str] = set()
        while attribution is not None and attribution.id not in seen:
            seen.add(attribution.id)
            yield attribution
            attribution = self._by_id.get(attribution.parent) if attribution.parent else None
