"""What a site's robots.txt asks for (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

MOST = 500_000
"""Bytes of a robots.txt that are read, as RFC 9309 asks."""
_SLOWEST = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site for us."""

    parser: RobotFileParser
    agent: str

    def allows(self, url: str) -> bool:
        """Whether the page may be fetched."""
        return self.parser.can_fetch(self.agent, url)

    @property
    def pause(self) -> float:
        """Seconds that the site asks to wait between two pages, within reason."""
        given = self.parser.crawl_delay(self.agent)
        return min(float(given), _SLOWEST) if given else 0.0


def rules(status: int, body: bytes, agent: str) -> Rules:
    """The rules of a site: all is allowed where there is no robots.txt (4xx), nothing where the server fails (5xx)."""
    parser = RobotFileParser()
    if 200 <= status < 300:
        parser.parse(body[:MOST].decode("utf-8", "replace").splitlines())
    elif 400 <= status < 500:
        parser.parse([])
    else:
        parser.parse(["User-agent: *", "Disallow: /"])
    parser.modified()
    return Rules(parser, agent)
