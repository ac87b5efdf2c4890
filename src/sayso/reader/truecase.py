"""Case restored to texts that have none: wires in capitals, archives in small letters.

The encoder is uncased and learned from windows without case, so tags and entities survive the loss; what needs capitals is every rule
behind the reader. A text counts as without case where (nearly) all its letters are small, or capital. Then each word of the `Doc` is
spelled anew, letter for letter, so that no offset moves:

1. names of the actors' lexicon as the lexicon spells them ("FMLN", "Shining Path", "Salvadoran"), where a tag or an entity speaks for a
   name, or the name is hardly ever anything else;
2. other words that are tagged as names with one capital; acronyms (alone in brackets somewhere in the text, or without a vowel) in
   capitals;
3. the first word of every sentence, and "I", with a capital;
4. every other word in small letters.

Archives without case have often lost their line ends as well: there, runs of blanks between sentences become line ends again.
``Article.text`` stays as it was given; only the words of the `Doc` change. After the idea of Lita et al. 2003 ("tRuEcasIng").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span

from sayso import data

NOTE = "sayso.reader.case"
"""Key of `Doc.user_data` that tells how the text was written where case was restored: ``lower`` or ``upper``."""

_LETTERS = 12
"""A text of fewer letters tells nothing about its case."""
_STRAY = 200
"""One letter of the other case in so many is a slip: a list mark, a stray code."""
_PIECE = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_SMALL = re.compile(r"[a-zß-öø-ÿ]")
_JOINTS = frozenset((" ", "-", "'", "’", ". ", "–", "  ", "\n"))
_LONGEST_ACRONYM = 6
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NAMED = frozenset({"PER", "ORG", "LOC", "NORP", "FAC", "EVENT"})
_AS_NAMES = {"NN": "NNP", "NNS": "NNPS"}
_ARMED = frozenset({"armed_group", "militia"})
_LONG = 9
"""Letters from which on a listed name of an armed group is hardly ever anything else."""
_SPELLED = ("aliases", "weak", "demonyms", "capital", "government_names")
_LAYERS = [TAG, POS, LEMMA, HEAD, DEP]
_END = ""
_VOWELS = frozenset("aeiouyáéíóúäöü")


def lost_case(text: str) -> str | None:
    """``lower`` or ``upper`` where `text` has no case that tells anything; null where it has, which a few hundred letters show."""
    if _common(text, _CAPITAL) and _common(text, _SMALL):
        return None
    capitals, smalls = (sum(1 for _ in pattern.finditer(text)) for pattern in (_CAPITAL, _SMALL))
    if capitals + smalls < _LETTERS:
        return None
    if capitals * _STRAY < smalls:
        return "lower"
    return "upper" if smalls * _STRAY < capitals else None


def _common(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether more letters than a slip now and then are of one case."""
    allowed = 1 + len(text) // _STRAY
    return any(number >= allowed for number, _ in enumerate(pattern.finditer(text)))


def restore(doc: Doc, case: str) -> Doc:
    """A copy of an annotated document whose words are spelled with case; tags, tree, entities and extensions go along.

    Args:
        doc: the document as the reader leaves it.
        case: what `lost_case` says of it.
    """
    spelled, names = _spelled(doc, spellings())
    fresh = Doc(doc.vocab, words=spelled, spaces=[bool(token.whitespace_) for token in doc])
    fresh.user_data.update(doc.user_data)
    fresh.user_data[NOTE] = case
    fresh.from_array(_LAYERS, doc.to_array(_LAYERS))  # type: ignore[arg-type]  # spaCy's stubs disagree with each other
    for token in fresh:
        if names[token.i] and token.lemma_.lower() == token.lower_:
            token.lemma_ = token.text
        if names[token.i] and token.tag_ in _AS_NAMES:
            token.tag_, token.pos_ = _AS_NAMES[token.tag_], "PROPN"
    fresh.set_ents([Span(fresh, ent.start, ent.end, label=ent.label) for ent in doc.ents])
    return fresh


def _spelled(doc: Doc, listed: Mapping[str, Any]) -> tuple[list[str], list[bool]]:
    """The words of a document spelled anew, each of its old length, and whether each is spelled as a name."""
    low = [_lower(token.text) for token in doc]
    out = list(low)
    proper = [token.tag_ in _NAME_TAGS for token in doc]
    named = [proper[token.i] or token.ent_type_ in _NAMED for token in doc]
    for place in range(len(low)):
        if proper[place]:
            out[place] = _titled(low[place])
    for place in _acronyms(doc, low, proper):
        out[place] = _upper(low[place])
    for place, word in _listed(low, named, listed):
        out[place] = word
    names = [word != before for word, before in zip(out, low, strict=True)]
    opens = True
    for token in doc:
        opens = opens or token.is_sent_start is True
        if (opens or low[token.i] == "i") and not names[token.i]:
            out[token.i] = _titled(low[token.i])
        opens = opens and not any(c.isalnum() for c in token.text)
    if "\n" not in doc.text:
        for token in doc:
            if token.is_space and len(token) > 1 and token.i + 1 < len(doc) and doc[token.i + 1].is_sent_start:
                out[token.i] = "\n" * len(token)
    return out, names


def _acronyms(doc: Doc, low: Sequence[str], proper: Sequence[bool]) -> Iterator[int]:
    """Words that are acronyms: alone in brackets, without a vowel, or the same word as one of those."""
    sure = set()
    for place, word in enumerate(low):
        if not (proper[place] and 1 < len(word) <= _LONGEST_ACRONYM and word.isalpha()):
            continue
        bracketed = 0 < place < len(low) - 1 and low[place - 1] in ("(", "[") and low[place + 1] in (")", "]")
        if (bracketed and doc[place].ent_type_ != "PER") or not _VOWELS.intersection(word):
            sure.add(word)
    return (place for place, word in enumerate(low) if word in sure and proper[place])


def _listed(low: Sequence[str], named: Sequence[bool], spellings: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """(place, spelling) of the words of every name that the lexicon lists, the longest name first, where something speaks for a name."""
    pieces = [(place, match) for place, word in enumerate(low) for match in _PIECE.finditer(word)]
    at = 0
    while at < len(pieces):
        found, node, end = None, spellings, at
        while end < len(pieces) and (end == at or _joined(low, pieces[end - 1], pieces[end])):
            step = node.get(pieces[end][1].group())
            if step is None:
                break
            node, end = step, end + 1
            if _END in node and (any(named[place] for place, _ in pieces[at:end]) or node[_END][1]):
                found = end, node[_END][0]
        if found is None:
            at += 1
            continue
        spelled: dict[int, str] = {}
        for (place, match), word in zip(pieces[at : found[0]], found[1], strict=True):
            base = spelled.get(place, low[place])
            spelled[place] = base[: match.start()] + word + base[match.end() :]
        yield from spelled.items()
        at = found[0]


def _joined(low: Sequence[str], one: tuple[int, re.Match[str]], two: tuple[int, re.Match[str]]) -> bool:
    """Whether two pieces may be parts of one name: in one word, in neighbouring words, or with a hyphen or an apostrophe between."""
    between = low[one[0] + 1 : two[0]]
    return two[0] - one[0] <= 2 and all(word in _JOINTS or word == "'s" for word in between)


def compile_spellings(tables: Mapping[str, Any], common: frozenset[str]) -> dict[str, Any]:
    """The names of a lexicon as a trie over their pieces in small letters.

    The end of a name holds its pieces as they are spelled, and whether they are never anything but a name.

    Args:
        tables: YAML stem -> entries of `lexicon/actors`.
        common: names that are common words too: they need a tag that speaks for a name.
    """
    root: dict[str, Any] = {}
    for stem in sorted(tables):
        for entry in tables[stem] if isinstance(tables[stem], list) else ():
            for field in ("name", *_SPELLED):
                values = entry.get(field) or ()
                for name in [values] if isinstance(values, str) else values:
                    _enter(root, str(name), _is_sure(str(name), field, entry.get("kind"), common), field == "demonyms")
    return root


def _is_sure(name: str, field: str, kind: str | None, common: frozenset[str]) -> bool:
    """Whether a name needs no tag that speaks for it: a nationality, or a longer name of an armed group ("shining path")."""
    if field == "demonyms":
        return name.lower() not in common
    return kind in _ARMED and field in ("name", "aliases") and sum(map(str.isalpha, name)) >= _LONG


def _enter(root: dict[str, Any], name: str, sure: bool, plural: bool) -> None:
    pieces = _PIECE.findall(re.sub(r"\(.*?\)", "", name))
    if not pieces or name.islower() or any(len(piece.lower()) != len(piece) for piece in pieces):
        return
    for spelled in [pieces, *([[*pieces[:-1], pieces[-1] + "s"]] if plural else [])]:
        node = root
        for piece in spelled:
            node = node.setdefault(piece.lower(), {})
        node.setdefault(_END, (tuple(spelled), sure))


@functools.cache
def spellings() -> dict[str, Any]:
    """The shipped actors' lexicon as `compile_spellings` makes it; only built once a text without case turns up."""
    tables = data.lexicon("actors")
    return compile_spellings(tables, frozenset(tables["transliteration"]["common_words"]))


def _lower(word: str) -> str:
    low = word.lower()
    return low if len(low) == len(word) else "".join(c.lower() if len(c.lower()) == 1 else c for c in word)


def _upper(word: str) -> str:
    up = word.upper()
    return up if len(up) == len(word) else word


def _titled(low: str) -> str:
    """The word with its first letter as a capital."""
    for i, letter in enumerate(low):
        if letter.isalpha():
            return low[:i] + letter.upper() + low[i + 1 :] if len(letter.upper()) == 1 else low
    return low
