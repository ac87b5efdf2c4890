"""What the model sees of a word: its word pieces and its shape. Training and reading share this file, so they cannot drift apart."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

MAX_PIECES_OF_WORD = 12
"""Pieces beyond the twelfth (of an address, a hash) tell nothing that the first twelve do not."""

SHAPES = ("lower", "title", "upper", "mixed", "letter", "digit", "alnum", "punct", "other")
FLAGS = 4  # after a sentence end or not, times glued to the word before or not
SHAPE_IDS = 1 + len(SHAPES) * FLAGS  # 0 belongs to [CLS] and [SEP]

_ENDS = frozenset(".!?:;…\n\"”“'’)]")


def shape_of(word: str) -> str:
    """The case pattern of a word, one of `SHAPES`: the encoder is uncased, so this is all it knows of capitals."""
    if word.islower():
        return "lower" if word.isalpha() or len(word) > 1 else "other"
    if word.isalpha():
        if len(word) == 1:
            return "letter" if word.isupper() else "other"
        if word.isupper():
            return "upper"
        return "title" if word.istitle() else "mixed"
    if word.isdigit():
        return "digit"
    if any(c.isdigit() for c in word):
        return "alnum" if any(c.isalpha() for c in word) else "digit"
    if not any(c.isalpha() for c in word):
        return "punct"
    if word.isupper():
        return "upper"  # U.S., AL-QAEDA
    return "title" if word[0].isupper() else "mixed"


_SHAPE_INDEX = {name: i for i, name in enumerate(SHAPES)}


def shape_ids(words: Sequence[str], spaces: Sequence[bool], force: str | None = None) -> list[int]:
    """One shape id a word: case pattern, whether a sentence may begin here, whether a space stands before.

    Args:
        words: the words of one window.
        spaces: whether white space follows each word.
        force: treat every alphabetic word as of this shape (training uses it to imitate texts without case).
    """
    ids = []
    before, glued = "\n", False
    for word, space in zip(words, spaces, strict=True):
        shape = shape_of(word)
        if force and shape in {"lower", "title", "upper", "mixed", "letter"}:
            shape = force
        ids.append(1 + _SHAPE_INDEX[shape] * FLAGS + 2 * (before[-1] in _ENDS) + glued)
        before, glued = word, not space
    return ids


class Pieces:
    """Word -> ids of its word pieces, remembered: news repeats its words."""

    def __init__(self, tokenizer_json: str, remember: int = 200_000):
        """Args: tokenizer_json: the tokenizer's own JSON, as the model file carries it."""
        self._tokenizer = Tokenizer.from_str(tokenizer_json)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self._remember = remember
        self.cls, self.sep, self._unknown = (self._special(name) for name in ("[CLS]", "[SEP]", "[UNK]"))

    def _special(self, name: str) -> int:
        piece: int | None = self._tokenizer.token_to_id(name)
        if piece is None:
            raise ValueError(f"the tokenizer has no {name}")
        return piece

    def of(self, word: str) -> tuple[int, ...]:
        """Ids of the word's pieces, at least one and at most `MAX_PIECES_OF_WORD`."""
        known = self._known.get(word)
        if known is None:
            ids = self._tokenizer.encode(word[:200], add_special_tokens=False).ids[:MAX_PIECES_OF_WORD]
            known = tuple(ids) or (self._unknown,)
            if len(self._known) < self._remember:
                self._known[word] = known
        return known
