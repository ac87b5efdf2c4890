"""Conditions of place and time over events: within so many kilometres of a point, and overlapping a period.

A box of degrees comes first, which costs no trigonometry and may use an index; the great circle (`sayso.sphere`) then decides.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, func, literal, or_, true

from sayso.errors import UsageError
from sayso.sphere import FARTHEST, RADIUS, Point
from sayso.store import dialect

_SLACK = 1e-6
"""Degrees by which the box is wider than it must be: rounding may never lose what the exact formula finds."""

Condition = ColumnElement[bool]


def check(near: Point | None, km: float | None) -> None:
    """Refuse a circle that is none.

    Raises:
        UsageError: one of the two is missing, a coordinate out of range, a distance that is none.
    """
    if (near is None) != (km is None):
        raise UsageError("near and km go together: --near 33.31,44.37 --km 50")
    if near is None or km is None:
        return
    latitude, longitude = near
    if not (math.isfinite(latitude) and -90 <= latitude <= 90):
        raise UsageError(f"near: latitude {latitude} is not between -90 and 90; write LAT,LON")
    if not (math.isfinite(longitude) and -180 <= longitude <= 180):
        raise UsageError(f"near: longitude {longitude} is not between -180 and 180; write LAT,LON")
    if not (math.isfinite(km) and km > 0):
        raise UsageError(f"km is a distance above 0, not {km}")


def point(text: str) -> Point:
    """``LAT,LON`` in degrees north and east.

    Raises:
        UsageError: the text is no pair of numbers.
    """
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(f"near: {text!r} is no point; write degrees north and east as 33.31,44.37") from error
    return latitude, longitude


def days(first: str, last: str) -> tuple[str, str]:
    """The two days of a period, as they must be written.

    Raises:
        UsageError: not days as YYYY-MM-DD, or in the wrong order.
    """
    for day in (first, last):
        try:
            sound = date.fromisoformat(day).isoformat() == day
        except ValueError:
            sound = False
        if not sound:
            raise UsageError(f"between: {day!r} is no day; write it as 2024-03-21")
    if first > last:
        raise UsageError(f"between: {first} is later than {last}")
    return first, last


def within(lat: ColumnElement[Any], lon: ColumnElement[Any], centre: Point, km: float) -> Condition:
    """Whether a point is known and lies within `km` of `centre`."""
    if km >= FARTHEST:
        return and_(lat.is_not(None), lon.is_not(None))
    distance = func.sayso_km(lat, lon, *centre, type_=Float)
    # No rounding may push the arcsine out of its range.
    arc = func.least(literal(1.0), func.sqrt(_square(lat, lon, centre)))
    exact = dialect.Either(distance <= km, 2 * RADIUS * func.asin(arc) <= km)
    return and_(_box(lat, lon, centre, km), exact)


def _square(lat: ColumnElement[Any], lon: ColumnElement[Any], centre: Point) -> ColumnElement[Any]:
    """The square of half the chord to `centre` on the unit sphere, in the functions of PostgreSQL."""
    north = func.sin(func.radians(lat - centre[0]) * 0.5)
    east = func.sin(func.radians(lon - centre[1]) * 0.5)
    square: ColumnElement[Any] = north * north + func.cos(func.radians(lat)) * math.cos(math.radians(centre[0])) * east * east
    return square


def _box(lat: ColumnElement[Any], lon: ColumnElement[Any], centre: Point, km: float) -> Condition:
    """The degrees between which the circle lies; across the antimeridian they are two ranges, around a pole all longitudes."""
    latitude, longitude = centre
    angle = km / RADIUS
    south, north = latitude - math.degrees(angle) - _SLACK, latitude + math.degrees(angle) + _SLACK
    rows = lat.between(south, north)
    if south <= -90 or north >= 90:
        return and_(rows, lon.is_not(None))
    # The circle is widest where a meridian touches it, a little towards the nearer pole.
    width = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(latitude))))) + _SLACK
    west, east = longitude - width, longitude + width
    if west < -180:
        columns = or_(lon <= east, lon >= west + 360)
    elif east > 180:
        columns = or_(lon >= west, lon <= east - 360)
    else:
        columns = lon.between(west, east)
    return and_(rows, columns)


def overlapping(first: ColumnElement[Any], last: ColumnElement[Any], begins: str | None, ends: str | None) -> Condition:
    """Whether an interval shares a day with a period.

    An end of the interval that is not known is open: "since October" goes on. So is an end of the period where it is null. What has no date
    at all shares no day with anything.
    """
    picked = [or_(first.is_not(None), last.is_not(None))]
    if ends is not None:
        picked.append(or_(first.is_(None), first <= ends))
    if begins is not None:
        picked.append(or_(last.is_(None), last >= begins))
    return and_(true(), *picked)
