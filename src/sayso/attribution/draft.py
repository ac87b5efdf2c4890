"""What the rules pass on to each other before the records are made: a draft attribution in token numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.attribution.lexicon import Cue

RELIABLE = 0.85
"""Reliability from which a reading by rules stands by itself, whatever the model says."""


@dataclass(slots=True)
class Draft:
    """One attribution in the making; every set and list holds token numbers of one `Tree`."""

    anchor: int
    """The word that signals: a verb, a noun, the first word of a phrase, a colon; the first word of a quotation without a cue."""
    cue: Cue | None
    """The lexicon's entry; null for a quotation without a cue."""
    head: int | None = None
    """Head word of the source."""
    source: list[int] = field(default_factory=list)
    cue_words: list[int] = field(default_factory=list)
    content: set[int] = field(default_factory=set)
    addressee: list[int] = field(default_factory=list)
    channel: list[int] = field(default_factory=list)
    negated: bool = False
    quotations: set[int] = field(default_factory=set)
    """Numbers of the quotations taken into the content."""
    rules: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Field -> name of the rule that filled it and the rule's reliability."""
    previous: Draft | None = None
    """For a quotation without a cue: the attribution whose speaker it takes over."""
    within: Draft | None = None
    """The attribution around it, where its cue stands outside that one's content."""
    by_rules: float = 0.0
    """Reliability of the reading by rules; 0 where the rules have not found it."""
    by_model: bool = False
    """Whether the model has found it."""
    agreement: float = 0.0
    """Intersection over union of both readings' contents; 0 where only one has found it."""
    confidence: float = 0.0
    """Probability that the attribution is right; set by `confidence.Confidence`."""

    def because(self, name: str, rule: str, reliability: float) -> None:
        """Note which rule filled a field, and how reliable the rule is (0 to 1)."""
        self.rules[name] = (rule, reliability)

    @property
    def reliability(self) -> float:
        """Product of the reliabilities of the rules that made the draft."""
        product = 1.0
        for _, reliability in self.rules.values():
            product *= reliability
        return product
