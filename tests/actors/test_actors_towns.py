"""Towns of a bare mention give it their country."""

from __future__ import annotations

import pytest

from sayso.actors.knowledge import Knowledge
from sayso.actors.resolve import resolve_mention

TOWNS = {"Varn": "LVA", "Varnholm": "EST", "Lower Tamme": "LVA", "Odo Marek": "LTU"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Varnholm police", "EST"),
        ("police in Lower Tamme", "LVA"),
        ("Varnholm", "EST"),
        ("Defence Minister Odo Marek", None),  # a person, whatever town is called so
        ("Iraqi police", "IRQ"),
        ("Nowhere police", None),
        ("Varn", None),  # the surname of a listed person
    ],
)
def test_town_gives_country(knowledge: Knowledge, text: str, country: str | None) -> None:
    actor = resolve_mention(knowledge, text, town_country=TOWNS.get)
    assert (actor.country if actor else None) == country
