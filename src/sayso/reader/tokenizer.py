"""Words as Universal Dependencies cuts them, on spaCy's rules: nothing is lost, `doc.text` is the text, `token.idx` its offset."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.lang.en import English
from spacy.symbols import ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from sayso import data

LONGEST_RUN = 200
"""Characters without white space given to spaCy at once: its rules are quadratic on runs of punctuation."""

_RUN = re.compile(r"\S+")
_REPEATED = re.compile(r"([-=*!?~_$<>#+])\1+|[!?]{2,}|\.{2,}")


class ReaderTokenizer:
    """Callable text -> `Doc`, as spaCy wants a tokenizer. Runs longer than `LONGEST_RUN` are cut before spaCy sees them."""

    def __init__(self, vocab: Vocab):
        """Args: vocab: the vocabulary of the pipeline."""
        self.vocab = vocab
        self._spacy: Callable[[str], Doc] = _ud_tokenizer(vocab)

    def __call__(self, text: str) -> Doc:
        """The words of `text`."""
        cuts = [span for run in _RUN.finditer(text) for span in _hard_cuts(*run.span(), text)]
        if not cuts:
            return self._spacy(text)
        words: list[str] = []
        spaces: list[bool] = []
        for piece, whole in _pieces(text, cuts):
            if whole:
                words.append(piece)
                spaces.append(False)
                continue
            doc = self._spacy(piece)
            if piece[0] == " " and words and not spaces[-1]:  # spaCy makes a token of a leading blank; it belongs to the word before
                spaces[-1] = True
                doc = self._spacy(piece[1:])
            words.extend(token.text for token in doc)
            spaces.extend(bool(token.whitespace_) for token in doc)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the rules are code. spaCy asks for this when a pipeline is saved."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> ReaderTokenizer:
        """The tokenizer itself: see `to_bytes`."""
        return self


def _hard_cuts(start: int, end: int, text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is one word) of the stretches of a run without white space that spaCy must not see as they are."""
    for repeated in _REPEATED.finditer(text, start, end):
        yield repeated.start(), repeated.end(), True
    if end - start > LONGEST_RUN:
        for cut in range(start, end, LONGEST_RUN):
            yield cut, min(cut + LONGEST_RUN, end), False


def _pieces(text: str, cuts: list[tuple[int, int, bool]]) -> Iterator[tuple[str, bool]]:
    """(piece, is one word): pieces that join to `text`, cut at every border of `cuts`."""
    words = {start: end for start, end, whole in cuts if whole}
    borders = sorted({0, len(text), *(b for start, end, _ in cuts for b in (start, end))})
    position = 0
    for border in borders:
        if border <= position:
            continue
        whole = words.get(position)
        if whole is not None:
            yield text[position:whole], True
            position = whole
            if border <= position:
                continue
        yield text[position:border], False
        position = border


def _ud_tokenizer(vocab: Vocab) -> Tokenizer:
    """The English tokenizer of spaCy with the cuts that EWT and GUM make and spaCy does not."""
    lists = data.lexicon("reader")["tokens"]
    defaults = English.Defaults
    infixes = [
        *(i for i in defaults.infixes or () if "-" not in i or "\\d" in i),
        _hyphen(lists["prefixes"]),
        r"(?<=[A-Za-z)])[/–—](?=[A-Za-z(])",
        r"(?<=[A-Za-z])[(\[](?=\w)",
        "…",
        "[–—―]",
        r"(?<=[\])])[-–](?=[\[(\w])",
    ]
    suffixes = [*(defaults.suffixes or ()), r"[-–—―/]", r"(?<=\d)(?:km|kg|mm|cm|lbs?|ft)"]
    prefixes = [*(defaults.prefixes or ()), r"[-–—―/](?=[A-Za-z])", "~", r"@(?=\s)"]
    rules = dict(defaults.tokenizer_exceptions or {})
    for word in lists["abbreviations"]:
        rules.update({form: [{ORTH: form}] for form in (word, word.upper())})
    for word, parts in lists["fused"].items():
        rules[word] = [{ORTH: part} for part in parts]
    return Tokenizer(
        vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


def _hyphen(prefixes: list[str]) -> str:
    """A hyphen between letters or digits, unless one of `prefixes` is all that stands before it, or two numbers surround it (22-506)."""
    kept = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.title()})" for prefix in prefixes)
    return rf"(?:(?<=[^\W\d]){kept}-(?=\w)|(?<=\d)-(?=[^\W\d]))"
