"""One spelling for one name: the keys under which the gazetteer is built and asked."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_APART = re.compile(r"[^\w]+|_")
_LETTERS = (
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("dh", "d"),
    ("th", "t"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("v", "b"),
    ("p", "b"),
)
_SOFT = re.compile(r"(?<=.)[aeiouyw]|h$")
_DOUBLE = re.compile(r"(.)\1+")
_ARTICLES = re.compile(r"\b(?:al|el|an|as|ash|ad|ar|at|az|ed|es|et|ez) (?=\w{3})")
_SHORTEST_SKELETON = 3
_ARTICLE = re.compile(r"^(?:al|el|an|as|ash|ad|ar|at|az|the) (?=\w{3})")
_DROPPED = str.maketrans("", "", "'’‘ʻʼ`´ʿʾ.")


def fold(name: str) -> str:
    """The key of a name: Latin letters without marks, lower case, apostrophes and full stops gone, every other sign a space."""
    plain = unicodedata.normalize("NFKC", name).translate(_DROPPED)
    if not plain.isascii():
        plain = anyascii(plain).translate(_DROPPED)
    return _APART.sub(" ", plain.lower()).strip()


def without_article(key: str) -> str:
    """The key without an Arabic or English article before it; the same key where there is none."""
    return _ARTICLE.sub("", key)


def skeleton(key: str) -> str:
    """What transliterations of one name share: its consonants in one spelling, without articles; empty where too little is left.

    Takes a key of `fold`: "hodeidah" and "al hudaydah" give the same.
    """
    parts = []
    for word in _ARTICLES.sub("", key).split():
        for written, letter in _LETTERS:
            word = word.replace(written, letter)
        parts.append(_SOFT.sub("", _DOUBLE.sub(r"\1", word.removesuffix("h"))))
    bones = "".join(parts)
    return bones if len(bones) >= _SHORTEST_SKELETON else ""
