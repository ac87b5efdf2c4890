"""Why an input could not be read: the one table of reasons, and the error that carries one."""

from __future__ import annotations

import hashlib

from sayso.errors import InputError
from sayso.records import Quarantined

REASONS: dict[str, str] = {
    "empty": "the input has no bytes, or nothing but white space",
    "binary": "the bytes are not text, and of no kind that sayso reads: a picture, a program",
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
    "not-english": "the text is in a language that sayso does not read; the article is kept",
    "timeout": "reading took longer than the limit for one document",
    "out-of-memory": "the input needs more memory than there is",
    "reader-died": "the process that read the file ended: a library was led astray, or there was no more memory",
    "internal-error": "a bug of ours",
    "bomb": "the input unpacks to many times its size",
    "damaged": "a packed file, a record or a document is broken or ends in the middle",
    "encrypted": "the file asks for a password",
    "unsafe-entry": "an archive holds a link or another entry that is no file",
    "needs-extra": "reading this kind of file needs a library that is not installed",
    "unknown-export": "a part of an export that is no article of the form sayso knows",
    "missing-articles": "an export announces more articles than it holds",
    "cut-off": "a cell is as long as a spreadsheet's cell can be, so the text is probably cut",
    "not-fetched": "only an address or a summary is given; the page was not fetched",
    "refused-address": "an address that is not fetched: not http, or on a private network",
    "robots": "the site's robots.txt asks not to fetch the page",
    "http-error": "the server answered with an error",
    "unreachable": "the server could not be reached in time",
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

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[str, str]]:
        """How it is sent from one process to another."""
        return type(self), (self.reason, self.detail)

    def quarantined(self, source: str, raw: bytes | None = None) -> Quarantined:
        """The quarantine row for this error; `raw` are the bytes of the input where they could be read."""
        digest = hashlib.sha256(raw).hexdigest() if raw is not None else None
        return Quarantined(source=source, reason=self.reason, detail=self.detail, digest=digest)
