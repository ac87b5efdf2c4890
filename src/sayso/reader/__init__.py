"""The reader: text to a spaCy `Doc` with sentences, tags, lemmas, a UD tree, entities and roles of attributions, by one small model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG  # type: ignore[import-not-found]
from spacy.symbols import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from sayso import data
from sayso.reader import model, names, roles, tree, truecase
from sayso.reader.features import shape_ids
from sayso.reader.lemmas import VerbLemmas, apply_rule
from sayso.reader.model import Labels, Model, Scores
from sayso.reader.roles import Roles, RoleSpan
from sayso.reader.tokenizer import ReaderTokenizer
from sayso.reader.windows import CLOSING, hard_wrapped, likely_ends, paragraph_starts, windows

__all__ = ["Reader", "ReaderTokenizer"]

BULLETS = frozenset("-–—•*·")
_NAME_TAGS = {"NNP": "NN", "NNPS": "NNS"}
_UNCASED_NAMES = frozenset({"TIME", "WEAPON"})
"""Types of entities that need no capital."""


class Reader:
    """The pipeline component that sets tags, lemmas, trees, sentences, entities and ``doc._.roles`` of a `Doc`."""

    def __init__(self, loaded: Model | None = None):
        """Args: loaded: another model than the shipped one.

        Raises:
            DataError: the shipped model is missing or altered.
        """
        self._model = loaded or model.load()
        lists = data.lexicon("reader")
        self._abbreviations = frozenset(lists["tokens"]["titles_before_names"])
        self._verbs = VerbLemmas(lists["irregular"]["verbs"], lists["verbs"]["lemmas"])

    def __call__(self, doc: Doc) -> Doc:
        """Annotate `doc`. White-space tokens hang on the word before them."""
        kept = [i for i, token in enumerate(doc) if not token.is_space]
        if not kept:
            return doc
        words = [doc[i].text for i in kept]
        spaces = [bool(doc[i].whitespace_) or (j < len(kept) - 1 and kept[j + 1] > i + 1) for j, i in enumerate(kept)]
        gaps = _gaps(doc, kept)
        starts = paragraph_starts(words, gaps, hard_wrapped(doc.text))
        rows = np.zeros((len(doc), 5), dtype=np.uint64)
        ends = []
        spoken: list[RoleSpan] = []
        shares = np.zeros((len(doc), len(roles.ROLES)), dtype=np.float32)
        for first, end in windows(words, starts, likely_ends(words, spaces), self._model.pieces):
            part = slice(first, end)
            found = self._model.run(words[part], shape_ids(words[part], spaces[part]))
            begins = self._sentence_starts(found, words[part], spaces[part], starts[part])
            _fill(rows, kept[part], words[part], found, begins, self._model.labels, self._verbs, doc.vocab)
            ends += [(first + a, first + b, kind) for a, b, kind in names.decode(found.entity, self._model.labels.entity_tags)]
            spoken += _on_tokens(roles.decode(found.roles, found.cues, self._model.labels.role_tags), kept[part])
            shares[kept[part]] = roles.shares(found.roles, self._model.labels.role_tags)
        if _has_case(rows, kept, words, doc.vocab):
            _lower_common_words(rows, kept, words, doc.vocab)
            ends = [(a, b, kind) for a, b, kind in ends if kind in _UNCASED_NAMES or any(c.isupper() for w in words[a:b] for c in w)]
        _hang_spaces(rows, kept)
        doc.from_array([TAG, POS, LEMMA, HEAD, DEP], rows)  # type: ignore[arg-type]  # spaCy's stub knows no NumPy dtype
        doc.set_ents([Span(doc, kept[a], kept[b - 1] + 1, label=kind) for a, b, kind in ends])
        doc._.roles = Roles(tuple(spoken), shares)
        case = truecase.lost_case(doc.text)
        return doc if case is None else truecase.restore(doc, case)

    def _sentence_starts(self, found: Scores, words: Sequence[str], spaces: Sequence[bool], paragraphs: Sequence[bool]) -> list[int]:
        """Words at which a sentence begins: paragraphs, and where the model says so, but not after a title, a bullet or a comma."""
        begins = {0}
        begins.update(i for i, paragraph in enumerate(paragraphs) if paragraph)
        likely: list[int] = np.flatnonzero(found.sentence > 0).tolist()
        for i in likely:
            while 0 < i < len(words) and words[i] in CLOSING and not spaces[i - 1]:
                i += 1
            bullet = i > 0 and words[i - 1] in BULLETS and i - 1 in begins
            if 0 < i < len(words) and words[i - 1] not in self._abbreviations and not bullet and not _after_comma(words, i):
                begins.add(i)
        return sorted(begins)


def _on_tokens(spans: list[RoleSpan], kept: Sequence[int]) -> list[RoleSpan]:
    """Role spans of a window's words in token numbers of the text."""
    return [
        replace(span, first=kept[span.first], end=kept[span.end - 1] + 1, cue=None if span.cue is None else kept[span.cue])
        for span in spans
    ]


def _after_comma(words: Sequence[str], i: int) -> bool:
    """Whether a comma, with closing marks, stands before word `i`: “They lost,” she said."""
    while i > 0 and words[i - 1] in CLOSING:
        i -= 1
    return i > 0 and words[i - 1] == ","


def _has_case(rows: NDArray[np.uint64], kept: Sequence[int], words: Sequence[str], vocab: Vocab) -> bool:
    """Whether names are capitalised in this text: some word tagged as a name is, and stands behind a lower-case word."""
    names_ = {vocab.strings.add(tag) for tag in _NAME_TAGS}
    return any(words[j][:1].isupper() and words[j - 1].islower() and int(rows[i, 0]) in names_ for j, i in enumerate(kept) if j)


def _lower_common_words(rows: NDArray[np.uint64], kept: Sequence[int], words: Sequence[str], vocab: Vocab) -> None:
    """In a text with case, a lower-case word among lower-case words is no name: turkey, china, may.

    The encoder is uncased and sometimes lets the context outvote the shape ("They ate turkey in Ankara").
    """
    common = {vocab.strings.add(name): vocab.strings.add(noun) for name, noun in _NAME_TAGS.items()}
    for j, i in enumerate(kept):
        noun = common.get(int(rows[i, 0]))
        around = words[max(0, j - 1) : j + 2]
        if noun is not None and words[j].isalpha() and not any(w[:1].isupper() for w in around):
            rows[i, 0], rows[i, 1] = noun, IDS["NOUN"]


def _gaps(doc: Doc, kept: Sequence[int]) -> list[str]:
    """The white-space tokens before each kept token, joined."""
    gaps = []
    before = -1
    for i in kept:
        gaps.append("".join(doc[k].text for k in range(before + 1, i)))
        before = i
    return gaps


def _fill(
    rows: NDArray[np.uint64],
    kept: Sequence[int],
    words: Sequence[str],
    found: Scores,
    begins: Sequence[int],
    labels: Labels,
    verbs: VerbLemmas,
    vocab: Vocab,
) -> None:
    """Write the columns TAG, POS, LEMMA, HEAD, DEP of one window's tokens into `rows` (HEAD relative, as spaCy keeps it)."""
    add = vocab.strings.add
    heads = _heads(found, begins)
    relations = found.relations(heads)
    for i, (word, head) in enumerate(zip(words, heads.tolist(), strict=True)):
        at = kept[i]
        label = labels.deps[relations[i]] if head else "root"
        if head and label == "root":
            label = "dep"
        lemma = apply_rule(word, labels.lemma_rules[found.lemma[i]])
        upos = labels.upos[found.upos[i]]
        rows[at, 0] = add(labels.xpos[found.xpos[i]])
        rows[at, 1] = IDS[upos]
        rows[at, 2] = add(verbs.of(word, lemma) if upos == "VERB" else lemma)
        rows[at, 3] = np.int64(kept[head - 1] - at if head else 0).astype(np.uint64)
        rows[at, 4] = add(label)


def _heads(found: Scores, begins: Sequence[int]) -> NDArray[np.int64]:
    """(W,) head of each word of a window as a column of `found.arcs`: 0 for a root, j + 1 for word j. Trees do not cross sentences."""
    heads = np.zeros(len(found.arcs), dtype=np.int64)
    for first, end in zip(begins, [*begins[1:], len(heads)], strict=True):
        block = np.concatenate([found.arcs[first:end, :1], found.arcs[first:end, first + 1 : end + 1]], axis=1)
        own = np.array(tree.decode(block), dtype=np.int64)
        heads[first:end] = np.where(own > 0, own + first, 0)
    return heads


def _hang_spaces(rows: NDArray[np.uint64], kept: Sequence[int]) -> None:
    """White-space tokens take the part of speech SPACE and hang on the token before them (after them at the very beginning)."""
    space = np.ones(len(rows), dtype=bool)
    space[list(kept)] = False
    first = kept[0]
    for i in np.flatnonzero(space):
        rows[i, 1] = IDS["SPACE"]
        rows[i, 3] = np.int64(first - i if i < first else -1).astype(np.uint64)
