from __future__ import annotations

from pathlib import Path

import pytest

from sayso import config
from sayso.errors import UsageError


def test_environment_goes_before_the_nearer_file_before_the_farther_before_the_default(tmp_path: Path) -> None:
    far, near = tmp_path / "far" / "sayso.toml", tmp_path / "sayso.toml"
    far.parent.mkdir()
    far.write_text('workers = 4\nlexicon = "mine"\nmin_confidence = 1\n', encoding="utf-8")
    near.write_text("workers = 3\n", encoding="utf-8")
    found = {item.setting.name: item for item in config.values({"SAYSO_DB": "x.db"}, (far, near))}
    assert (found["db"].value, found["db"].origin) == ("x.db", "environment SAYSO_DB")
    assert (found["workers"].value, found["workers"].origin) == (3, f"file {near}")
    assert (found["lexicon"].value, found["lexicon"].origin) == (tmp_path / "far" / "mine", f"file {far}")
    assert found["min_confidence"].value == 1.0
    assert (found["outlets"].value, found["outlets"].origin) == (None, "default")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("workres = 2", "unknown setting 'workres'"),
        ('workers = "two"', "workers must be a whole number"),
        ("workers = true", "workers must be a whole number"),
        ("db = 3", "db must be a path"),
        ("min-confidence = true", "min_confidence must be a number"),
        ("= 2", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "sayso.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as caught:
        config.read_file(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path) -> None:
    assert config.read_file(tmp_path / "sayso.toml") == {}
