"""Content-derived ids: the same content gives the same id on every machine, in every run."""

from __future__ import annotations

import hashlib


def content_id(prefix: str, *parts: object) -> str:
    """`prefix`, an underscore and 16 hexadecimal digits of the SHA-256 of the parts.

    Parts are joined by the unit separator (U+001F), which intake removes from every text, so no two different lists of parts join alike.
    Half characters (lone surrogates), which only texts that never went through intake hold, count as themselves.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:16]}"
