"""What a worker keeps of the articles behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.intake import article_from_text
from sayso.scale import coding

FIRST = "The army of Kenya shelled a village near Garissa on Monday, police said."
LATER = "A zzyzxian delegation flabbergasted the xylophonists of Quuxton, the mayor said."


def test_the_vocabulary_grows_to_its_limit_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = coding.load_pipeline(None)
    first, later = article_from_text(FIRST), article_from_text(LATER)
    before = len(nlp.vocab)
    taught = coding.code_article(nlp, first)
    assert len(nlp.vocab) > before
    full = len(list(nlp.vocab))
    monkeypatch.setattr(coding, "VOCABULARY", full)
    coding.code_article(nlp, later)
    assert len(list(nlp.vocab)) == full
    assert replace(coding.code_article(nlp, first), seconds=0) == replace(taught, seconds=0)
