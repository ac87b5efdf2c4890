"""What a worker does with one article. Imports nothing of the store: a worker process has no use for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from sayso.intake import language
from sayso.records import Article, Coding
from sayso.scale.check import faults
from sayso.scale.worker import Failure

VOCABULARY = 20_000
"""Word forms that a worker keeps, about 10 MB; some six hundred articles of news have as many."""


def load_pipeline(lexicon: str | None) -> Any:
    """The whole pipeline, with the user's own word lists from the folder `lexicon`."""
    from sayso.pipeline import load

    return load(Path(lexicon) if lexicon else None)


def code_article(nlp: Any, article: Article) -> Coding:
    """Everything the pipeline finds in one article.

    The first articles teach the vocabulary the words that later ones share, which spares a worker their making. Beyond `VOCABULARY` what an
    article adds is forgotten after it: over an archive it would only grow.
    """
    from sayso.pipeline import code

    with nullcontext() if len(nlp.vocab) < VOCABULARY else nlp.memory_zone():
        return code(nlp, article)


def soundly(fn: Callable[[Any, Article], Coding], model: Any, article: Article) -> Coding | Failure:
    """The coding, or the reason why there is none: another language, or what the database could not keep.

    Found here, it costs one article and not its batch; the article itself is kept beside the reason.
    """
    strange = language.foreign(article)
    if strange:
        return Failure("not-english", strange)
    coding = fn(model, article)
    wrong = faults(coding)
    return Failure("inconsistent", "; ".join(wrong[:5])) if wrong else coding
