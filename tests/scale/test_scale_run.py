from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pretend_coder as coder
import pytest

from sayso.errors import InputError, SaysoError
from sayso.manifest import Manifest
from sayso.records import Article, Quarantined
from sayso.scale import Interrupted, Summary, code_sources
from sayso.store import Store, new_run, open_store

MANIFEST = Manifest("0.1.0", "p", "m", "l", "c", "d")


def sources(number: int = 20) -> Iterator[Article | Quarantined]:
    """Articles, one of them twice, with an unreadable input among them."""
    for index in range(number):
        if index == 5:
            yield Quarantined("bad.bin", "binary", "NUL at 0", "f" * 64)
        yield coder.article(index)
        if index == 7:
            yield coder.article(index)


def run(store: Store, given: Iterator[Article | Quarantined], **options: object) -> Summary:
    return code_sources(given, store, load=coder.load, fn=coder.code, run=new_run(MANIFEST, "test"), **options)  # type: ignore[arg-type]


def dump(path: Path) -> list[str]:
    """Everything in the database but clocks and what is named after them."""
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE ledger SET at = ''")
        raw.execute("UPDATE quarantine SET at = ''")
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE appearance SET first_read = ''")
        for table in ("ledger", "quarantine", "article", "appearance"):
            raw.execute(f"UPDATE {table} SET run = ''")
        raw.execute("DELETE FROM run")
        lines = [line for line in raw.iterdump() if "article_words" not in line]
    raw.close()
    return lines


def test_the_database_does_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    dumps = []
    for workers in (1, 2):
        path = tmp_path / f"{workers}.db"
        with open_store(path) as store:
            summary = run(store, sources(), workers=workers)
        assert summary.counts() == {"read": 22, "coded": 20, "quarantined": 1, "skipped": 1}
        dumps.append(dump(path))
    assert dumps[0] == dumps[1]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        first = run(store, sources())
    before = path.read_bytes()
    assert (first.events, first.attributions, first.words, first.reasons) == (20, 0, 120, (("binary", 1),))
    with open_store(path) as store:
        again = code_sources(sources(), store, load=coder.load_fails, fn=coder.code, workers=2, run=new_run(MANIFEST, "test"))
    assert again.counts() == {"read": 22, "coded": 0, "quarantined": 1, "skipped": 21}
    assert path.read_bytes() == before


def test_a_limit_counts_inputs_so_that_it_can_be_repeated(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        assert run(store, sources(), limit=6).counts() == {"read": 6, "coded": 5, "quarantined": 1, "skipped": 0}
        assert run(store, sources(), limit=6).counts() == {"read": 6, "coded": 0, "quarantined": 1, "skipped": 5}
        assert run(store, sources()).counts() == {"read": 22, "coded": 15, "quarantined": 1, "skipped": 6}


def test_what_fails_is_quarantined_and_the_run_goes_on(tmp_path: Path) -> None:
    texts = ["[die]", "fine", "[hang]", "[raise]", "[loose]", "NUL \0 within", "fine too"]
    given = [coder.article(index, text) for index, text in enumerate(texts)]
    seen: list[Summary] = []
    with open_store(tmp_path / "s.db") as store:
        summary = run(store, iter(given), workers=2, seconds=1.0, progress=seen.append)
        assert summary.counts() == {"read": 7, "coded": 2, "quarantined": 5, "skipped": 0}
        reasons = {row.article: row.reason for row in store.quarantine()}
        expected = ["worker-died", "timeout", "internal-error", "inconsistent", "inconsistent"]
        assert [reasons[given[index].id] for index in (0, 2, 3, 4, 5)] == expected
        assert seen[-1].counts() == summary.counts()
        again = run(store, iter(given), workers=1)
        assert again.counts() == {"read": 7, "coded": 0, "quarantined": 5, "skipped": 2}
        retried = run(store, iter(given), seconds=0.1, retry={"timeout", "internal-error"})
        assert retried.counts() == {"read": 7, "coded": 0, "quarantined": 5, "skipped": 2}
        assert store.counts()["quarantine"] == 5


def test_a_retry_that_succeeds_leaves_quarantine(tmp_path: Path) -> None:
    report = coder.article(1, "[slow]")
    with open_store(tmp_path / "s.db") as store:
        assert run(store, iter([report]), seconds=0.01).reasons == (("timeout", 1),)
        assert run(store, iter([report]), retry=["timeout"]).coded == 1
        assert list(store.quarantine()) == []
        assert list(store.to_frame("ledger")["outcome"]) == ["quarantined", "coded"]


def test_ctrl_c_keeps_what_is_written(tmp_path: Path) -> None:
    def interrupted(_: Summary) -> None:
        raise KeyboardInterrupt

    with open_store(tmp_path / "s.db") as store:
        with pytest.raises(Interrupted) as caught:
            run(store, sources(), progress=interrupted)
        assert caught.value.summary.counts() == {"read": 8, "coded": 7, "quarantined": 1, "skipped": 0}
        assert store.counts()["article"] == 7
        assert list(store.to_frame("run")["state"]) == ["interrupted"]
        assert run(store, sources()).counts() == {"read": 22, "coded": 13, "quarantined": 1, "skipped": 8}


def test_a_source_that_breaks_off_closes_the_run(tmp_path: Path) -> None:
    def broken() -> Iterator[Article | Quarantined]:
        yield from sources(8)
        raise InputError("reports.csv: no column 'body'")

    with open_store(tmp_path / "s.db") as store:
        with pytest.raises(InputError, match="no column"):
            run(store, broken())
        assert list(store.to_frame("run")["state"]) == ["failed"]


def test_an_account_that_does_not_add_up_is_our_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.store import Added

    with open_store(tmp_path / "s.db") as store:
        monkeypatch.setattr(store, "add", lambda *_, **__: Added(0, 0, 0))
        with pytest.raises(SaysoError, match="a bug of sayso's"):
            run(store, iter([coder.article(1)]))


RUN = """
import signal, sys, pretend_coder as coder
from sayso.manifest import Manifest
from sayso.scale import Interrupted, code_sources
from sayso.store import new_run, open_store

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background ignores it
    given = (coder.article(number, "[slow]") for number in range(int(sys.argv[2])))
    with open_store(sys.argv[1]) as store:
        try:
            told = lambda summary: print(summary.coded, flush=True)
            run = new_run(Manifest("0", "p", "m", "l", "c", "d"), "test")
            code_sources(given, store, workers=2, load=coder.load, fn=coder.code, run=run, progress=told)
        except Interrupted:
            sys.exit(130)
"""


def start(folder: Path, number: int) -> subprocess.Popen[str]:
    script = folder / "run.py"
    script.write_text(RUN, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(coder.__file__).parent), *filter(None, sys.path)])}
    arguments = [sys.executable, str(script), str(folder / "s.db"), str(number)]
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_run_stopped_by_a_signal_goes_on_later(tmp_path: Path, ending: signal.Signals) -> None:
    program = start(tmp_path, 400)
    assert program.stdout is not None
    assert program.stdout.readline()
    if ending is signal.SIGINT:
        os.killpg(program.pid, ending)  # as a terminal does: driver and workers alike
    else:
        program.kill()
    _, complaint = program.communicate(timeout=120)
    assert program.returncode == (130 if ending is signal.SIGINT else -signal.SIGKILL)
    assert "Traceback" not in complaint
    _wait_for_group_to_end(program.pid)
    with open_store(tmp_path / "s.db") as store:
        coded = store.counts()["article"]
        assert 0 < coded < 400
        assert store.counts()["ledger"] == coded
        assert store.damage() == []
        given = [coder.article(number, "[slow]") for number in range(min(400, coded + 4))]
        assert run(store, iter(given)).counts() == {"read": len(given), "coded": len(given) - coded, "quarantined": 0, "skipped": coded}


def _wait_for_group_to_end(group: int) -> None:
    """Workers must not outlive their driver, however it ended."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("workers outlived their driver")
