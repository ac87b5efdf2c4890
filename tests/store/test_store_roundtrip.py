from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from invented_report import OUTLET, article, coding, manifest

import sayso.store.ledger as ledger_module
from sayso.address import Address
from sayso.errors import StoreError, UsageError
from sayso.records import Coding, Outlet, Quarantined, Span
from sayso.scale.check import faults
from sayso.store import Filter, Store, dialect, new_run, open_store

RUN = new_run(manifest(), "test")


@pytest.fixture
def store(new_place: Callable[[], Address]) -> Iterator[Store]:
    with open_store(new_place()) as opened:
        yield opened


def fill(store: Store) -> Store:
    other = Outlet("Daily Kestrel", "SYR")
    store.add([coding(1), coding(2, published="2024-04-02", outlet=other), coding(3, published=None, outlet=None)], run=RUN)
    return store


@pytest.fixture(scope="module")
def filled(new_place: Callable[[], Address]) -> Iterator[Store]:
    with open_store(new_place()) as opened:
        yield fill(opened)


def test_a_coding_comes_back_as_it_went_in(store: Store) -> None:
    made = coding()
    assert faults(made) == []
    assert store.add([made], run=RUN).coded == 1
    assert store.coding(made.article.id) == made


def test_an_article_without_anything_found(store: Store) -> None:
    bare = Coding(replace(article(), title=None, headline=None, body=None, outlet=None, url=None, byline=None, language=None))
    store.add([bare], run=RUN)
    assert store.coding(bare.article.id) == bare


def test_the_same_article_again_changes_nothing(store: Store) -> None:
    made = coding()
    store.add([made, made], run=RUN)
    before = store.counts()
    again = new_run(manifest(), "test")
    later = new_run(manifest("9.9.9"), "test")
    for run in (RUN, again, later):
        assert store.add([made], run=run) == ledger_module.Added(0, 1, 0)
    assert store.counts() == before
    assert before["article"] == before["ledger"] == before["run"] == before["manifest"] == 1


def test_an_id_taken_by_another_text_is_quarantined(store: Store) -> None:
    made = coding()
    other = replace(made, article=replace(made.article, text=made.article.text + " More."))
    store.add([made], run=RUN)
    assert store.add([other], run=RUN) == ledger_module.Added(0, 0, 1)
    assert [row.reason for row in store.quarantine()] == ["id-collision"]
    assert store.coding(made.article.id) == made


def test_a_batch_is_written_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = store.counts()

    def fail(*_: object) -> None:
        raise RuntimeError("stop")

    monkeypatch.setattr(ledger_module, "_insert_quarantine", fail)
    with pytest.raises(RuntimeError, match="stop"):
        store.add([coding()], [Quarantined("x.txt", "empty")], RUN)
    assert store.counts() == empty


def test_quarantine_is_kept_once_and_left_on_success(store: Store) -> None:
    unreadable = Quarantined("caf\udce9\0.txt", "binary", "NUL at 3", "f" * 64)
    made = coding()
    slow = Quarantined(made.article.source, "timeout", "10 s")
    for _ in range(2):
        assert store.add([], [unreadable], RUN, failed=[(made.article, slow)]).quarantined == 2
    assert [(row.source, row.reason) for row in store.quarantine()] == [("caf\\udce9\\x00.txt", "binary"), (made.article.source, "timeout")]
    assert store.known([made.article]).quarantined == {made.article.id: "timeout"}
    store.add([made], run=RUN)
    assert [row.reason for row in store.quarantine()] == ["binary"]
    assert set(store.known([made.article, article(7)]).coded) == {made.article.id}
    assert store.counts()["ledger"] == 3


def test_a_run_is_closed_with_its_counts(store: Store) -> None:
    counts = {"read": 1, "coded": 1, "quarantined": 0, "skipped": 0}
    store.finish(RUN, "finished", counts)
    assert store.counts()["run"] == 0
    store.add([coding()], run=RUN)
    store.finish(RUN, "finished", counts)
    frame = store.to_frame("run")
    assert frame.loc[0, "state"] == "finished"
    assert frame.loc[0, "read"] == 1


def test_events_are_readable_rows(filled: Store) -> None:
    shelling, denial = filled.events(Filter(article=coding(1).article.id))
    assert (shelling.actors, shelling.actor_ids, shelling.actor_countries) == ("Velt Brigade; A spokesman", "grp.velt-brigade", "SYR")
    assert (shelling.recipients, shelling.recipient_ids) == ("dockers", None)
    assert (shelling.first_day, shelling.place, shelling.toll) == ("2024-03-18", "Basra", "dead 12+; injured 3-5")
    assert (shelling.speaker, shelling.speaker_name, shelling.speech, shelling.cue) == ("grp.oster-front", "Öster Front", "accuse", "said")
    assert shelling.quote == "the Velt Brigade shelled the harbour of Basra on 18 March 2024, killing at least 12 dockers"
    assert article(1).text[shelling.start : shelling.end] == shelling.quote
    assert (denial.voice, denial.speaker_name, denial.quote, denial.cameo) == (None, None, "denied", None)


def test_attributions_are_readable_rows(filled: Store) -> None:
    says, told = filled.attributions(Filter(article=coding(1).article.id))
    assert (says.source, says.channel, says.said_text, says.said_from) == ("The Öster Front", "the Lantern", "Monday", "2024-03-18")
    assert (told.content, told.parent, told.parent_speaker) == ("the mayor had … warned of the raid", says.id, "Öster Front")
    assert (told.via, told.day, told.day_basis, told.file) == ("Öster Front", "2024-03-19", "published", "reports/1.txt")
    assert (says.public_actor, says.speaker_kind, says.day, says.day_basis) == ("grp.oster-front", "armed_group", "2024-03-18", "said_when")
    assert (says.certainty, says.source_type, told.certainty, told.source_type) == ("certain", "institution", "possible", "officials")
    (start, end), *_ = json.loads(says.content_spans)
    assert article(1).text[start:end] == says.content
    assert told.negated is True
    assert says.negated is False


@pytest.mark.parametrize(
    ("chosen", "number"),
    [
        ({}, 6),
        ({"limit": 4}, 4),
        ({"type": ("assault",)}, 3),
        ({"type": ("ASSAULT", "REJECT")}, 6),
        ({"country": ("syr",)}, 3),
        ({"country": ("IRQ",)}, 3),
        ({"country": ("FRA",)}, 0),
        ({"actor": "grp.velt-brigade"}, 3),
        ({"actor": "velt"}, 3),
        ({"actor": "100%"}, 0),
        ({"actor": "' OR 1=1 --"}, 0),
        ({"speaker": "öSTER"}, 3),
        ({"status": ("negated",)}, 3),
        ({"footing": ("accused", "denied")}, 3),
        ({"voice": "outlet"}, 3),
        ({"voice": "attributed"}, 3),
        ({"voice": coding(1).attributions[0].id}, 1),
        ({"outlet": "kestrel"}, 2),
        ({"since": "2024-03-18"}, 3),
        ({"since": "2024-03-19"}, 0),
        ({"until": "2024-03-18"}, 3),
        ({"until": "2024-03-17"}, 0),
        ({"min_confidence": 0.5}, 3),
        ({"min_confidence": 0.5, "outlet": "kestrel", "status": ("occurred",)}, 1),
    ],
)
def test_filters_of_events(filled: Store, chosen: dict[str, Any], number: int) -> None:
    assert len(list(filled.events(Filter(**chosen)))) == number


@pytest.mark.parametrize(
    ("chosen", "number"),
    [
        ({"speaker": "grp.oster-front"}, 3),
        ({"actor": "öster"}, 3),
        ({"type": ("accuse",)}, 3),
        ({"country": ("IRQ",)}, 3),
        ({"until": "2024-03-18"}, 2 + 1),
        ({"since": "2024-04-01"}, 1),
        ({"min_confidence": 0.8}, 3),
        ({"voice": coding(1).attributions[0].id}, 2),
        ({"outlet": "lantern", "limit": 1}, 1),
        ({"said_by": "grp.oster-front"}, 3),
        ({"kind": ("DIRECT",)}, 3),
        ({"kind": ("direct", "indirect")}, 6),
        ({"kind": ("mixed",)}, 0),
        ({"certainty": ("possible",)}, 3),
        ({"source_type": ("officials", "poll")}, 3),
        ({"about": "HARBOUR basra"}, 3),
        ({"about": "hárbour"}, 3),
        ({"about": "harb*"}, 3),
        ({"about": "harb"}, 0),
        ({"about": '"harbour of Basra"'}, 3),
        ({"about": '"Basra harbour"'}, 0),
        ({"about": "raid basra"}, 0),
        ({"about": "raid"}, 3),
        ({"about": "spokesman"}, 0),
        ({"about": "raid", "source_type": ("officials",), "outlet": "kestrel"}, 1),
        ({"about": "' OR 1=1 --"}, 0),
    ],
)
def test_filters_of_attributions(filled: Store, chosen: dict[str, Any], number: int) -> None:
    assert len(list(filled.attributions(Filter(**chosen)))) == number


def test_filters_of_articles(filled: Store) -> None:
    rows = list(filled.articles())
    assert [row.published for row in rows] == [None, "2024-03-19T08:00:00+03:00", "2024-04-02"]
    assert (rows[1].events, rows[1].attributions, rows[1].claims, rows[1].characters) == (2, 2, 2, len(article().text))
    assert [row.outlet for row in filled.articles(Filter(since="2024-03-20"))] == ["Daily Kestrel"]
    assert [row.outlet for row in filled.articles(Filter(country=("irq",)))] == [OUTLET.name]


@pytest.mark.parametrize(
    "given",
    [
        {"status": ("likely",)},
        {"footing": ("x",)},
        {"since": "yesterday"},
        {"since": "20240318"},
        {"since": "2024-02-02", "until": "2024-02-01"},
        {"limit": -1},
        {"min_confidence": 2.0},
        {"kind": ("spoken",)},
        {"source_type": ("official",)},
        {"certainty": ("sure",)},
        {"about": "* -"},
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Filter(**given)  # type: ignore[arg-type]


def test_a_filter_that_does_not_fit_the_listing_is_refused(filled: Store) -> None:
    with pytest.raises(UsageError, match="articles cannot be filtered by footing"):
        filled.articles(Filter(footing=("denied",)))
    with pytest.raises(UsageError, match="voice 'me'"):
        filled.events(Filter(voice="me"))
    with pytest.raises(UsageError, match="takes no filter"):
        filled.to_frame("claim", Filter(limit=1))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("harbour", 3),
        ("HARBOUR basra", 3),
        ("oster", 3),
        ('"harbour of Basra"', 3),
        ('"Basra harbour"', 0),
        ("shell*", 3),
        ("shell", 0),
        ("harbour OR nothing", 0),
        ("(harbour", 3),
        ("text:harbour", 0),
        ('"unclosed', 0),
        ("zebra", 0),
    ],
)
def test_search(filled: Store, words: str, number: int) -> None:
    hits = list(filled.search(words))
    assert len(hits) == number
    assert all("⟦" in hit.snippet and hit.events == 2 for hit in hits)


@pytest.mark.parametrize("words", ["", "  ", "*", '""', "( )", "-"])
def test_search_for_nothing_is_refused(filled: Store, words: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        filled.search(words)


def test_the_full_text_index_keeps_in_step(store: Store, kind: str) -> None:
    if kind != "sqlite":
        pytest.skip("texts are never changed in place; SQLite keeps its index by triggers")
    fill(store).close()
    with sqlite3.connect(store.path) as raw:
        raw.execute("UPDATE article SET text = 'zebra' WHERE published LIKE '2024-04%'")
        raw.execute("INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)")
    raw.close()
    assert len(list(store.search("zebra"))) == 1
    assert len(list(store.search("harbour lantern"))) == 2


def test_why_tells_everything(store: Store) -> None:
    made = coding()
    store.add([made], run=RUN)
    told = store.why(made.events[0].id[:9])
    assert (told.event, told.article, told.claims, told.voices) == (made.events[0], made.article, made.claims[:1], made.attributions[:1])
    assert (told.manifest, told.run) == (manifest(), RUN.id)
    assert told.event.why[0].rule == "frame:shell"
    with pytest.raises(UsageError, match="several events begin with e_"):
        store.why("e_")
    for key in ("e_zz", ""):
        with pytest.raises(UsageError, match="no event"):
            store.why(key)
    with pytest.raises(UsageError, match="no article a_0"):
        store.coding("a_0")


def test_voices_go_from_the_inmost_outwards(store: Store) -> None:
    made = coding()
    nested = replace(made, events=(replace(made.events[1], voice=made.attributions[1].id),), claims=())
    store.add([nested], run=RUN)
    assert store.why(nested.events[0].id).voices == (made.attributions[1], made.attributions[0])


def test_frames(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = filled.to_frame("events", Filter(type=("ASSAULT",)))
    assert list(frame["cameo"]) == ["194"] * 3
    assert len(filled.to_frame("claim")) == 6
    assert "record" not in filled.to_frame("claim").columns
    assert list(filled.to_frame("quarantine").columns)[:2] == ["id", "source"]
    with pytest.raises(UsageError, match="no table 'alembic_version'"):
        filled.to_frame("alembic_version")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"sayso\[pandas\]"):
        filled.to_frame("events")


def test_listings_do_not_depend_on_the_order_of_writing(new_place: Callable[[], Address]) -> None:
    codings = [coding(number) for number in range(4)]
    listed = []
    for order in (codings, codings[::-1]):
        with open_store(new_place()) as store:
            for item in order:
                store.add([item], run=new_run(manifest(), "test"))
            listed.append((list(store.events()), list(store.attributions()), list(store.articles())))
    assert listed[0] == listed[1]


def test_a_damaged_record_is_named(store: Store) -> None:
    made = coding()
    store.add([made], run=RUN)
    with dialect.writing(store._engine) as connection:
        connection.exec_driver_sql("UPDATE event SET record = '{}'")
    with pytest.raises(StoreError, match="a record is damaged"):
        store.coding(made.article.id)
    with pytest.raises(StoreError, match="a record is damaged"):
        store.why(made.events[0].id)
    assert store.damage() == []


def test_faults_are_found_before_writing() -> None:
    made = coding()
    says, told = made.attributions
    shelling, denial = made.events
    broken = {
        "stands 2 times": replace(made, events=(shelling, shelling, denial)),
        "the parent s_9": replace(made, attributions=(says, replace(told, parent="s_9"))),
        "among its own parents": replace(made, attributions=(replace(says, parent=told.id), told)),
        "the voice s_9": replace(made, events=(shelling, replace(denial, voice="s_9"))),
        "about event e_9": replace(made, claims=(replace(made.claims[0], event="e_9"),)),
        "lies outside the text": replace(made, events=(replace(shelling, trigger=(Span(3, 9999),)), denial)),
        "lone surrogate at": replace(made, article=replace(made.article, text=made.article.text + "\ud83d")),
        "NUL at": replace(made, article=replace(made.article, text=made.article.text + "\0")),
    }
    for message, wrong in broken.items():
        assert any(message in fault for fault in faults(wrong)), message
