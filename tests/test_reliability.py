"""The table of docs/reliability.md: every fault has a test that exists, or a reason why it has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) [^|]*\| (.+) \|$", PAGE, re.MULTILINE)
ASKED = range(1, 31)
"""Faults of storage, input and output, by their number; the page lists some beyond them."""
CITED = re.compile(r"`((?:tests/|scripts/)?[\w/]+(?:\.py)?)(?:::(\w+))?`")


def where(cited: str) -> Path | None:
    """The file or folder that is meant: of the tests, of the package or of the scripts."""
    paths = [ROOT / "tests" / cited, ROOT / "src" / "sayso" / cited, ROOT / cited]
    return next((path for path in paths if path.exists()), None)


def citations(cell: str) -> list[tuple[str, str]]:
    """File and test of every citation; names of reasons and options are none."""
    return [(file, test) for file, test in CITED.findall(cell) if file.endswith(".py") or file.startswith("tests/")]


def test_every_row_is_there_once() -> None:
    numbers = [int(number) for number, _ in ROWS]
    assert sorted(numbers) == numbers
    assert len(set(numbers)) == len(numbers)
    assert set(ASKED) <= set(numbers)


@pytest.mark.parametrize(("number", "cell"), ROWS, ids=[number for number, _ in ROWS])
def test_a_row_cites_tests_that_exist_or_gives_its_reason(number: str, cell: str) -> None:
    cited = citations(cell)
    tests = [file for file, _ in cited if "test_" in file or file.startswith("tests/")]
    assert tests or re.match(r"none[ :].{30,}", cell), "neither a test nor a reason"
    for file, test in cited:
        path = where(file)
        assert path is not None, f"{file} does not exist"
        assert not test or f"def {test}(" in path.read_text(encoding="utf-8"), f"{file} has no {test}"


def test_citations_elsewhere_on_the_page_exist() -> None:
    for file, test in citations(PAGE):
        path = where(file)
        assert path is not None, f"{file} does not exist"
        assert not test or f"def {test}(" in path.read_text(encoding="utf-8")


def test_every_reason_of_quarantine_is_explained() -> None:
    from sayso.intake import REASONS
    from sayso.scale import REASONS as AFTER_READING

    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", (ROOT / "docs" / "sources.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name: told.get(name) for name in (*REASONS, *AFTER_READING)} == {**AFTER_READING, **REASONS}


def test_the_notice_names_whose_data_are_in_the_package() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for file in sorted((ROOT / "src" / "sayso" / "data").glob("*")):
        if file.suffix in {".sqlite", ".onnx"} or file.name == "outlines.json.gz":
            assert file.name in notice
    assert "Natural Earth" in notice
    assert "world-atlas 2.0.2" in notice
