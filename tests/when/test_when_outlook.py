# ruff: noqa: E501 (one tree, one line)
"""Which way a clause looks, on hand-made trees: one token is ``form|lemma|XPOS|relation|head`` with heads counted from 1 (0 = root)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy
import yaml
from spacy.tokens import Doc

from sayso.when.tagger import TimeTagger

LEXICON = Path(__file__).parents[2] / "lexicon" / "when"
PUBLISHED = date(2024, 10, 16)  # a Wednesday
UPOS = {"NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "IN": "ADP", "TO": "PART", "MD": "AUX", "DT": "DET", "JJ": "ADJ", "CD": "NUM"}
VOCAB = spacy.blank("en").vocab


@pytest.fixture(scope="module")
def tagger() -> TimeTagger:
    return TimeTagger({path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in LEXICON.glob("*.yaml")})


def tree(rows: str) -> Doc:
    words, lemmas, tags, deps, heads = zip(*(token.split("|") for token in rows.split()), strict=True)
    return Doc(
        VOCAB,
        words=list(words),
        lemmas=list(lemmas),
        tags=list(tags),
        deps=["root" if head == "0" else dep for dep, head in zip(deps, heads, strict=True)],
        heads=[index if head == "0" else int(head) - 1 for index, head in enumerate(heads)],
        pos=[UPOS.get(tag, "VERB") for tag in tags],
    )


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ("They|they|PRP|nsubj|2 met|meet|VBD|root|0 on|on|IN|case|4 Friday|Friday|NNP|obl|2", "2024-10-11"),
        ("They|they|PRP|nsubj|3 will|will|MD|aux|3 meet|meet|VB|root|0 on|on|IN|case|5 Friday|Friday|NNP|obl|3", "2024-10-18"),
        ("Parliament|parliament|NN|nsubj|2 votes|vote|VBZ|root|0 on|on|IN|case|4 Friday|Friday|NNP|obl|2", "2024-10-18"),
        (
            "They|they|PRP|nsubj|2 plan|plan|VBP|root|0 to|to|TO|mark|4 meet|meet|VB|xcomp|2 on|on|IN|case|6 Friday|Friday|NNP|obl|4",
            "2024-10-18",
        ),
        (
            "They|they|PRP|nsubj|2 declined|decline|VBD|root|0 to|to|TO|mark|4 speak|speak|VB|xcomp|2 on|on|IN|case|6 Friday|Friday|NNP|obl|4",
            "2024-10-11",
        ),
        (
            "Voting|voting|NN|nsubj|2 was|be|VBD|root|0 postponed|postpone|VBN|acl|1 until|until|IN|case|5 Friday|Friday|NNP|obl|3",
            "2024-10-18",
        ),
        (
            "He|he|PRP|nsubj|2 came|come|VBD|root|0 as|as|IN|case|6 early|early|RB|fixed|3 as|as|IN|fixed|3 Friday|Friday|NNP|obl|2",
            "2024-10-18",
        ),
        ("They|they|PRP|nsubj|3 will|will|MD|aux|3 meet|meet|VB|root|0 on|on|IN|case|5 Wednesday|Wednesday|NNP|obl|3", "2024-10-16"),
        ("He|he|PRP|nsubj|2 resigned|resign|VBD|root|0 in|in|IN|case|4 December|December|NNP|obl|2", "2023-12"),
        ("He|he|PRP|nsubj|3 will|will|MD|aux|3 resign|resign|VB|root|0 in|in|IN|case|5 December|December|NNP|obl|3", "2024-12"),
        (
            "He|he|PRP|nsubj|3 will|will|MD|aux|3 retaliate|retaliate|VB|root|0 after|after|IN|case|6 the|the|DT|det|6 raid|raid|NN|obl|3 in|in|IN|case|8 April|April|NNP|nmod|6",
            "2024-04",
        ),
    ],
)
def test_outlook(tagger: TimeTagger, rows: str, value: str) -> None:
    doc = tree(rows)
    assert [each.value for each in tagger.tag(doc.text, PUBLISHED, doc)] == [value]


def test_the_time_of_a_saying_is_no_anchor_of_what_follows(tagger: TimeTagger) -> None:
    doc = tree(
        "They|they|PRP|nsubj|2 fled|flee|VBD|root|0 on|on|IN|case|4 Friday|Friday|NNP|obl|2 he|he|PRP|nsubj|6 said|say|VBD|parataxis|2 "
        "on|on|IN|case|8 Monday|Monday|NNP|obl|6 The|the|DT|det|11 next|next|JJ|amod|11 day|day|NN|obl|13 they|they|PRP|nsubj|13 "
        "returned|return|VBD|conj|2"
    )
    assert [each.value for each in tagger.tag(doc.text, PUBLISHED, doc)] == ["2024-10-11", "2024-10-14", "2024-10-12"]
