"""Distances on the Earth, taken as a sphere of its mean radius: at most 0.56 % off those on the ellipsoid."""

from __future__ import annotations

import math

RADIUS = 6371.0088
"""Mean radius of the Earth in kilometres (IUGG)."""
KM_PER_DEGREE = 111.2
"""Kilometres of a degree of latitude, rounded."""
FARTHEST = math.pi * RADIUS
"""Half way around."""

Point = tuple[float, float]
"""Degrees north and degrees east."""


def kilometres(one: Point, other: Point) -> float:
    """The great circle between two points, in kilometres (haversine formula, sound for small distances too)."""
    north = math.sin(math.radians(one[0] - other[0]) * 0.5)
    east = math.sin(math.radians(one[1] - other[1]) * 0.5)
    square = north * north + math.cos(math.radians(one[0])) * math.cos(math.radians(other[0])) * east * east
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(square)))
