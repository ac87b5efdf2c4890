"""Why an input could not be read: the one table of reasons, and the error that carries one."""

from __future__ import annotations

import hashlib

from sayso.errors import InputError
from sayso.records import Quarantined

REASONS: dict[str, str] = {
    "empty": "the input has no bytes, or nothing but white space",
    "binary": "the bytes are not text: a picture, a PDF, an archive, a program",
    "unknown-type": "a folder holds a file whose name ends in nothing sayso reads",
    "unreadable": "the operating system refused the file",
    "bad-encoding": "more than the allowed share of the bytes is not text in the encoding found",
    "bad-row": "a row is not JSON, has more or fewer cells than the header, or lacks its text",
    "no-column": "a corpus found in a folder has no column that holds text",
    "too-large": "the input is longer than the limit for one document",
    "too-deep": "the page or the JSON is nested deeper than the limit",
    "too-many-elements": "the page has more elements than the limit",
    "too-long-run": "a run of characters without white space is longer than the limit",
    "no-text": "no article text was found: no letters, or nothing but navigation and notices",
    "not-english": "the text is in a language that sayso does not read",
    "timeout": "reading took longer than the limit for one document",
}
"""Reason -> meaning. Every `Quarantined.reason` that intake gives is a key of this table."""


class UnreadableError(InputError):
    """An input that cannot become an article.

    Attributes:
        reason: a key of `REASONS`.
        detail: what exactly was wrong, with the remedy where there is one.
    """

    def __init__(self, reason: str, detail: str = "", source: str = "") -> None:
        self.reason = reason
        self.detail = detail or REASONS[reason]
        super().__init__(f"{source}: {reason}: {self.detail}" if source else f"{reason}: {self.detail}")

    def quarantined(self, source: str, raw: bytes | None = None) -> Quarantined:
        """The quarantine row for this error; `raw` are the bytes of the input where they could be read."""
        digest = hashlib.sha256(raw).hexdigest() if raw is not None else None
        return Quarantined(source=source, reason=self.reason, detail=self.detail, digest=digest)
