from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso import data
from sayso.errors import LexiconError
from sayso.manifest import current


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    files = {"model.onnx": "m", "lexicon-actors.json.gz": "a", "lexicon-ontology.json.gz": "o", "gazetteer.sqlite": "g"}
    monkeypatch.setattr(data, "manifest", lambda: files)
    return files


def test_a_manifest_names_what_decides_a_coding(shipped: dict[str, str]) -> None:
    manifest = current()
    assert (manifest.program, manifest.model_digest, manifest.user_lexicon_digest) == (sayso.__version__, "m", None)
    assert len(manifest.digest) == len(manifest.program_digest) == 64
    assert manifest.digest == current().digest
    assert all("==" in library for library in manifest.libraries)


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("model.onnx", "model_digest"),
        ("lexicon-actors.json.gz", "lexicon_digest"),
        ("lexicon-ontology.json.gz", "codebook_digest"),
        ("gazetteer.sqlite", "data_digest"),
    ],
)
def test_every_shipped_file_shows_in_its_part(shipped: dict[str, str], file: str, part: str) -> None:
    before = current()
    shipped[file] = "changed"
    after = current()
    assert getattr(after, part) != getattr(before, part)
    assert after.digest != before.digest


def test_the_users_lists_count(shipped: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    entry = tmp_path / "actors" / "mine.yaml"
    digests = set()
    for text in ("[]", "[{id: grp.x}]"):
        entry.write_text(text, encoding="utf-8")
        digests.add(current(tmp_path).user_lexicon_digest)
    entry.rename(tmp_path / "mine.yaml")
    digests.add(current(tmp_path).user_lexicon_digest)
    assert len(digests) == 3
    with pytest.raises(LexiconError, match="no such folder"):
        current(tmp_path / "none")
