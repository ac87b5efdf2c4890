"""Weights as shipped: what they give, and what is refused."""

from __future__ import annotations

import pytest

from sayso.errors import LexiconError
from sayso.logistic import Regression


def test_probability_of_features() -> None:
    even = Regression({"weights": {"bias": 1, "sure": -0.5}}, ("bias", "sure"))
    assert even.probability((1.0, 2.0)) == 0.5
    assert even.probability((1.0, 0.0)) == pytest.approx(0.731, abs=0.001)


@pytest.mark.parametrize("weights", [None, {}, {"bias": 1}, {"bias": 1, "sure": "much"}, {"bias": 1, "sure": 1, "more": 1}])
def test_weights_must_be_those_of_the_features(weights: object) -> None:
    with pytest.raises(LexiconError, match="weights"):
        Regression({"weights": weights}, ("bias", "sure"))
