"""The language of a text, told by the shares of function words: cheap, and silent where unsure."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping

from sayso import data

_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 3_000
_FEWEST = 20
_SHARE = 0.12
_LEAD = 1.4


@functools.cache
def _function_words() -> Mapping[str, frozenset[str]]:
    """ISO 639-1 code -> function words, from lexicon/intake/languages.yaml."""
    table = data.lexicon("intake")["languages"]
    return {code: frozenset(words) for code, words in table.items() if isinstance(words, list)}


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, from its first characters; null where the text is short or no language clearly leads."""
    words = _WORDS.findall(text[:_SAMPLE].lower())
    if len(words) < _FEWEST:
        return None
    counts = Counter(words)
    known = _function_words()
    shares = sorted(((sum(counts[word] for word in words_of) / len(words), code) for code, words_of in known.items()), reverse=True)
    (best, code), (second, _) = shares[0], shares[1]
    return code if best >= _SHARE and best >= _LEAD * second else None


def is_foreign(text: str, language: str | None) -> bool:
    """Whether a text is surely not English: another language leads, or most letters are of no Latin script."""
    if language is not None:
        return language != "en"
    letters = [character for character in text[:_SAMPLE] if character.isalpha()]
    beyond = sum(character > "\u024f" for character in letters)
    return len(letters) >= 40 and beyond > len(letters) / 2
