"""Windows: runs of whole sentences, at most 254 word pieces long, that the model reads in one pass.

Paragraphs are borders for certain; full stops are likely ones. Which full stops really end a sentence the model says afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.reader.features import Pieces

LONGEST = 254
"""Word pieces of a window, without [CLS] and [SEP]."""

CLOSING = frozenset("\"”’»)]'")
_STOPS = frozenset((".", "!", "?", "…", "...", "?!", "!!", "!?"))
_CLOSED = _STOPS | CLOSING
"""Behind one of these, three blanks are a paragraph's end in a text that has lost its line ends."""
_LINE_END = re.compile(r"[.!?:;\"”’)]\s*$")


def hard_wrapped(text: str) -> bool:
    """Whether single line ends of `text` break lines, not paragraphs: most lines end in mid-sentence at a like width."""
    lines = [line for line in text.split("\n") if line.strip()]
    long = [line for line in lines if 40 <= len(line) <= 120]
    if len(long) < 4 or len(long) < 0.5 * len(lines):
        return False
    return sum(1 for line in long if not _LINE_END.search(line)) > 0.6 * len(long)


def paragraph_starts(words: Sequence[str], gaps: Sequence[str], wrapped: bool) -> list[bool]:
    """Whether a paragraph begins at each word.

    Args:
        words: the words.
        gaps: the white space before each word, but for one blank.
        wrapped: single line ends do not count (see `hard_wrapped`).
    """
    wanted = 2 if wrapped else 1
    starts = [i == 0 or gap.count("\n") >= wanted for i, gap in enumerate(gaps)]
    if any("\n" in gap for gap in gaps):
        return starts
    return [start or (len(gap) > 1 and words[i - 1] in _CLOSED) for i, (start, gap) in enumerate(zip(starts, gaps, strict=True))]


def likely_ends(words: Sequence[str], spaces: Sequence[bool]) -> list[bool]:
    """Whether a sentence may well end after each word: a stop, with its closing marks, before white space."""
    ends = []
    stopped = False
    for word, space in zip(words, spaces, strict=True):
        stopped = word in _STOPS or (stopped and word in CLOSING)
        ends.append(stopped and space)
    return ends


def windows(words: Sequence[str], starts: Sequence[bool], ends: Sequence[bool], pieces: Pieces) -> Iterator[tuple[int, int]]:
    """(first word, word after the last) of each window, in order, covering all words.

    Args:
        words: the words of an article, white space left out.
        starts: paragraph starts.
        ends: likely sentence ends.
        pieces: for counting word pieces.
    """
    first, size = 0, 0
    border = 0  # last place where the window may be cut
    sizes = [len(pieces.of(word)) for word in words]
    since = 0  # pieces since the border
    for i, n in enumerate(sizes):
        if i > first and (starts[i] or ends[i - 1]):
            border, since = i, 0
        if size + n > LONGEST:
            cut = border if border > first else _soft_border(words, first, i)
            yield first, cut
            size = since if cut == border else sum(sizes[cut:i])
            first = cut
            border = first
        size += n
        since += n
    if first < len(words):
        yield first, len(words)


def _soft_border(words: Sequence[str], first: int, end: int) -> int:
    """Where to cut a sentence that is longer than a window: after the last semicolon or comma of its second half, else at the end."""
    for marks in ((";", ":", "—", "–"), (",",)):
        for i in range(end - 1, first + (end - first) // 2, -1):
            if words[i] in marks:
                return i + 1
    return end
