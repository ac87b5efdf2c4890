"""The country of a town that a bare mention names ("Shanghai police"), from the gazetteer; running text has its `where` layer instead."""

from __future__ import annotations

from collections.abc import Callable, Container

from sayso.actors.view import View

TownCountry = Callable[[str], str | None]
"""Name of a place -> ISO alpha-3 of its country; null where no large place has the name."""


def place_towns(view: View, country_of: TownCountry, surnames: Container[int] = ()) -> None:
    """Note on a view the countries of its towns: whole runs of capitals that neither a listed name nor a role covers.

    Args:
        view: the words of a mention.
        country_of: tells the country of a town.
        surnames: words that may be a listed person's; no town is looked for in a run that begins with one ("Bush").
    """
    start: int | None = None
    for place in range(len(view.words) + 1):
        free = place < len(view.words) and view.proper[place] and view.name_at[place] is None and not _title(view, place)
        if free and start is None:
            start = place
        elif not free and start is not None:
            person = start in surnames or (start > 0 and _title(view, start - 1))
            country = None if person else country_of(view.text(start, place))
            if country is not None:
                view.place_country.update(dict.fromkeys(range(start, place), country))
            start = None


def _title(view: View, place: int) -> bool:
    """Whether a word belongs to a role: what follows a title in capitals is a person."""
    role = view.role_at[place]
    return role is not None and role.role.form != "modifier"
