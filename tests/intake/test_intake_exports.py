from __future__ import annotations

from pathlib import Path

import pytest
from invented_exports import docx, factiva_html, factiva_lines, lexisnexis_text, nexis_lines, proquest_text, rtf, story, zipped

from sayso.intake import REASONS, read_article, read_sources
from sayso.intake.rtf import rtf_text
from sayso.records import Article, Quarantined

MAKERS = {
    "nexis.docx": lambda count: docx(nexis_lines(count)),
    "nexis.rtf": lambda count: rtf(nexis_lines(count, classified=False)),
    "nexis.DOC": lambda count: rtf(nexis_lines(count)),
    "lexisnexis.txt": lambda count: lexisnexis_text(count).encode(),
    "factiva.rtf": lambda count: rtf(factiva_lines(count, indexed=True)),
    "factiva-plain.rtf": lambda count: rtf(factiva_lines(count, indexed=False)),
    "factiva.txt": lambda count: "\n".join(factiva_lines(count, indexed=True)).encode(),
    "factiva.html": lambda count: factiva_html(count).encode(),
    "proquest.txt": lambda count: proquest_text(count).encode(),
    "proquest.rtf": lambda count: rtf(drawn(count)),
    "proquest.docx": lambda count: docx(drawn(count)),
    "proquest-old.txt": lambda count: proquest_text(count, numbered=True).encode(),
}


def drawn(count: int) -> list[str]:
    """ProQuest's RTF: the rules between articles are drawn, and no lines of text."""
    return [line for line in proquest_text(count).split("\n") if not line.startswith("___")]


def read(folder: Path, name: str, content: bytes) -> list[Article | Quarantined]:
    path = folder / name
    path.write_bytes(content)
    return list(read_sources([path]))


@pytest.mark.parametrize("count", [1, 2, 7])
@pytest.mark.parametrize("name", MAKERS)
def test_an_export_of_n_articles_gives_n_articles(tmp_path: Path, name: str, count: int) -> None:
    items = read(tmp_path, name, MAKERS[name](count))
    assert len(items) == count
    for number, item in enumerate(items, start=1):
        assert isinstance(item, Article), item
        told = story(number)
        assert item.source == f"{(tmp_path / name).as_posix()}#{number}"
        assert (item.headline, item.published_date and item.published_date.isoformat()) == (told["title"], told["iso"])
        assert item.outlet is not None
        assert item.outlet.name == told["outlet"]
        assert item.byline in {"Ana Example", "Example, Ana"}
        assert item.text == f"{told['title']}\n\n{told['text']}"
        assert item.published_basis == "metadata"


@pytest.mark.parametrize(
    ("name", "content", "outcomes"),
    [
        ("short.rtf", rtf(nexis_lines(2, announced=3)), ["coded", "coded", "missing-articles"]),
        ("cut.docx", docx(nexis_lines(3)[:-6]), ["coded", "coded", "unknown-export"]),
        ("cut.rtf", rtf(nexis_lines(2))[:-200], ["coded", "unknown-export", "damaged"]),
        ("odd.rtf", rtf([*factiva_lines(2, indexed=True)[:-3], "Terms of use apply"]), ["coded", "coded", "unknown-export"]),
        ("cited.txt", proquest_text(2).replace("Full text:", "Full-text:", 1).encode(), ["no-text", "coded"]),
        ("lost.txt", proquest_text(3, numbered=True).replace("Document 2 of 3", "Document 2 of 4").encode(), ["coded"] * 3),
        ("few.txt", proquest_text(3, numbered=True).replace(" of 3", " of 4").encode(), ["coded"] * 3 + ["missing-articles"]),
        ("gap.txt", lexisnexis_text(3).replace("2 of 3 DOCUMENTS", "lost").encode(), ["coded", "coded", "missing-articles"]),
        ("blank.docx", docx(["", " "]), ["empty"]),
        ("broken.docx", docx(["Words"])[:100], ["damaged"]),
        ("other.docx", zipped({"mimetype": b"x"}), ["damaged"]),
        ("deep.rtf", b"{\\rtf1" + b"{" * 5_000, ["too-deep"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_article_is_told(tmp_path: Path, name: str, content: bytes, outcomes: list[str]) -> None:
    items = read(tmp_path, name, content)
    assert [item.reason if isinstance(item, Quarantined) else "coded" for item in items] == outcomes
    assert all(isinstance(item, Article) or (item.reason in REASONS and item.detail) for item in items)


def test_a_heading_within_a_text_does_not_end_it(tmp_path: Path) -> None:
    lines = nexis_lines(1)
    at = lines.index("Body") + 3
    items = read(tmp_path, "a.docx", docx([*lines[:at], "Notes", "Subject: the harbour", *lines[at:]]))
    assert isinstance(items[0], Article)
    assert "Notes\n\nSubject: the harbour\n\nRebels attacked" in items[0].text
    assert "PHOTO" not in items[0].text


@pytest.mark.parametrize("name", ["letter.docx", "letter.rtf"])
def test_a_document_that_is_no_export_is_one_article(tmp_path: Path, name: str) -> None:
    lines = ["Talks resume", "By Ana Example", "21 March 2024", *story(1)["text"].split("\n\n")]
    path = tmp_path / name
    path.write_bytes(docx(lines) if name.endswith("docx") else rtf(lines))
    article = read_article(path)
    assert article.text == "Talks resume\n\n" + story(1)["text"]
    assert (article.published, article.byline, article.source) == ("2024-03-21", "Ana Example", path.as_posix())


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 \u8220?hi\u8221? \emdash }", "Café “hi” —"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1\'cf\f0\'e9}", "Пé"),
        (rb"{\rtf1 a{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\v hidden}{\info{\author N}}b\par c\page d}", "alinkb\nc\fd"),
        (rb"{\rtf1\uc2 \u8364 EU\uc0 \u8364 x}", "€€x"),
        (rb"{\rtf1 a\bin3 }}}b\{\}\\}", "ab{}\\"),
        (rb"{\rtf1 {\b HD}\cell Talks\row x\~y\_z}", "HD\tTalks\nx\u00a0y\u2011z"),
    ],
)
def test_rtf(given: bytes, text: str) -> None:
    assert rtf_text(given) == (text, True)
