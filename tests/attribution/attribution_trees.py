"""Hand-built trees for the tests of attribution: ``word/TAG/dep>head`` with heads counted from 1 within a sentence, 0 for the root."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.tokens import Doc

LEXICON = Path(__file__).parents[2] / "lexicon" / "attribution"
UPOS = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV", "D": "DET", "C": "NUM", "M": "AUX", "I": "ADP", "T": "PART", "P": "PRON"}
for _name in ("times", "places", "mentions", "attributions", "events"):
    Doc.set_extension(_name, default=(), force=True)
Doc.set_extension("article", default=None, force=True)
_VOCAB = spacy.blank("en").vocab


@cache
def tables() -> dict[str, Any]:
    return {
        stem: yaml.safe_load((LEXICON / f"{stem}.yaml").read_text(encoding="utf-8"))
        for stem in ("cues", "words", "sources", "sayings", "confidence")
    }


def _pos(tag: str) -> str:
    if tag.startswith("NNP"):
        return "PROPN"
    if tag == "POS":
        return "PART"
    return UPOS.get(tag[0], "PUNCT") if tag[0].isalpha() else "PUNCT"


def tree(*sentences: str) -> Doc:
    """A `Doc` from lines of ``word/TAG/dep>head``; a word that ends in ``~`` has no space behind it, ``¶`` is a line break."""
    words, spaces, tags, deps, heads = [], [], [], [], []
    for sentence in sentences:
        base = len(words)
        for item in sentence.split():
            word, tag, relation = item.rsplit("/", 2)
            dep, head = relation.rsplit(">", 1)
            words.append("\n" if word == "¶" else word.rstrip("~"))
            spaces.append(not word.endswith("~") and word != "¶")
            tags.append(tag)
            deps.append(dep)
            heads.append(len(words) - 1 if head == "0" else base + int(head) - 1)
    pos = [_pos(tag) for tag in tags]
    return Doc(_VOCAB, words=words, spaces=spaces, tags=tags, pos=pos, deps=deps, heads=heads, lemmas=[word.lower() for word in words])
