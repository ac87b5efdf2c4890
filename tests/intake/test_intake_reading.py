from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import InputError, UsageError
from sayso.intake import REASONS, Limits, load_outlets, read_article, read_sources
from sayso.records import Article, Quarantined

WORDS = "Rebels attacked the town on Friday, the army said in a statement. The rebels denied it. "
EXAMPLES = Path(__file__).parents[2] / "examples"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def outcome(item: Article | Quarantined) -> str:
    if isinstance(item, Quarantined):
        return item.reason
    return "coded" if item.language in {None, "en"} else str(item.language)


BAD = [
    ("empty.txt", b"", ["empty"]),
    ("blank.txt", b" \n\t\r\n", ["empty"]),
    ("binary.txt", bytes(range(256)) * 40, ["binary"]),
    ("report.txt", b"%PDF-1.7 and so on", ["damaged"]),
    ("brackets.txt", b"(" * 20_000, ["no-text"]),
    ("run.txt", (WORDS + "(" * 20_000 + WORDS).encode(), ["too-long-run"]),
    ("line.txt", b"word " * 10_000_000, ["too-large"]),
    ("book.txt", b"word " * 300_000, ["too-large"]),
    ("latin.txt", "Le général a déclaré. ".encode("latin-1") * 30, ["bad-encoding"]),
    ("broken.txt", WORDS.encode() * 3 + b"\xe9", ["coded"]),
    ("nul.txt", (WORDS + "\0" + WORDS).encode(), ["coded"]),
    ("deep.html", b"<html><body>" + b"<div>" * 10_000 + WORDS.encode(), ["too-deep"]),
    ("line.html", b"<html><body><p>" + b"word " * 10_000_000, ["too-large"]),
    (
        "foreign.txt",
        "Der Sprecher der Armee sagte, dass die Stadt in der Nacht nicht von den Rebellen angegriffen wurde. " * 3,
        ["de"],
    ),
    ("script.txt", "قال المتحدث باسم الجيش إن القوات دخلت المدينة " * 5, ["ar"]),
    ("headline.txt", "Title: Only a headline\nDate: 2024-03-21\n", ["no-text"]),
    ("brackets.json", b"[" * 20_000, ["too-deep"]),
    ("list.json", json.dumps([{"text": WORDS}, {"text": ["x"]}, 5]), ["coded", "bad-row", "bad-row"]),
    (
        "rows.jsonl",
        f'{{"text": "{WORDS}"}}\n\n{{"text": 5}}\n{{"text": null}}\nnot json\n[1]\n{{"title": "x"}}\n',
        ["coded", "no-text", "empty", "bad-row", "bad-row", "bad-row"],
    ),
    ("half.jsonl", '{"text": "Half \\ud83d a face. ' + WORDS + '"}\n', ["coded"]),
    ("line.jsonl", b'{"text": "' + b"word " * 10_000_000 + b'"}\n' + json.dumps({"text": WORDS}).encode() + b"\n", ["too-large", "coded"]),
    ("deep.jsonl", b"[" * 20_000 + b'\n{"text": "' + WORDS.encode() + b'"}\n', ["too-deep", "coded"]),
    ("ragged.csv", f'text,date\na,b,c\n"{WORDS}",2024-01-01\n\nalone\n', ["bad-row", "coded", "bad-row"]),
    ("quote.csv", f'text,date\n"{WORDS}\nx,y\n', ["bad-row"]),
    ("line.csv", b"text\n" + b"word " * 10_000_000 + b"\n" + WORDS.replace(",", "").encode() + b"\n", ["too-large", "coded"]),
    ("nul.csv", f'text\n"{WORDS}\0"\n', ["coded"]),
    ("empty.csv", b"", ["empty"]),
    ("binary.jsonl", bytes(range(256)), ["binary"]),
]


@pytest.mark.parametrize(("name", "content", "outcomes"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_is_quarantined_in_bounded_time(tmp_path: Path, name: str, content: str | bytes, outcomes: list[str]) -> None:
    path = written(tmp_path, name, content)
    began = time.perf_counter()
    items = list(read_sources([path]))
    assert time.perf_counter() - began < 10
    assert [outcome(item) for item in items] == outcomes
    for item in items:
        assert item.source.startswith(path.as_posix())
        if isinstance(item, Quarantined):
            assert item.reason in REASONS
            assert item.detail


def test_no_control_or_half_character_reaches_an_article(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.jsonl", json.dumps({"text": WORDS + "\x00\x1f\ud83d\r\n\x92", "title": "T\x00i\x1ft\nle", "author": "A\x00"})
    )
    (item,) = read_sources([path])
    assert isinstance(item, Article)
    assert item.text == "Tit le\n\n" + WORDS + "\ufffd\n’"
    assert (item.headline, item.byline) == ("Tit le", "A")
    assert item.title is not None
    assert item.body is not None
    assert (item.title.of(item.text), item.body.of(item.text)) == ("Tit le", WORDS + "\ufffd\n’")


def test_csv_with_mapping_and_row_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "c.csv", f'\ufeffKopf;Inhalt;Tag;Blatt\r\nTalks resume;"{WORDS}\r\nMore.";21 Mar 2024;The Invented Post\r\n')
    (item,) = read_sources([path], mapping={"title": "Kopf", "body": "Inhalt", "published": "Tag", "outlet": "Blatt"})
    assert isinstance(item, Article)
    assert item.text == f"Talks resume\n\n{WORDS}\nMore."
    assert item.source == f"{path.as_posix()}#2"
    assert (item.published, item.published_basis) == ("2024-03-21", "metadata")
    assert item.outlet is not None
    assert item.outlet.name == "The Invented Post"


def test_a_column_of_html_is_extracted(tmp_path: Path) -> None:
    page = f"<html><head><title>Page title</title></head><body><nav>Menu</nav><article><p>{WORDS * 4}</p></article></body></html>"
    row = {"page_source": page, "url": "https://post.example/2024/03/21/talks", "headline": "Talks resume"}
    (item,) = read_sources([written(tmp_path, "a.jsonl", json.dumps(row))], mapping={"html": "page_source"})
    assert isinstance(item, Article)
    assert item.text == f"Talks resume\n\n{(WORDS * 4).strip()}"
    assert (item.published, item.published_basis, item.outlet and item.outlet.name) == ("2024-03-21", "url", "post.example")


@pytest.mark.parametrize(
    ("name", "content", "mapping", "message"),
    [
        ("a.csv", "headline,story_text\nx,y\n", None, "no column is mapped to text; the columns are headline, story_text"),
        ("a.csv", "headline,story_text\nx,y\n", {"text": "Body"}, "no column 'Body' for text; the columns are headline, story_text"),
        ("a.csv", "headline,text\nx,y\n", {"colour": "text"}, "colour: no such field to map"),
        ("a.jsonl", '{"a": 1}\n', None, "no column is mapped to text; the columns are a"),
        ("a.tsv", "a\tb\nx\ty\n", None, "the columns are a, b"),
    ],
)
def test_a_corpus_without_the_mapped_column_is_refused_before_the_run(
    tmp_path: Path, name: str, content: str, mapping: dict[str, str] | None, message: str
) -> None:
    report, corpus = written(tmp_path, "0.txt", WORDS), written(tmp_path, name, content)
    with pytest.raises(UsageError) as caught:
        read_sources([report, corpus], mapping=mapping)
    assert message in str(caught.value)


def test_a_table_that_merely_lies_in_a_folder_is_quarantined(tmp_path: Path) -> None:
    written(tmp_path, "0.txt", WORDS)
    written(tmp_path, "outlets.csv", "name,country\nThe Invented Post,LBN\n")
    written(tmp_path, "other.jsonl", '{"a": 1}\n')
    assert [outcome(item) for item in read_sources([tmp_path])] == ["coded", "no-column", "no-column"]
    with pytest.raises(UsageError, match="no column 'Body' for text"):
        read_sources([tmp_path], mapping={"text": "Body"})


def test_the_columns_of_tables_are_told_before_the_run(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", f'Headline,Body Text,Pub. Date\nTalks,"{WORDS}",2024-03-21\n')
    written(tmp_path, "b.jsonl", json.dumps({"text": WORDS, "x": 1}) + "\n")
    written(tmp_path, "c.csv", "key,value\n1,2\n")
    told: list[str] = []
    items = read_sources([tmp_path], tell=told.append)
    name = tmp_path.as_posix()
    assert told == [
        f"{name}/a.csv: --map text=Body Text,title=Headline,published=Pub. Date (guessed: text, title, published)",
        f"{name}/b.jsonl: --map text=text (guessed: text)",
    ]
    assert [outcome(item) for item in items] == ["coded", "coded", "no-column"]


def test_folders_globs_and_files_come_in_a_stable_order_each_once(tmp_path: Path) -> None:
    for name in ["b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "picture.png"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(WORDS + name)
    items = list(read_sources([tmp_path / "b.txt", tmp_path, str(tmp_path / "*.txt")]))
    names = [(Path(item.source).name, outcome(item)) for item in items]
    assert names == [("b.txt", "coded"), ("a.txt", "coded"), ("picture.png", "unknown-type"), ("c.txt", "coded")]


@pytest.mark.parametrize("source", ["none.txt", "none/*.txt", "[x"])
def test_missing_sources_are_refused_before_the_run(tmp_path: Path, source: str) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_sources([str(tmp_path / source)])


def test_a_named_file_of_unknown_kind_is_read_by_its_content(tmp_path: Path) -> None:
    page = f"<!doctype html><html><head><title>Talks resume</title></head><body><article><p>{WORDS * 4}</p></article></body></html>"
    items = list(read_sources([written(tmp_path, "report", WORDS), written(tmp_path, "page.saved", page)]))
    assert [outcome(item) for item in items] == ["coded", "coded"]
    assert isinstance(items[1], Article)
    assert "<p>" not in items[1].text


@pytest.mark.parametrize(
    ("given", "mapping", "outcomes"),
    [
        (WORDS, None, ["coded"]),
        (json.dumps({"text": WORDS}) + "\n" + json.dumps({"text": ""}), None, ["coded", "empty"]),
        (f'body\n"{WORDS}"\n', {"text": "body"}, ["coded"]),
        (json.dumps([{"text": WORDS}, {"text": ""}]), None, ["coded", "empty"]),
        ("{\\rtf1 " + WORDS + "}", None, ["coded"]),
        ("", None, ["empty"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, given: str, mapping: dict[str, str] | None, outcomes: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(given.encode()))))  # type: ignore[arg-type]
    assert [outcome(item) for item in read_sources(["-"], mapping=mapping)] == outcomes


def test_read_article(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, "a.txt", f"Talks resume\nBy Ana Example\n21 March 2024\n\n{WORDS * 2}"))
    assert article.text == f"Talks resume\n\n{(WORDS * 2).strip()}"
    assert (article.headline, article.byline, article.published, article.language) == ("Talks resume", "Ana Example", "2024-03-21", "en")


@pytest.mark.parametrize(
    ("name", "message"), [("a.csv", "sayso code"), ("missing.txt", "no such file"), ("empty.txt", "empty"), (".", "a folder")]
)
def test_read_article_names_file_and_remedy(tmp_path: Path, name: str, message: str) -> None:
    written(tmp_path, "a.csv", "text\nx\n")
    written(tmp_path, "empty.txt", "")
    with pytest.raises(InputError, match=message) as caught:
        read_article(tmp_path / name)
    assert str(tmp_path) in str(caught.value)


_PIECES = st.sampled_from(
    [
        b"<p>",
        b"</div>",
        b"{",
        b'"text":',
        b"[",
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"text",
        b"Rebels said ",
        b"\xef\xbb\xbf",
    ]
)


@pytest.mark.parametrize("suffix", ["txt", "html", "csv", "jsonl", "json", "tsv"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(_PIECES, max_size=30))
def test_whatever_the_bytes_every_input_is_accounted_for(tmp_path: Path, suffix: str, pieces: list[bytes]) -> None:
    path = written(tmp_path, f"fuzz.{suffix}", b"".join(pieces))
    try:
        items = list(read_sources([path]))
    except UsageError:
        assert suffix in {"csv", "jsonl", "tsv"}
        return
    assert all(isinstance(item, Article) or item.reason in REASONS for item in items)
    assert items or suffix in {"csv", "jsonl", "tsv", "json"}


@pytest.mark.parametrize(("fault", "reason"), [(MemoryError(), "out-of-memory"), (KeyError("x"), "internal-error")])
def test_a_fault_of_a_reader_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, reason: str) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr("sayso.intake.documents.docx_text", fails)
    written(tmp_path, "a.docx", b"PK\x03\x04")
    written(tmp_path, "b.txt", WORDS)
    assert [outcome(item) for item in read_sources([tmp_path])] == [reason, "coded"]


def test_limits_can_be_set(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", WORDS)
    (item,) = read_sources([path], limits=Limits(characters=20))
    assert outcome(item) == "too-large"


def test_the_bundled_examples_are_two_episodes_by_three_outlets_each() -> None:
    items = list(read_sources([str(EXAMPLES / "*.txt")], outlets=load_outlets(EXAMPLES / "outlets.csv")))
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) == len(items) == 6
    for article in articles:
        assert article.headline
        assert "invented" not in article.text
        assert article.outlet is not None
        assert article.outlet.country
        assert article.published
        assert article.published_basis == "header"
        assert article.zone == article.outlet.zone
        assert article.language == "en"
    by_episode = {name: {a.outlet.name for a in articles if a.outlet and name in a.source} for name in ("harbour-blast", "gobi-strike")}
    assert [len(outlets) for outlets in by_episode.values()] == [3, 3]
