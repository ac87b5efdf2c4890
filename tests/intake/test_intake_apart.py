"""What is read in a process of its own costs one file where it ends that process."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas
import pytest
import reading_apart as work
from invented_exports import answer, docx, nexis_lines, page, pdf, record, rss, rtf, story, warc, xlsx, zipped

from sayso.errors import SaysoError
from sayso.intake import Limits, UnreadableError, apart, read_sources
from sayso.records import Article, Quarantined
from sayso.scale import Summary


@pytest.fixture(scope="module")
def reader() -> Iterator[apart.Apart]:
    with apart.Apart() as opened:
        yield opened


def test_items_come_one_by_one_from_one_other_process(reader: apart.Apart) -> None:
    assert list(reader.items(work.count, 3)) == [0, 1, 2]
    assert reader.one(work.process) == reader.one(work.process) != os.getpid()
    outer = reader.items(work.count, 2)
    assert (next(outer), reader.one(len, "four")) == (0, 4)  # a second process while the first is at something
    assert list(outer) == [1]


def test_errors_come_over(reader: apart.Apart) -> None:
    here = reader.one(work.process)
    with pytest.raises(UnreadableError, match="told so") as caught:
        list(reader.items(work.raises, "damaged"))
    assert (caught.value.reason, caught.value.detail) == ("damaged", "told so")
    with pytest.raises(EOFError, match="own"):
        list(reader.items(work.stumbles))
    with pytest.raises(MemoryError):
        list(reader.items(work.gorges))
    with pytest.raises(RuntimeError, match="UnsendableError: what"):
        list(reader.items(work.unsendable))
    assert reader.one(work.process) == here


def test_what_ends_the_process_is_tried_twice_and_given_up(reader: apart.Apart, tmp_path: Path) -> None:
    given = reader.items(work.dies, 2)
    assert [next(given), next(given)] == [0, 1]
    with pytest.raises(UnreadableError, match=r"died 2 times .killed by SIGSEGV.; 2 items before that were read") as caught:
        next(given)
    assert caught.value.reason == "reader-died"
    assert list(reader.items(work.dies, 2, str(tmp_path / "mark"), 1)) == [0, 1, 2]
    assert list(reader.items(work.count, 2)) == [0, 1]


def test_what_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "GRACE", 0.2)
    with apart.Apart(limits=Limits(seconds=0.1)) as reader, pytest.raises(UnreadableError, match="gave nothing") as caught:
        list(reader.items(work.hangs))
    assert caught.value.reason == "timeout"


def test_nothing_is_left_running(tmp_path: Path) -> None:
    with apart.Apart() as reader:
        first = reader.one(work.process)
        half = reader.items(work.count, 100_000)
        next(half)
        half.close()  # nobody waits for the rest: that process is ended
        assert reader.one(work.process) != first
        last = reader.one(work.process)
    for process in (first, last):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_source_may_outlive_its_readers() -> None:
    with apart.Apart() as reader:
        half = reader.items(work.endless)
        process = next(half)
    half.close()  # type: ignore[attr-defined]
    assert next(half, None) is None
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


KILLED = """
import os, signal
import reading_apart as work
from sayso.intake import apart

if __name__ == "__main__":
    reader = apart.Apart()
    print(next(reader.items(work.tells_and_hangs)), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_that_hangs_does_not_outlive_its_driver(tmp_path: Path) -> None:
    script = tmp_path / "driver.py"
    script.write_text(KILLED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(work.__file__).parent), *filter(None, sys.path)])}
    found = subprocess.run([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, check=False, timeout=60)
    assert found.returncode == -signal.SIGKILL
    until = time.monotonic() + 20
    while alive(int(found.stdout)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not alive(int(found.stdout))


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked for yet does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] == "Z")


def test_a_process_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_serve", work.process)
    with pytest.raises(SaysoError, match=r"could not start .exit code"), apart.Apart() as reader:
        reader.one(work.process)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file of every kind."""
    made = tmp_path_factory.mktemp("sources")
    story_one, story_two = story(1)["text"], story(2)["text"]
    contents = {
        "a.txt": story_one.encode(),
        "b.html": page(1),
        "c.docx": docx(nexis_lines(2)),
        "d.pdf": pdf(["Talks resume in the harbour", "Rebels attacked the town on Friday, the army said."]),
        "e.xlsx": xlsx([["Title", "Text"], ["Talks", story_one], ["More", story_two]]),
        "f.warc": warc([record(answer(page(number))) for number in range(2)], packed=False),
        "g.zip": zipped({"a.txt": story_one.encode(), "b.docx": docx(nexis_lines(1)), "c.html": page(3)}),
        "h.jsonl": json.dumps({"html": page(1).decode()}).encode(),
        "i.pdf": b"%PDF-1.4 broken",
        "k.rtf": rtf(nexis_lines(2)),
        "l.csv": f'title,body\nTalks,"{story_one}"\nMore,"{story_two}"\n'.encode(),
        "m.tsv.gz": gzip.compress(f'title\tbody\nTalks\t"{story_one}"\n'.encode()),
        "n.json": json.dumps([{"text": story_one}, {"text": story_two}]).encode(),
        "o.rss": rss(["https://gazette.example/1"], content=True),
    }
    for name, content in contents.items():
        (made / name).write_bytes(content)
    frame = pandas.DataFrame({"html": [page(number).decode() for number in range(2)]})
    frame.to_parquet(made / "j.parquet")
    return made


def test_everything_reads_the_same_apart(reader: apart.Apart, folder: Path) -> None:
    here = list(read_sources([folder]))
    assert here == list(read_sources([folder], apart=reader))
    assert len(here) > 20
    assert [item.reason for item in here if isinstance(item, Quarantined)] == ["damaged"]


@pytest.mark.parametrize("name", ["b.html", "e.xlsx", "f.warc", "j.parquet", "k.rtf", "l.csv", "m.tsv.gz", "n.json", "o.rss", "markup"])
def test_a_file_that_ends_the_process_costs_what_it_holds(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_TEST_DIE", name)
    monkeypatch.setattr(apart, "_serve", work.serve_until)
    sound = [item for item in read_sources([folder]) if isinstance(item, Article)]
    with apart.Apart() as reader:
        found = list(read_sources([folder], apart=reader))
    lost = [item for item in found if isinstance(item, Quarantined) and item.reason == "reader-died"]
    kept = [item for item in found if isinstance(item, Article)]
    gone = [item for item in sound if item not in kept]
    files = ["h.jsonl", "j.parquet", "o.rss"] if name == "markup" else [name]
    assert {item.source.partition("#")[0] for item in [*lost, *gone]} == {(folder / file).as_posix() for file in files}
    assert len(kept) + len(gone) == len(sound)
    assert all("killed by SIGSEGV" in item.detail for item in lost)
    assert len(lost) in (1, len(gone))  # a file, or each page of an archive and each row of a table


def test_the_command_reads_apart(
    run: Callable[..., tuple[int, str, str]], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_TEST_DIE", "d.pdf")
    monkeypatch.setattr(apart, "_serve", work.serve_until)
    found: list[Article | Quarantined] = []

    def settle(sources: Iterable[Article | Quarantined], *_: object, **__: object) -> Summary:
        found.extend(sources)
        return Summary(read=len(found))

    monkeypatch.setattr("sayso.scale.run.code_sources", settle)
    assert run("code", str(folder), "--db", str(tmp_path / "s.db"))[0] == 0
    assert [item.source for item in found if isinstance(item, Quarantined) and item.reason == "reader-died"] == [f"{folder}/d.pdf"]


@pytest.mark.parametrize(("name", "kind"), [("b.html", "reader-died"), ("k.rtf", "reader-died"), ("d.pdf", "reader-died")])
def test_reading_one_report_tells_what_ended_its_reader(
    run: Callable[..., tuple[int, str, str]], folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.setenv("SAYSO_TEST_DIE", name)
    monkeypatch.setattr(apart, "_serve", work.serve_until)
    code, out, err = run("read", str(folder / name))
    assert (code, out) == (4, "")
    assert err.startswith(f"sayso: {folder / name}: {kind}: the process that read it died 2 times (killed by SIGSEGV)")
    assert len(err.splitlines()) == 1


def test_reading_one_report_tells_that_its_reader_hangs(
    run: Callable[..., tuple[int, str, str]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "GRACE", -29.0)
    monkeypatch.setattr("sayso.intake.documents.items", work.hangs_at_once)
    code, _, err = run("read", str(folder / "b.html"))
    assert (code, err.count("\n")) == (4, 1)
    assert "timeout: reading gave nothing for 1 seconds" in err
