"""A disk that is full, or a file that may not grow: a named error, a sound database, and a run that goes on later."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fault_corpus as corpus
import pytest
from databases import FAULTS

from sayso.errors import StoreError, UsageError
from sayso.store import open_store

full = pytest.mark.skipif(not FAULTS, reason="run by `make faults`")

LIMITED = """
import resource, sys, fault_corpus as corpus
from pathlib import Path
from sayso.errors import StoreError
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    corpus.run(Path(sys.argv[1]), corpus.corpus(200))
except StoreError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def program(folder: Path, source: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    script = folder / "program.py"
    script.write_text(source, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(corpus.__file__).parent), *filter(None, sys.path)])}
    words = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("room", [300_000, 700_000] if FAULTS else [700_000])
def test_a_file_that_may_not_grow(tmp_path: Path, room: int) -> None:
    pytest.importorskip("resource")
    path = tmp_path / "s.db"
    done = program(tmp_path, LIMITED, path, room)
    assert done.returncode == 4, done.stderr
    assert str(path) in done.stdout
    assert "bytes are free" in done.stdout
    given = corpus.corpus(200)
    corpus.run(path, given)
    corpus.run(tmp_path / "clean.db", given)
    assert corpus.contents(path) == corpus.contents(tmp_path / "clean.db")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "none", place], check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a file system of two megabytes")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@full
def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    path, filler = small_disk / "s.db", small_disk / "filler"
    filler.write_bytes(bytes(1_000_000))
    given = corpus.corpus(200)
    with pytest.raises(StoreError, match=r"the disk is full \(\d[\d,]* bytes are free\)"):
        corpus.run(path, given)
    filler.unlink()
    moved = Path(shutil.copytree(small_disk, tmp_path / "moved")) / "s.db"  # with its log, which could not be folded in
    assert len(corpus.contents(moved)["articles"]) > 0
    try:
        corpus.run(path, given)
    except StoreError:  # two megabytes may be too few for all of it
        path = moved
        corpus.run(path, given)
    corpus.run(tmp_path / "clean.db", given)
    assert corpus.contents(path) == corpus.contents(tmp_path / "clean.db")


@pytest.mark.parametrize("seed", range(60 if FAULTS else 10))
def test_flipped_bytes_are_told_or_harmless(tmp_path: Path, seed: int, sound: bytes) -> None:
    """A damaged file is never an error of ours."""
    draw, path = random.Random(seed), tmp_path / "s.db"
    bytes_ = bytearray(sound)
    for _ in range(draw.choice((1, 20, 400))):
        bytes_[draw.randrange(20 if seed % 3 else 0, len(bytes_))] ^= 1 << draw.randrange(8)
    path.write_bytes(bytes_)
    told = str(path)
    try:
        with open_store(path, create=False) as store:
            store.damage()
            list(store.events())
            list(store.articles())
            list(store.search("harbour"))
            with contextlib.suppress(UsageError):
                store.coding(next(iter(store.appearances())).id)
    except StoreError as error:
        told = str(error)
    assert told.startswith(str(path))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database that nothing is wrong with."""
    path = tmp_path_factory.mktemp("sound") / "s.db"
    corpus.run(path, corpus.corpus(20))
    return path.read_bytes()


TWO = """
import sys, fault_corpus as corpus
from pathlib import Path
corpus.run(Path(sys.argv[1]), corpus.corpus(60, slow=0.002))
"""


def test_two_runs_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(TWO, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(corpus.__file__).parent), *filter(None, sys.path)])}
    both = [subprocess.Popen([sys.executable, str(script), str(tmp_path / "s.db")], env=environment) for _ in "ab"]
    assert [each.wait(120) for each in both] == [0, 0]
    corpus.run(tmp_path / "clean.db", corpus.corpus(60, slow=0.002))
    assert corpus.exports(tmp_path / "s.db") == corpus.exports(tmp_path / "clean.db")
