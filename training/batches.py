"""Windows of packed sentences and batches of windows, as tensors."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from corpora import ENTITY_TYPES, ROLES, UNKNOWN, Document, Sentence
from torch import Tensor

from sayso.reader.features import Pieces, shape_ids

IGNORE = -100
WINDOW = 254
"""Word pieces of a window without [CLS] and [SEP]."""
COLUMNS = ("starts", "upos", "xpos", "lemma", "heads", "deps", "entity", "roles", "cues")
"""What is learned of each word; IGNORE where a set does not tell."""


@dataclass(frozen=True)
class Labels:
    """The label sets of the heads; index = the model's output column."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemma_rules: tuple[str, ...]
    deps: tuple[str, ...]
    entity_tags: tuple[str, ...]
    role_tags: tuple[str, ...]

    @classmethod
    def collect(cls, documents: Iterable[Document]) -> Labels:
        """Labels seen in the treebanks: lemma rules at least three times, relations at least ten times (else their universal part)."""
        sentences = [s for d in documents for s in d if s.upos]
        rules = Counter(r for s in sentences for r in s.lemma_rules or () if r)
        deps = Counter(d for s in sentences for d in s.deps or ())
        return cls(
            upos=tuple(sorted({t for s in sentences for t in s.upos or ()})),
            xpos=tuple(sorted({t for s in sentences for t in s.xpos or ()})),
            lemma_rules=tuple(sorted(r for r, n in rules.items() if n >= 3)),
            deps=tuple(sorted({d if n >= 10 else d.split(":")[0] for d, n in deps.items()})),
            entity_tags=bio_tags(ENTITY_TYPES),
            role_tags=bio_tags(ROLES),
        )


def bio_tags(types: Sequence[str]) -> tuple[str, ...]:
    """O, then B and I of each type."""
    return ("O", *(f"{bio}-{t}" for t in types for bio in "BI"))


@dataclass(frozen=True)
class Window:
    """A run of sentences as indices, ready to be padded."""

    pieces: list[int]
    piece_shapes: list[int]
    firsts: list[int]
    word_shapes: list[int]
    sentence_of: list[int]
    starts: list[int]
    upos: list[int]
    xpos: list[int]
    lemma: list[int]
    heads: list[int]
    deps: list[int]
    entity: list[int]
    roles: list[int]
    cues: list[int]
    """The word at which the cue of a source's or a content's word begins."""
    open_types: int
    """Bits of `ENTITY_TYPES` that this set does not annotate."""


def index(labels: Sequence[str]) -> dict[str, int]:
    """Label -> column."""
    return {label: i for i, label in enumerate(labels)}


class WindowMaker:
    """Documents -> windows."""

    def __init__(self, pieces: Pieces, labels: Labels):
        self.pieces = pieces
        self.upos, self.xpos, self.lemma, self.deps, self.entity, self.role = map(
            index, (labels.upos, labels.xpos, labels.lemma_rules, labels.deps, labels.entity_tags, labels.role_tags)
        )

    def pack(self, document: Document, rng: random.Random, alone: float = 0.3, least: int = 60) -> Iterable[list[Sentence]]:
        """Neighbouring sentences up to a random size from `least` pieces on; a share of `alone` sentences stands alone."""
        run: list[Sentence] = []
        size, limit = 0, rng.randint(least, WINDOW)
        for sentence in document:
            n = sum(len(self.pieces.of(w)) for w in sentence.words)
            if run and (size + n > limit or rng.random() < alone):
                yield run
                run, size, limit = [], 0, rng.randint(least, WINDOW)
            if n <= WINDOW:
                run.append(sentence)
                size += n
        if run:
            yield run

    def window(self, sentences: list[Sentence], force: str | None = None) -> Window:
        """The indices of packed sentences; `force` imitates a text without case."""
        words = [w for s in sentences for w in s.words]
        shapes = shape_ids(words, [x for s in sentences for x in s.spaces], force)
        ids, piece_shapes, firsts = [self.pieces.cls], [0], []
        for word, shape in zip(words, shapes, strict=True):
            firsts.append(len(ids))
            own = self.pieces.of(word)
            ids.extend(own)
            piece_shapes.extend([shape] * len(own))
        ids.append(self.pieces.sep)
        piece_shapes.append(0)
        columns: dict[str, list[int]] = {k: [] for k in ("sentence_of", *COLUMNS)}
        for i, s in enumerate(sentences):
            self._annotate(columns, i, s)
        columns["cues"] = [c if 0 <= c < len(words) else IGNORE for c in columns["cues"]]
        known = sentences[0].entity_types
        open_types = sum(1 << k for k, t in enumerate(ENTITY_TYPES) if t not in known)
        return Window(ids, piece_shapes, firsts, shapes, open_types=open_types, **columns)

    def _annotate(self, columns: dict[str, list[int]], number: int, s: Sentence) -> None:
        n, base = len(s.words), len(columns["starts"])
        columns["sentence_of"] += [number] * n
        columns["starts"] += [1] + [0] * (n - 1) if s.upos else [IGNORE] * n
        columns["upos"] += [self.upos[t] for t in s.upos] if s.upos else [IGNORE] * n
        columns["xpos"] += [self.xpos[t] for t in s.xpos] if s.xpos else [IGNORE] * n
        columns["lemma"] += [self.lemma.get(r, IGNORE) for r in s.lemma_rules] if s.lemma_rules else [IGNORE] * n
        columns["heads"] += [0 if h < 0 else base + h + 1 for h in s.heads] if s.heads else [IGNORE] * n
        if s.deps:
            columns["deps"] += [self.deps.get(d, self.deps[d.split(":")[0]]) for d in s.deps]
        else:
            columns["deps"] += [IGNORE] * n
        columns["entity"] += [IGNORE if t == UNKNOWN else self.entity[t] for t in s.entities] if s.entities else [IGNORE] * n
        columns["roles"] += [IGNORE if t == UNKNOWN else self.role[t] for t in s.roles] if s.roles else [IGNORE] * n
        columns["cues"] += [IGNORE if c is None else base + i + c for i, c in enumerate(s.cues)] if s.cues else [IGNORE] * n


def batches(windows: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most `size` word pieces a batch, in random order."""
    ordered = sorted(windows, key=lambda w: (len(w.pieces), rng.random()))
    made: list[list[Window]] = [[]]
    for window in ordered:
        if made[-1] and (len(made[-1]) + 1) * len(window.pieces) > size:
            made.append([])
        made[-1].append(window)
    rng.shuffle(made)
    return made


def tensors(batch: list[Window]) -> dict[str, Tensor]:
    """A padded batch. Padding words point at piece 0 and are ignored by every loss."""
    s, w = max(len(x.pieces) for x in batch), max(len(x.firsts) for x in batch)

    def pad(rows: list[list[int]], length: int, fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (length - len(row)) for row in rows])

    made = {
        "pieces": pad([x.pieces for x in batch], s, 0),
        "piece_shapes": pad([x.piece_shapes for x in batch], s, 0),
        "firsts": pad([x.firsts for x in batch], w, 0),
        "word_shapes": pad([x.word_shapes for x in batch], w, 0),
        "sentence_of": pad([x.sentence_of for x in batch], w, -1),
        "open_types": torch.tensor([x.open_types for x in batch]),
    }
    for name in COLUMNS:
        made[name] = pad([getattr(x, name) for x in batch], w, IGNORE)
    made["mask"] = (torch.arange(s) < torch.tensor([[len(x.pieces)] for x in batch]))[:, None, None, :]
    return made
