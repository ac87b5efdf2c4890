"""Which addresses may be fetched: http and https, and only hosts all of whose addresses are public.

A name is resolved once, each address is checked, and the connection goes to the address that was checked: a name that changes its mind
between the check and the connection gains nothing. Every redirect is checked again.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sayso.intake.quarantine import UnreadableError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]
"""Host and port -> addresses in figures."""
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000
_CARRIERS = (
    ipaddress.IPv6Network("64:ff9b::/96"),  # NAT64
    ipaddress.IPv6Network("64:ff9b:1::/48"),
    ipaddress.IPv6Network("::/96"),  # IPv4-compatible
)
"""Networks of IPv6 whose last 32 bits are an address of IPv4."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: where to connect, and what to ask for."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    """Path and query, as they are sent."""
    addresses: tuple[str, ...]
    """The addresses in figures, all of them checked."""

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt and a rate hold for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a host, as the machine resolves it."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an address in figures is one of the public network: no loopback, private, link-local, reserved or multicast one."""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and any(found in network for network in _CARRIERS):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback)


def target(url: str, resolve: Resolver = system_resolver, permits: Callable[[str], bool] = is_public) -> Target:
    """The checked form of an address.

    Raises:
        UnreadableError: ``refused-address``, or ``unreachable`` where the name has no address.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower() if parts.hostname else ""
    except (ValueError, UnicodeError) as error:
        raise _refused(url, f"it is malformed ({error})") from error
    if parts.scheme not in _PORTS:
        raise _refused(url, "only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, "it carries a name or a password")
    if not host or len(url) > _LONGEST:
        raise _refused(url, "it has no host, or is too long")
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise UnreadableError("unreachable", f"{host}: no such host ({error}); check the address and the connection") from error
    if not found:
        raise UnreadableError("unreachable", f"{host}: the name has no address; check it")
    for address in found:
        if not permits(address):
            raise _refused(url, f"{host} is {address}, which is no public address; save the page and code the file")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    )
    return Target(url.strip(), parts.scheme, host, port, path, tuple(dict.fromkeys(found)))


def _refused(url: str, why: str) -> UnreadableError:
    return UnreadableError("refused-address", f"{url[:200]} is not fetched: {why}")
