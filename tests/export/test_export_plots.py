"""The pictures of the HTML account: what is drawn where, and that nothing of a text gets through unescaped."""

from __future__ import annotations

import itertools
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from sayso.export import mapping, timeline
from sayso.export.mapping import Pin
from sayso.export.timeline import Bar

ALEPPO = Pin(36.2, 37.16, "Aleppo", "1. ASSAULT", "1", "list-e_1")
SUVA = Pin(-18.14, 178.44, "Suva", "2. CONSULT", "2", "list-e_2")
APIA = Pin(-13.83, -171.77, "Apia", "3. CONSULT", "3", "list-e_3")


def circles(drawn: str) -> list[tuple[float, float]]:
    """Centres of the dots."""
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.-]+)" cy="([\d.-]+)"', drawn)]


def test_no_pins_no_map() -> None:
    assert mapping.svg([]) == ""


def test_one_pin_stands_in_the_middle_of_some_country() -> None:
    drawn = mapping.svg([ALEPPO])
    ElementTree.fromstring(drawn)
    assert circles(drawn)[0][0] == mapping.WIDTH / 2
    assert drawn.count("M") > 1, "no boundary within 150 km of Aleppo was drawn"
    assert "km</text>" in drawn


def test_pins_keep_their_directions_and_the_frame() -> None:
    damascus = Pin(33.51, 36.29, "Damascus", "", "4", "list-e_4")
    drawn = mapping.svg([ALEPPO, damascus])
    (ax, ay), (dx, dy) = circles(drawn)[::-1]
    assert dx < ax
    assert dy > ay
    assert all(0 <= x <= mapping.WIDTH for x in (ax, dx))
    assert all(0 <= y <= mapping.TALLEST for y in (ay, dy))


def test_neighbours_across_the_date_line_are_neighbours() -> None:
    (x1, _), (x2, _) = circles(mapping.svg([SUVA, APIA]))
    assert abs(x1 - x2) < mapping.WIDTH
    assert "500 km" in mapping.svg([SUVA, APIA]) or "200 km" in mapping.svg([SUVA, APIA])


def test_events_of_one_place_share_a_dot() -> None:
    drawn = mapping.svg([ALEPPO, Pin(36.2, 37.16, "Aleppo", "5. FIGHT", "5", "list-e_5", tone="v1")])
    assert len(circles(drawn)) == 1
    assert 'href="#list-e_1"' in drawn
    assert 'href="#list-e_5"' in drawn
    assert 'class="pin near1"' in drawn, "two voices have no common colour"


def test_coarse_places_are_wider() -> None:
    drawn = mapping.svg([Pin(35, 38, "Syria", "", "1", "l", precision=3), ALEPPO])
    assert [float(r) for r in re.findall(r' r="([\d.]+)"', drawn)] == [10.0, 5.0]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><a href="javascript:x">', "]]>&amp;<!--"])
def test_names_are_escaped(hostile: str) -> None:
    pin = Pin(10, 10, hostile, hostile, "1", "list-e_1")
    bar = Bar(date(2026, 3, 1), date(2026, 3, 1), hostile, hostile, "1", "list-e_1")
    for drawn in (mapping.svg([pin]), timeline.svg([bar], None)):
        ElementTree.fromstring(drawn)
        assert "<script" not in drawn
        assert 'javascript:x">' not in drawn


def bar(number: int, start: str | None, end: str | None, happened: bool = True) -> Bar:
    """A bar with days as text."""
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Bar(first, last, "ASSAULT", "", str(number), f"list-e_{number}", happened=happened)


def test_no_dates_no_timeline() -> None:
    assert timeline.svg([], date(2026, 3, 1)) == ""


def test_days_stand_in_order_before_the_day_of_publication() -> None:
    drawn = timeline.svg([bar(2, "2026-03-04", "2026-03-04"), bar(1, "2026-03-01", "2026-03-01")], date(2026, 3, 5))
    ElementTree.fromstring(drawn)
    (x1, _), (x2, _) = circles(drawn)
    published = float(re.search(r'class="published" d="M([\d.]+)', drawn)[1])  # type: ignore[index]
    assert timeline.LEFT <= x1 < x2 < published <= timeline.WIDTH


def test_intervals_are_lines_and_open_ends_arrows() -> None:
    closed = timeline.svg([bar(1, "2026-03-01", "2026-03-09")], None)
    assert len(circles(closed)) == 2
    assert 'class="tip"' not in closed
    since = timeline.svg([bar(1, "2026-03-01", None)], date(2026, 3, 9))
    assert since.count('class="tip"') == 1
    until = timeline.svg([bar(1, None, "2026-03-09")], None)
    assert until.count('class="tip"') == 1


def test_what_is_long_past_does_not_flatten_the_news() -> None:
    drawn = timeline.svg([bar(1, "1994-04-07", "1994-04-07"), bar(2, "2026-03-01", "2026-03-01"), bar(3, "2025-03-01", "2025-03-01")], None)
    assert drawn.count('class="tip"') == 1
    (x3, _), (x2, _) = circles(drawn)
    assert x2 - x3 > 200


def test_labels_of_one_row_do_not_meet() -> None:
    bars = [bar(number, f"2026-03-{number:02}", f"2026-03-{number:02}") for number in range(1, 29)]
    drawn = timeline.svg(bars, None)
    rows: dict[str, list[tuple[float, str]]] = {}
    for x, y, anchor in re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="(start|end)">', drawn):
        rows.setdefault(y, []).append((float(x), anchor))
    assert sum(map(len, rows.values())) == 28
    width = len("28 ASSAULT") * timeline.LETTER
    for marks in rows.values():
        spans = sorted((x, x + width) if anchor == "start" else (x - width, x) for x, anchor in marks)
        assert all(before[1] <= after[0] + timeline.LETTER for before, after in itertools.pairwise(spans))


def test_what_did_not_happen_is_hollow() -> None:
    assert 'class="bar unreal"' in timeline.svg([bar(1, "2026-03-01", "2026-03-01", happened=False)], None)
