"""The fetcher: one page at a time, each address checked, each site asked no faster than it wants, nothing fetched twice in vain.

Answers with a validator (ETag, Last-Modified) are kept in a folder of the user's cache; the next time the server is asked whether the page
has changed, and if not it sends nothing.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import math
import os
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from sayso import __version__
from sayso.intake import messages
from sayso.intake.limits import DEFAULT, Limits, deadline
from sayso.intake.messages import Message
from sayso.intake.quarantine import UnreadableError
from sayso.intake.web.addresses import Resolver, Target, is_public, system_resolver, target
from sayso.intake.web.robots import MOST, Rules, rules

AGENT = "sayso"
PAUSE = 1.0
"""Seconds between two pages of a site that asks for no other pause."""
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page and where it was found in the end."""

    url: str
    type: str
    charset: str | None
    body: bytes


class Fetcher:
    """Fetches pages.

    Args:
        limits: see `Limits`.
        cache: folder for answers that may be asked for again; null keeps none.
        resolve: host and port -> addresses in figures.
        permits: whether an address in figures may be connected to.
        clock: seconds that only grow.
        sleep: waits.
    """

    def __init__(
        self,
        limits: Limits = DEFAULT,
        cache: Path | None = None,
        resolve: Resolver = system_resolver,
        permits: Callable[[str], bool] = is_public,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits
        self._cache = cache
        self._resolve = resolve
        self._permits = permits
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, Rules] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str) -> Fetched:
        """The page at an address, redirects followed.

        Raises:
            UnreadableError: ``refused-address``, ``robots``, ``unreachable``, ``http-error``, ``too-large``, ``bomb``, ``damaged`` or
                ``timeout``.
        """
        ends = self._clock() + self._limits.fetch_seconds
        for _ in range(self._limits.redirects + 1):
            aim = target(url, self._resolve, self._permits)
            asked = self._rules_of(aim, ends)
            if not asked.allows(aim.url):
                raise UnreadableError("robots", f"{aim.site} asks not to fetch {aim.path[:200]}; ask the site, or save the page yourself")
            ends += self._wait(aim, asked.pause)
            kept = self._kept(aim)
            message = self._ask(aim, ends, self._limits.fetch_bytes, kept[0] if kept else {})
            if message.status == _UNCHANGED and kept:
                return self._fetched(aim, Message(200, kept[1].headers, kept[1].body))
            if message.status in _REDIRECTS and message.headers.get("location"):
                url = urljoin(aim.url, message.headers["location"])
                continue
            if not 200 <= message.status < 300:
                raise UnreadableError("http-error", f"{aim.site} answered {message.status}; check the address in a browser")
            self._keep(aim, message)
            return self._fetched(aim, message)
        raise UnreadableError("http-error", f"more than {self._limits.redirects} redirects; check the address in a browser")

    def _fetched(self, aim: Target, message: Message) -> Fetched:
        return Fetched(aim.url, message.type, message.charset, message.body)

    def _rules_of(self, aim: Target, ends: float) -> Rules:
        """The rules of a site, asked for once; its robots.txt may lie behind redirects, each checked like any other."""
        if aim.site not in self._rules:
            self._rules[aim.site] = self._ask_rules(aim, ends)
        return self._rules[aim.site]

    def _ask_rules(self, aim: Target, ends: float) -> Rules:
        url = f"{aim.site}/robots.txt"
        for _ in range(self._limits.redirects + 1):
            try:
                message = self._ask(target(url, self._resolve, self._permits), ends, MOST, {})
            except UnreadableError as error:
                if error.reason in {"refused-address", "timeout"}:
                    raise
                return rules(404 if error.reason in {"too-large", "bomb"} else 503, b"", AGENT)
            if message.status in _REDIRECTS and message.headers.get("location"):
                url = urljoin(url, message.headers["location"])
                continue
            return rules(message.status, message.body, AGENT)
        return rules(404, b"", AGENT)

    def _wait(self, aim: Target, pause: float) -> float:
        """Wait until the site may be asked again; returns the seconds waited."""
        now = self._clock()
        wait = max(self._last.get(aim.site, -math.inf) + max(pause, PAUSE) - now, 0.0)
        if wait:
            self._sleep(wait)
        self._last[aim.site] = self._clock()
        return wait

    def _ask(self, aim: Target, ends: float, most: int, extra: Mapping[str, str]) -> Message:
        """One question to one server.

        Raises:
            UnreadableError: ``unreachable``, ``timeout``, ``too-large``, ``bomb`` or ``damaged``.
        """
        left = max(ends - self._clock(), 0.1)
        connection = _connection(aim, left)
        try:
            with deadline(left):  # a header that drips in byte by byte outlives every time limit of a socket
                connection.request("GET", aim.path, headers={**_HEADERS, "Host": aim.netloc, **extra})
                answer = connection.getresponse()
                headers = {name.lower(): value for name, value in reversed(answer.getheaders())}
                body = self._body(answer, connection, ends, most)
        except TimeoutError as error:
            raise self._late(aim) from error
        except (OSError, http.client.HTTPException, ssl.SSLError) as error:
            raise UnreadableError("unreachable", f"{aim.site} cannot be read ({type(error).__name__}: {error}); try again later") from error
        finally:
            connection.close()
        if body is None:
            raise self._late(aim)
        sent = {name: value for name, value in headers.items() if name not in {"transfer-encoding", "content-length"}}
        return Message(answer.status, sent, messages.decoded(body, sent, self._limits))

    def _body(self, answer: http.client.HTTPResponse, connection: http.client.HTTPConnection, ends: float, most: int) -> bytes | None:
        """The body as it was sent; null where it takes too long."""
        pieces, length = [], 0
        while True:
            left = ends - self._clock()
            if left <= 0:
                return None
            if connection.sock is not None:
                connection.sock.settimeout(left)
            piece = answer.read1(_CHUNK)
            if not piece:
                break
            length += len(piece)
            if length > most:
                raise UnreadableError("too-large", f"the page has more than {most:,} bytes; save it, if it is an article")
            pieces.append(piece)
        if answer.length:
            raise http.client.IncompleteRead(b"", answer.length)
        return b"".join(pieces)

    def _late(self, aim: Target) -> UnreadableError:
        return UnreadableError("timeout", f"{aim.site} took more than {self._limits.fetch_seconds:g} seconds; try again later")

    def _path(self, aim: Target) -> Path | None:
        return self._cache / hashlib.sha256(aim.url.encode()).hexdigest() if self._cache else None

    def _kept(self, aim: Target) -> tuple[dict[str, str], Message] | None:
        """The questions to ask of an answer that is kept, and the answer."""
        path = self._path(aim)
        try:
            head, _, body = path.read_bytes().partition(b"\n") if path else (b"", b"", b"")
            headers: dict[str, str] = json.loads(head) if head else {}
        except (OSError, ValueError):
            return None
        asked = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
        said = {name: value for name, value in asked.items() if value}
        return (said, Message(200, headers, body)) if said and headers.get("url") == aim.url else None

    def _keep(self, aim: Target, message: Message) -> None:
        """Keep an answer that has a validator; a cache that cannot be written is none."""
        path = self._path(aim)
        kept = {name: message.headers[name] for name in ("etag", "last-modified", "content-type") if name in message.headers}
        if path is None or not kept.keys() & {"etag", "last-modified"}:
            return
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(json.dumps(kept | {"url": aim.url}).encode() + b"\n" + message.body)
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)


def fetcher(limits: Limits = DEFAULT) -> Fetcher:
    """A fetcher that keeps what may be asked for again in the user's cache folder."""
    import platformdirs

    return Fetcher(limits, Path(platformdirs.user_cache_dir("sayso", appauthor=False)) / "pages")


def _connection(aim: Target, seconds: float) -> http.client.HTTPConnection:
    """A connection to the address that was checked, under the name that was asked for."""
    if aim.scheme == "http":
        return _Plain(aim, seconds)
    return _Secure(aim, seconds)


class _Plain(http.client.HTTPConnection):
    """HTTP to a given address."""

    def __init__(self, aim: Target, seconds: float) -> None:
        super().__init__(aim.host, aim.port, timeout=seconds)
        self._aim = aim

    def connect(self) -> None:
        """Connect to the checked address, whatever the name means now."""
        self.sock = _connected(self._aim, self.timeout)


class _Secure(http.client.HTTPSConnection):
    """HTTPS to a given address, its certificate checked against the name."""

    def __init__(self, aim: Target, seconds: float) -> None:
        self._checks = ssl.create_default_context()
        super().__init__(aim.host, aim.port, timeout=seconds, context=self._checks)
        self._aim = aim

    def connect(self) -> None:
        """Connect to the checked address, whatever the name means now."""
        self.sock = self._checks.wrap_socket(_connected(self._aim, self.timeout), server_hostname=self.host)


def _connected(aim: Target, seconds: float | None) -> socket.socket:
    """A connection to the first of the checked addresses that answers."""
    failed: OSError = OSError("no address")
    for address in aim.addresses:
        try:
            return socket.create_connection((address, aim.port), seconds)
        except OSError as error:
            failed = error
    raise failed
