"""Any bytes, under any name, come out as articles or as quarantined inputs with a reason, soon, and as nothing else."""

from __future__ import annotations

import gzip
import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_exports import (
    answer,
    docx,
    factiva_html,
    factiva_lines,
    lexisnexis_text,
    nexis_lines,
    page,
    pdf,
    proquest_text,
    record,
    rtf,
    story,
    warc,
    xlsx,
    zipped,
)

from sayso.errors import UsageError
from sayso.intake import REASONS, Limits, read_sources
from sayso.records import Article, Quarantined

_ROWS = f'title,text\nTalks,"{story(1)["text"]}"\nMore,"{story(2)["text"]}"\n'
_FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>P</title><item><title>T</title><link>http://x.example/</link></item></channel></rss>"
_MEDIA_CLOUD = f'id,indexed_date,language,media_name,media_url,publish_date,title,url,text\n1,2024-03-21,en,P,p.example,2024-03-20,T,http://p.example/1,"{story(1)["text"]}"\n'
SEEDS = {
    "a.txt": b"Talks resume\n21 March 2024\n\n" + story(1)["text"].encode(),
    "a.html": page(1),
    "a.csv": _ROWS.encode(),
    "a.tsv": _ROWS.replace(",", "\t").encode(),
    "a.jsonl": b"\n".join(json.dumps({"text": story(number)["text"]}).encode() for number in range(3)),
    "a.json": json.dumps([{"text": story(number)["text"]} for number in range(3)]).encode(),
    "a.docx": docx(nexis_lines(2)),
    "nexis.rtf": rtf(nexis_lines(2)),
    "factiva.rtf": rtf(factiva_lines(2, indexed=True)),
    "factiva.html": factiva_html(3).encode(),
    "proquest.txt": proquest_text(2).encode(),
    "lexisnexis.txt": lexisnexis_text(2).encode(),
    "mediacloud.csv": _MEDIA_CLOUD.encode(),
    "a.warc": warc([record(answer(page(number))) for number in range(3)], packed=False),
    "a.warc.gz": warc([record(answer(page(number))) for number in range(3)], packed=True),
    "a.zip": zipped({"a.txt": story(1)["text"].encode(), "b.docx": docx(nexis_lines(1))}),
    "a.jsonl.gz": gzip.compress(json.dumps({"text": story(1)["text"]}).encode(), mtime=0),
    "a.xlsx": xlsx([["Title", "Text"], ["Talks", story(1)["text"]]]),
    "a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "a.pdf": pdf(["Talks resume in the harbour", "Rebels attacked the town on Friday, the army said."]),
    "a.rss": _FEED,
    "a.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='http://x.example/'/></entry></feed>",
    "b.zip": zipped({"inner.zip": zipped({"a.html": page(2)}), "a.csv": _ROWS.encode()}),
    "a.html.gz": gzip.compress(page(1), mtime=0),
}


def _parquet() -> bytes:
    """A table in Parquet; some bytes like it where its library is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return b"PAR1" + bytes(64) + b"PAR1"
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [story(number)["text"] for number in range(5)]}), buffer)
    return buffer.getvalue()


SEEDS["a.parquet"] = _parquet()
_LIMITS = Limits(seconds=5)
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "add", "twice"]),
        st.floats(0, 1),
        st.binary(min_size=1, max_size=6)
        | st.sampled_from([b"<", b"{", b"}", b"\\u-9", b"\n", b'"', b"\x00", b"PK\x03\x04", b"WARC/1.0\r\n"]),
    ),
    max_size=4,
)


def edited(raw: bytes, edits: list[tuple[str, float, bytes]]) -> bytes:
    for kind, share, piece in edits:
        at = int(share * len(raw))
        if kind == "flip":
            raw = raw[:at] + piece + raw[at + len(piece) :]
        elif kind == "cut":
            raw = raw[:at]
        elif kind == "drop":
            raw = raw[:at] + raw[at + 7 :]
        elif kind == "add":
            raw = raw[:at] + piece + raw[at:]
        else:
            raw = raw + raw[at:]
    return raw


def settled(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    began = time.perf_counter()
    try:
        items = list(read_sources([path], limits=_LIMITS))
    except UsageError:
        return
    assert time.perf_counter() - began < 10
    assert all(isinstance(item, Article) or item.reason in REASONS.keys() - {"internal-error"} for item in items)
    assert all(item.source.startswith(path.as_posix()) for item in items)
    assert items or path.suffix in {".csv", ".tsv", ".jsonl", ".json", ".gz", ".zip", ".warc", ".rss", ".atom", ".txt", ".xlsx", ".html"}


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=_EDITS)
def test_a_broken_file_is_settled(tmp_path: Path, name: str, edits: list[tuple[str, float, bytes]]) -> None:
    settled(tmp_path / name, edited(SEEDS[name], edits))


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_settled(tmp_path: Path, name: str, raw: bytes) -> None:
    settled(tmp_path / name, raw)


@pytest.mark.parametrize("name", [name for name in SEEDS if name not in {"a.xls", "a.parquet", "a.rss", "a.atom"}])
def test_the_seeds_are_sound(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SEEDS[name])
    items = list(read_sources([tmp_path / name]))
    assert items
    if any(isinstance(item, Quarantined) and item.reason == "needs-extra" for item in items):
        pytest.skip("its library is not installed")
    assert all(isinstance(item, Article) for item in items)
