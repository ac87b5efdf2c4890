"""Records as JSON: one object per line, keys in the order of `sayso.records`, spans as pairs [start, end]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.encode import dumps, to_json
from sayso.manifest import codebook
from sayso.records import Coding

UNTIMED = ("seconds",)
"""Fields of `Coding` that differ from run to run and so belong in no export."""


def coding_object(coding: Coding, lexicon: Path | None = None) -> dict[str, Any]:
    """A coding as plain dictionaries and lists, in the shape of the dataclasses, with the versions of program and codebook.

    Offsets count code points of ``article.text``.

    Args:
        coding: what was found in one article.
        lexicon: the user's own word lists with which it was found.
    """
    found = {key: value for key, value in to_json(coding).items() if key not in UNTIMED}
    return {"sayso": __version__, "codebook": codebook(lexicon), **found}


def lines(records: Iterable[Any]) -> Iterator[str]:
    """Each record, a dataclass of sayso or a mapping of plain values, as a line of JSON with its line end.

    Text stays readable; only a line with half a character in it, which UTF-8 cannot hold, is escaped.
    """
    for record in records:
        yield dumps(record if isinstance(record, dict) else to_json(record)) + "\n"
