"""The reader: text to a spaCy `Doc` with sentences, tags, lemmas, a UD tree, entities and roles of attributions, by one small model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG  # type: ignore[import-not-found]
from spacy.symbols import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from sayso import data
from sayso.reader import clauses, infinitives, model, names, roles, tree, truecase
from sayso.reader.features import shape_ids
from sayso.reader.headline_tree import agreed, name_arguments, rooted
from sayso.reader.headlines import Headlines, HeadlineVerb
from sayso.reader.lemmas import VerbLemmas, apply_rule
from sayso.reader.model import Labels, Model, Scores
from sayso.reader.roles import Roles, RoleSpan
from sayso.reader.tokenizer import ReaderTokenizer
from sayso.reader.windows import CLOSING, hard_wrapped, likely_ends, paragraph_starts, windows

__all__ = ["Reader", "ReaderTokenizer"]

BULLETS = frozenset("-–—•*·")
VERBAL = frozenset({"VB", "VBP", "VBZ", "VBD"})
"""Tags that no preposition bears."""
REMEMBERED = 200_000
"""Word forms whose lemmas are kept; far more than an article has, few enough for a long run."""
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
        self._headlines = Headlines(lists["headlines"], self._verbs)
        self._known: dict[tuple[str, int, bool], str] = {}
        """(form, column of the rule, whether it is a verb) -> lemma"""

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
            window = _decided(found, words[part], begins, self._model.labels, self._headlines)
            _fill(rows, kept[part], window, self._lemmas(words[part], found, window.poses), doc.vocab)
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

    def _lemmas(self, words: Sequence[str], found: Scores, poses: Sequence[str]) -> list[str]:
        """The lemma of each word of a window; what has been seen is remembered, for news repeats its words."""
        keys = zip(words, found.lemma.tolist(), (pos == "VERB" for pos in poses), strict=True)
        return [self._known.get(key) or self._lemma(key) for key in keys]

    def _lemma(self, key: tuple[str, int, bool]) -> str:
        word, rule, is_verb = key
        lemma = apply_rule(word, self._model.labels.lemma_rules[rule])
        if is_verb:
            lemma = self._verbs.of(word, lemma)
        if len(self._known) < REMEMBERED:
            self._known[key] = lemma
        return lemma

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


@dataclass(slots=True)
class _Window:
    """What has been decided of the words of one window."""

    tags: list[str]
    poses: list[str]
    heads: list[int]
    """The place of each word's head in the window; a root is its own."""
    deps: list[str]


def _decided(found: Scores, words: Sequence[str], begins: Sequence[int], labels: Labels, headlines: Headlines) -> _Window:
    """Tags and trees of a window, headlines mended."""
    tags = [labels.xpos[column] for column in found.xpos.tolist()]
    poses = [labels.upos[column] for column in found.upos.tolist()]
    poses = ["VERB" if pos == "ADP" and tag in VERBAL else pos for tag, pos in zip(tags, poses, strict=True)]  # "will down tools"
    verbs: dict[int, HeadlineVerb] = {}
    sentences = list(zip(begins, [*begins[1:], len(words)], strict=True))
    for first, end in sentences:
        own = tags[first:end]
        verb = headlines.mend(words[first:end], own) if headlines.is_headline(words[first:end]) else None
        if verb is not None:
            verbs[first] = verb
            tags[first:end] = own
            poses[first:end] = agreed(own, poses[first:end], verb.index, verb.clause)
    columns = _columns(found, sentences, {first: verb.index for first, verb in verbs.items() if verb.is_root})
    names_ = [labels.deps[column] for column in found.relations(columns).tolist()]
    roots = (columns == 0).tolist()
    deps = ["root" if root else "dep" if name == "root" else name for name, root in zip(names_, roots, strict=True)]
    heads = [i if column == 0 else column - 1 for i, column in enumerate(columns.tolist())]
    for first, end in sentences:
        if first in verbs:
            line, named = [head - first for head in heads[first:end]], deps[first:end]
            name_arguments(verbs[first], words[first:end], tags[first:end], poses[first:end], line, named)
            if tree.is_tree(line):  # else the model's own stands
                heads[first:end], deps[first:end] = [head + first for head in line], named
    infinitives.mend(words, tags, poses, heads, deps)
    clauses.mend(words, tags, poses, heads, deps)
    return _Window(tags, poses, heads, deps)


def _columns(found: Scores, sentences: Sequence[tuple[int, int]], roots: Mapping[int, int]) -> NDArray[np.int64]:
    """(W,) head of each word of a window as a column of `found.arcs`: 0 for a root, j + 1 for word j. Trees do not cross sentences.

    Args:
        found: the scores of a window.
        sentences: (first word, word after the last) of its sentences.
        roots: the place in its sentence of a root that is known, by the sentence's first word.
    """
    heads = np.zeros(len(found.arcs), dtype=np.int64)
    for first, end in sentences:
        block = np.concatenate([found.arcs[first:end, :1], found.arcs[first:end, first + 1 : end + 1]], axis=1)
        own = np.array(tree.decode(rooted(block, roots[first]) if first in roots else block), dtype=np.int64)
        heads[first:end] = np.where(own > 0, own + first, 0)
    return heads


def _fill(rows: NDArray[np.uint64], kept: Sequence[int], window: _Window, lemmas: Sequence[str], vocab: Vocab) -> None:
    """Write the columns TAG, POS, LEMMA, HEAD, DEP of one window's tokens into `rows` (HEAD relative, as spaCy keeps it)."""
    add = vocab.strings.add
    at = np.array(kept)
    rows[at, 0] = [add(tag) for tag in window.tags]
    rows[at, 1] = [IDS[pos] for pos in window.poses]
    rows[at, 2] = [add(lemma) for lemma in lemmas]
    rows[at, 3] = (at[window.heads] - at).astype(np.int64).astype(np.uint64)
    rows[at, 4] = [add(dep) for dep in window.deps]


def _hang_spaces(rows: NDArray[np.uint64], kept: Sequence[int]) -> None:
    """White-space tokens take the part of speech SPACE and hang on the token before them (after them at the very beginning)."""
    space = np.ones(len(rows), dtype=bool)
    space[list(kept)] = False
    first = kept[0]
    for i in np.flatnonzero(space):
        rows[i, 1] = IDS["SPACE"]
        rows[i, 3] = np.int64(first - i if i < first else -1).astype(np.uint64)
