"""Releases: a query frozen into a dated, hashed and citable dataset, and the check that it is still what it was."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.encode import dumps
from sayso.errors import InputError, UsageError
from sayso.export import bundle, whole
from sayso.export.formats import FORMATS
from sayso.export.selection import Account, Selection
from sayso.progress import Progress
from sayso.store import Filter, Store

MANIFEST = "manifest.json"
CITATION = "CITATION.txt"
ENDINGS = {"jsonl": ".jsonl", "acled": ".acled.csv", "gdelt": ".gdelt.tsv", "geojson": ".geojson", "ftm": ".ftm.jsonl"}
"""Format -> ending of its file in a release; the others make a folder of their name."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CHUNK = 1 << 20
"""Bytes read at a time."""


@dataclass(frozen=True, slots=True)
class Released:
    """What a release holds."""

    folder: Path
    digest: str
    """SHA-256 over the names and digests of its files."""
    citation: str
    account: Account


@dataclass(frozen=True, slots=True)
class Plan:
    """How a release is called and what is in it."""

    name: str
    chosen: Filter
    day: date
    authors: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Formats beside the CSV tables, which are always there."""
    text: bool = True

    def __post_init__(self) -> None:
        """Refuse what cannot be a release.

        Raises:
            UsageError: a name that is no file name, an unknown format.
        """
        if not _NAME.fullmatch(self.name):
            raise UsageError(f"{self.name!r}: a name of a release has letters, digits, dots, hyphens and underscores")
        for form in self.also:
            if form not in FORMATS or form == "csv":
                raise UsageError(f"no format {form!r} to add; there are {', '.join(name for name in FORMATS if name != 'csv')}")


def today() -> date:
    """The day in UTC."""
    return datetime.now(UTC).date()


def release(store: Store, plan: Plan, out: Path, progress: Progress | None = None) -> Released:
    """Write a release into a new folder; `progress` is told of what is read from the database.

    Raises:
        UsageError: `out` is there and is not empty: a release never changes; a filter that does not fit events; a missing library.
        InputError: it cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} is there already; a release is never changed: name a new folder")
    if not out.parent.is_dir():
        raise UsageError(f"{out.parent}: no such folder")
    with store.snapshot() as connection, whole.new_folder(out) as folder:
        selection = Selection(connection, plan.chosen, "csv", plan.text, progress=progress)
        bundle.fill(selection, folder)
        for form in plan.also:
            _add(selection, form, folder)
        (folder / CITATION).write_text("", encoding="utf-8")
        digests = {name: each for name, each in _digests(folder) if name != CITATION}
        digest = _digest(digests)
        citation = _citation(plan, selection.account, digest)
        (folder / CITATION).write_text(citation + "\n", encoding="utf-8", newline="")
        bundle.write_json(folder / MANIFEST, _manifest(plan, selection, digests, digest, citation))
    return Released(out, digest, citation, selection.account)


def verify(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The manifest of a release, and what is wrong with its files; nothing for a sound one.

    Raises:
        InputError: there is no manifest, or it cannot be read.
    """
    manifest = read_manifest(folder)
    listed: dict[str, str] = {name: each["sha256"] for name, each in manifest["files"].items()}
    found = {name: digest for name, digest in _digests(folder) if name not in (MANIFEST, CITATION)}
    faults = [f"{name}: missing" for name in sorted(listed.keys() - found.keys())]
    faults += [f"{name}: not of this release" for name in sorted(found.keys() - listed.keys())]
    faults += [f"{name}: changed" for name in sorted(listed.keys() & found.keys()) if listed[name] != found[name]]
    if _digest(listed) != manifest["digest"]:
        faults.append(f"{MANIFEST}: its digest is not that of its list of files")
    if _seal(manifest) != manifest["seal"]:
        faults.append(f"{MANIFEST}: changed")
    citation = folder / CITATION
    if not citation.is_file() or citation.read_text(encoding="utf-8") != f"{manifest['citation']}\n":
        faults.append(f"{CITATION}: changed or missing")
    return manifest, faults


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(manifest[key], kind) for key, kind in (("files", dict), ("digest", str), ("seal", str), ("citation", str))):
            raise ValueError("a part has the wrong shape")
        if not all(isinstance(each["sha256"], str) for each in manifest["files"].values()):
            raise ValueError("a file has no digest")
    except OSError as error:
        raise InputError(f"{folder}: no release ({path.name}: {error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: no manifest of a release ({error})") from error
    return manifest


def _add(selection: Selection, form: str, folder: Path) -> None:
    """One more format in the release; its counts stand under its name."""
    account = Account()
    kind = FORMATS[form]
    more = replace(selection, form=form, strict=kind.strict, account=account)
    writer: Any = import_module(f"sayso.export.{kind.module}")
    target = folder / form if kind.folder else folder / f"events{ENDINGS[form]}"
    writer.write(more, target)
    if kind.folder:
        (target / whole.RUNS).unlink()  # the manifest tells them
    else:
        bundle.write_json(folder / f"{target.name}.provenance.json", {**more.stamp(), **account.told()})
    for reason, number in account.left_out.items():
        selection.account.left_out[f"{reason}, of {form}"] = number


def _manifest(plan: Plan, selection: Selection, digests: dict[str, str], digest: str, citation: str) -> dict[str, Any]:
    manifest = {
        "name": plan.name,
        "date": plan.day.isoformat(),
        "citation": citation,
        "digest": digest,
        "also": list(plan.also),
        **selection.stamp(),
        **selection.account.told(),
        "runs": selection.runs(),
        "files": {name: {"sha256": each} for name, each in digests.items()},
    }
    return {**manifest, "seal": _seal(manifest)}


def _seal(manifest: dict[str, Any]) -> str:
    """SHA-256 of a manifest without its seal."""
    return hashlib.sha256(dumps({key: value for key, value in manifest.items() if key != "seal"}).encode()).hexdigest()


def _citation(plan: Plan, account: Account, digest: str) -> str:
    authors = _names(plan.authors)
    numbers = f"{account.written['events']:,} events of {account.written['articles']:,} reports"
    head = f"{authors} ({plan.day.year}). {plan.name}" if authors else f"{plan.name} ({plan.day.year})"
    made = f"Coded from news reports with sayso {__version__}; {numbers}."
    return f"{head}, release of {plan.day.isoformat()} [Data set]. {made} sha256:{digest}"


def _names(authors: Sequence[str]) -> str:
    return authors[0] if len(authors) == 1 else f"{', '.join(authors[:-1])} and {authors[-1]}" if authors else ""


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of every file, by name."""
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        digest = hashlib.sha256()
        with file.open("rb") as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
        yield file.relative_to(folder).as_posix(), digest.hexdigest()


def _digest(digests: dict[str, str]) -> str:
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256(listed.encode("utf-8", "surrogatepass")).hexdigest()
