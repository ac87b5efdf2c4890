"""What the readers of exports share: parts of a file, and lines with a key."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sayso import data
from sayso.intake.quarantine import UnreadableError

Part = Mapping[str, str] | UnreadableError
"""The fields of one article (those of `tabular.FIELDS`), or why a part of the file is none."""
_KEY = re.compile(r"\s*([A-Za-z][\w /&-]{0,40}?)\s*:(?:\s+|$)(.*)$", re.DOTALL)
_BY = re.compile(r"by\s+", re.IGNORECASE)


@functools.cache
def words(library: str) -> Mapping[str, Any]:
    """The fixed words of a library's exports, from lexicon/intake/exports.yaml."""
    table: Mapping[str, Any] = data.lexicon("intake")["exports"][library]
    return table


def folded(line: str) -> str:
    """A line as it is compared: lower case, single blanks."""
    return " ".join(line.split()).casefold()


def key_of(line: str, keys: Iterable[str]) -> tuple[str, str] | None:
    """The key of a `Key: value` line and its value, where the key is one of `keys` (in lower case)."""
    match = _KEY.match(line)
    if match is None:
        return None
    key = folded(match[1])
    return (key, match[2].strip()) if key in keys else None


def filled(lines: Iterable[str]) -> list[str]:
    """The lines that are not blank, trimmed."""
    return [line.strip() for line in lines if line.strip()]


def name_of(byline: str) -> str:
    """The writers of a byline, without the "By" before them."""
    return _BY.sub("", byline.strip(), count=1) if _BY.match(byline.strip()) else byline.strip()


def paragraphs(lines: Iterable[str]) -> str:
    """Lines as a text in which each is a paragraph."""
    return "\n\n".join(filled(lines))


def has_letters(lines: Iterable[str]) -> bool:
    """Whether there is anything to read."""
    return any(character.isalpha() for line in lines for character in line)


def unknown(library: str, lines: list[str]) -> UnreadableError:
    """The error for a part of an export that is no article."""
    shown = " ".join(" ".join(filled(lines)[:2]).split())[:80]
    return UnreadableError(
        "unknown-export", f"a part of the {library} export is no article of the form sayso knows: “{shown}”; export it again, full text"
    )


def missing(library: str, announced: int, found: int) -> UnreadableError:
    """The error for an export that announces more articles than it holds."""
    return UnreadableError(
        "missing-articles", f"the {library} export announces {announced:,} articles and holds {found:,}; export it again"
    )
