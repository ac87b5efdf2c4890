"""One spelling for one name: the keys under which the gazetteer is built and asked."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_APART = re.compile(r"[^\w]+|_")
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
