"""Logistic regressions that are shipped as weights: how sure an attribution is, how sure an event is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.errors import LexiconError


class Regression:
    """The weights of named features, fitted by a program in `eval/` and shipped in a lexicon."""

    def __init__(self, table: Mapping[str, Any], features: Sequence[str]) -> None:
        """Take the weights from a table.

        Args:
            table: a `confidence.yaml` as parsed: under ``weights`` a number for each feature and for nothing else.
            features: the names, in the order in which `probability` is given their values.

        Raises:
            LexiconError: a weight is missing, unknown or no number.
        """
        weights = table.get("weights") or {}
        if set(weights) != set(features) or not all(isinstance(value, (int, float)) for value in weights.values()):
            raise LexiconError(f"confidence.yaml: `weights` needs a number for each of {', '.join(features)}")
        self._weights = tuple(float(weights[name]) for name in features)

    def probability(self, values: Sequence[float]) -> float:
        """The probability, between 0 and 1, that the regression gives to features with these values."""
        total = sum(weight * value for weight, value in zip(self._weights, values, strict=True))
        return 1 / (1 + math.exp(-total))
