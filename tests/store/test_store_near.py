from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from invented_report import INTERVALS, coding

from sayso.address import Address
from sayso.errors import UsageError
from sayso.records import Place, PlaceRole, Span, TimeExpression
from sayso.sphere import FARTHEST, kilometres
from sayso.store import Filter, Store, open_store
from sayso.store.near import point

POINTS = [
    *itertools.product((-90.0, -89.9, -60.0, -17.0, 0.0, 0.4, 45.0, 89.5, 90.0), (-180.0, -179.5, -90.0, 0.0, 0.3, 100.0, 179.0, 180.0)),
    (33.3128, 44.3615),
    (33.5, 44.4),
]


@pytest.fixture(scope="module")
def placed(new_place: Callable[[], Address]) -> Store:
    """A database with an event at every point, and another one in a country that has its point there."""
    codings = []
    for number, (lat, lon) in enumerate(POINTS):
        report = coding(number)
        where = Place(Span(0, 1), "a point", PlaceRole.LOCATIVE, lat=lat, lon=lon, precision=1 + number % 3)
        country = replace(where, precision=None)
        codings.append(replace(report, events=(replace(report.events[0], where=where), replace(report.events[1], where=country))))
    store = open_store(new_place())
    store.add(codings)
    return store


@pytest.mark.parametrize("centre", [(0.0, 0.0), (0.0, 179.9), (-17.0, -179.9), (89.9, 10.0), (-90.0, 0.0), (45.0, 180.0), (33.3, 44.4)])
@pytest.mark.parametrize("km", [0.001, 30, 60, 700, 5000, 19_900, 25_000])
def test_near_finds_what_the_formula_finds(placed: Store, centre: tuple[float, float], km: float) -> None:
    found = sorted((row.lat or 0.0, row.lon or 0.0) for row in placed.events(Filter(near=centre, km=km)))
    assert found == sorted(each for each in POINTS if kilometres(each, centre) <= km)


def test_distances_are_those_of_the_great_circle() -> None:
    assert kilometres((0, 0), (0, 180)) == pytest.approx(FARTHEST)
    assert kilometres((0, 179.5), (0, -179.5)) == pytest.approx(111.195, abs=0.001)
    assert kilometres((90, 0), (90, 137)) == pytest.approx(0, abs=1e-9)
    # Baghdad to Basra is about 450 km as the crow flies.
    assert kilometres((33.31, 44.36), (30.51, 47.78)) == pytest.approx(450, abs=5)


@pytest.mark.parametrize(
    "given",
    [
        {"near": (33.0, 44.0)},
        {"km": 10.0},
        {"near": (91.0, 44.0), "km": 10.0},
        {"near": (33.0, 180.5), "km": 10.0},
        {"near": (float("nan"), 0.0), "km": 10.0},
        {"near": (33.0, 44.0), "km": 0.0},
        {"near": (33.0, 44.0), "km": float("inf")},
        {"between": ("2024-03-01", "2024-02-01")},
        {"between": ("2024-02-30", "2024-03-01")},
        {"between": ("2024-3-1", "2024-03-02")},
    ],
)
def test_a_circle_or_period_that_is_none_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Filter(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "33", "33,44,1", "north,east", "33;44"])
def test_a_point_is_two_numbers(text: str) -> None:
    with pytest.raises(UsageError, match=r"33\.31,44\.37"):
        point(text)


def test_a_listing_without_places_refuses_near(placed: Store) -> None:
    with pytest.raises(UsageError, match="cannot be filtered by near"):
        placed.attributions(Filter(near=(0.0, 0.0), km=1.0))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (("2024-03-10", "2024-03-10"), {"day", "since"}),
        (("2024-02-29", "2024-03-09"), {"month", "since"}),
        (("2024-01-01", "2024-01-31"), {"since"}),
        (("2024-01-01", "2024-01-14"), set()),
        (("1990-01-01", "1990-12-31"), {"until"}),
        (("2030-01-01", "2030-12-31"), {"since"}),
        (("0001-01-01", "9999-12-31"), {"day", "month", "since", "until"}),
    ],
)
def test_between_takes_what_overlaps(new_place: Callable[[], Address], period: tuple[str, str], expected: set[str]) -> None:
    codings = []
    for number, (name, (first, last)) in enumerate(INTERVALS.items()):
        report = coding(number)
        when = TimeExpression(Span(0, 1), "DATE", name, start=first, end=last) if name != "undated" else None
        codings.append(replace(report, events=(replace(report.events[0], when=when, mode=None, cameo=name),), claims=()))
    with open_store(new_place()) as store:
        store.add(codings)
        assert {row.cameo for row in store.events(Filter(between=period))} == expected
        # All filters hold together.
        assert [row.cameo for row in store.events(Filter(between=period, near=(0.0, 0.0), km=1.0))] == []
        counted = sum(int(row["count"]) for row in store.count("type", chosen=Filter(between=period)).records())
        assert counted == len(expected)
