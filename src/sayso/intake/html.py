"""HTML pages: measured first, then given to trafilatura for the article's text and metadata.

trafilatura returns nothing for a page nested deeper than 254, and takes seconds for tens of thousands of elements, so the page is counted
before (libxml2's event interface: no tree, linear). Of several dates the page's own metadata win, then the address, then trafilatura's
reading of the page; its guess from running text is switched off.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sayso import data
from sayso.intake import dates
from sayso.intake.clean import clean, decode
from sayso.intake.dates import Stamp
from sayso.intake.limits import DEFAULT, Limits, deadline
from sayso.intake.quarantine import UnreadableError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(rb"\s*<(?:div|p|article|section|main|h[1-6])\b[^<>]*>", re.IGNORECASE)
_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/_-]|$)", re.IGNORECASE)
_HEAD = 4_096
_FEWEST_LETTERS = 40  # the shortest brief has more; the labels of a menu have fewer
_NEWEST = f"{dates.LAST_YEAR}-12-31"  # htmldate otherwise rejects dates after today: the same page would read differently on another day


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: the article's body and its metadata as they stand there."""

    body: str
    headline: str | None
    outlet: str | None
    url: str | None
    byline: str | None
    published: str | None
    basis: str
    """``metadata``, ``url`` or ``page``."""
    language: str | None


def is_html(raw: bytes) -> bool:
    """Whether some bytes begin like an HTML page or a piece of one."""
    head = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    return bool(_PAGE.search(head) or _FRAGMENT.match(head))


def read_page(raw: bytes, url: str | None = None, limits: Limits = DEFAULT, charset: str | None = None) -> Page:
    """The article of a page.

    Args:
        raw: the page's bytes.
        url: its address, where known; else the page's canonical one counts.
        limits: see `Limits`.
        charset: the encoding that its server declares, where the page itself declares none.

    Raises:
        UnreadableError: ``binary``, ``bad-encoding``, ``too-large``, ``too-deep``, ``too-many-elements``, ``no-text`` or ``timeout``.
    """
    declared = _CHARSET.search(raw[:_HEAD])
    return read_markup(decode(raw, declared[1].decode("ascii") if declared else charset, limits), url, limits)


def read_markup(markup: str, url: str | None = None, limits: Limits = DEFAULT) -> Page:
    """As `read_page`, for HTML that is text already."""
    text = clean(markup).text  # half characters make libxml2 drop everything after them
    with deadline(limits.seconds):
        head = _measure(text, limits)
        return _extract(text, head, url)


@functools.cache
def _date_names() -> frozenset[str]:
    """The metadata names of lexicon/intake/pages.yaml."""
    return frozenset(data.lexicon("intake")["pages"]["published"])


class _Meter:
    """Target of libxml2's event interface (`start`, `data`, `end`, `close`): counts, and keeps the metadata on the way."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.depth = self.deepest = self.elements = 0
        self.published: list[str] = []
        self.language: str | None = None
        self._script: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        self.deepest = max(self.deepest, self.depth)
        if tag == "html":
            self.language = attributes.get("lang")
        elif tag == "script" and "ld+json" in attributes.get("type", ""):
            self._script = []
        elif tag in {"meta", "time"}:
            self._date_of(attributes)

    def _date_of(self, attributes: dict[str, str]) -> None:
        """Keep the content of an element whose name is one of a date of publication."""
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if name in _date_names():
            self.published.append(attributes.get("content") or attributes.get("datetime") or "")

    def data(self, characters: str) -> None:
        if self._script is not None:
            self._script.append(characters)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "script" and self._script is not None:
            self.published += _json_dates("".join(self._script))
            self._script = None

    def close(self) -> None:
        """Refuse a page beyond the limits.

        Raises:
            UnreadableError: ``too-deep`` or ``too-many-elements``.
        """
        if self.deepest > self.limits.html_depth:
            raise UnreadableError(
                "too-deep", f"the page is nested {self.deepest:,} deep, the limit is {self.limits.html_depth}; save its text instead"
            )
        if self.elements > self.limits.html_elements:
            raise UnreadableError(
                "too-many-elements", f"the page has {self.elements:,} elements, the limit is {self.limits.html_elements:,}"
            )


def _json_dates(script: str) -> list[str]:
    """The values of ``datePublished`` in a JSON-LD script, outermost first."""
    try:
        nodes: list[Any] = [json.loads(script)]
    except (ValueError, RecursionError):
        return []
    found: list[str] = []
    for node in nodes:  # grows while it is walked: breadth first, without recursion
        if isinstance(node, dict):
            if isinstance(node.get("datePublished"), str):
                found.append(node["datePublished"])
            nodes.extend(node.values())
        elif isinstance(node, list):
            nodes.extend(node)
    return found


def _measure(markup: str, limits: Limits) -> _Meter:
    """Count a page's elements and nesting, and refuse one beyond the limits."""
    if len(markup) > limits.file_bytes:
        raise UnreadableError("too-large", f"the page has {len(markup):,} characters, the limit is {limits.file_bytes:,}")
    meter = _Meter(limits)
    parser = etree.HTMLParser(target=meter, huge_tree=True)
    try:
        parser.feed(markup)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableError("no-text", f"the page has no content ({error})") from error
    return meter


def _extract(markup: str, meter: _Meter, url: str | None) -> Page:
    """Let trafilatura find the article."""
    from trafilatura import bare_extraction  # a quarter of a second, for HTML only

    found: Any = bare_extraction(
        markup,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _NEWEST},
    )
    body = clean(found.text).text.strip() if found is not None and found.text else ""
    if sum(character.isalpha() for character in body) < _FEWEST_LETTERS:
        raise UnreadableError("no-text", "no article was found on the page: only navigation, notices or scripts")
    address = url or found.url
    published, basis = _published(meter, address, found.date)
    return Page(
        body=body,
        headline=found.title,
        outlet=found.sitename or found.hostname,
        url=address,
        byline=found.author,
        published=published,
        basis=basis,
        language=meter.language,
    )


def _published(meter: _Meter, url: str | None, guess: str | None) -> tuple[str | None, str]:
    """The page's date of publication in its own words, and its basis."""
    for words in meter.published:
        if dates.read_stamp(words).value:
            return words, "metadata"
    in_url = url_day(url) if url else None
    if in_url:
        return in_url, "url"
    return (guess, "page") if guess else (meter.published[0] if meter.published else None, "metadata")


def url_day(url: str) -> str | None:
    """The day in an address such as ``/2024/03/21/`` or ``/2024/mar/21/``, ISO 8601; null where there is none."""
    match = _URL_DAY.search(url)
    if not match:
        return None
    year, month, day = match.groups()
    words = f"{year}-{int(month):02}-{int(day):02}" if month.isdigit() else f"{day} {month} {year}"
    stamp: Stamp = dates.read_stamp(words)
    return stamp.value
