"""The component `where` with the lists of the repository, and the shipped gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from spacy.tokens import Doc

from sayso.where.finder import PlaceFinder

LEXICON = Path(__file__).parents[2] / "lexicon" / "where"


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    for layer in ("article", "places"):
        if not Doc.has_extension(layer):
            Doc.set_extension(layer, default=None)
    return PlaceFinder({path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in LEXICON.glob("*.yaml")})
