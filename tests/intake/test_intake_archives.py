from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from invented_exports import answer, docx, nexis_lines, page, pdf, proquest_text, record, story, warc, zipped

from sayso.intake import REASONS, Limits, read_sources
from sayso.intake.web.addresses import is_public
from sayso.records import Article, Quarantined

WORDS = story(1)["text"]


def read(path: Path, content: bytes, limits: Limits | None = None) -> list[Article | Quarantined]:
    path.write_bytes(content)
    return list(read_sources([path], limits=limits or Limits()))


def outcomes(items: list[Article | Quarantined]) -> list[str]:
    return [item.reason if isinstance(item, Quarantined) else "coded" for item in items]


RECORDS = [
    record(b"software: invented\r\n", type_="warcinfo", kind="application/warc-fields"),
    record(b"GET / HTTP/1.1\r\n\r\n", type_="request"),
    record(answer(page(1)), "https://post.example/1"),
    record(answer(b"", "301 Moved"), "https://post.example/old"),
    record(answer(b"\x89PNG", kind="image/png"), "https://post.example/a.png"),
    record(answer(page(2), more="Transfer-Encoding: chunked\r\n").replace(page(2), b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(2)), page(2)))),
    record(answer(gzip.compress(page(3)), more="Content-Encoding: gzip\r\n"), "https://post.example/3"),
    record(answer(b"gone", "404 Not Found"), "https://post.example/gone"),
    record(story(4)["text"].encode(), "https://post.example/4", "conversion", "text/plain"),
]
EXPECTED = ["coded", "coded", "coded", "http-error", "coded"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_the_pages_of_a_warc_file(tmp_path: Path, name: str, packed: bool) -> None:
    items = read(tmp_path / name, warc(RECORDS, packed))
    assert outcomes(items) == EXPECTED
    assert [item.source.rpartition("#")[2] for item in items] == ["3", "6", "7", "8", "9"]
    assert isinstance(items[0], Article)
    assert (items[0].url, items[0].published, items[0].headline) == ("https://post.example/1", "2024-03-02", story(1)["title"])


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_warc_file_loses_only_the_record_that_is_cut(tmp_path: Path, packed: bool) -> None:
    documents = [record(answer(page(number)), f"https://post.example/{number}") for number in range(3)]
    whole = warc(documents, packed)
    ends = [len(warc(documents[: number + 1], packed)) for number in range(3)]
    for cut in range(ends[0] + 1, len(whole), 97):
        items = read(tmp_path / "a.warc", whole[:cut])
        complete = sum(cut >= end - (0 if packed else 4) for end in ends)
        found = outcomes(items)
        assert found[:complete] == ["coded"] * complete
        assert found[complete:] in (["damaged"], []), cut
        assert (found[complete:] == []) <= (cut - ends[complete - 1] <= 0 or cut >= ends[complete] - 4)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"Content-Length: ", b"Content-Length: 1"), (b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: sha1:A"), (b"Content-Length", b"X")],
)
def test_a_lying_record_is_told_and_the_next_is_read(tmp_path: Path, old: bytes, new: bytes) -> None:
    documents = [record(answer(page(number))) for number in range(3)]
    documents[1] = documents[1].replace(old, new, 1)
    for packed in (False, True):
        assert outcomes(read(tmp_path / "a.warc.gz", warc(documents, packed))) == ["coded", "damaged", "coded"]


def test_bombs_in_web_archives_are_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>word " * 1_000_000)
    inside = record(answer(bomb, more="Content-Encoding: gzip\r\n"))
    assert outcomes(read(tmp_path / "a.warc", inside + record(answer(page(1))))) == ["bomb", "coded"]
    outside = warc([record(answer(b"<p>word " * 1_000_000))], packed=True)
    assert outcomes(read(tmp_path / "b.warc.gz", outside)) == ["bomb"]


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    files = {
        "b/letter.txt": WORDS.encode(),
        "a.docx": docx(nexis_lines(2)),
        "corpus.jsonl": (json.dumps({"text": WORDS}) + "\n" + json.dumps({"text": ""}) + "\n").encode(),
        "more.csv.gz": gzip.compress(f'text\n"{WORDS}"\n'.encode()),
        "inner.zip": zipped({"c.txt": WORDS.encode()}),
        "web.warc.gz": warc([record(answer(page(1)))], packed=True),
        "picture.png": b"\x89PNG",
        ".hidden": b"x",
        "__MACOSX/a.docx": b"x",
    }
    items = read(tmp_path / "all.zip", zipped(files))
    names = [
        (item.source.removeprefix((tmp_path / "all.zip").as_posix()), outcome) for item, outcome in zip(items, outcomes(items), strict=True)
    ]
    assert names == [
        ("#a.docx#1", "coded"),
        ("#a.docx#2", "coded"),
        ("#b/letter.txt", "coded"),
        ("#corpus.jsonl#1", "coded"),
        ("#corpus.jsonl#2", "empty"),
        ("#inner.zip#c.txt", "coded"),
        ("#more.csv.gz#2", "coded"),
        ("#picture.png", "unknown-type"),
        ("#web.warc.gz#1", "coded"),
    ]


def linked() -> bytes:
    """An archive with a symbolic link."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def locked() -> bytes:
    """An archive whose entry says that it is encrypted."""
    raw = bytearray(zipped({"a.txt": b"words"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def lying() -> bytes:
    """An archive whose entry says that it is smaller than it is."""
    raw = bytearray(zipped({"a.txt": WORDS.encode() * 50}))
    raw[raw.index(b"PK\x01\x02") + 24 :][:4] = struct.pack("<I", 10)
    at = raw.index(b"PK\x01\x02") + 24
    raw[at : at + 4] = struct.pack("<I", 10)
    return bytes(raw)


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (zipped({"../../etc/cron.txt": WORDS.encode(), "/abs.txt": WORDS.encode()}), ["coded", "coded"]),
        (zipped({"a.txt": b"word " * 1_000_000}), ["bomb"]),
        (zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": b"x"})})}), ["too-deep"]),
        (linked(), ["unsafe-entry"]),
        (locked(), ["encrypted"]),
        (lying(), ["damaged"]),
        (zipped({"a.txt": WORDS.encode()})[:-10], ["damaged"]),
        (b"PK\x03\x04", ["damaged"]),
        (zipped({}), []),
        (zipped({f"{n}.txt": WORDS.encode() for n in range(3)} | {"big.txt": bytes(range(97, 123)) * 9}), ["coded"] * 3 + ["too-long-run"]),
    ],
)
def test_hostile_archives(tmp_path: Path, content: bytes, reasons: list[str]) -> None:
    items = read(tmp_path / "a.zip", content, Limits(run=150))
    assert outcomes(items) == reasons
    assert all(not isinstance(item, Quarantined) or item.reason in REASONS for item in items)
    assert not list(tmp_path.parent.glob("etc"))


def test_an_archive_beyond_its_limits_is_refused_on_the_way(tmp_path: Path) -> None:
    content = zipped({f"{number}.txt": (WORDS + str(number)).encode() for number in range(20)})
    found = outcomes(read(tmp_path / "a.zip", content, Limits(archive_bytes=len(WORDS) * 3)))
    assert found.count("coded") < 20
    assert set(found) == {"coded", "too-large"}
    assert outcomes(read(tmp_path / "b.zip", content, Limits(archive_entries=5))) == ["too-large"]


def test_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    lines = [
        "Talks resume in the harbour",
        "",
        "Rebels attacked the town on Friday, the army said in a state-",
        "ment. The rebels denied it.",
    ]
    (item,) = read(tmp_path / "a.pdf", pdf(lines))
    assert isinstance(item, Article)
    assert "said in a statement. The rebels denied it." in item.text
    assert outcomes(read(tmp_path / "b.pdf", pdf([]))) == ["no-text"]
    assert outcomes(read(tmp_path / "c.pdf", pdf(lines), Limits(pages=0))) == ["too-large"]
    assert outcomes(read(tmp_path / "d.pdf", b"%PDF-1.4 nothing")) == ["damaged"]


def test_packed_files(tmp_path: Path) -> None:
    assert outcomes(read(tmp_path / "a.jsonl.gz", gzip.compress(json.dumps({"text": WORDS}).encode()))) == ["coded"]
    assert outcomes(read(tmp_path / "a.txt.gz", gzip.compress(proquest_text(2).encode()))) == ["coded", "coded"]
    assert outcomes(read(tmp_path / "b.txt.gz", gzip.compress(WORDS.encode())[:-12])) == ["damaged"]
    assert outcomes(read(tmp_path / "c.jsonl.gz", gzip.compress(b"x" * 30_000_000))) == ["bomb"]


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)
