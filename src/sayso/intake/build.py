"""Articles from what readers find: a plain text, an extracted page, the row of a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.intake import dates, tabular
from sayso.intake.articles import Facts, assemble
from sayso.intake.clean import check_replaced, clean
from sayso.intake.header import Header, read_header
from sayso.intake.html import Page, read_markup
from sayso.intake.limits import DEFAULT, Limits, check_letters
from sayso.intake.outlets import NO_OUTLETS, OutletTable
from sayso.intake.quarantine import UnreadableError
from sayso.records import Article

_BLANKS = 20
"""So many more blanks and line ends may stand in a headline that a body opens with than in the headline as given."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the user said about all sources."""

    mapping: Mapping[str, str] | None = None
    outlets: OutletTable = NO_OUTLETS
    limits: Limits = DEFAULT


def of_plain_text(given: str, source: str, setup: Setup) -> Article:
    """The article of a plain text: header lines become facts, the headline stays above the body.

    Raises:
        UnreadableError: ``empty``, ``no-text``, ``too-large`` or ``too-long-run``.
    """
    text = clean(given).text
    header = read_header(text)
    body = text[header.body :].strip()
    check_letters(body)
    if header.headline and not body:
        raise UnreadableError("no-text", "there is a headline but no text")
    outlet = setup.outlets.find(header.byline) if header.byline and not header.outlet else None
    outlet = outlet or setup.outlets.resolve(header.outlet, header.url)
    stamp, basis = header.published(outlet.zone if outlet else None)
    facts = Facts(
        headline=header.headline,
        outlet=outlet,
        url=header.url,
        byline=header.byline,
        published=stamp,
        basis=basis,
        language=header.language,
        source=source,
    )
    return assemble(body, facts, prepend=True, limits=setup.limits)


def of_page(page: Page, source: str, setup: Setup) -> Article:
    """The article of an extracted page; lines that name the writer above its body become facts.

    Raises:
        UnreadableError: as `assemble`.
    """
    page, header = _below_header(page)
    outlet = setup.outlets.resolve(page.outlet, page.url)
    zone = outlet.zone if outlet else None
    stamp, basis = dates.read_stamp(page.published, zone), page.basis
    if not stamp.value and (header.dates or header.dateline):
        stamp, basis = header.published(zone)
    facts = Facts(
        headline=page.headline,
        outlet=outlet,
        url=page.url,
        byline=page.byline,
        published=stamp,
        basis=basis,
        language=page.language,
        source=source,
    )
    return assemble(page.body, facts, prepend=True, limits=setup.limits)


def of_row(row: tabular.Row, setup: Setup, page: Page | None = None) -> Article:
    """The article of one row of a corpus.

    Args:
        row: what is known; a column of HTML is extracted.
        setup: see `Setup`.
        page: the page at the row's address, where it was fetched: its text counts, and the row's other fields go before its own.

    Raises:
        UnreadableError: the row's text is missing or beyond a limit.
    """
    values = {field: value if field in {"text", "html"} else clean(value).text for field, value in row.values.items()}
    if page is None and values.get("html", "").strip():
        page = read_markup(values["html"], values.get("url"), setup.limits)
    if page is not None:
        page, _ = _below_header(page)
    else:
        page = Page(clean(values.get("text", "")).text.strip(), None, None, None, None, None, "metadata", None)
    check_letters(page.body)
    check_replaced(page.body.count("\ufffd"), len(page.body), "UTF-8", setup.limits)
    headline = " ".join((values.get("title") or page.headline or "").split())
    outlet = setup.outlets.resolve(" ".join(values.get("outlet", "").split()) or page.outlet, values.get("url") or page.url)
    facts = Facts(
        headline=headline,
        outlet=outlet,
        url=values.get("url") or page.url,
        byline=values.get("byline") or page.byline,
        published=dates.read_stamp(values.get("published") or page.published, outlet.zone if outlet else None),
        basis="metadata" if values.get("published") else page.basis,
        language=values.get("language") or page.language,
        source=row.source,
    )
    opens_with_headline = " ".join(page.body[: len(headline) + _BLANKS].split()).startswith(headline)
    return assemble(page.body, facts, prepend=not opens_with_headline, limits=setup.limits)


def _below_header(page: Page) -> tuple[Page, Header]:
    """The page without the lines above its body, its writer from them where it names none; and what those lines say."""
    header = read_header(page.body, headline=" ".join(page.headline.split()) if page.headline else "")
    return replace(page, body=page.body[header.body :].strip() or page.body, byline=page.byline or header.byline), header
