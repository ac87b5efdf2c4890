from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from invented_report import coding, manifest

from sayso.address import Address
from sayso.errors import UsageError
from sayso.ids import content_id
from sayso.records import Actor, Coding, Event, Outlet, Status, TimeExpression, Why
from sayso.store import Filter, Store, counting, new_run, open_store
from sayso.store import periods as calendar

RUN = new_run(manifest(), "test")
SYRIA = Actor("grp.velt-brigade", "Velt Brigade", "SYR", ("REB", "MIL"), "armed_group")
IRAQ = Actor("gov.IRQ", "Iraq", "IRQ", ("GOV",), "government")
UNLISTED = Actor("text.00000000.omar-delune", "Omar Delune", "IRQ", ("CVL",), "person")


def event(
    report: Coding, number: int, kind: str, day: tuple[str, str] | None, *, doers: tuple[Actor, ...] = (SYRIA,), **given: Any
) -> Event:
    base = report.events[0]
    doer = base.actors[0]
    when = replace(base.when, start=day[0], end=day[1]) if day and isinstance(base.when, TimeExpression) else None
    actors = tuple(replace(doer, actor=actor, span=replace(doer.span, start=doer.span.start + place)) for place, actor in enumerate(doers))
    return replace(base, id=content_id("e", report.article.id, number), type=kind, actors=actors, when=when, voice=None, toll=(), **given)


def reports() -> Iterator[Coding]:
    """Three reports: two of one outlet in March, one of another in May."""
    strike, talks = ("2024-03-18", "2024-03-18"), ("2024-03-20", "2024-04-02")
    first = replace(coding(1), claims=(), attributions=())
    recipients = tuple(replace(mention, actor=IRAQ) for mention in first.events[0].recipients)
    tied = Why("trigger", "same-event", first.events[0].trigger[0])
    yield replace(
        first,
        events=(
            event(first, 1, "ASSAULT", strike, recipients=recipients, why=(tied, tied)),
            event(first, 2, "ASSAULT", None, doers=(SYRIA, IRAQ), recipients=()),
            event(first, 3, "AID", talks, doers=(UNLISTED,), recipients=recipients),
            event(first, 4, "AID", strike, status=Status.PLANNED),
        ),
    )
    second = replace(coding(2), claims=(), attributions=())
    yield replace(second, events=(event(second, 1, "ASSAULT", strike, recipients=recipients),))
    other = replace(coding(3, published="2024-05-02", outlet=Outlet("The Velt Post", "SYR")), claims=(), attributions=())
    both = event(other, 1, "CONSULT", ("2024-05-01", "2024-05-01"), doers=(SYRIA, IRAQ), recipients=())
    yield replace(other, events=(replace(both, recipients=both.actors),))


@pytest.fixture
def store(new_place: Callable[[], Address]) -> Iterator[Store]:
    with open_store(new_place()) as opened:
        opened.add(reports(), run=RUN)
        yield opened


def cells(counts: counting.Counts) -> dict[tuple[str, ...], tuple[int, int, int | None]]:
    return {row.values: (row.count, row.telling, row.reports) for row in counts.rows}


def test_dyads_by_type_and_month_with_zeros_and_the_reports_read(store: Store) -> None:
    counts = store.count("dyad", "type", "month")
    found = cells(counts)
    assert found["SYR>IRQ", "ASSAULT", "2024-03"] == (2, 2, 2)
    assert found["SYR>IRQ", "ASSAULT", "2024-04"] == (0, 0, 0)
    assert found["IRQ>SYR", "CONSULT", "2024-05"] == found["SYR>IRQ", "CONSULT", "2024-05"] == (1, 1, 1)
    assert ("SYR>SYR", "CONSULT", "2024-05") not in found  # nobody talks with himself
    assert found["SYR>none", "ASSAULT", "unknown"] == found["IRQ>none", "ASSAULT", "unknown"] == (1, 1, None)
    assert found["IRQ>IRQ", "AID", "unknown"] == (1, 1, None)  # from March into April: in neither
    dyads = {values[0] for values in found}
    assert len([values for values in found if values[2] != "unknown"]) == len(dyads) * 16 * 3
    assert (counts.events, counts.undated, counts.reports) == (5, 2, 3)
    assert list(found) == sorted(found)


def test_without_zeros_only_what_there_is(store: Store) -> None:
    counts = store.count("type", "outlet", zeros=False)
    assert cells(counts) == {
        ("AID", "The Basra Lantern"): (1, 1, 2),
        ("ASSAULT", "The Basra Lantern"): (3, 2, 2),
        ("CONSULT", "The Velt Post"): (1, 1, 1),
    }


@pytest.mark.parametrize(
    ("by", "how", "chosen", "cell", "expected"),
    [
        (("type",), {"unit": "mention"}, Filter(), ("ASSAULT",), (5, 2, 3)),
        (("status",), {}, Filter(), ("planned",), (1, 1, 3)),
        (("status",), {}, Filter(), ("negated",), (0, 0, 3)),
        (("type",), {}, Filter(status=("planned",)), ("AID",), (1, 1, 3)),
        (("month",), {"dated_by": "published"}, Filter(), ("2024-03",), (4, 2, 2)),
        (("month",), {"dated_by": "published"}, Filter(), ("2024-04",), (0, 0, 0)),
        (("type",), {"dated_by": "published"}, Filter(since="2024-05-01"), ("CONSULT",), (1, 1, 1)),
        (("actor",), {"level": "sector"}, Filter(), ("SYR REB",), (4, 3, 3)),
        (("actor",), {"level": "actor"}, Filter(), ("grp.velt-brigade",), (4, 3, 3)),
        (("actor",), {"level": "actor"}, Filter(), ("IRQ CVL",), (1, 1, 3)),  # a private person is no line across reports
        (("country",), {}, Filter(), ("SYR",), (4, 3, 3)),
        (("voice",), {}, Filter(), ("outlet",), (5, 3, 3)),
        (("week",), {}, Filter(), ("2024-W12",), (2, 2, 2)),
        (("place",), {}, Filter(), ("Basra, IRQ",), (5, 3, 3)),
        (("month",), {}, Filter(since="2024-02-01", until="2024-05-31"), ("2024-02",), (0, 0, 0)),
    ],
)
def test_dimensions_levels_units_and_filters(
    store: Store, by: tuple[str, ...], how: dict[str, Any], chosen: Filter, cell: tuple[str, ...], expected: tuple[int, int, int]
) -> None:
    assert cells(store.count(*by, chosen=chosen, **how))[cell] == expected


def test_a_mode_stands_under_its_own_type_only(store: Store) -> None:
    found = cells(store.count("type", "mode"))
    assert ("ASSAULT", "ASSAULT/heavy-weapons") in found
    assert ("AID", "ASSAULT/heavy-weapons") not in found


def test_rows_as_records_and_as_a_data_frame(store: Store) -> None:
    pandas = pytest.importorskip("pandas")
    counts = store.count("type", "month", zeros=False)
    assert counts.columns == ("type", "month", "count", "telling", "reports")
    assert json.loads(json.dumps(next(counts.records()))) == {"type": "AID", "month": "unknown", "count": 1, "telling": 1, "reports": None}
    frame = counts.to_frame()
    assert frame["count"].sum() == 5
    assert frame.loc[frame["month"] == "2024-03", "reports"].tolist() == [2]
    assert pandas.isna(frame.loc[frame["month"] == "unknown", "reports"]).all()


@pytest.mark.parametrize(
    ("by", "how", "message"),
    [
        ((), {}, "count by what"),
        (("moth",), {}, "did you mean month"),
        (("month", "week"), {}, "only one sort of period"),
        (("type", "type"), {}, "named twice"),
        (("type",), {"level": "town"}, "level 'town'"),
        (("type",), {"unit": "word"}, "unit 'word'"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(store: Store, by: tuple[str, ...], how: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        store.count(*by, **how)


def test_a_table_too_large_says_how_to_make_it_smaller(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_CELLS", 10)
    with pytest.raises(UsageError, match="--no-zeros"):
        store.count("dyad", "type", "day")


@pytest.mark.parametrize(
    ("name", "first", "last", "between"),
    [
        ("day", "2024-02-28", "2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("week", "2020-12-24", "2021-01-05", ["2020-W52", "2020-W53", "2021-W01"]),
        ("month", "2023-11-30", "2024-02-01", ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ("year", "1999-01-01", "2001-12-31", ["1999", "2000", "2001"]),
    ],
)
def test_periods(name: str, first: str, last: str, between: list[str]) -> None:
    assert calendar.between(name, calendar.of(name, first), calendar.of(name, last)) == between


def test_nothing_coded_is_an_empty_table(new_place: Callable[[], Address]) -> None:
    with open_store(new_place()) as opened:
        assert opened.count("type", "month").rows == ()


@pytest.mark.parametrize(("actor", "number"), [("Velt Brigade", 5), ("Delune", 0), (UNLISTED.id, 1), ("delune brother", 0)])
def test_events_are_not_found_by_the_name_of_an_unlisted_person(store: Store, actor: str, number: int) -> None:
    assert len(list(store.events(Filter(actor=actor)))) == number
