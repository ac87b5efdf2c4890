"""Directions on the globe, and distances where only nearness counts; `sayso.sphere` has the exact ones."""

from __future__ import annotations

import math

from sayso.sphere import KM_PER_DEGREE

COMPASS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
"""Direction -> degrees from the north, clockwise."""


def flat_km(lat: float, lon: float, other_lat: float, other_lon: float, shrink: float) -> float:
    """Kilometres between two points in degrees on a plane: cheap, and good enough where only nearness counts.

    Args:
        lat: of the one.
        lon: likewise.
        other_lat: of the other.
        other_lon: likewise.
        shrink: length of a degree of longitude in degrees of latitude: the cosine of a latitude of either.
    """
    east = abs(other_lon - lon)
    return KM_PER_DEGREE * math.hypot(other_lat - lat, (360.0 - east if east > 180.0 else east) * shrink)


def moved(lat: float, lon: float, direction: str, distance: float) -> tuple[float, float]:
    """The point `distance` kilometres from another in a direction of the compass; KeyError for any other word."""
    bearing = math.radians(COMPASS[direction])
    north = lat + distance * math.cos(bearing) / KM_PER_DEGREE
    east = lon + distance * math.sin(bearing) / (KM_PER_DEGREE * max(0.01, math.cos(math.radians(lat))))
    return max(-90.0, min(90.0, north)), (east + 180.0) % 360.0 - 180.0
