"""Build `src/sayso/data/outlines.json.gz`: the coasts and boundaries behind the maps of `sayso read --html`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_outlines.py package/countries-50m.json && python scripts/compile_lexicon.py

The source is Natural Earth's countries at 1:50 million (public domain) in the TopoJSON of the npm package world-atlas 2.0.2 (ISC). Kept are
the lines only, in hundredths of a degree: what belongs to one country is a coast, what two share is a boundary.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "src" / "sayso" / "data" / "outlines.json.gz"
SOURCE = "Natural Earth 1:50m countries (public domain), by way of world-atlas 2.0.2 (ISC)"
UNITS = 100
"""Units a degree."""


def arcs_of(geometry: Any) -> Iterator[int]:
    """The numbers of all arcs of a geometry; an arc that is run backwards counts as itself."""
    for part in geometry:
        if isinstance(part, list):
            yield from arcs_of(part)
        else:
            yield part if part >= 0 else ~part


def line_of(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[int]:
    """An arc as longitude and latitude in units, then the differences from point to point; points that fall together are one."""
    x = y = 0
    found: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = (round((x * scale[0] + shift[0]) * UNITS), round((y * scale[1] + shift[1]) * UNITS))
        if not found or point != found[-1]:
            found.append(point)
    flat = [*found[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(found):
        flat += [bx - ax, by - ay]
    return flat


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topology", type=Path)
    atlas = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    owners: Counter[int] = Counter()
    for country in atlas["objects"]["countries"]["geometries"]:
        owners.update(set(arcs_of(country["arcs"])))
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    lines = [(owners[number], line_of(arc, scale, shift)) for number, arc in enumerate(atlas["arcs"]) if owners[number]]
    content: dict[str, Any] = {
        "source": SOURCE,
        "units": UNITS,
        "coasts": [line for count, line in lines if count == 1 and len(line) > 2],
        "boundaries": [line for count, line in lines if count > 1 and len(line) > 2],
    }
    OUT.write_bytes(gzip.compress(json.dumps(content, separators=(",", ":")).encode(), compresslevel=9, mtime=0))
    print(f"{OUT}: {OUT.stat().st_size / 1024:.0f} KiB, {len(content['coasts'])} coasts, {len(content['boundaries'])} boundaries")


if __name__ == "__main__":
    main()
