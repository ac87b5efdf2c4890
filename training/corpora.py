"""Readers of the training sets: each yields documents of annotated sentences, with what a set does not annotate left open.

Sets: UD EWT and GUM (trees; GUM's `Entity=` mentions become names), WikiGold, re3d and UNER-EWT-dev (names), PolNeAR's silver tags
(names in news).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from sayso import data
from sayso.reader.lemmas import rule_for
from sayso.reader.tokenizer import ReaderTokenizer

ENTITY_TYPES = ("PER", "ORG", "LOC", "NORP", "FAC", "EVENT", "WEAPON", "TIME")
UNKNOWN = "?"
"""Entity tag of a word whose label the set leaves open."""

_NAMES = data.lexicon("reader")["names"]
FACILITY = frozenset(_NAMES["facilities"])
TITLES = frozenset(_NAMES["titles"])


@dataclass(slots=True)
class Sentence:
    """One sentence: parallel lists over its words; None where the set has no such layer."""

    words: list[str]
    spaces: list[bool]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemma_rules: list[str] | None = None
    heads: list[int] | None = None
    """Index of the head word within the sentence, -1 for the root."""
    deps: list[str] | None = None
    entities: list[str] | None = None
    """BIO tags over `ENTITY_TYPES`, or `UNKNOWN`."""
    entity_types: frozenset[str] = field(default_factory=frozenset)
    """The types that the set annotates: a word outside every span is known not to be of these, and of no others."""


Document = list[Sentence]


def conllu(path: Path, entities: bool) -> Iterator[Document]:
    """Documents of a CoNLL-U file.

    Args:
        path: a UD treebank file.
        entities: read GUM's `Entity=` mentions as names.
    """
    document: Document = []
    rows: list[list[str]] = []
    ranges: dict[int, tuple[int, bool]] = {}
    for line in path.open(encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        if line.startswith("#"):
            continue
        if not line:
            if rows:
                document.append(_sentence(rows, ranges, entities))
            rows, ranges = [], {}
            continue
        cells = line.split("\t")
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            for i in range(first, last + 1):
                ranges[i] = (last, "SpaceAfter=No" not in cells[9])
        elif "." not in cells[0]:
            rows.append(cells)
    if rows:
        document.append(_sentence(rows, ranges, entities))
    if document:
        yield document


def _sentence(rows: list[list[str]], ranges: dict[int, tuple[int, bool]], entities: bool) -> Sentence:
    spaces = []
    for i, row in enumerate(rows, start=1):
        last, space = ranges.get(i, (i, "SpaceAfter=No" not in row[9]))
        spaces.append(space if i == last else False)
    sentence = Sentence(
        words=[row[1] for row in rows],
        spaces=spaces,
        upos=[row[3] for row in rows],
        xpos=[row[4] for row in rows],
        lemma_rules=[rule_for(row[1], row[2]) if row[2] != "_" else "" for row in rows],
        heads=[int(row[6]) - 1 for row in rows],
        deps=[row[7] for row in rows],
    )
    if entities:
        sentence.entities = _gum_entities(rows)
        sentence.entity_types = frozenset({"PER", "ORG", "LOC", "FAC", "EVENT", "TIME"})
    return sentence


_GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT", "time": "TIME"}
_BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


def _gum_mentions(rows: list[list[str]]) -> list[tuple[int, int, str, list[int]]]:
    """(first, last, type, head words) of each mention of a sentence (none crosses sentences in GUM)."""
    mentions = []
    stack: dict[str, list[tuple[int, str]]] = {}
    for i, row in enumerate(rows):
        note = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for whole, begin, finish in _BRACKET.findall(note):
            if whole or begin:
                stack.setdefault((whole or begin).split("-")[0], []).append((i, whole or begin))
            if whole or finish:
                key = (whole or finish).split("-")[0]
                if stack.get(key):
                    first, text = stack[key].pop()
                    parts = text.split("-")
                    heads = [first + int(n) - 1 for n in parts[5].split(",") if n.isdigit()] if len(parts) > 5 else [first]
                    mentions.append((first, i, parts[1] if len(parts) > 1 else "", heads))
    return mentions


def _gum_entities(rows: list[list[str]]) -> list[str]:
    """BIO tags of a GUM sentence: a mention headed by a proper noun, shrunk to the name; a longer name wins over one inside it."""
    found: list[tuple[int, int, str]] = []
    for first, last, kind, heads in _gum_mentions(rows):
        label = _GUM_TYPES.get(kind, UNKNOWN)
        if label == "TIME" and last - first < 6:
            found.append((first, last, "TIME"))
        heads = [h for h in heads if first <= h <= last and _proper(rows[h])]
        if not heads or label == "TIME":
            continue
        start, end = _name_around(rows, first, last, heads)
        if label == "PER":
            if rows[heads[-1]][4] == "NNPS":
                label = "NORP"
            while start < end and rows[start][1].rstrip(".").lower() in TITLES:
                start += 1
        if label == "LOC" and rows[end][1].lower() in FACILITY:
            label = "FAC"
        found.append((start, end, label))
    tags = ["O"] * len(rows)
    for start, end, label in sorted(found, key=lambda f: (f[0] - f[1], f[2] == UNKNOWN, f)):
        _write(tags, start, end, label)
    return tags


def _proper(row: list[str]) -> bool:
    return row[3] == "PROPN" or row[4] in {"NNP", "NNPS"}


def _name_around(rows: list[list[str]], first: int, last: int, heads: list[int]) -> tuple[int, int]:
    """The run of proper nouns around the head, over hyphens and "of"."""
    proper = [_proper(row) for row in rows]
    start, end = min(heads), max(heads)
    while start > first and (proper[start - 1] or (rows[start - 1][1] in {"-", "&"} and start - 1 > first and proper[start - 2])):
        start -= 1
    while end < last:
        if proper[end + 1]:
            end += 1
        elif end + 2 <= last and rows[end + 1][1] in {"-", "&", "of"} and proper[end + 2]:
            end += 2
        else:
            break
    return start, end


def _write(tags: list[str], first: int, last: int, label: str) -> None:
    """Tag a span unless another stands in it."""
    if label == UNKNOWN:
        tags[first : last + 1] = [UNKNOWN if tag == "O" else tag for tag in tags[first : last + 1]]
    elif all(tag in {"O", UNKNOWN} for tag in tags[first : last + 1]):
        tags[first] = "B-" + label
        tags[first + 1 : last + 1] = ["I-" + label] * (last - first)


def wikigold(path: Path) -> Iterator[Document]:
    """WikiGold's articles; its MISC names are left open."""
    document: Document = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.open(encoding="utf8"), ""]:
        cells = line.split()
        if cells and cells[0] != "-DOCSTART-":
            words.append(cells[0])
            tags.append(cells[1])
        elif words:
            bio = [
                "O" if t == "O" else UNKNOWN if t == "I-MISC" else ("B-" if i == 0 or tags[i - 1] != t else "I-") + t[2:]
                for i, t in enumerate(tags)
            ]
            spaces = [
                nxt not in {".", ",", ")", "'s", ":", ";", "?", "!"} and w != "(" for w, nxt in zip(words, [*words[1:], "."], strict=True)
            ]
            document.append(Sentence(words, spaces, entities=bio, entity_types=frozenset({"PER", "ORG", "LOC", "FAC"})))
            words, tags = [], []
        if cells and cells[0] == "-DOCSTART-" and document:
            yield document
            document = []
    if document:
        yield document


_RE3D = {
    "Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP",
    "Temporal": "TIME", "Weapon": "WEAPON", "MilitaryPlatform": "WEAPON",
}  # fmt: skip


def spans(path: Path, types: dict[str, str], known: frozenset[str]) -> Iterator[tuple[str, Document]]:
    """(id, document of one pseudo-sentence) from lines of {id, text, entities: [{start, end, type}]}, cut by our own tokenizer."""
    tokenize = ReaderTokenizer(spacy.blank("en").vocab)
    for line in path.open(encoding="utf8"):
        row = json.loads(line)
        doc = tokenize(row["text"])
        tokens = [t for t in doc if not t.is_space]
        tags = ["O"] * len(tokens)
        for entity in sorted(row["entities"], key=lambda e: (e["start"] - e["end"], e["start"])):
            inside = [i for i, t in enumerate(tokens) if t.idx < entity["end"] and entity["start"] < t.idx + len(t)]
            while len(inside) > 1 and tokens[inside[0]].lower_ in {"the", "a", "an"}:
                inside = inside[1:]
            label = types.get(entity["type"])
            if not inside:
                continue
            if label is None or not (any(tokens[i].text[0].isupper() for i in inside) or label in {"TIME", "WEAPON"}):
                for i in inside:  # a common noun phrase, or a type of theirs only
                    tags[i] = UNKNOWN if tags[i] == "O" else tags[i]
                continue
            _write(tags, inside[0], inside[-1], label)
        yield row["id"], [Sentence([t.text for t in tokens], [bool(t.whitespace_) for t in tokens], entities=tags, entity_types=known)]


def re3d(path: Path) -> Iterator[Document]:
    """re3d's reports, a document each."""
    for _, document in spans(path, _RE3D, frozenset({"PER", "ORG", "LOC", "NORP", "WEAPON", "TIME"})):
        yield [piece for sentence in document for piece in _cut(sentence)]


def uner(path: Path) -> Iterator[tuple[str, Document]]:
    """UNER's sentences with their ids."""
    yield from spans(path, {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}, frozenset({"PER", "ORG", "LOC", "FAC"}))


def _cut(sentence: Sentence) -> Iterator[Sentence]:
    """Cut a whole report after its full stops: names need context, not exact sentences."""
    start = 0
    assert sentence.entities is not None
    for i, word in enumerate(sentence.words):
        if (word in {".", "?", "!"} and sentence.spaces[i]) or i == len(sentence.words) - 1 or i - start > 80:
            part = slice(start, i + 1)
            yield Sentence(
                sentence.words[part], sentence.spaces[part], entities=sentence.entities[part], entity_types=sentence.entity_types
            )
            start = i + 1


_SILVER = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "DATE": "TIME", "TIME": "TIME", "DURATION": "TIME", "SET": "TIME"}


def silver(tags_path: Path, text_path: Path) -> Iterator[Document]:
    """PolNeAR's articles with CoreNLP's names: MISC becomes NORP on adjectives and plural names, else is left open."""
    texts = {row["id"]: row["text"] for row in map(json.loads, text_path.open(encoding="utf8"))}
    for row in map(json.loads, tags_path.open(encoding="utf8")):
        text = texts.get(row["id"])
        if text is None or row["text_matches"] is not True:
            continue
        document = []
        for tokens in row["sentences"]:
            if not tokens:
                continue
            tags = []
            before = "O"
            for _, _, tag, _, ner, _ in tokens:
                label = ("NORP" if tag in {"JJ", "NNPS"} else UNKNOWN) if ner == "MISC" else _SILVER.get(ner, "O")
                tags.append(label if label in {"O", UNKNOWN} else ("I-" if before == label else "B-") + label)
                before = label
            words = [text[start:end] for start, end, *_ in tokens]
            ends = [end for _, end, *_ in tokens]
            spaces = [text[e : e + 1].isspace() for e in ends]
            types = frozenset({"PER", "ORG", "LOC", "FAC", "NORP", "TIME"})
            document.append(Sentence(words, spaces, entities=tags, entity_types=types))
        if document:
            yield document
