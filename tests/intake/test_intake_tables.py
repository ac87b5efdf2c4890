from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from invented_exports import story, xlsx, zipped

from sayso.errors import UsageError
from sayso.intake import Limits, OutletTable, read_sources
from sayso.records import Article, Outlet, Quarantined

pytest.importorskip("python_calamine")
HEAD = ["StoreId", "Title", "Authors", "pubtitle", "pubdate", "Full Text", "DocumentURL"]


def rows(count: int) -> list[Sequence[str | float]]:
    """A table as ProQuest writes it."""
    told = [story(number) for number in range(1, count + 1)]
    return [
        HEAD,
        *[
            [float(n), t["title"], "Example, Ana", t["outlet"], t["day"], t["text"], f"https://x.example/{n}"]
            for n, t in enumerate(told, 1)
        ],
    ]


def read(path: Path, content: bytes, **options: object) -> list[Article | Quarantined]:
    path.write_bytes(content)
    return list(read_sources([path], **options))  # type: ignore[arg-type]


def outcomes(items: list[Article | Quarantined]) -> list[str]:
    return [item.reason if isinstance(item, Quarantined) else "coded" for item in items]


@pytest.mark.parametrize("count", [1, 4])
def test_a_spreadsheet_of_n_rows_gives_n_articles(tmp_path: Path, count: int) -> None:
    told: list[str] = []
    items = read(tmp_path / "a.xlsx", xlsx(rows(count)), tell=told.append)
    assert outcomes(items) == ["coded"] * count
    last = items[-1]
    assert isinstance(last, Article)
    expected = story(count)
    assert last.text == f"{expected['title']}\n\n{expected['text']}"
    assert (last.source, last.published, last.url) == (
        f"{(tmp_path / 'a.xlsx').as_posix()}#{count + 1}",
        expected["iso"],
        f"https://x.example/{count}",
    )
    (line,) = told
    assert "text=Full Text" in line
    assert "outlet=pubtitle" in line
    assert "guessed" in line


def test_each_worksheet_with_text_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    items = read(tmp_path / "a.xlsx", xlsx(rows(1), [["Key", "Meaning"], ["a", "b"]], rows(2)))
    assert outcomes(items) == ["coded", "no-column", "coded", "coded"]
    assert [item.source.rpartition("#")[2] for item in items] == ["2", "Sheet2!1", "Sheet3!2", "Sheet3!3"]


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (xlsx(rows(1), corner="XFD1048576"), ["too-large"]),
        (xlsx([HEAD, [1.0, "T", "A", "P", "2024-01-01", "x" + " word" * 6553 + " e", "u"]]), ["cut-off"]),
        (xlsx([]), ["empty"]),
        (xlsx(rows(1))[:-40], ["damaged"]),
        (zipped({"xl/workbook.xml": b"<x/>"}), ["damaged"]),
        (b"Title\tText\nA\tB\n", ["damaged"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ["damaged"]),
        (b"", ["empty"]),
        (zipped({"xl/workbook.xml": b"<x/>", "xl/big.xml": b" " * 3_000_000}), ["bomb"]),
        (zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), ["bomb"]),
        (zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"<x>" * 300}), ["too-deep"]),
    ],
)
def test_a_spreadsheet_beyond_the_limits_is_refused_before_the_library_sees_it(tmp_path: Path, content: bytes, reasons: list[str]) -> None:
    assert outcomes(read(tmp_path / "a.xlsx", content)) == reasons


def test_columns_can_be_mapped(tmp_path: Path) -> None:
    table = [["Kopf", "Inhalt"], ["Talks", story(1)["text"]]]
    (item,) = read(tmp_path / "a.xlsx", xlsx(table), mapping={"title": "Kopf", "body": "Inhalt"})
    assert isinstance(item, Article)
    assert item.headline == "Talks"
    with pytest.raises(UsageError, match="no column is mapped to text"):
        read(tmp_path / "a.xlsx", xlsx(table))


@pytest.mark.parametrize("size", [1, 40])
def test_parquet(tmp_path: Path, size: int) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    told = [story(number) for number in range(1, size + 1)]
    columns = {"headline": [t["title"] for t in told], "body": [t["text"] for t in told], "publish_date": [t["iso"] for t in told]}
    buffer = io.BytesIO()
    parquet.write_table(arrow.table(columns | {"more": [[1]] * size}), buffer, row_group_size=7)
    items = read(tmp_path / "a.parquet", buffer.getvalue())
    assert outcomes(items) == ["coded"] * size
    assert [item.source.rpartition("#")[2] for item in items] == [str(number) for number in range(1, size + 1)]
    assert isinstance(items[-1], Article)
    assert items[-1].published == told[-1]["iso"]
    assert outcomes(read(tmp_path / "b.parquet", buffer.getvalue()[:-9])) == ["damaged"]
    assert outcomes(read(tmp_path / "c.parquet", buffer.getvalue(), limits=Limits(group_bytes=10))) == ["too-large"]


def test_parquet_revives_no_objects_of_the_file(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    marker = tmp_path / "touched"
    pickled = f"cpathlib\nPath.touch\n(cpathlib\nPath\n(V{marker}\ntRtR.".encode()  # CVE-2023-47248: such a type was unpickled
    named = {b"ARROW:extension:name": b"arrow.py_extension_type", b"ARROW:extension:metadata": pickled}
    schema = arrow.schema([arrow.field("text", arrow.string(), metadata=named)])
    buffer = io.BytesIO()
    parquet.write_table(arrow.table({"text": [story(1)["text"]]}, schema=schema), buffer)
    read(tmp_path / "a.parquet", buffer.getvalue())
    assert not marker.exists()


def test_csv_that_is_cut_off_is_not_read_as_a_shorter_text(tmp_path: Path) -> None:
    text = story(1)["text"]
    whole = f'title,text\nA,"{text}"\nB,"{text}"\n'.encode()
    assert outcomes(read(tmp_path / "a.csv", whole[:-30])) == ["coded", "bad-row"]
    assert outcomes(read(tmp_path / "a.csv.gz", gzip.compress(whole))) == ["coded", "coded"]
    assert outcomes(read(tmp_path / "a.csv.gz", gzip.compress(whole * 60)[:-90]))[-1:] == ["damaged"]


def test_a_table_of_too_many_columns_is_refused(tmp_path: Path) -> None:
    assert outcomes(read(tmp_path / "a.csv", ",".join(["text", *map(str, range(5_000))]).encode())) == ["too-large"]


def test_an_outlet_with_its_place_is_found_in_the_users_table(tmp_path: Path) -> None:
    table = OutletTable.of([Outlet("The Invented Post", "LBN", "Asia/Beirut")])
    rows = [["title", "text", "outlet"], ["Talks", story(1)["text"], "The Invented Post (Beirut)"]]
    (item,) = read(tmp_path / "a.xlsx", xlsx(rows), outlets=table)
    assert isinstance(item, Article)
    assert item.outlet is not None
    assert item.outlet.country == "LBN"


def test_addresses_without_text_need_fetch(tmp_path: Path) -> None:
    path = tmp_path / "media-cloud.csv"
    path.write_text(
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n1,2024-01-01,en,P,p.example,2024-01-01,T,https://x\n"
    )
    with pytest.raises(UsageError, match="--fetch"):
        read_sources([path])


def test_a_library_that_is_not_installed_is_named_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    (item,) = read(tmp_path / "a.xlsx", xlsx(rows(1)))
    assert isinstance(item, Quarantined)
    assert item.reason == "needs-extra"
    assert "sayso[readers]" in item.detail
