# ruff: noqa: E501 (one tree, one line)
"""Hand-made trees for the tests of the events room: one token is ``form|lemma|XPOS|relation|head`` with heads counted from 1 (0 = root)."""

from __future__ import annotations

import functools
from dataclasses import replace

import spacy
from spacy.tokens import Doc

from sayso import data
from sayso.events import EventCoder
from sayso.records import Actor, ActorMention, Article, Attribution, AttributionKind, Certainty, Event, MentionKind, Span, TimeExpression

for layer in ("times", "places", "mentions", "attributions", "events"):
    Doc.set_extension(layer, default=(), force=True)
Doc.set_extension("article", default=None, force=True)

VOCAB = spacy.blank("en").vocab
UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "IN": "ADP", "TO": "PART", "DT": "DET", "CD": "NUM", "JJ": "ADJ", "RB": "ADV", "PRP": "PRON", "PRP$": "PRON",
    "WP": "PRON", "WDT": "PRON", "CC": "CCONJ", "MD": "AUX", "RP": "ADP", "POS": "PART", ".": "PUNCT", ",": "PUNCT",
}  # fmt: skip
NORTH = Actor("grp.northern-front", "Northern Front", None, ("REB",), "armed_group")
SOUTH = Actor("gov.southland", "Southland", "SLD", ("GOV",), "government")
ARMY = Actor("grp.southland-army", "Southland army", "SLD", ("MIL",), "armed_forces")
WHO = {"Front": NORTH, "Southland": SOUTH, "army": ARMY}


def sentence(rows: str, first: int = 0) -> tuple[list[str], list[str], list[str], list[str], list[int]]:
    parts = [token.split("|") for token in rows.split()]
    heads = [first + (index if part[4] == "0" else int(part[4]) - 1) for index, part in enumerate(parts)]
    return [p[0] for p in parts], [p[1] for p in parts], [p[2] for p in parts], ["root" if p[4] == "0" else p[3] for p in parts], heads


def parsed(*sentences: str, published: str | None = "2024-05-10", title: str | None = None) -> Doc:
    words: list[str] = []
    lemmas: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    for rows in sentences:
        w, lemma, tag, dep, head = sentence(rows, len(words))
        words, lemmas, tags, deps, heads = words + w, lemmas + lemma, tags + tag, deps + dep, heads + head
    pos = ["AUX" if dep.startswith("aux") or dep == "cop" else UPOS.get(tag, "VERB") for tag, dep in zip(tags, deps, strict=True)]
    pos = ["PART" if dep == "mark" and tag == "TO" else each for each, dep, tag in zip(pos, deps, tags, strict=True)]
    doc = Doc(VOCAB, words=words, lemmas=lemmas, tags=tags, deps=deps, heads=heads, pos=pos)
    span = Span(0, len(title)) if title else None
    doc._.article = Article("a_0000000000000000", doc.text, published=published, title=span)
    doc._.mentions = tuple(
        ActorMention(
            Span(token.idx, token.idx + len(token)),
            Span(token.idx, token.idx + len(token)),
            MentionKind.NAME,
            WHO[token.text],
            rule="test",
            score=1.0,
        )
        for token in doc
        if token.text in WHO
    )
    return doc


def spoken(doc: Doc, words: str, speech: str, who: str | None = None, said: TimeExpression | None = None) -> Attribution:
    start = doc.text.index(words)
    speaker = next((mention for mention in doc._.mentions if who and mention.actor == WHO[who]), None)
    sure = Certainty.PROBABLE if speech == "think" else Certainty.CERTAIN
    return Attribution(
        f"s_{speech}", (), (), (Span(start, start + len(words)),), AttributionKind.INDIRECT, speech, speaker, said_when=said, certainty=sure
    )


def dated(doc: Doc, words: str, start: str, end: str | None = None) -> TimeExpression:
    at = doc.text.index(words)
    return TimeExpression(Span(at, at + len(words)), "DATE", start, start=start, end=end or start, rule="test")


@functools.cache
def coder() -> EventCoder:
    return EventCoder(data.lexicon("events"), data.lexicon("ontology"))


def events(doc: Doc) -> tuple[Event, ...]:
    found: tuple[Event, ...] = coder()(doc)._.events
    return found


def names(doc: Doc, mentions: tuple[ActorMention, ...]) -> list[str]:
    return [mention.span.of(doc.text) for mention in mentions]


def renamed(mention: ActorMention, actor: Actor) -> ActorMention:
    return replace(mention, actor=actor)
