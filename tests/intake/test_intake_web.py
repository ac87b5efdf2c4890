from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from invented_exports import page, rss, story

from sayso.errors import InputError
from sayso.intake import Limits, UnreadableError, read_sources
from sayso.intake.feeds import entries, is_feed
from sayso.intake.web import Fetcher, is_public
from sayso.intake.web.addresses import target
from sayso.records import Article, Quarantined

pytest.importorskip("feedparser")


class Site:
    """A server of this machine: path -> status, header fields, body."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, Mapping[str, str], bytes]] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, {}, b"none"))
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    if name != "Drip":
                        self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):  # whoever asked has had enough
                    for start in range(0, len(body), 1_000):
                        self.wfile.write(body[start : start + 1_000])
                        time.sleep(float(headers.get("Drip", "0")))

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str, host: str = "post.example") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def fetcher(cache: Path | None = None, limits: Limits | None = None, **hosts: str) -> Fetcher:
    """A fetcher for whom hosts lie where `hosts` says, the others on this machine; it may connect to the loopback address only."""
    naps: list[float] = []
    found = Fetcher(
        limits or Limits(fetch_seconds=5),
        cache,
        resolve=lambda host, port: [hosts.get(host.partition(".")[0], "127.0.0.1")],
        permits=lambda address: address == "127.0.0.1" or is_public(address),
        sleep=naps.append,
    )
    found.naps = naps  # type: ignore[attr-defined]
    return found


HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_a_page_is_fetched_and_read(site: Site) -> None:
    site.pages["/2024/1"] = (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(page(1)))
    site.pages["/old"] = (302, {"Location": "/2024/1"}, b"")
    found = fetcher()
    (item,) = read_sources([site.url("/old")], fetcher=found)
    assert isinstance(item, Article), item
    assert (item.url, item.source, item.headline) == (site.url("/2024/1"), site.url("/old"), story(1)["title"])
    assert [path for path, _ in site.asked] == ["/robots.txt", "/old", "/2024/1"]
    assert site.asked[0][1]["User-Agent"].startswith("sayso/")
    assert found.naps == [pytest.approx(1.0, abs=0.5)]  # type: ignore[attr-defined]


def test_the_servers_encoding_counts_where_the_page_names_none(site: Site) -> None:
    site.pages["/1"] = (
        200,
        {"Content-Type": "text/html; charset=windows-1250"},
        page(1).decode().replace("Friday", "Łódź").encode("cp1250"),
    )
    (item,) = read_sources([site.url("/1")], fetcher=fetcher())
    assert isinstance(item, Article)
    assert "the town on Łódź, the army" in item.text


def test_nothing_is_fetched_unless_asked(site: Site) -> None:
    with pytest.raises(InputError, match="--fetch"):
        read_sources([site.url("/1")])
    assert not site.asked


@pytest.mark.parametrize(
    ("robots", "status", "reason"),
    [
        (b"User-agent: *\nDisallow: /private", 200, "robots"),
        (b"User-agent: sayso\nDisallow: /", 200, "robots"),
        (b"User-agent: other\nDisallow: /", 200, None),
        (b"error", 503, "robots"),
        (b"none", 404, None),
    ],
)
def test_robots(site: Site, robots: bytes, status: int, reason: str | None) -> None:
    site.pages |= {"/robots.txt": (status, {}, robots), "/private/1": (200, HTML, page(1))}
    (item,) = read_sources([site.url("/private/1")], fetcher=fetcher())
    assert (item.reason if isinstance(item, Quarantined) else None) == reason
    assert (site.asked[-1][0] == "/private/1") == (reason is None)


def test_a_site_says_how_long_to_wait(site: Site) -> None:
    site.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 7"), "/1": (200, HTML, page(1)), "/2": (200, HTML, page(2))}
    found = fetcher()
    assert all(isinstance(item, Article) for item in read_sources([site.url("/1"), site.url("/2")], fetcher=found))
    assert found.naps == [pytest.approx(7, abs=0.5)]  # type: ignore[attr-defined]


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    site.pages["/1"] = (200, HTML | {"ETag": '"a"'}, page(1))
    first, second = (list(read_sources([site.url("/1")], fetcher=fetcher(tmp_path / "cache"))) for _ in range(2))
    assert first == second
    assert site.asked[-1][1]["If-None-Match"] == '"a"'
    site.pages["/1"] = (200, HTML | {"ETag": '"b"'}, page(2))
    assert list(read_sources([site.url("/1")], fetcher=fetcher(tmp_path / "cache"))) != first


PRIVATE = [
    "127.0.0.1",
    "10.0.0.8",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::127.0.0.1",
    "2001:db8::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(UnreadableError, match="refused-address"):
        target("http://post.example/", lambda host, port: [address])
    with pytest.raises(UnreadableError, match="refused-address"):
        target("http://post.example/", lambda host, port: ["8.8.8.8", address])


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://post.example/",
        "gopher://post.example/",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "http://user:word@post.example/",
        "http://[::1",
        "http://post.example:99999/",
        "http://" + "a" * 3_000,
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.1:80/",
    ],
)
def test_addresses_that_are_not_fetched(url: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        Fetcher().get(url)
    assert caught.value.reason in {"refused-address", "unreachable"}


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    site.pages["/1"] = (302, {"Location": "http://inside.example/secret"}, b"")
    (item,) = read_sources([site.url("/1")], fetcher=fetcher(inside="169.254.169.254"))
    assert isinstance(item, Quarantined)
    assert item.reason == "refused-address"


def test_a_name_that_changes_its_mind_gains_nothing(site: Site) -> None:
    site.pages["/1"] = (200, HTML, page(1))
    answers = iter([["127.0.0.1"]] * 2 + [["10.0.0.1"]] * 9)
    found = Fetcher(
        Limits(fetch_seconds=5),
        resolve=lambda host, port: next(answers),
        permits=lambda address: address == "127.0.0.1",
        sleep=lambda seconds: None,
    )
    assert found.get(site.url("/1")).body == page(1)
    with pytest.raises(UnreadableError, match="refused-address"):
        found.get(site.url("/1"))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((302, {"Location": "/1"}, b""), "http-error"),
        ((500, {}, b""), "http-error"),
        ((200, HTML, b"x" * 60_000), "too-large"),
        ((200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 30_000_000)), "bomb"),
        ((200, HTML | {"Content-Length": "90000"}, b"half a page"), "unreachable"),
        ((200, HTML | {"Drip": "0.3"}, b"x" * 9_000), "timeout"),
        ((200, HTML, b""), "empty"),
        ((200, HTML | {"Content-Encoding": "br"}, b"\x8b\x02\x80"), "binary"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "binary"),
    ],
)
def test_bad_servers(site: Site, answer: tuple[int, Mapping[str, str], bytes], reason: str) -> None:
    site.pages["/1"] = answer
    began = time.perf_counter()
    (item,) = read_sources([site.url("/1")], fetcher=fetcher(limits=Limits(fetch_seconds=1.5, fetch_bytes=50_000)))
    assert isinstance(item, Quarantined)
    assert item.reason == reason
    assert time.perf_counter() - began < 6


ATOM = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Invented Post</title><entry><title>Talks</title>'
    b'<link href="/1"/><published>2024-03-21T10:00:00Z</published><author><name>Ana Example</name></author></entry></feed>'
)


def test_a_feed_on_the_web_brings_its_articles(site: Site) -> None:
    site.pages |= {f"/{number}": (200, HTML, page(number)) for number in (1, 2)}
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, rss([site.url("/1"), site.url("/2"), site.url("/3")]))
    items = list(read_sources([site.url("/feed")], fetcher=fetcher()))
    assert [item.source for item in items] == [site.url(f"/feed#{number}") for number in (1, 2, 3)]
    assert [item.reason if isinstance(item, Quarantined) else item.headline for item in items] == ["Talks 0", "Talks 1", "http-error"]
    assert isinstance(items[0], Article)
    assert (items[0].published, items[0].outlet and items[0].outlet.name) == ("2024-03-21T10:00:00+00:00", "The Invented Post")
    assert items[0].text.split("\n\n", 1) == ["Talks 0", story(1)["text"].replace("\n\n", "\n")]
    site.pages["/atom"] = (200, {"Content-Type": "application/atom+xml"}, ATOM)
    (item,) = read_sources([site.url("/atom")], fetcher=fetcher())
    assert isinstance(item, Article)
    assert (item.byline, item.url) == ("Ana Example", site.url("/1"))


def test_a_feed_in_a_file_gives_what_it_carries(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(rss(["https://post.example/1"], content=True))
    (tmp_path / "b.rss").write_bytes(rss(["https://post.example/1", "javascript:alert(1)"]))
    items = list(read_sources([tmp_path]))
    assert [item.reason if isinstance(item, Quarantined) else item.url for item in items] == [
        "https://post.example/1",
        "not-fetched",
        "not-fetched",
    ]


def test_rows_with_addresses_are_fetched(site: Site, tmp_path: Path) -> None:
    site.pages["/1"] = (200, HTML, page(1))
    path = tmp_path / "media-cloud.csv"
    path.write_text(
        f"id,language,media_name,publish_date,title,url\n1,en,The Invented Post,2024-01-01,T,{site.url('/1')}\n2,en,P,2024-01-01,T,\n"
    )
    items = list(read_sources([path], fetcher=fetcher()))
    assert isinstance(items[0], Article)
    assert (items[0].headline, items[0].published, items[0].outlet and items[0].outlet.name) == ("T", "2024-01-01", "The Invented Post")
    assert isinstance(items[1], Quarantined)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'
            b"<rss><channel><item><title>&c;</title></item></channel></rss>",
            "bomb",
        ),
        (b"<rss><channel>" + b"<item>" * 5_000, None),
        (b"<rss>" + b"<a>" * 400 + b"</a>" * 400 + b"</rss>", "too-deep"),
        (b"<rss>" + b"<a/>" * 2_000 + b"</rss>", "too-many-elements"),
        (b"<rss></rss>", None),
        (b"<feed", "damaged"),
    ],
)
def test_hostile_feeds(raw: bytes, reason: str | None) -> None:
    began = time.perf_counter()
    limits = Limits(export_elements=1_900 if reason == "too-many-elements" else 100_000)
    try:
        entries(raw, None, limits)
        found = None
    except UnreadableError as error:
        found = error.reason
    assert found in ({reason} if reason else {None, "too-deep"})
    assert time.perf_counter() - began < 5
    assert is_feed(raw) == (raw != b"<feed")
