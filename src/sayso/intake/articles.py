"""Articles: a text and what is known about it, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.ids import content_id
from sayso.intake import dates
from sayso.intake.clean import clean
from sayso.intake.dates import Stamp
from sayso.intake.language import code_of, marked
from sayso.intake.limits import DEFAULT, Limits, check_text
from sayso.records import Article, Outlet, Span

UNDATED = Stamp(None, None, dates.NO_DATE)
_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a text besides the text, as it was found."""

    headline: str | None = None
    outlet: Outlet | None = None
    url: str | None = None
    byline: str | None = None
    published: Stamp = UNDATED
    basis: str = "user"
    """Where a known date of publication comes from."""
    language: str | None = None
    source: str = ""


def article_from_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | Outlet | None = None,
    url: str | None = None,
    published: str | date | None = None,
    published_basis: str = "user",
    byline: str | None = None,
    language: str | None = None,
    source: str = "",
    prepend_title: bool = False,
    limits: Limits = DEFAULT,
) -> Article:
    """An article of a text that is given as it is: nothing in it is taken for a header.

    Args:
        text: the report. It is cleaned (`sayso.intake.clean`) and otherwise kept: `clean(text)` maps its offsets back.
        title: the headline. Context only, unless `prepend_title` puts it before the text.
        outlet: the publisher, by name or as a record with country and zone.
        url: the address of the report.
        published: day or moment of publication in a common form; an unreadable one leaves `Article.published` null, with the reason
            in `published_basis`.
        published_basis: where `published` comes from.
        byline: the writers.
        language: ISO 639-1 code, for a text too short to tell it by; what the text itself shows goes before it.
        source: file, row or record the text comes from.
        prepend_title: put the title and a blank line before the text.
        limits: see `Limits`.

    Raises:
        UnreadableError: the text is empty or beyond a limit.
    """
    known = Outlet(name=_line(outlet) or "") if isinstance(outlet, str) and outlet.strip() else outlet
    facts = Facts(
        headline=_line(title),
        outlet=known if isinstance(known, Outlet) else None,
        url=_line(url),
        byline=_line(byline),
        published=dates.read_stamp(published, known.zone if isinstance(known, Outlet) else None),
        basis=published_basis,
        language=language,
        source=source,
    )
    return assemble(clean(text).text, facts, prepend=prepend_title, limits=limits)


def assemble(body: str, facts: Facts, *, prepend: bool, limits: Limits = DEFAULT) -> Article:
    """The article of a cleaned body.

    Args:
        body: cleaned text; kept as it is, or with the headline and a blank line before it.
        facts: what is known; `facts.headline` is cleaned here.
        prepend: whether the headline becomes part of the text.
        limits: see `Limits`.

    Raises:
        UnreadableError: as `check_text`.
    """
    headline = _line(facts.headline)
    check_text(body, limits)
    title = Span(0, len(headline)) if headline and prepend else None
    text = f"{headline}{_BREAK}{body}" if title else body
    outlet = facts.outlet.name if facts.outlet else None
    return Article(
        id=content_id("a", outlet, facts.url, text),
        text=text,
        title=title,
        headline=headline,
        body=Span(title.end + len(_BREAK), len(text)) if title else None,
        outlet=facts.outlet,
        url=facts.url,
        byline=_line(facts.byline),
        published=facts.published.value,
        published_basis=facts.basis if facts.published.value else facts.published.reason,
        zone=facts.published.zone,
        language=marked(body, code_of(facts.language)),
        source=facts.source,
    )


def _line(words: str | None) -> str | None:
    """Some words as one clean line; null where nothing is left."""
    return (" ".join(clean(words).text.split()) or None) if words else None
