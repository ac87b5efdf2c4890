from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.tokens import Doc, Span

from sayso.actors import ActorFinder
from sayso.actors.knowledge import Knowledge
from sayso.records import Article

LEXICON = Path(__file__).resolve().parents[2] / "lexicon" / "actors"
LEMMAS = {"said": "say", "heads": "head", "says": "say"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Invented bodies and persons, in the format of the shipped lists.
INVENTED: list[dict[str, Any]] = [
    {
        "id": "grp.harakat-al-sabah",
        "name": "Harakat al-Sabah",
        "aliases": ["al-Sabahiyya"],
        "kind": "armed_group",
        "country": "IRQ",
        "sectors": ["PRM"],
    },
    {"id": "grp.kitaab-hizbullah", "name": "Kata'ib Hizbullah", "kind": "armed_group", "country": "IRQ", "sectors": ["PRM"]},
    {"id": "grp.dawn-front", "name": "Dawn Front", "weak": ["the Front"], "kind": "armed_group", "country": "SYR", "sectors": ["REB"]},
    {
        "id": "igo.river-basin-council",
        "name": "River Basin Council",
        "aliases": ["RBC"],
        "kind": "igo",
        "country": "IGO",
        "sectors": ["GOV"],
    },
    {
        "id": "per.edla-varn",
        "name": "Edla Varn",
        "weak": ["Varn"],
        "kind": "person",
        "country": "PER",
        "sectors": ["ELI"],
        "offices": [
            {"office": "minister", "sectors": ["GOV"], "start": "2010-03", "end": 2014},
            {"office": "judge", "sectors": ["JUD"], "start": "2018-01-01"},
        ],
    },
    {
        "id": "per.ulo-rand",
        "name": "Ulo Rand",
        "kind": "person",
        "country": "EST",
        "sectors": ["ELI"],
        "offices": [{"office": "minister", "sectors": ["GOV"], "start": 2001, "end": 2004}],
    },
    {"id": "per.oro-tamme", "name": "Oro Tamme", "kind": "person", "country": "EST", "sectors": ["LEG"], "start": 2011, "end": 2015},
]


def _table(name: str) -> Any:
    return yaml.load((LEXICON / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)


@pytest.fixture(scope="session")
def tables() -> dict[str, Any]:
    shipped = {name: _table(name) for name in ("countries", "firstnames", "governments", "roles", "transliteration")}
    user = [
        {
            "name": "MORDOR",
            "aliases": ["BARAD-DUR"],
            "codes": [{"code": "MOR"}, {"code": "MORGOV", "start": "2012-11-09", "end": "2013-01-19"}],
        }
    ]
    return {**shipped, "invented": INVENTED, "user/own": user}


@pytest.fixture(scope="session")
def knowledge(tables: dict[str, Any]) -> Knowledge:
    return Knowledge(tables)


@pytest.fixture(scope="session")
def parsed() -> Callable[..., Doc]:
    """A document from lines "word head relation UPOS XPOS [entity]"; heads count from 1, an empty line parts sentences."""
    vocab = spacy.blank("en").vocab
    for layer in ("times", "places", "mentions"):
        Doc.set_extension(layer, default=(), force=True)
    Doc.set_extension("article", default=None, force=True)

    def build(tree: str, published: str | None = None) -> Doc:
        rows: list[tuple[list[str], int]] = []
        for sentence in tree.strip().split("\n\n"):
            base = len(rows)
            rows.extend((line.split(), base) for line in sentence.strip().splitlines())
        heads = [place if int(row[1]) == 0 else base + int(row[1]) - 1 for place, (row, base) in enumerate(rows)]
        words = [row[0] for row, _ in rows]
        doc = Doc(
            vocab,
            words=words,
            heads=heads,
            deps=[row[2] for row, _ in rows],
            pos=[row[3] for row, _ in rows],
            tags=[row[4] for row, _ in rows],
            lemmas=[LEMMAS.get(word.lower(), word.lower()) for word in words],
        )
        labels = [row[5] if len(row) > 5 else "" for row, _ in rows]
        spans, start = [], 0
        for place in range(1, len(labels) + 1):
            if place == len(labels) or labels[place] != labels[start]:
                if labels[start]:
                    spans.append(Span(doc, start, place, label=labels[start]))
                start = place
        doc.ents = spans
        doc._.article = Article(id="a_test", text=doc.text, published=published)
        return doc

    return build


@pytest.fixture(scope="session")
def finder(tables: dict[str, Any]) -> ActorFinder:
    return ActorFinder(tables)
