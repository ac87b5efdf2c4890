#!/usr/bin/env python3
"""Measure coreference within articles on a treebank with `Entity=` annotation (GUM): do pronouns and role nouns find their chain?

    python eval/coref.py --gum gum-dev.conllu [--genres news,interview] [--errors 20]

Judged are third-person pronouns and definite role nouns whose gold chain holds a name or a noun before them or elsewhere in the text.
An antecedent is right if its head is the head of a mention of the same chain. Two figures each: the share resolved, and how many of
the resolved are right; `sources` are those that are the subject of a verb of saying.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

import sayso
from sayso.data import lexicon
from sayso.intake import article_from_text
from sayso.records import ActorMention, MentionKind

ENTITY = re.compile(r"\((?P<open>[^()]+)(?P<both>\))?|(?P<close>[^()]+)\)")
PRONOUN_TAGS = ("PRP", "PRP$")
THIRD = frozenset(
    ["he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs", "himself", "herself", "itself", "themselves"]
)
SUBJECTS = ("nsubj", "nsubj:outer")


@dataclass(slots=True)
class Mention:
    """One gold mention: its chain, and where the words of its head begin."""

    chain: str
    heads: tuple[int, ...]
    pronoun: bool


@dataclass(slots=True)
class GoldText:
    """One document of the treebank as running text, with its gold mentions."""

    name: str
    text: str
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """How many mentions were judged, resolved and right."""

    judged: int = 0
    resolved: int = 0
    right: int = 0

    def line(self) -> str:
        """Accuracy over the resolved, share resolved, and share right of all."""
        share = 100 * self.resolved / self.judged if self.judged else 0.0
        exact = 100 * self.right / self.resolved if self.resolved else 0.0
        whole = 100 * self.right / self.judged if self.judged else 0.0
        return f"{exact:5.1f} right of resolved   {share:5.1f} resolved   {whole:5.1f} right of all   ({self.judged})"


def texts(path: Path) -> Iterator[GoldText]:
    """The documents of a CoNLL-U file."""
    name = ""
    rows: list[list[str] | None] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id"):
            if rows:
                yield _gold(name, rows)
            name, rows = line.split("=")[1].strip(), []
        elif line.startswith("# newpar") and rows:
            rows.append(None)
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if "." not in cells[0]:
                rows.append(cells)
    if rows:
        yield _gold(name, rows)


def _gold(name: str, rows: list[list[str] | None]) -> GoldText:
    """Put the words of a document together, paragraphs parted by an empty line, and close its mentions."""
    pieces: list[str] = []
    at, inside, space = 0, 0, True
    places: list[tuple[int, str, str]] = []
    for cells in rows:
        if cells is None:
            pieces.append("\n\n")
            at += 2
            continue
        form, glued = cells[1], "SpaceAfter=No" in cells[9]
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            inside, space = last - first + 1, not glued
        elif inside:
            inside -= 1
            glued = inside > 0 or not space
        if "-" not in cells[0]:
            places.append((at, cells[4], cells[9]))
            pieces.append(form if glued else form + " ")
            at += len(pieces[-1])
    return GoldText(name, "".join(pieces), _mentions(places))


def _mentions(places: list[tuple[int, str, str]]) -> list[Mention]:
    """The mentions that the `Entity=` entries of the words open and close."""
    open_: dict[str, list[tuple[int, list[str]]]] = {}
    out: list[Mention] = []
    for at, (_, _, misc) in enumerate(places):
        entry = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for found in ENTITY.finditer(entry):
            if found["open"]:
                parts = found["open"].split("-")
                open_.setdefault(parts[0], []).append((at, parts))
            chain = parts[0] if found["both"] else found["close"]
            if chain is not None:
                first, parts = open_[chain].pop()
                heads = [first + int(number) - 1 for number in parts[5].split(",")]
                starts = tuple(places[head][0] for head in heads)
                out.append(Mention(chain, starts, places[heads[0]][1] in PRONOUN_TAGS))
    return out


class Judge:
    """Counts the mentions of documents by class."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        cues = lexicon("attribution")
        self.saying = frozenset(cues["cues"]["verbs"])
        self.scores = {name: Score() for name in ("he, she", "they", "it", "pronouns as sources", "roles", "roles as sources")}
        self.errors: list[str] = []

    def judge(self, gold: GoldText) -> None:
        """Judge every pronoun and definite role noun of a document."""
        doc = self._read(gold.text)
        chains: dict[int, set[str]] = {}
        nouns: dict[str, set[int]] = {}
        for mention in gold.mentions:
            for start in mention.heads:
                chains.setdefault(start, set()).add(mention.chain)
                if not mention.pronoun:
                    nouns.setdefault(mention.chain, set()).add(start)
        starts = [token.idx for token in doc]
        for found in doc._.mentions:
            word = doc[bisect_right(starts, found.head.end - 1) - 1]
            own = chains.get(word.idx, set())
            names = self._classes(doc[bisect_right(starts, found.span.start) - 1].lower_, found, word)
            if names and any(nouns.get(chain, set()) - {word.idx} for chain in own):
                told = found.antecedent
                within = starts[bisect_right(starts, told.start) - 1 : bisect_right(starts, told.end - 1)] if told else []
                self._count(gold, found, names, any(own & chains.get(start, set()) for start in within))

    def _read(self, text: str) -> Doc:
        article = article_from_text(text)
        doc = self.nlp.make_doc(text)
        doc._.article = article
        for name, component in self.nlp.pipeline:
            if name not in ("attribution", "events"):
                doc = component(doc)
        return doc

    def _classes(self, first: str, found: ActorMention, word: Token) -> list[str]:
        """The rows that a mention counts in; none where it is not judged."""
        source = word.dep_ in SUBJECTS and word.head.lemma_ in self.saying
        if found.kind is MentionKind.PRONOUN and word.lower_ in THIRD:
            stem = word.lower_[:2]
            return ["it" if stem == "it" else "they" if stem == "th" else "he, she"] + ["pronouns as sources"] * source
        if found.kind is MentionKind.ROLE and word.tag_ in ("NN", "NNS") and first == "the":
            return ["roles"] + ["roles as sources"] * source
        return []

    def _count(self, gold: GoldText, found: ActorMention, names: list[str], right: bool) -> None:
        """Count one mention, and keep it where it is wrong or unresolved."""
        for name in names:
            score = self.scores[name]
            score.judged += 1
            score.resolved += found.antecedent is not None
            score.right += right
        if not right:
            near = gold.text[max(0, found.span.start - 220) : found.span.end + 50].replace("\n", " ")
            told = found.antecedent.of(gold.text) if found.antecedent else "-"
            self.errors.append(f"{gold.name} {names[-1]}: [{found.span.of(gold.text)}] -> {told} ({found.rule}) :: {near}")


def main() -> None:
    """Read the command line, judge, print."""
    parser = argparse.ArgumentParser(description="Measure coreference on a treebank with Entity= annotation.")
    parser.add_argument("--gum", type=Path, required=True, help="a CoNLL-U file with Entity= annotation")
    parser.add_argument("--genres", default="", help="only documents whose names hold one of these, comma separated")
    parser.add_argument("--limit", type=int, default=10**6, help="documents at most")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N mentions that are wrong or unresolved")
    options = parser.parse_args()
    judge = Judge(sayso.load())
    wanted = [f"_{genre}_" for genre in options.genres.split(",") if genre]
    chosen = [gold for gold in texts(options.gum) if not wanted or any(genre in gold.name for genre in wanted)]
    for gold in chosen[: options.limit]:
        judge.judge(gold)
    for name, score in judge.scores.items():
        print(f"{name:20} {score.line()}")
    for error in judge.errors[: options.errors]:
        print(error)


if __name__ == "__main__":
    main()
