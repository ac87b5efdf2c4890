"""The user's table of outlets: who publishes, from which country, in which zone, of what kind and camp."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from sayso.errors import InputError
from sayso.intake.clean import clean, decode
from sayso.intake.dates import is_zone
from sayso.intake.quarantine import UnreadableError
from sayso.records import Outlet

FIELDS = ("name", "country", "zone", "kind", "camp", "domains")
_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class OutletTable:
    """Outlets by name and by host name."""

    by_name: Mapping[str, Outlet]
    by_domain: Mapping[str, Outlet]

    @classmethod
    def of(cls, outlets: Iterable[Outlet]) -> OutletTable:
        """A table of some outlets; the first of two with the same name or domain counts."""
        by_name: dict[str, Outlet] = {}
        by_domain: dict[str, Outlet] = {}
        for outlet in outlets:
            by_name.setdefault(_name_key(outlet.name), outlet)
            for domain in outlet.domains:
                by_domain.setdefault(domain, outlet)
        return cls(by_name, by_domain)

    def find(self, name: str | None = None, url: str | None = None) -> Outlet | None:
        """The outlet of a name, else of the host of a URL or of one of its parent domains; null where none is listed."""
        if name:
            found = self.by_name.get(_name_key(name)) or self.by_domain.get(_host(name)) or self.by_name.get(_name_key(_placeless(name)))
            if found:
                return found
        host = _host(url) if url else ""
        while host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return None

    def resolve(self, name: str | None = None, url: str | None = None) -> Outlet | None:
        """As `find`; an unlisted name gives an outlet of that name alone, a URL alone that of its host."""
        found = self.find(name, url)
        if found:
            return found
        label = name or (_host(url) if url else "")
        return Outlet(name=label) if label else None


NO_OUTLETS = OutletTable({}, {})


def load_outlets(path: Path) -> OutletTable:
    """Read a table of outlets: CSV with the columns of `FIELDS` (domains separated by blanks), or a YAML list of mappings.

    Raises:
        InputError: the file cannot be read, a row has no name, an unknown field, a country that is not alpha-3, an unknown zone, or a
            name or domain that an earlier row has.
    """
    try:
        text = clean(decode(path.read_bytes())).text
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); --outlets takes a CSV or YAML file") from error
    except UnreadableError as error:
        raise InputError(f"{path}: {error.detail}") from error
    rows = _yaml_rows(path, text) if path.suffix.lower() in {".yaml", ".yml"} else _csv_rows(path, text)
    outlets: list[Outlet] = []
    taken: dict[str, str] = {}
    for where, row in rows:
        outlet = _outlet(where, row)
        for key in (_name_key(outlet.name), *outlet.domains):
            if key in taken:
                raise InputError(f"{where}: {key!r} stands for {taken[key]!r} already")
            taken[key] = outlet.name
        outlets.append(outlet)
    return OutletTable.of(outlets)


def _csv_rows(path: Path, text: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "name" not in (reader.fieldnames or ()):
        raise InputError(f"{path}: no column 'name'; the columns are {', '.join(reader.fieldnames or ()) or 'none'}")
    for number, row in enumerate(reader, start=2):
        yield f"{path}, row {number}", row


def _yaml_rows(path: Path, text: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    try:
        rows = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(rows, list):
        raise InputError(f"{path}: a list of outlets is expected, each with {', '.join(FIELDS)}")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise InputError(f"{path}, entry {number}: a mapping is expected, with {', '.join(FIELDS)}")
        yield f"{path}, entry {number}", row


def _outlet(where: str, row: Mapping[str, Any]) -> Outlet:
    """One checked outlet of a row."""
    unknown = [str(key) for key in row if key not in FIELDS]
    if unknown:
        raise InputError(f"{where}: unknown field {unknown[0]!r}; the fields are {', '.join(FIELDS)}")
    value = {field: _cell(row.get(field)) for field in FIELDS[:-1]}
    name, country, zone = value["name"], value["country"], value["zone"]
    if not name:
        raise InputError(f"{where}: an outlet needs a name")
    if country and not _COUNTRY.fullmatch(country):
        raise InputError(f"{where}: country {country!r} is not an ISO 3166 alpha-3 code such as LBN")
    if zone and not is_zone(zone):
        raise InputError(f"{where}: zone {zone!r} is not an IANA zone such as Asia/Beirut")
    domains = row.get("domains") or ()
    listed = re.split(r"[\s,;]+", domains) if isinstance(domains, str) else [str(domain) for domain in domains]
    hosts = tuple(host for host in map(_host, listed) if host)
    return Outlet(name=name, country=country, zone=zone, kind=value["kind"], camp=value["camp"], domains=hosts)


def _cell(value: object) -> str | None:
    """A trimmed cell, null where empty."""
    return (" ".join(str(value).split()) or None) if value is not None else None


def _name_key(name: str) -> str:
    """A name as it is compared: letters folded, blanks single, no leading article."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def _placeless(name: str) -> str:
    """A name without the place in brackets that libraries put behind it: "The Invented Post (Beirut)"."""
    head, _, rest = name.partition("(")
    return head if head.strip() and rest.rstrip().endswith(")") else name


def _host(address: str) -> str:
    """The host of a URL or a bare domain, in lower case, without ``www.`` and port; empty where the address has none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""
