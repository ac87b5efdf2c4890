"""The pipeline: a spaCy `Language` whose components are the rooms, in the order in which each needs the one before.

`reader` sets tokens' tags, trees, sentences and entities; every later component adds its own layer to the `Doc` and changes no
earlier one: ``doc._.times``, ``doc._.places``, ``doc._.mentions``, ``doc._.attributions``, ``doc._.events`` hold tuples
of the records of `sayso.records`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso import data
from sayso.actors import ActorFinder
from sayso.attribution import Attributor
from sayso.events import EventCoder, claims_of
from sayso.intake import article_from_text
from sayso.lexicon import user_tables
from sayso.reader import Reader, ReaderTokenizer
from sayso.records import Article, Coding
from sayso.when import TimeTagger
from sayso.where import PlaceFinder

COMPONENTS = ("reader", "when", "where", "actors", "attribution", "events")
LAYERS = ("times", "places", "mentions", "attributions", "events")

for _layer in LAYERS:
    Doc.set_extension(_layer, default=(), force=True)
Doc.set_extension("article", default=None, force=True)


def _tables(room: str, lexicon: str | None) -> Mapping[str, Any]:
    """The word lists of a room, with the user's own beside ours."""
    return {**data.lexicon(room), **(user_tables(Path(lexicon), room) if lexicon else {})}


@Language.factory("reader")
def _reader(nlp: Language, name: str) -> Reader:
    return Reader()


@Language.factory("when", default_config={"lexicon": None})
def _when(nlp: Language, name: str, lexicon: str | None) -> TimeTagger:
    return TimeTagger(_tables("when", lexicon))


@Language.factory("where", default_config={"lexicon": None})
def _where(nlp: Language, name: str, lexicon: str | None) -> PlaceFinder:
    return PlaceFinder(_tables("where", lexicon))


@Language.factory("actors", default_config={"lexicon": None})
def _actors(nlp: Language, name: str, lexicon: str | None) -> ActorFinder:
    return ActorFinder(_tables("actors", lexicon))


@Language.factory("attribution", default_config={"lexicon": None})
def _attribution(nlp: Language, name: str, lexicon: str | None) -> Attributor:
    return Attributor(_tables("attribution", lexicon))


@Language.factory("events", default_config={"lexicon": None})
def _events(nlp: Language, name: str, lexicon: str | None) -> EventCoder:
    return EventCoder(_tables("events", lexicon), data.lexicon("ontology"))


def load(lexicon: Path | None = None) -> Language:
    """The whole pipeline as a spaCy `Language`.

    Args:
        lexicon: a folder of the user's own YAML (`actors/*.yaml`, `events/*.yaml`, …), read beside the lists that sayso ships.

    Raises:
        DataError: a shipped file is missing or altered.
        LexiconError: one of the user's entries is malformed.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = ReaderTokenizer(nlp.vocab)
    nlp.max_length = 10**9  # intake's own limits are lower and give a reason
    for name in COMPONENTS:
        nlp.add_pipe(name, config={} if name == "reader" else {"lexicon": str(lexicon) if lexicon else None})
    return nlp


def annotate(nlp: Language, article: Article) -> Doc:
    """The `Doc` of an article with every layer on it."""
    doc = nlp.make_doc(article.text)
    doc._.article = article
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def code(nlp: Language, article: Article) -> Coding:
    """Everything sayso finds in one article: the work behind `sayso read` and `sayso code`."""
    began = time.perf_counter()
    doc = annotate(nlp, article)
    return Coding(
        article=article,
        times=doc._.times,
        places=doc._.places,
        mentions=doc._.mentions,
        attributions=doc._.attributions,
        events=doc._.events,
        claims=claims_of(article, doc._.events, doc._.attributions),
        seconds=time.perf_counter() - began,
    )


def read(source: str | Path, nlp: Language | None = None) -> Coding:
    """Code one report.

    Args:
        source: a `str` is the text itself, a `Path` is a file (text or HTML) to read.
        nlp: a pipeline from `load()`; one is loaded where none is given.

    Raises:
        InputError: the file holds no readable article.
    """
    from sayso.intake import read_article

    article = read_article(source) if isinstance(source, Path) else article_from_text(source)
    return code(nlp or load(), article)
