"""RSS and Atom feeds: the entries, each with the address of its article. The reading is feedparser's, of bytes only.

feedparser fetches what looks like an address, opens what looks like a path, expands entities and hands on any link: so it is given a
stream of bytes that were counted before, without entities of their own, and only links of the web are kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.intake import extras
from sayso.intake.limits import DEFAULT, Limits, deadline
from sayso.intake.quarantine import UnreadableError
from sayso.intake.xmlpass import XmlPass

_OPENS = re.compile(rb"\s*(?:<\?xml|<rss|<feed|<rdf:RDF|<!--)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HEAD = 8_192
_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    url: str | None
    title: str | None
    published: str | None
    byline: str | None
    language: str | None
    outlet: str | None
    html: str
    """The whole article, where the feed carries it; a mere summary is none."""


def is_feed(raw: bytes) -> bool:
    """Whether some bytes begin like a feed."""
    head = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    return bool(_OPENS.match(head) and _ROOT.search(head))


def entries(raw: bytes, base: str | None = None, limits: Limits = DEFAULT) -> list[Entry]:
    """The entries of a feed, in its order.

    Args:
        raw: the feed's bytes.
        base: its address, for links that are not whole.
        limits: see `Limits`.

    Raises:
        UnreadableError: ``damaged``, ``too-large``, ``too-deep``, ``too-many-elements``, ``bomb``, ``timeout``, ``needs-extra``.
    """
    with deadline(limits.seconds):
        _measure(raw, limits)
        feedparser = extras.need("feedparser", "readers", "feeds")
        try:
            found = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError) as error:
            raise UnreadableError("damaged", f"the feed cannot be read ({error}); save it again") from error
    if not found.get("version") and not found.get("entries"):
        raise UnreadableError("damaged", "the file is no feed that can be read (RSS or Atom is expected); save it again")
    feed = found.get("feed", {})
    return [_entry(item, feed, base) for item in found.get("entries", [])]


def _measure(raw: bytes, limits: Limits) -> None:
    """Refuse a feed beyond the limits. One that is no sound XML is counted by its tags alone: many feeds are not."""
    if len(raw) > limits.file_bytes:
        raise UnreadableError("too-large", f"the feed has {len(raw):,} bytes, the limit is {limits.file_bytes:,}")
    if raw.count(b"<") > limits.export_elements:
        raise UnreadableError("too-many-elements", f"the feed has more than {limits.export_elements:,} tags")
    if _ENTITY.search(raw):
        raise UnreadableError("bomb", "the feed declares entities of its own, which no feed needs; save it without them")
    try:
        XmlPass(lambda name, attributes: None, limits=limits).read(io.BytesIO(raw))
    except UnreadableError as error:
        if error.reason not in {"damaged", "bad-encoding"}:
            raise


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any], base: str | None) -> Entry:
    contents = [str(part.get("value", "")) for part in item.get("content", []) if isinstance(part, Mapping)]
    return Entry(
        url=_address(item.get("link"), base),
        title=_words(item.get("title")),
        published=_words(item.get("published")) or _words(item.get("updated")) or _words(item.get("date")),
        byline=_words(item.get("author")),
        language=_words(feed.get("language")),
        outlet=_words(_source_title(item)) or _words(feed.get("title")),
        html=max(contents, key=len, default=""),
    )


def _source_title(item: Mapping[str, Any]) -> Any:
    source = item.get("source")
    return source.get("title") if isinstance(source, Mapping) else None


def _address(link: Any, base: str | None) -> str | None:
    """A link as a whole address of the web; null for any other."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urljoin(base or "", link.strip())
        return whole if urlsplit(whole).scheme in _SCHEMES and urlsplit(whole).hostname else None
    except ValueError:
        return None


def _words(value: Any) -> str | None:
    """Some words without tags; null where none are left."""
    return " ".join(re.sub(r"<[^<>]*>", " ", value).split()) or None if isinstance(value, str) else None
