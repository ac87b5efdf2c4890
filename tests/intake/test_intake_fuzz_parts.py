"""What is read beside reports (tables of outlets, robots.txt, answers of servers, coding sheets, own lists, settings, manifests) and the
small readers within intake: any bytes give what they promise, or the error that they promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.config import read_file
from sayso.errors import InputError, LexiconError, UsageError
from sayso.export.release import MANIFEST, read_manifest
from sayso.intake import UnreadableError, feeds, header, load_outlets, messages, rtf
from sayso.intake.clean import clean, decode
from sayso.intake.dates import read_stamp
from sayso.intake.exports import parts_of
from sayso.intake.web import addresses, robots
from sayso.lexicon import user_tables
from sayso.sheets.filled import read_sheet
from sayso.sheets.form import FIELDS, VERDICTS

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_YAML = "- {id: grp.x, name: X, kind: armed_group, source: a, as_of: 2026}\n- name: Y\n  domains: [y.example]\n"
_SHEET = ",".join(["id", *FIELDS, *VERDICTS, "stratum", "stratum_size"]) + "\n"
SEEDS = [
    b"name,country,zone,domains\nThe Post,IRQ,Asia/Baghdad,post.example www.post.example\n",
    _YAML.encode(),
    b"User-agent: *\nDisallow: /x\nCrawl-delay: 3\nAllow: /\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    (_SHEET + "e_1" + ",yes" * _SHEET.count(",") + "\n").encode(),
    b'db = "reports.db"\nworkers = 2\nmin-confidence = 0.5\n',
    json.dumps({"files": {"a": {"sha256": "x"}}, "digest": "d", "seal": "s", "citation": "c"}).encode(),
    b"{\\rtf1\\ansi Talks \\u8217? resumed {\\b now}.\\par}",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='http://x.example/'/></entry></feed>",
]
_PIECES = (
    st.sampled_from(SEEDS) | st.binary(max_size=12) | st.sampled_from([b"\n", b",", b'"', b": ", b"- ", b"\x00", b"\xff\xfe", b"{", b"["])
)


@st.composite
def content(draw: st.DrawFn) -> bytes:
    """A seed, cut and pieced together with others and with any bytes."""
    raw = b"".join(draw(st.lists(_PIECES, max_size=5)))
    start, stop = sorted((draw(st.floats(0, 1)), draw(st.floats(0, 1))))
    return raw[int(start * len(raw)) : int(stop * len(raw)) + 1] if draw(st.booleans()) else raw


OF_FILES: dict[str, tuple[Callable[[Path], Any], type[Exception] | tuple[type[Exception], ...]]] = {
    "outlets.csv": (load_outlets, InputError),
    "outlets.yaml": (load_outlets, InputError),
    "sheet.csv": (read_sheet, (InputError, UsageError)),
    "sayso.toml": (read_file, UsageError),
    f"release/{MANIFEST}": (lambda path: read_manifest(path.parent), InputError),
    "own/actors/groups.yaml": (lambda path: user_tables(path.parents[1], "actors"), LexiconError),
    "own/events/words.yaml": (lambda path: user_tables(path.parents[1], "events"), LexiconError),
    "own/where/places.yaml": (lambda path: user_tables(path.parents[1], "where"), LexiconError),
}


@pytest.mark.parametrize("name", OF_FILES)
@quick
@given(raw=content())
def test_files_beside_reports(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    read, allowed = OF_FILES[name]
    try:
        read(path)
    except allowed as error:
        assert str(path.parent) in str(error)  # noqa: PT017 - most contents are refused, not all


OF_BYTES: dict[str, Callable[[bytes], Any]] = {
    "an answer": messages.parse,
    "a feed": lambda raw: feeds.entries(raw, "http://x.example/feed"),
    "rich text": rtf.rtf_text,
    "encodings": lambda raw: decode(raw),
    "robots.txt": lambda raw: robots.rules(200, raw, "sayso").pause >= 0 and robots.rules(200, raw, "sayso").allows("http://x.example/"),
}


@pytest.mark.parametrize("name", OF_BYTES)
@quick
@given(raw=content())
def test_small_readers_of_bytes(name: str, raw: bytes) -> None:
    try:
        OF_BYTES[name](raw)
    except UnreadableError as error:
        assert error.detail  # noqa: PT017


@quick
@given(text=st.text(max_size=80) | st.from_regex(r"[0-9]{1,5}[./-][0-9]{1,5}[./-][0-9]{1,5}( [0-9:]{1,8})?", fullmatch=True))
def test_dates_and_addresses_of_any_text(text: str) -> None:
    stamp = read_stamp(text)
    assert (stamp.value is None) == bool(stamp.reason)
    try:
        addresses.target(text, lambda host, port: ["192.0.2.1"])
    except UnreadableError as error:
        assert error.reason == "refused-address"  # noqa: PT017


_LINES = (
    "By Ana Example",
    "March 3, 2024",
    "Documents (2)",
    "Body",
    "End of Document",
    "____",
    "\n",
    "LENGTH: 2 words",
    "1 of 2 DOCUMENTS",
)


@quick
@given(lines=st.lists(st.sampled_from(_LINES) | st.text(max_size=20), max_size=30))
def test_headers_and_exports_of_any_text(lines: list[str]) -> None:
    cleaned = clean("\n".join(lines)).text
    found = header.read_header(cleaned)
    assert 0 <= found.body <= len(cleaned)
    parts = parts_of(cleaned)
    assert parts is None or all(isinstance(part, dict | UnreadableError) for part in parts)
