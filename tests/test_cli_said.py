from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.actors.entries import entries_of
from sayso.lexicon import user_tables
from sayso.records import Actor, Coding
from sayso.store import open_store
from sayso.store.public import line

Run = Callable[..., tuple[int, str, str]]
QUOTED = '"We struck the depot in Basra on 4 March and killed two guards."'


@pytest.fixture
def rivals(tmp_path: Path, coding: Coding) -> str:
    """A database with the invented report and two like it: one of another front, one of a person whom no lexicon lists."""
    path = tmp_path / "rivals.db"
    actors = (None, Actor("grp.hill-front", "Hill Front", "SYR", ("REB",), "armed_group"), Actor("text.0.a-b", "Ada Front", kind="person"))
    with open_store(path) as store:
        for number, actor in enumerate(actors):
            (said,) = coding.attributions
            speaker = replace(said.speaker, actor=actor) if said.speaker and actor else said.speaker
            said = replace(said, id=f"s_{number:016}", speaker=speaker, source=() if number else said.source)
            article = replace(coding.article, id=f"a_{number:016}", text=coding.article.text + " " * number)
            store.add([Coding(article, attributions=(said,))])
    return str(path)


def test_said_gives_a_speakers_words_with_their_citation(run: Run, db: str) -> None:
    code, out, err = run("said", "harbour front", "--db", db)
    assert (code, err) == (0, "1 of 1 shown\n")
    assert out.startswith("Harbour Front (IRQ, REB, grp.harbour-front)\n1 saying in 1 report of 1 outlet, 2031-03-05\n\n2031-03-05\n")
    assert f"    {QUOTED}\n" in out
    assert "“Two <b>killed</b> in [bold]Port Sarim[/bold] blast”, 2031-03-05, invented.txt, characters" in out
    assert run("said", "harbour", "--db", db, "--about", "ceasefire")[1].endswith("2031-03-05\n\n")
    (record,) = map(
        json.loads, run("said", "harbour", "--db", db, "--json", "--about", '"depot in basra"', "--about", "GUARDS")[1].splitlines()
    )
    assert (record["quotation"], record["public_actor"]) == (QUOTED, "grp.harbour-front")
    (row,) = csv.DictReader(io.StringIO(run("said", "harbour", "--db", db, "--csv")[1]))
    assert row["citation"].endswith(f"({record['id']})")
    assert run("said", "harbour", "--db", db, "--citations", "markdown")[1].startswith("## Harbour Front (IRQ, REB, grp.harbour-front)\n")


def test_said_asks_to_choose_where_a_name_is_ambiguous(run: Run, rivals: str) -> None:
    code, out, err = run("said", "front", "--db", rivals)
    assert (code, out) == (2, "")
    assert "'front' may be any of these; give one id:" in err
    assert "  grp.harbour-front      1  Harbour Front (IRQ)\n  grp.hill-front         1  Hill Front (SYR)\n" in err
    assert "Ada" not in err
    assert run("said", "grp.hill-front", "--db", rivals)[0] == 0
    for nobody in ("Ada Front", "text.0.a-b", "nobody"):
        code, out, err = run("said", nobody, "--db", rivals)
        assert (code, out) == (2, "")
        assert "no public actor" in err


def test_speakers_lists_public_actors_and_counts_the_others(run: Run, rivals: str) -> None:
    code, out, err = run("speakers", "--db", rivals)
    assert code == 0
    assert "Harbour Front" in out
    assert "100%" in out
    assert "Ada" not in out
    assert err.splitlines() == ["2 shown", "others: 1 sayings of nameless sources and of names that only one report knows"]
    assert [json.loads(line)["speaker"] for line in run("speakers", "--db", rivals, "--json", "--country", "SYR")[1].splitlines()] == [
        "grp.hill-front"
    ]
    assert run("speakers", "--db", rivals, "--csv", "--outlet", "nobody's")[1].splitlines() == [
        "speaker,name,country,sectors,sayings,direct,mixed,indirect,direct_share,articles,outlets,first_day,last_day,also"
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([], 3),
        (["--speaker", "front"], 2),
        (["--speaker", "grp.hill-front"], 1),
        (["--kind", "direct", "--type", "say"], 3),
        (["--kind", "mixed"], 0),
        (["--certainty", "certain", "--source-type", "none"], 3),
        (["--about", "struck depot", "--outlet", "gazette"], 3),
        (["--about", "peace"], 0),
    ],
)
def test_filters_of_attributions(run: Run, rivals: str, filters: list[str], found: int) -> None:
    code, out, err = run("attributions", "--db", rivals, "--json", *filters)
    assert (code, len(out.splitlines())) == (0, found)
    assert ("left out: 1 by persons" in err) == (filters == ["--speaker", "front"])


def test_attributions_can_be_cited(run: Run, rivals: str) -> None:
    out = run("attributions", "--db", rivals, "--citations", "text", "--speaker", "hill")[1]
    assert out.splitlines()[:2] == ["  The <i>Invented</i> Gazette: Hill Front, say, direct, day of publication", f"    {QUOTED}"]
    assert "citation" in run("attributions", "--db", rivals, "--citations", "text", "--csv")[1].splitlines()[0]
    assert "citation" not in run("attributions", "--db", rivals, "--csv")[1].splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["attributions", "--kind", "spoken"], "kind 'spoken' is not known"),
        (["attributions", "--source-type", "witness"], "did you mean witnesses?"),
        (["attributions", "--about", "…"], "nothing to search for"),
        (["said"], "SPEAKER"),
        (["said", "x", "--citations", "pdf"], "--citations"),
    ],
)
def test_wrong_calls_are_named(run: Run, db: str, arguments: list[str], message: str) -> None:
    code, _, err = run(*arguments, "--db", db)
    assert code == 2
    assert message in err


def test_the_lexicon_of_the_examples_lists_public_actors() -> None:
    listed = list(entries_of(user_tables(Path(__file__).parents[1] / "examples" / "lexicon", "actors")))
    assert {entry.id for entry in listed} >= {"grp.southern-dawn-front", "per.mahery-tsiavaliky"}
    assert all(line(entry.id, "name", "none") == entry.id for entry in listed)
