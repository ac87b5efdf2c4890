"""What the package ships beside code: the model, the compiled lexicons, the gazetteer, each with its sha256 in `manifest.json`."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from sayso.errors import DataError

FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "manifest.json"


@functools.cache
def manifest() -> dict[str, str]:
    """File name -> sha256 of every shipped data file.

    Raises:
        DataError: the manifest is missing or unreadable.
    """
    try:
        listed: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{MANIFEST}: cannot be read ({error}); reinstall sayso") from error
    return listed


def read_bytes(name: str) -> bytes:
    """The bytes of the shipped file `name`, checked against the manifest.

    Raises:
        DataError: the file is missing, not listed, or does not match its sha256.
    """
    path = FOLDER / name
    expected = manifest().get(name)
    if expected is None:
        raise DataError(f"{name}: not listed in {MANIFEST}; run `make data` or reinstall sayso")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error}); reinstall sayso") from error
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DataError(f"{path}: sha256 is {found[:12]}…, the manifest says {expected[:12]}…; reinstall sayso")
    return content


@functools.cache
def lexicon(room: str) -> dict[str, Any]:
    """The compiled word lists of one room: YAML file stem -> content, as `scripts/compile_lexicon.py` wrote them.

    Raises:
        DataError: as `read_bytes`.
    """
    content: dict[str, Any] = json.loads(gzip.decompress(read_bytes(f"lexicon-{room}.json.gz")))
    return content
