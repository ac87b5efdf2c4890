"""Exports under conditions that tests of single formats do not have: PostgreSQL, a killed process, a writer beside."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from databases import kind, new_place, server
from varied_reports import varied

from sayso.address import Address
from sayso.export.formats import FORMATS, export
from sayso.records import Coding
from sayso.store import Filter, details, open_store

__all__ = ["kind", "new_place", "server"]


def bytes_of(folder: Path) -> dict[str, str]:
    """Digest of every file but those that tell the runs."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != "runs.json" and "provenance" not in file.name)
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_every_kind_of_database_gives_the_same_bytes(new_place: Callable[[], Address], tmp_path: Path, coding: Coding) -> None:
    chosen = Filter(near=(0.0, 40.0), km=6000.0, between=("2023-10-31", "2031-12-31"))
    for name, place in (("file", tmp_path / "reports.db"), ("other", new_place())):
        (tmp_path / name).mkdir()
        with open_store(place) as store:
            store.add([varied(), coding])
            for form in FORMATS:
                export(store, form, tmp_path / name / form, Filter())
                export(store, form, tmp_path / name / f"{form}-chosen", chosen)
    found = bytes_of(tmp_path / "file")
    assert found == bytes_of(tmp_path / "other")
    assert len(found) > 40


KILLED = """
import os
from pathlib import Path
from sayso.export import whole
from sayso.export.formats import export
from sayso.store import Filter, open_store

whole._settle = lambda file: os._exit(9)
with open_store("reports.db", create=False) as store:
    export(store, {form!r}, Path("out"), Filter(type=("AID",)))
"""


@pytest.mark.parametrize("form", ["csv", "jsonl", "gdelt"])
def test_a_killed_export_leaves_the_former_one(form: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "reports.db") as store:
        store.add([varied()])
        export(store, form, tmp_path / "out", Filter())
    before = (tmp_path / "out" / "events.csv" if form == "csv" else tmp_path / "out").read_bytes()
    script = textwrap.dedent(KILLED).format(form=form)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)), check=False
    )
    assert done.returncode == 9
    assert (tmp_path / "out" / "events.csv" if form == "csv" else tmp_path / "out").read_bytes() == before


def test_an_export_sees_one_state_of_the_database(tmp_path: Path, coding: Coding) -> None:
    with open_store(tmp_path / "reports.db") as store:
        store.add([varied()])
        with store.snapshot() as connection:
            found = details.details(connection, Filter())
            first = next(found)
            with open_store(tmp_path / "reports.db") as other:
                other.add([coding])
            assert {first.row.article, *(each.row.article for each in found)} == {varied().article.id}
            assert len(list(details.reports(connection))) == 1


FULL = """
import resource
from pathlib import Path
from sayso.errors import InputError
from sayso.export.formats import export
from sayso.store import Filter, open_store

with open_store("reports.db", create=False) as store:
    list(store.events())  # what SQLite itself writes is written
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
    try:
        export(store, {form!r}, Path("out"), Filter())
    except InputError as error:
        raise SystemExit(f"told: {{error}}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_a_file_that_cannot_grow_is_told_and_leaves_nothing(form: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "reports.db") as store:
        store.add([varied()])
    paths = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    script = textwrap.dedent(FULL).format(form=form)
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=paths, check=False, capture_output=True, text=True)
    assert done.stderr.startswith("told: out: cannot be written (")
    assert "File too large" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reports.db"]
