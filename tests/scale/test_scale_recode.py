from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pretend_coder as coder

from sayso.manifest import Manifest
from sayso.records import Article, Coding, Quarantined, Status
from sayso.scale import Summary, code_sources
from sayso.store import Store, new_run, open_store

OLD = Manifest("0.1.0", "p", "m", "l", "c", "d")
NEW = replace(OLD, model_digest="better")


def better(model: str, report: Article) -> Coding:
    """A coder that has learned: every third report tells of a plan, every fifth of nothing."""
    made = coder.code(model, report)
    number = int(report.text.split()[1].rstrip("."))
    if number % 5 == 0:
        return replace(made, events=())
    return replace(made, events=(replace(made.events[0], status=Status.PLANNED),)) if number % 3 == 0 else made


def run(store: Store, given: list[Article | Quarantined], manifest: Manifest = OLD, **options: object) -> Summary:
    options = {"fn": coder.code, **options}
    return code_sources(iter(given), store, load=coder.load, run=new_run(manifest, "test"), **options)  # type: ignore[arg-type]


def test_recoding_from_the_database_itself(tmp_path: Path) -> None:
    given: list[Article | Quarantined] = [coder.article(number) for number in range(20)]
    with open_store(tmp_path / "s.db") as store:
        run(store, given)
        plain = run(store, given, NEW, fn=better)
        assert (plain.coded, plain.skipped) == (0, 20)
        summary = run(store, list(store.stale(NEW)), NEW, fn=better, recode=True)
        assert (summary.read, summary.coded, summary.recoded) == (20, 20, 20)
        assert (summary.gained, summary.lost, summary.altered) == (0, 4, 5)
        again = run(store, given, NEW, fn=better, recode=True)
        assert (again.coded, again.skipped) == (0, 20)
        assert sorted({row.manifest for row in store.articles()}) == [NEW.digest]
        assert sorted(store.to_frame("run")["manifest"]) == sorted([OLD.digest, NEW.digest])
        recoded = [list(getattr(store, name)()) for name in ("events", "articles", "appearances")]
    with open_store(tmp_path / "anew.db") as store:
        run(store, given, NEW, fn=better)
        assert [list(getattr(store, name)()) for name in ("events", "articles", "appearances")] == recoded


def test_a_stopped_recoding_goes_on(tmp_path: Path) -> None:
    given: list[Article | Quarantined] = [coder.article(number) for number in range(20)]
    with open_store(tmp_path / "s.db") as store:
        run(store, given)
        run(store, given, NEW, fn=better, recode=True, limit=7)
        assert len(list(store.stale(NEW))) == 13
        assert run(store, given, NEW, fn=better, recode=True).recoded == 13
        assert len(list(store.changes())) == 9


def test_what_cannot_be_coded_again_keeps_its_former_coding(tmp_path: Path) -> None:
    report = coder.article(1, "[slow] fine")
    with open_store(tmp_path / "s.db") as store:
        run(store, [report])
        summary = run(store, [report], NEW, recode=True, seconds=0.01)
        assert summary.reasons == (("timeout", 1),)
        assert store.counts()["event"] == 1
        assert run(store, [report], NEW, recode=True).reasons == (("timeout", 1),)
        assert run(store, [report], NEW, recode=True, retry=["timeout"]).recoded == 1
        assert list(store.quarantine()) == []


def test_retrying_from_the_database_itself(tmp_path: Path) -> None:
    given: list[Article | Quarantined] = [coder.article(1, "[slow]"), coder.article(2, "[raise]"), Quarantined("x.pdf", "binary")]
    with open_store(tmp_path / "s.db") as store:
        assert run(store, given, seconds=0.01).quarantined == 3
        summary = run(store, list(store.waiting(["timeout", "internal-error"])), retry=["timeout", "internal-error"])
        assert (summary.read, summary.coded, summary.reasons) == (2, 1, (("internal-error", 1),))


def test_copies_of_a_text_on_its_way_are_not_coded_twice(tmp_path: Path) -> None:
    first = coder.article(3)
    copies = [replace(first, id=f"a_{number:016}", url=f"https://copy.example/{number}", published="2024-06-01") for number in range(5)]
    seen: list[str] = []

    def count(model: str, report: Article) -> Coding:
        seen.append(report.id)
        return coder.code(model, report)

    with open_store(tmp_path / "s.db") as store:
        summary = run(store, [first, *copies, first], fn=count)
        assert summary.counts() == {"read": 7, "coded": 1, "quarantined": 0, "skipped": 6}
        assert (summary.appeared, seen) == (5, [first.id])
        assert [row.appearances for row in store.articles()] == [6]
        failing = [coder.article(4, "[raise]"), replace(coder.article(4, "[raise]"), id="a_9", url="https://copy.example/9")]
        assert run(store, failing).reasons == (("internal-error", 2),)


def test_a_forgotten_text_stays_out_until_it_is_asked_for(tmp_path: Path) -> None:
    first = coder.article(3)
    copy = replace(first, id="a_1", url="https://copy.example/1", published="2024-06-01")
    with open_store(tmp_path / "s.db") as store:
        run(store, [first])
        store.forget(first.id, new_run(OLD, "forget"))
        assert run(store, [first, copy]).reasons == (("forgotten", 2),)
        assert store.counts()["article"] == 0
        assert run(store, [first, copy], retry=["forgotten"]).counts() == {"read": 2, "coded": 1, "quarantined": 0, "skipped": 1}
        assert list(store.quarantine()) == []
