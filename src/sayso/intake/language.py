"""The language of a text, told by its script and by the shares of function words: cheap, and silent where unsure."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sayso import data
from sayso.records import Article

UNKNOWN = "und"
"""BCP 47: a text surely not English, of a language that cannot be told."""
ENGLISH = "en"
_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 3_000
"""Characters at the head of a text that are looked at."""
_FEWEST, _FEWEST_LETTERS = 20, 40
"""Words, and letters, below which a text tells no language."""
_SHARE = 0.12
"""So large a share of the words must be function words of a language."""
_LEAD = 1.4
"""So many times the share of the next language that share must be."""
_BESIDE = 0.1
"""So large a share of kana makes a text with Chinese characters Japanese."""
_BEYOND = re.compile(r"(?![\W\d_])[^\x00-\u024f]")
"""A letter of no Latin script: beyond the block Latin Extended-B."""


@functools.cache
def _function_words() -> Mapping[str, frozenset[str]]:
    """ISO 639-1 code -> function words, from lexicon/intake/languages.yaml."""
    table = data.lexicon("intake")["languages"]
    return {code: frozenset(words) for code, words in table.items() if isinstance(words, list)}


@functools.cache
def _spoken_by() -> Mapping[str, tuple[str, ...]]:
    """Function word -> codes of the languages that have it."""
    found: dict[str, list[str]] = {}
    for code, words in _function_words().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


@functools.cache
def _scripts() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """The characters of each script, and the languages written in it."""
    table: Mapping[str, Any] = data.lexicon("intake")["languages"]["scripts"]
    return tuple((_characters(entry["blocks"]), tuple(entry["languages"])) for _, entry in sorted(table.items()))


@functools.cache
def _latin() -> tuple[str, ...]:
    """The languages in Latin script that have function words."""
    others = {code for _, languages in _scripts() for code in languages}
    return tuple(code for code in _function_words() if code not in others)


def _characters(blocks: Iterable[str]) -> re.Pattern[str]:
    ends = [block.split("-") for block in blocks]
    return re.compile("[" + "".join(f"{chr(int(first, 16))}-{chr(int(last, 16))}" for first, last in ends) + "]")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, from its first characters; null where the text is short or no language clearly leads."""
    sample = text[:_SAMPLE]
    if not sample.isascii():
        letters = sum(map(len, _WORDS.findall(sample)))
        beyond = len(_BEYOND.findall(sample))
        if letters >= _FEWEST_LETTERS and beyond > letters / 2:
            return _by_script(sample, letters)
    words = _WORDS.findall(sample.lower())
    if len(words) < _FEWEST:
        return None
    shares = _shares(words, _latin())
    (best, code), (second, _) = shares[0], shares[1]
    if code != ENGLISH:  # of Danish and Norwegian either will do: what counts is that it is not English
        second = next(share for share, other in shares if other == ENGLISH)
    return code if best >= _SHARE and best >= _LEAD * second else None


def _by_script(sample: str, letters: int) -> str | None:
    """The language of a text in another script."""
    counts = [(len(pattern.findall(sample)), languages) for pattern, languages in _scripts()]
    most, languages = max(counts, key=lambda counted: counted[0])
    if languages == ("zh",) and next(count for count, spoken in counts if spoken == ("ja",)) > _BESIDE * letters:
        return "ja"
    if most <= letters / 3:
        return None
    words = _WORDS.findall(sample)
    shares = _shares(words, languages) if words else []
    return shares[0][1] if shares and shares[0][0] > 0 else languages[0]


def _shares(words: list[str], codes: Iterable[str]) -> list[tuple[float, str]]:
    """Share of function words and code, the largest first."""
    counts = Counter(words)
    known = _function_words()
    totals: Counter[str] = Counter()
    spoken = _spoken_by()
    for word, count in counts.items():
        for code in spoken.get(word, ()):
            totals[code] += count
    return sorted(((totals[code] / len(words), code) for code in codes if code in known), reverse=True)


def code_of(given: str | None) -> str | None:
    """The ISO 639-1 code at the start of a language tag such as ``en-GB``, or of a language's English name; null for anything else."""
    name = (given or "").strip().lower()
    names: Mapping[str, str] = data.lexicon("intake")["languages"]["names"]
    if name in names:
        return names[name]
    code = name.replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isalpha() else None


def is_foreign(text: str, language: str | None) -> bool:
    """Whether a text is surely not English: another language leads, or most letters are of no Latin script."""
    if language is not None:
        return language != ENGLISH
    sample = text[:_SAMPLE]
    if sample.isascii():
        return False
    letters = sum(map(len, _WORDS.findall(sample)))
    return letters >= _FEWEST_LETTERS and len(_BEYOND.findall(sample)) > letters / 2


def foreign(article: Article) -> str | None:
    """Why an article is not coded: its language. Null for English, and for a text too short to tell."""
    language = article.language or language_of(article.text)
    if not is_foreign(article.text, language):
        return None
    return f"the text reads as {'no language in Latin script' if language in {None, UNKNOWN} else language}; sayso reads English"


def marked(text: str, given: str | None = None) -> str | None:
    """What `Article.language` says: the language told from the text, else the one given, else `UNKNOWN` where it is surely not English.

    The text goes before what a page or a column says of it: templates say "en" above articles in every language.
    """
    told = language_of(text)
    if told is not None:
        return told
    if is_foreign(text, None):
        return given if given and given != ENGLISH else UNKNOWN
    return given
