"""Distances and directions on the globe."""

from __future__ import annotations

import math

RADIUS = 6371.0
"""Mean radius of the Earth in kilometres."""
KM_PER_DEGREE = 111.2
"""Kilometres of a degree of latitude."""
COMPASS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
"""Direction -> degrees from the north, clockwise."""


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points in degrees (haversine)."""
    north1, north2 = math.radians(lat1), math.radians(lat2)
    arc = math.sin((north2 - north1) / 2) ** 2 + math.cos(north1) * math.cos(north2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(arc)))


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
