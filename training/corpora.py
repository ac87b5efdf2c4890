"""Readers of the training sets: each yields documents of annotated sentences, with what a set does not annotate left open.

Sets: UD EWT and GUM (trees; GUM's `Entity=` mentions become names), WikiGold, re3d and UNER-EWT-dev (names), PolNeAR (roles of
attributions) and CoreNLP's silver names over it.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy

from sayso import data
from sayso.attribution.confidence import held_out
from sayso.reader.lemmas import rule_for
from sayso.reader.tokenizer import ReaderTokenizer
from sayso.reader.windows import likely_ends

ENTITY_TYPES = ("PER", "ORG", "LOC", "NORP", "FAC", "EVENT", "WEAPON", "TIME")
ROLES = ("CUE", "SOURCE", "CONTENT")
"""The roles of an attribution (PolNeAR)."""
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
    roles: list[str] | None = None
    """BIO tags over `ROLES`, or `UNKNOWN`."""
    cues: list[int | None] | None = None
    """For a word of a source or a content: how many words on (or back) the first word of its cue stands; else None."""


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
_SILVER_KNOWN = frozenset({"PER", "ORG", "LOC", "FAC", "NORP", "TIME"})


def _silver_label(tag: str, ner: str) -> str:
    """CoreNLP's label as ours: MISC becomes NORP on adjectives and plural names, else is left open."""
    return ("NORP" if tag in {"JJ", "NNPS"} else UNKNOWN) if ner == "MISC" else _SILVER.get(ner, "O")


def _bio(labels: list[str]) -> list[str]:
    """Labels of words as BIO tags; neighbours of one label are one name."""
    pairs = zip(labels, ["O", *labels], strict=False)
    return [label if label in {"O", UNKNOWN} else ("I-" if before == label else "B-") + label for label, before in pairs]


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
            tags = _bio([_silver_label(tag, ner) for _, _, tag, _, ner, _ in tokens])
            words = [text[start:end] for start, end, *_ in tokens]
            ends = [end for _, end, *_ in tokens]
            spaces = [text[e : e + 1].isspace() for e in ends]
            document.append(Sentence(words, spaces, entities=tags, entity_types=_SILVER_KNOWN))
        if document:
            yield document


def polnear(text_path: Path, tags_path: Path) -> Iterator[Document]:
    """PolNeAR's articles in our own words: roles, cues, and CoreNLP's names; sentences are cut where they are likely to end."""
    tokenize = ReaderTokenizer(spacy.blank("en").vocab)
    tags = {row["id"]: row for row in map(json.loads, tags_path.open(encoding="utf8"))}
    for row in map(json.loads, text_path.open(encoding="utf8")):
        if held_out(row["id"]):
            continue
        doc = tokenize(row["text"])
        tokens = [t for t in doc if not t.is_space]
        words = [t.text for t in tokens]
        spaces = [row["text"][t.idx + len(t) : t.idx + len(t) + 1].isspace() for t in tokens]
        places = [(t.idx, t.idx + len(t)) for t in tokens]
        roles, cues = _roles(row, places)
        entities = _projected(tags.get(row["id"]), places)
        paragraph = [b > 0 and "\n" in row["text"][places[b - 1][1] : places[b][0]] for b in range(len(places))]
        ends = likely_ends(words, spaces)
        borders = [b for b in range(1, len(words)) if ends[b - 1] or paragraph[b]]
        document = []
        for first, end in zip([0, *borders], [*borders, len(words)], strict=True):
            part = slice(first, end)
            known = _SILVER_KNOWN if entities else frozenset[str]()
            names_ = entities[part] if entities else None
            document.append(Sentence(words[part], spaces[part], None, None, None, None, None, names_, known, roles[part], cues[part]))
        yield document


def _roles(row: dict[str, Any], places: list[tuple[int, int]]) -> tuple[list[str], list[int | None]]:
    """Role tags and distances to the cue of each word; where spans overlap the cue wins over the source, the source over the content."""
    starts, ends = [start for start, _ in places], [end for _, end in places]

    def covered(pieces: list[list[int]]) -> Iterator[range]:
        for start, end in pieces:
            run = range(bisect.bisect_right(ends, start), bisect.bisect_left(starts, end))
            if run:
                yield run

    tags = ["O"] * len(places)
    cues: list[int | None] = [None] * len(places)
    for role in reversed(ROLES):
        for attribution in row["attributions"]:
            anchor = next((run[0] for run in covered(attribution["cue"])), None)
            for run in covered(attribution[role.lower()]):
                for i in run:
                    tags[i] = ("B-" if i == run[0] else "I-") + role
                    cues[i] = None if role == "CUE" or anchor is None else anchor - i
    for run in covered(row["discard"]):
        for i in run:
            tags[i], cues[i] = UNKNOWN, None
    for i, (before, tag) in enumerate(zip(["O", *tags], tags, strict=False)):
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tags[i] = "B-" + tag[2:]  # the rest of a span that another role cuts
    return tags, cues


def _projected(row: dict[str, Any] | None, places: list[tuple[int, int]]) -> list[str] | None:
    """CoreNLP's names on our words: the label of the token that holds a word's first character."""
    if row is None or row["text_matches"] is not True:
        return None
    tokens = [token for sentence in row["sentences"] for token in sentence]
    starts = [token[0] for token in tokens]
    labels = []
    for start, _ in places:
        at = bisect.bisect_right(starts, start) - 1
        found = at >= 0 and start < tokens[at][1]
        labels.append(_silver_label(tokens[at][2], tokens[at][4]) if found else UNKNOWN)
    return _bio(labels)
