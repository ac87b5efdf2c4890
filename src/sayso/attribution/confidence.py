"""How likely an attribution is right: a logistic regression over what both readings say of it.

The weights stand in `lexicon/attribution/confidence.yaml`; `eval/confidence.py` fits them on articles of PolNeAR's training side that
the model has not seen, and prints the reliability table.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from sayso.attribution.draft import RELIABLE, Draft
from sayso.attribution.phrases import LAYOUTS
from sayso.attribution.tree import Tree
from sayso.logistic import Regression
from sayso.reader.roles import CONTENT, CUE, ROLES, SOURCE, Roles

FEATURES = (
    "bias", "cue", "content", "source", "edge", "rules", "rules_only", "model_only", "agreement", "quoted", "thinking", "no_source", "short"
)  # fmt: skip

UNNAMED = 0.1
"""How much surer the rules must be of what stands within another's content where they find no source."""

FITTED_ON = 16
"""One article in so many of PolNeAR's training side trains nothing: the weights are fitted on it."""


def held_out(article: str) -> bool:
    """Whether an article of PolNeAR's training side, by its id, is kept from the training."""
    return zlib.crc32(article.encode()) % FITTED_ON == 0


class Confidence:
    """The shipped weights, applied to drafts."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Args: table: `confidence.yaml` as parsed.

        Raises:
            LexiconError: a weight is missing or no number.
        """
        self._regression = Regression(table, FEATURES)
        self.floor = float(table["floor"])
        self.nested_floor = float(table["nested_floor"])

    def judge(self, tree: Tree, drafts: Iterable[Draft], roles: Roles | None) -> None:
        """Set the confidence of every draft: of a layout, and in a text that the model has not read, it is the reliability of the rules."""
        for draft in drafts:
            if roles is None or draft.rules["content"][0] in LAYOUTS:
                draft.confidence = draft.by_rules
            else:
                draft.confidence = self._regression.probability(features(tree, draft, roles).tolist())

    def sift(self, drafts: Iterable[Draft]) -> list[Draft]:
        """The judged drafts that are sure enough to be told.

        The model was trained on the outermost attributions alone and denies what stands within another's content: there the rules decide.
        So they do where they are `RELIABLE`: what they find so and the model does not was too rare to be fitted. The confidence of that
        stays what the regression says, however low.
        """
        drafts = [draft for draft in drafts if draft.content]
        kept = [draft for draft in drafts if draft.confidence >= self.floor or draft.by_rules >= RELIABLE]
        told = {id(draft) for draft in kept}
        spoken = {at for draft in kept for at in draft.content}
        for draft in drafts:
            least = self.nested_floor if draft.source else self.nested_floor + UNNAMED
            if draft.confidence < self.floor and draft.anchor in spoken and draft.by_rules >= least:
                draft.confidence = draft.by_rules
                if id(draft) not in told:
                    kept.append(draft)
        return kept


def features(tree: Tree, draft: Draft, roles: Roles) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The features of a draft: (len(FEATURES),) floats in the order of `FEATURES`; shares of probability are given as log-odds.

    Args:
        tree: the parsed text.
        draft: a draft after `merging.merge`.
        roles: what the model's role heads say of the same tokens.
    """
    shares = roles.shares
    words = [at for at in sorted(draft.content) if not tree.is_punct(at)]
    cue = _mean(shares, draft.cue_words or [draft.anchor], CUE)
    edge = min(float(shares[at, ROLES.index(CONTENT)]) for at in (words[0], words[-1])) if words else 0.0
    rules_only = draft.by_rules > 0 and not draft.by_model
    quoted = sum(tree.quoted[at] >= 0 for at in words) / max(1, len(words))
    values = {
        "bias": 1.0,
        "cue": _logit(cue),
        "content": _logit(_mean(shares, words, CONTENT)),
        "source": _logit(_mean(shares, draft.source, SOURCE)) if draft.source else 0.0,
        "edge": _logit(edge),
        "rules": _logit(draft.by_rules) if draft.by_rules else 0.0,
        "rules_only": float(rules_only),
        "model_only": float(not draft.by_rules),
        "agreement": draft.agreement,
        "quoted": quoted,
        "thinking": float(draft.cue is None or draft.cue.speech == "think"),
        "no_source": float(not draft.source),
        "short": float(len(words) < 3),
    }
    return np.array([values[name] for name in FEATURES])


def _mean(shares: np.ndarray[Any, np.dtype[np.float32]], tokens: list[int], role: str) -> float:
    return float(shares[tokens, ROLES.index(role)].mean()) if tokens else 0.0


def _logit(share: float) -> float:
    """Log-odds, kept within ±4."""
    bounded = min(0.982, max(0.018, share))
    return math.log(bounded / (1 - bounded))
