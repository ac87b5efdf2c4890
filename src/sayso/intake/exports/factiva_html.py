"""Factiva's "Article Format" saved from the browser: each article is a `div` of the classes `article` and `…Article`.

The page is read in one pass that builds no tree; each article becomes lines, and these are read as those of the RTF.
"""

from __future__ import annotations

import re

from lxml import etree

from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError

_SIGN = re.compile(rb"""<div[^>]{0,300}class\s*=\s*["']?article\s+[a-z]{2}Article\b""")
_CLASS = re.compile(r"(?:^|\s)article\s+[a-z]{2}Article(?:\s|$)")
_BLOCKS = frozenset({"div", "p", "tr", "br", "table", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_UNREAD = frozenset({"script", "style", "head", "title", "noscript"})


def is_export(raw: bytes) -> bool:
    """Whether a page holds articles in this form."""
    return bool(_SIGN.search(raw))


class _Articles:
    """Target of libxml2's event interface (`start`, `data`, `end`, `close`): the lines of each article."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[list[str]] = []
        self._limits = limits
        self._elements = self._depth = 0
        self._article: int | None = None
        """Nesting at which the article that is open began."""
        self._unread: int | None = None
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > self._limits.export_elements:
            raise UnreadableError(
                "too-many-elements", f"the page has more than {self._limits.export_elements:,} elements; save fewer articles"
            )
        if self._depth > self._limits.html_depth:
            raise UnreadableError("too-deep", f"the page is nested more than {self._limits.html_depth} deep; export RTF instead")
        if tag == "div" and _CLASS.search(attributes.get("class", "")):
            self._finish()
            self._article = self._depth
        elif tag in _UNREAD and self._unread is None:
            self._unread = self._depth
        self._mark(tag)

    def data(self, characters: str) -> None:
        if self._article is not None and self._unread is None:
            self._pieces.append(" ".join(characters.split("\n")))

    def end(self, tag: str) -> None:
        if self._article == self._depth:
            self._finish()
        elif self._unread == self._depth:
            self._unread = None
        self._depth -= 1
        if tag not in _CELLS:
            self._mark(tag)

    def close(self) -> None:
        self._finish()

    def _mark(self, tag: str) -> None:
        if self._article is not None and tag in _BLOCKS:
            self._pieces.append("\n")
        elif self._article is not None and tag in _CELLS and self._pieces and not self._pieces[-1].endswith("\n"):
            self._pieces.append("\t")

    def _finish(self) -> None:
        if self._article is not None:
            self.found.append("".join(self._pieces).split("\n"))
            self._pieces, self._article = [], None


def articles(markup: str, limits: Limits = DEFAULT) -> list[list[str]]:
    """The lines of each article of a page.

    Raises:
        UnreadableError: ``too-deep``, ``too-many-elements`` or ``damaged``.
    """
    target = _Articles(limits)
    parser = etree.HTMLParser(target=target, huge_tree=True)
    try:
        parser.feed(markup)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableError("damaged", f"the page cannot be read ({error}); save it again") from error
    return target.found
