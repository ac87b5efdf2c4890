from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from invented_report import BODY, article, coding, manifest

from sayso.address import Address
from sayso.errors import UsageError
from sayso.ids import content_id
from sayso.records import Article, Coding, Outlet, Quarantined, Status
from sayso.store import Filter, Store, ledger, new_run, open_store
from sayso.store.ledger import Added, Rank

RUN = new_run(manifest(), "test")
LATER = new_run(manifest("9.9.9"), "recode")


@pytest.fixture
def store(new_place: Callable[[], Address]) -> Iterator[Store]:
    with open_store(new_place()) as opened:
        yield opened


def at(number: int, published: str | None, body: str = BODY, outlet: Outlet | None = None) -> Coding:
    """The same text at an address of its own."""
    return coding(number, published=published, body=body, outlet=outlet)


def listed(store: Store) -> tuple[Any, ...]:
    return tuple(list(getattr(store, name)()) for name in ("events", "attributions", "articles", "appearances"))


def test_the_same_text_elsewhere_is_one_article_with_two_places(store: Store) -> None:
    first, copy = at(1, "2024-03-19"), at(2, "2024-03-21")
    store.add([first], run=RUN)
    assert store.add([copy], run=RUN) == Added(0, 1, 0, 1)
    assert store.add([copy], run=RUN) == Added(0, 1, 0, 0)
    (row,) = store.articles()
    assert (row.id, row.appearances, row.versions) == (first.article.id, 2, 1)
    assert [place.article for place in store.appearances()] == [first.article.id] * 2
    assert [place.url for place in store.appearances(Filter(article=copy.article.id))] == [copy.article.url]
    assert store.coding(copy.article.id) == first
    assert list(store.to_frame("ledger")["outcome"]) == ["coded", "appeared"]


def test_an_earlier_publication_takes_the_text_over(store: Store) -> None:
    late, early = at(1, "2024-03-21"), at(2, "2024-03-19")
    store.add([late], run=RUN)
    assert store.add([early], run=RUN) == Added(1, 0, 0)
    (row,) = store.articles()
    assert (row.id, row.appearances) == (early.article.id, 2)
    assert {event.article for event in store.events()} == {early.article.id}
    assert store.coding(late.article.id) == early
    assert list(store.to_frame("ledger")["outcome"]) == ["coded", "coded", "replaced"]
    assert store.damage() == []
    assert len(list(store.search("harbour"))) == 1


def test_neither_order_nor_batches_decide_what_is_listed(new_place: Callable[[], Address]) -> None:
    copies = [at(1, "2024-03-21"), at(2, None), at(3, "2024-03-19"), at(4, "2024-03-19", outlet=Outlet("Älteste Post"))]
    found = []
    for order in permutations(copies):
        for batches in ([list(order)], [[item] for item in order]):
            with open_store(new_place()) as store:
                for batch in batches:
                    store.add(batch, run=RUN)
                found.append(listed(store))
                assert store.damage() == []
        if len(found) > 20:
            break
    assert all(each == found[0] for each in found)
    assert found[0][2][0].id == copies[2].article.id


def test_a_changed_text_at_the_same_address_is_a_version_beside_the_old(store: Store) -> None:
    old = at(1, "2024-03-19")
    new = at(1, "2024-03-20", body=BODY + "\nCorrected: the mayor did not deny it.")
    for batch in ([new], [old], [old, new]):
        store.add(batch, run=RUN)
    rows = list(store.articles())
    assert [(row.id, row.versions) for row in rows] == [(old.article.id, 2), (new.article.id, 2)]
    assert [(place.version, place.versions, place.published) for place in store.appearances()] == [
        (1, 2, "2024-03-19"),
        (2, 2, "2024-03-20"),
    ]
    assert store.counts()["ledger"] == 2


def test_a_reprint_without_its_text_is_told(store: Store) -> None:
    assert store.add([], run=RUN, reprints=[article(3)]) == Added(0, 0, 1)
    assert [row.reason for row in store.quarantine()] == ["internal-error"]


def test_ranks_order_by_day_then_by_name() -> None:
    early, late = Rank.of(article(1)), Rank.of(article(2, published=None))
    assert early < late
    assert Rank.of(article(1)) == early


def changed(number: int = 1) -> Coding:
    """The report coded by a better program: one event altered, one lost, one gained."""
    made = coding(number)
    shelling, denial = made.events
    warned = replace(denial, id=content_id("e", made.article.id, "warned"), trigger=(made.attributions[1].cue[0],), type="THREATEN")
    return replace(made, events=(replace(shelling, status=Status.PLANNED, mode=None), warned), claims=made.claims[:1])


def test_recoding_puts_the_new_in_the_place_of_the_old_and_says_what_changed(store: Store) -> None:
    store.add([coding(1), coding(2)], run=RUN)
    added = store.add([changed()], run=LATER, again=True)
    assert (added.coded, added.recoded, [change.kind for change in added.changes]) == (1, 1, ["altered", "gained", "lost"])
    assert store.coding(changed().article.id) == changed()
    altered, gained, lost = store.changes()
    assert altered.fields == "mode; status"
    assert altered.event_before == altered.event_after == changed().events[0].id
    assert json.loads(altered.before or "")["mode"] == "heavy-weapons"
    assert (gained.event_before, lost.event_after) == (None, None)
    assert set(store.to_frame("run")["id"]) == {RUN.id, LATER.id}
    assert list(store.to_frame("ledger")["outcome"]) == ["coded", "coded", "recoded"]
    assert [row.id for row in store.articles() if row.manifest == LATER.manifest.digest] == [changed().article.id]
    assert store.damage() == []


def test_recoding_gives_the_listings_of_a_database_coded_anew(new_place: Callable[[], Address]) -> None:
    found = []
    for first in ([coding(1), coding(2)], []):
        with open_store(new_place()) as store:
            store.add(first, run=RUN)
            store.add([changed(1), changed(2)], run=LATER, again=True)
            found.append(listed(store))
    assert found[0] == found[1]


def test_articles_of_another_manifest_are_found_and_coded_again_meanwhile(store: Store) -> None:
    codings = {item.article.id: item for item in map(coding, range(5))}
    store.add(codings.values(), run=RUN)
    seen: list[Article] = []
    for item in store.stale(LATER.manifest):
        seen.append(item)
        store.add([codings[item.id]], run=LATER, again=True)
    assert sorted(seen, key=lambda each: each.id) == sorted((item.article for item in codings.values()), key=lambda each: each.id)
    assert list(store.stale(LATER.manifest)) == []


def test_what_waits_in_quarantine_can_be_coded_without_its_source(store: Store) -> None:
    made = coding(1)
    failed = [(made.article, Quarantined(made.article.source, "timeout", "60 s")), (article(2), Quarantined("x", "worker-died"))]
    store.add([], [Quarantined("scan.pdf", "binary")], RUN, failed=failed)
    assert list(store.waiting(["timeout", "binary"])) == [made.article]
    store.add([], [], RUN, failed=[(made.article, Quarantined(made.article.source, "out-of-memory"))])
    assert {row.reason for row in store.quarantine()} == {"out-of-memory", "worker-died", "binary"}
    store.add([made], run=RUN)
    assert [row.reason for row in store.quarantine(Filter(article=made.article.id))] == []


def test_a_source_that_can_be_read_now_leaves_quarantine(store: Store) -> None:
    made = coding(1)
    store.add([], [Quarantined(made.article.source, "bad-encoding"), Quarantined("other.txt", "bad-encoding")], RUN)
    store.add([made], run=RUN)
    assert [row.source for row in store.quarantine()] == ["other.txt"]


def test_forgetting_removes_a_text_everywhere_and_keeps_it_out(store: Store) -> None:
    first, copy, other = at(1, "2024-03-19"), at(2, "2024-03-21"), coding(5)
    store.add([first, copy, other], run=RUN)
    store.add([first], run=LATER, again=True)
    gone = store.forget(copy.article.id[:9], new_run(manifest(), "forget"))
    assert (gone.article, gone.events, gone.attributions) == (first.article.id, 2, 2)
    assert gone.sources == tuple(sorted(("reports/1.txt", "reports/2.txt"), key=lambda name: {"1": first, "2": copy}[name[8]].article.id))
    assert [row.id for row in store.articles()] == [other.article.id]
    assert {row.article for row in store.events()} == {other.article.id}
    assert store.damage() == []
    assert {row.reason for row in store.quarantine()} == {"forgotten"}
    assert set(store.to_frame("ledger")["outcome"]) == {"coded", "appeared", "recoded", "forgotten"}
    known = store.known([first.article, copy.article, at(9, None).article])
    assert known.forgotten == {store.to_frame("quarantine").loc[0, "digest"]}
    with pytest.raises(UsageError, match="no article"):
        store.forget(first.article.id, RUN)
    assert store.add([first], run=RUN).coded == 1  # asked for expressly, by --retry forgotten
    assert list(store.quarantine()) == []


def test_forgetting_what_waits_in_quarantine(store: Store) -> None:
    store.add([], [], RUN, failed=[(article(1), Quarantined("reports/1.txt", "timeout"))])
    gone = store.forget(article(1).id, RUN)
    assert (gone.events, gone.sources) == (0, ("reports/1.txt",))
    assert [row.reason for row in store.quarantine()] == ["forgotten"]
    assert list(store.waiting(["timeout", "forgotten"])) == []


def test_an_id_that_may_be_several_is_refused(store: Store) -> None:
    store.add([coding(1), coding(2)], run=RUN)
    with pytest.raises(UsageError, match="several articles begin with a_"):
        store.forget("a_", RUN)


def test_nothing_of_a_forgotten_text_is_left_in_the_file(store: Store, kind: str) -> None:
    if kind != "sqlite":
        pytest.skip("a server's files are its own")
    secret = coding(1, body=BODY + "\nZanzibarium was her name.")
    store.add([secret, coding(2)], run=RUN)
    store.forget(secret.article.id, RUN)
    assert isinstance(store.path, Path)
    left = b"".join(path.read_bytes() for path in store.path.parent.glob(store.path.name + "*"))
    assert b"anzibarium" not in left
    assert len(list(store.search("harbour"))) == 1


def test_every_column_is_in_the_data_dictionary(store: Store) -> None:
    frame = store.to_frame("data_dictionary")
    assert not frame["meaning"].eq("").any()
    told = frame.set_index(["relation", "name"])["meaning"]
    assert told["events_view", "quote"].startswith("The stretch of the text")
    assert told["claim", "said_basis"] == "said_when or published; null with said."
    assert frame.set_index(["relation", "name"])["refers_to"]["event", "voice"] == "attribution.id"


def test_ledger_names_are_those_of_the_dictionary(store: Store) -> None:
    outcomes = {ledger.CODED, ledger.RECODED, ledger.QUARANTINED, ledger.APPEARED, ledger.REPLACED, ledger.FORGOTTEN}
    meaning = store.to_frame("data_dictionary").set_index(["relation", "name"])["meaning"]["ledger", "outcome"]
    assert all(outcome in meaning for outcome in outcomes)
