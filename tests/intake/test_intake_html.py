from __future__ import annotations

import pytest

from sayso.intake import UnreadableError
from sayso.intake.html import is_html, read_page, url_day
from sayso.intake.limits import Limits

WORDS = "The harbour council said on Friday that the ferry strike would end, but the union of pilots denied it in a statement. "
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Ferry strike ends | The Invented Post</title>
<meta property="og:title" content="Ferry strike ends"><meta property="og:site_name" content="The Invented Post">
<link rel="canonical" href="https://post.example/2024/mar/21/ferry">{head}</head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>Ferry strike ends</h1>
<p>By ANA EXAMPLE</p><p>ana@post.example</p>{body}</article><footer>All rights reserved.</footer></body></html>"""
BODY = f"<p>{WORDS * 3}</p><p>{WORDS * 2}</p>"


def page(head: str = "", body: str = BODY) -> bytes:
    return PAGE.format(head=head, body=body).encode()


def test_a_page_gives_text_and_metadata() -> None:
    found = read_page(page('<meta property="article:published_time" content="2024-03-20T10:00:00Z">'))
    assert found.headline == "Ferry strike ends"
    assert found.outlet == "The Invented Post"
    assert (found.published, found.basis) == ("2024-03-20T10:00:00Z", "metadata")
    assert WORDS.strip() in found.body
    assert "All rights reserved" not in found.body
    assert found.language == "en-GB"


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-03-19"}]}</script>',
            "2024-03-19",
            "metadata",
        ),
        ('<script type="application/ld+json">{broken</script>', "2024-03-21", "url"),
        ('<script type="application/ld+json">' + "[" * 20_000 + "</script>", "2024-03-21", "url"),
        ('<meta property="article:published_time" content="soon">', "2024-03-21", "url"),
    ],
)
def test_the_date_comes_from_metadata_then_the_address(head: str, published: str, basis: str) -> None:
    found = read_page(page(head))
    assert (found.published, found.basis) == (published, basis)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (page(body="<div>" * 10_000 + WORDS + "</div>" * 10_000), "too-deep"),
        (page(body="<div>" * 300 + WORDS), "too-deep"),
        (page(body="<p>one two</p>" * 30_000), "too-many-elements"),
        (b"<html><body><nav><a href='/'>Home</a></nav><script>var a = 'b';</script></body></html>", "no-text"),
        (b"<html></html>", "no-text"),
        (b"<html><body>" + b"\x00\x01\x02" * 500, "binary"),
        (page(body="<p>" + "\u00e9t\u00e9 " * 300 + "</p>").decode().encode("latin-1"), "bad-encoding"),
    ],
)
def test_hostile_and_empty_pages_are_refused_with_a_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_page(raw)
    assert caught.value.reason == reason


def test_pages_within_the_depth_limit_keep_their_text() -> None:
    assert WORDS.strip() in read_page(page(body="<div>" * 150 + BODY + "</div>" * 150)).body


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf_8() -> None:
    raw = page('<meta charset="iso-8859-1">', f"<p>{'Le café d’Abidjan'.replace('’', ' ')}. {WORDS * 3}</p>").decode().encode("latin-1")
    assert "café" in read_page(raw).body


def test_half_characters_do_not_cut_the_page() -> None:
    raw = page(body=f"<p>{WORDS}&#xD83D; {WORDS}</p><p>{WORDS}</p>")
    assert read_page(raw).body.count("ferry strike") >= 3


def test_a_slow_page_times_out() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_page(page(body=BODY * 400), limits=Limits(seconds=0.01))
    assert caught.value.reason == "timeout"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://post.example/2024/03/21/ferry", "2024-03-21"),
        ("https://post.example/news/2022/apr/22/ferry/", "2022-04-22"),
        ("https://post.example/2024-03-21-ferry", "2024-03-21"),
        ("https://post.example/2024/13/41/ferry", None),
        ("https://post.example/story/20240321", None),
    ],
)
def test_url_day(url: str, day: str | None) -> None:
    assert url_day(url) == day


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        (b"<!doctype html><p>x", True),
        (b"\xef\xbb\xbf\n<html>", True),
        (b"<?xml version='1.0'?><html>", True),
        (b"<p class='a'>x</p>", True),
        (b"Profits < 5 % said <the> firm", False),
        (b"<" * 5_000, False),
    ],
)
def test_is_html(raw: bytes, html: bool) -> None:
    assert is_html(raw) is html
