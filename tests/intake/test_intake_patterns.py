"""No reader takes more than linear time over what its patterns dislike most."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

from sayso.intake import UnreadableError, article_from_text, clean
from sayso.intake.dates import leading_date, read_stamp
from sayso.intake.exports import factiva_html, parts_of
from sayso.intake.feeds import is_feed
from sayso.intake.header import read_header
from sayso.intake.html import is_html
from sayso.intake.language import language_of
from sayso.intake.messages import fields, parse
from sayso.intake.pdf import paragraphs
from sayso.intake.rtf import rtf_text

_LENGTH = 60_000
_NEXIS = "Length: 5 words\nTalks\nThe Invented Post\n21 March 2024\nCopyright 2024\nBody\n{}\nEnd of Document\n"
_FACTIVA = "Talks\n120 words\n21 March 2024\nInvented\n{}\nDocument INVPST0020240321ek3l00001\n"
_PROQUEST = "Talks\nFull text: {}\nProQuest document ID: 1\n"


def listed(text: str) -> object:
    return list(parts_of(text) or ())


READERS: dict[str, Callable[[str], object]] = {
    "plain": read_header,
    "clean": clean,
    "nexis": lambda text: listed(_NEXIS.format(text)),
    "factiva": lambda text: listed(_FACTIVA.format(text)),
    "proquest": lambda text: listed(_PROQUEST.format(text)),
    "unknown": listed,
    "rtf": lambda text: rtf_text(b"{\\rtf1 " + text.encode("utf-8", "replace") + b"}"),
    "feed": lambda text: is_feed(text.encode()),
    "page": lambda text: is_html(text.encode()),
    "saved": lambda text: factiva_html.is_export(text.encode()),
    "answer": lambda text: parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + text.encode()),
    "fields": lambda text: fields(text.encode()),
    "pdf": paragraphs,
    "language": language_of,
    "date": read_stamp,
    "dated": leading_date,
    "article": lambda text: article_from_text(text, title=text[:100]),
}
ATTACKS = [
    "a",
    " ",
    "\n",
    "\t",
    "<",
    "<a ",
    "(",
    '"',
    "-",
    "_",
    "1",
    "1,",
    "\\",
    "{",
    "{\\a",
    "\\'",
    "a ",
    "A: ",
    "A:\n",
    "By A\n",
    "é",
    "\r\n\r",
    "<div class=",
    "&a;",
    ". ",
]


@pytest.mark.parametrize("name", READERS)
def test_a_reader_is_linear(name: str) -> None:
    def spent(attack: str, length: int) -> float:
        text = (attack * length)[:length]
        began = time.perf_counter()
        with contextlib.suppress(UnreadableError):
            READERS[name](text)
        return time.perf_counter() - began

    for attack in ATTACKS:
        if spent(attack, _LENGTH) > 0.4:  # quadratic takes minutes here; what is merely slow is looked at again
            short, long = (min(spent(attack, length) for _ in range(3)) for length in (_LENGTH // 2, _LENGTH))
            assert long < 3 * short, attack
