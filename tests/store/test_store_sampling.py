from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from invented_report import coding, manifest

from sayso.address import Address
from sayso.errors import UsageError
from sayso.ids import content_id
from sayso.records import Coding
from sayso.store import Filter, Store, new_run, open_store

KINDS = ("ASSAULT",) * 6 + ("AID",) * 3 + ("PROTEST",)


def report(number: int) -> Coding:
    made = replace(coding(number), claims=())
    events = tuple(
        replace(made.events[0], id=content_id("e", made.article.id, place), type=kind, confidence=place / 10)
        for place, kind in enumerate(KINDS)
    )
    return replace(made, events=events)


def filled(path: Address, order: tuple[int, ...]) -> Store:
    store = open_store(path)
    for number in order:
        store.add([report(number)], run=new_run(manifest(), "test"))
    return store


def test_the_same_seed_draws_the_same_whatever_the_order_of_writing(new_place: Callable[[], Address]) -> None:
    with filled(new_place(), (1, 2, 3)) as one, filled(new_place(), (3, 1, 2)) as other:
        assert one.sample(9, seed=7) == other.sample(9, seed=7)
        assert one.sample(9, seed=7) != one.sample(9, seed=8)


def test_strata_have_the_same_share_and_small_ones_give_what_they_have(new_place: Callable[[], Address]) -> None:
    with filled(new_place(), (1, 2)) as store:
        drawn = store.sample(11, seed=1)
        assert Counter(one.stratum for one in drawn)["PROTEST"] == 2
        assert sorted(Counter(one.stratum for one in drawn).values()) == [2, 4, 5]
        assert {one.stratum: one.size for one in drawn} == {"ASSAULT": 12, "AID": 6, "PROTEST": 2}
        assert all(one.drawn == Counter(each.stratum for each in drawn)[one.stratum] for one in drawn)
        assert Counter(one.stratum for one in store.sample(10, seed=1, allocation="proportional")) == {"ASSAULT": 6, "AID": 3, "PROTEST": 1}
        assert len(store.sample(500)) == 20
        assert {one.size for one in store.sample(5, by=())} == {20}
        assert len({one.event for one in drawn}) == 11


def test_filters_and_several_dimensions(new_place: Callable[[], Address]) -> None:
    with filled(new_place(), (1,)) as store:
        drawn = store.sample(5, by=("type", "footing"), chosen=Filter(min_confidence=0.6))
        assert {one.stratum for one in drawn} == {"AID | accused", "PROTEST | accused"}
        with pytest.raises(UsageError, match="3 strata by type, and only 2 events"):
            store.sample(2)
        with pytest.raises(UsageError, match="did you mean footing"):
            store.sample(5, by=("footng",))
        with pytest.raises(UsageError, match="allocation"):
            store.sample(5, allocation="most")
