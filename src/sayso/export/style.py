"""The style sheet of an HTML account: one colour per voice, light and dark, no script and nothing fetched."""

from __future__ import annotations

GOLDEN_ANGLE = 137.508
"""Degrees between the hues of two voices that follow each other: however many there are, neighbours stay apart."""

BASE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fdfcf9; --line: #c9c4b8; --faint: #6b675e;
  --tint: 75% 88%; --edge: 55% 45%; --source: #7a4b00; --event: #b3261e; --actor: #1b5e8c; --place: #2e6b3a; --time: #6a3d9a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --paper: #1b1a18; --line: #4a463f; --faint: #a39e93;
  --tint: 35% 22%; --edge: 50% 62%; --source: #f0b659; --event: #ff8a80; --actor: #8cc4ee; --place: #8fd19e; --time: #caa7f0; } }
body { color: var(--ink); background: var(--paper); font: 1.05rem/1.75 Georgia, serif; margin: 1.2rem auto; max-width: 76rem;
  padding: 0 1rem; display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2.5rem; }
header { grid-column: 1 / -1; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .3rem; } h2 { font-size: 1.05rem; }
.faint { color: var(--faint); font-size: .85rem; }
article { white-space: pre-wrap; overflow-wrap: anywhere; }
.voices { list-style: none; margin: .4rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem .6rem;
  font: .85rem/1.5 system-ui, sans-serif; }
.voices li { background: hsl(var(--hue) var(--tint)); border-left: .4rem solid hsl(var(--hue) var(--edge)); padding: 0 .5rem; }
aside { font: .85rem/1.5 system-ui, sans-serif; } aside ol { padding-left: 1.6rem; }
aside ol ol { padding-left: 1.4rem; margin-top: .5rem; }
aside li { margin-bottom: .9rem; padding: .2rem .5rem; border-left: 3px solid var(--line); }
aside li[class] { border-left: .45rem solid hsl(var(--hue) var(--edge)); }
aside li a { color: var(--event); font-weight: 600; text-decoration: none; } aside .said a { color: var(--source); }
aside li a:hover, aside li a:focus { text-decoration: underline; }
aside p { margin: .2rem 0; } aside dl { margin: .2rem 0; }
aside dt { color: var(--faint); float: left; clear: left; width: 7.5rem; } aside dd { margin-left: 8rem; overflow-wrap: anywhere; }
span[title] { cursor: help; } span[title]:hover { outline: 2px solid var(--line); outline-offset: 1px; }
.content { background: hsl(var(--hue) var(--tint)); }
.source { color: var(--source); font-weight: bold; } .cue { color: var(--source); font-style: italic; }
.event { color: var(--event); font-weight: bold; text-decoration: underline; } .actor { border-bottom: 1px solid var(--actor); }
.place { border-bottom: 1px dotted var(--place); } .time { border-bottom: 1px dotted var(--time); }
.nested { border-bottom: 3px solid hsl(var(--outer) var(--edge)); }
.ref { color: var(--faint); font: .65rem system-ui, sans-serif; text-decoration: none; vertical-align: super; }
.ref::before { content: attr(data-number); padding: 0 .1rem; } .event-ref { color: var(--event); }
:target { outline: 2px solid var(--event); }
.plots { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
.plots figure { flex: 1 1 24rem; max-width: 40rem; margin: 0; } figcaption { line-height: 1.4; } svg { width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); } svg a { fill: var(--event); text-decoration: none; }
.map { border: 1px solid var(--line); } .coast, .boundary, path.axis, path.bar { fill: none; stroke: var(--faint); stroke-width: .8; }
.boundary { stroke-dasharray: 3 2; opacity: .7; } text.axis, text.bar, text.published { fill: var(--faint); font-size: 11px; }
path.published { stroke: var(--time); stroke-dasharray: 2 3; }
g.bar path, g.pin circle { stroke: var(--mark); stroke-width: 2; fill: none; }
g.bar, g.pin { --mark: var(--event); } g.bar[class*=" v"], g.pin[class*=" v"] { --mark: hsl(var(--hue) var(--edge)); }
g.bar circle, g.bar .tip, g.near1 circle { fill: var(--mark); stroke: var(--mark); } g.near2 circle { fill: var(--paper); }
g.near3 circle { stroke-dasharray: 3 2; } g.unreal circle, g.unreal .tip { fill: var(--paper); }
g.unreal path { stroke-dasharray: 4 3; }
@media (max-width: 50rem) { body { display: block; } }
@media print { aside { break-before: page; } body { display: block; } }
"""


def sheet(voices: int) -> str:
    """The style sheet for a report with so many voices; voice 0 has the first colour."""
    hues = ((number, round(45 + number * GOLDEN_ANGLE) % 360) for number in range(voices))
    return BASE + "".join(f".v{number} {{ --hue: {hue}; }} .p{number} {{ --outer: {hue}; }}\n" for number, hue in hues)
