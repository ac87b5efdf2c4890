"""A map of a report's events as inline SVG: dots over the coasts and boundaries that the package ships.

No tiles, no script, nothing fetched.

The projection is equirectangular, true to scale in the middle of the map (Snyder 1987, "Map projections: a working manual", p. 90).
"""

from __future__ import annotations

import functools
import gzip
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from sayso import data
from sayso.sphere import KM_PER_DEGREE

FILE = "outlines.json.gz"
NOTE = "Boundaries are drawn for orientation only; they are not endorsed, and say nothing about any claim. Outlines: Natural Earth."
WIDTH = 640
TALLEST, FLATTEST = 420, 220
MARGIN = 46
"""Pixels between the outermost dot and the frame."""
NARROWEST = 3.0
"""Degrees of latitude that a map shows at least: a dot alone tells nothing."""
FINEST = 0.7
"""Pixels below which a bend of a line is not drawn."""
SIZES = {1: 5.0, 2: 7.0, 3: 10.0}
"""Radius of a dot by ACLED's geo_precision: 1 the place, 2 near it or a part of a region, 3 the region or country."""
WIDEST = max(SIZES.values())
MOST_SHRUNK = 0.15
"""The least that a degree of longitude is drawn as: towards the poles the projection would go to nothing."""
RIGHT = 0.75
"""Share of the width from which on a label stands to the left of its dot."""
GAP = 3
"""Pixels between a dot and its label."""


@dataclass(frozen=True, slots=True)
class Pin:
    """Something to be shown at a point."""

    lat: float
    lon: float
    """Degrees, WGS 84."""
    label: str
    """Name of the place."""
    title: str
    """What the pointer brings up."""
    number: str
    """What leads to the list: a number."""
    link: str
    """Id of the item in the list."""
    tone: str = ""
    """Class of the voice; empty for the outlet's own word."""
    precision: int = 1
    """ACLED geo_precision."""


@dataclass(frozen=True, slots=True)
class View:
    """The window of the map, and the way from degrees to pixels."""

    west: float
    north: float
    scale: float
    """Pixels a degree of latitude."""
    shrink: float
    """Length of a degree of longitude in degrees of latitude, in the middle of the map."""
    height: float

    def pixel(self, lat: float, lon: float) -> tuple[float, float]:
        """(x, y) from the upper left corner."""
        return (lon - self.west) * self.scale * self.shrink, (self.north - lat) * self.scale


def svg(pins: Sequence[Pin]) -> str:
    """The map that shows all pins, dots of one place together; empty where there is none."""
    if not pins:
        return ""
    pins = _unrolled(pins)
    view = _view(pins)
    dots = "".join(_dots(pins, view))
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {view.height:.0f}" role="img" aria-label="Map of the places of events">\n'
        f'<path class="boundary" d="{_path("boundaries", view)}"/>\n<path class="coast" d="{_path("coasts", view)}"/>\n'
        f"{_scale_bar(view)}{dots}</svg>\n"
    )


def _unrolled(pins: Sequence[Pin]) -> list[Pin]:
    """The pins with longitudes that run on beyond 180 where that makes the map narrower: Fiji and Samoa are neighbours."""
    east = [replace(pin, lon=pin.lon + 360) if pin.lon < 0 else pin for pin in pins]
    return min((list(pins), east), key=lambda each: max(pin.lon for pin in each) - min(pin.lon for pin in each))


def _view(pins: Sequence[Pin]) -> View:
    south, north = min(pin.lat for pin in pins), max(pin.lat for pin in pins)
    west, east = min(pin.lon for pin in pins), max(pin.lon for pin in pins)
    shrink = max(MOST_SHRUNK, math.cos(math.radians((south + north) / 2)))
    tall, wide = max(north - south, NARROWEST), max((east - west) * shrink, NARROWEST)
    scale = min((TALLEST - 2 * MARGIN) / tall, (WIDTH - 2 * MARGIN) / wide)
    height = min(TALLEST, max(FLATTEST, tall * scale + 2 * MARGIN))
    return View(
        west=(west + east) / 2 - WIDTH / 2 / scale / shrink,
        north=(south + north) / 2 + height / 2 / scale,
        scale=scale,
        shrink=shrink,
        height=height,
    )


@functools.cache
def _lines(kind: str) -> list[list[tuple[float, float]]]:
    """The lines of a kind ("coasts", "boundaries") as (longitude, latitude) in degrees."""
    content = json.loads(gzip.decompress(data.read_bytes(FILE)))
    found = []
    for flat in content[kind]:
        x = y = 0
        line = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x / content["units"], y / content["units"]))
        found.append(line)
    return found


def _path(kind: str, view: View) -> str:
    """What of the lines is within the frame, as the `d` of an SVG path."""
    east = view.west + WIDTH / view.scale / view.shrink
    south = view.north - view.height / view.scale
    turns = [turn for turn in (-360, 0, 360) if view.west < 180 + turn and east > -180 + turn]
    parts: list[str] = []
    for line in _lines(kind):
        if max(lat for _, lat in line) < south or min(lat for _, lat in line) > view.north:
            continue
        for turn in turns:
            points = [view.pixel(lat, lon + turn) for lon, lat in line]
            parts += [_drawn(run) for run in _inside(points, view.height)]
    return "".join(parts)


def _inside(points: Sequence[tuple[float, float]], height: float) -> Iterator[list[tuple[float, float]]]:
    """The runs of a line whose segments may be seen; the frame cuts the rest of a segment off."""
    run: list[tuple[float, float]] = []
    for a, b in itertools.pairwise(points):
        outside = max(a[0], b[0]) < 0 or min(a[0], b[0]) > WIDTH or max(a[1], b[1]) < 0 or min(a[1], b[1]) > height
        if outside or abs(a[0] - b[0]) > 4 * WIDTH:
            if run:
                yield run
            run = []
        else:
            run = run or [a]
            run.append(b)
    if run:
        yield run


def _drawn(run: Sequence[tuple[float, float]]) -> str:
    """A run without the bends that nobody would see."""
    kept = [run[0]]
    for point in run[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= FINEST:
            kept.append(point)
    kept.append(run[-1])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept)


def _dots(pins: Iterable[Pin], view: View) -> Iterator[str]:
    """A dot for every place, with the numbers of all that happened there; coarse ones first, so that they lie below."""
    places: dict[tuple[float, float, str], list[Pin]] = {}
    for pin in pins:
        places.setdefault((pin.lat, pin.lon, pin.label), []).append(pin)
    for (lat, lon, label), here in sorted(places.items(), key=lambda item: (-item[1][0].precision, item[0])):
        x, y = view.pixel(lat, lon)
        coarse = here[0].precision
        tones = {pin.tone for pin in here}
        tone = tones.pop() if len(tones) == 1 else ""
        kind = " ".join(part for part in ("pin", f"near{coarse}", tone) if part)
        title = escape("\n".join([label, *(pin.title for pin in here)]))
        numbers = ", ".join(f'<a href="#{escape(pin.link)}">{escape(pin.number)}</a>' for pin in here)
        radius = SIZES.get(coarse, WIDEST)
        anchor, at = ("end", x - radius - GAP) if x > WIDTH * RIGHT else ("start", x + radius + GAP)
        yield (
            f'<g class="{kind}"><title>{title}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
            f'<text x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}">{escape(label)} <tspan>{numbers}</tspan></text></g>\n'
        )


def _scale_bar(view: View) -> str:
    """A bar of a round number of kilometres, at most a quarter of the width."""
    widest = WIDTH / 4 / view.scale * KM_PER_DEGREE
    power = 10 ** math.floor(math.log10(widest))
    kilometres = max(step * power for step in (1, 2, 5) if step * power <= widest)
    length = kilometres / KM_PER_DEGREE * view.scale
    y = view.height - 12
    return f'<path class="bar" d="M12 {y:.0f}h{length:.1f}"/><text class="bar" x="12" y="{y - 5:.0f}">{kilometres:,.0f} km</text>\n'
