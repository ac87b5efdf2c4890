from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso import cli, config
from sayso.records import (
    Actor,
    ActorMention,
    Article,
    Attribution,
    AttributionKind,
    Claim,
    Coding,
    Event,
    Footing,
    MentionKind,
    Outlet,
    Place,
    PlaceRole,
    Quarantined,
    Span,
    Status,
    TimeExpression,
    Toll,
    Why,
)
from sayso.store import open_store

HEADLINE = "Two <b>killed</b> in [bold]Port Sarim[/bold] blast"
BODY = 'Omar Delune, a spokesman for the Harbour Front, said: "We struck the depot in Basra on 4 March and killed two guards."'
TEXT = f"{HEADLINE}\n\n{BODY}"


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def coding() -> Coding:
    """One invented report: an attribution, nested in the outlet's word, that holds one event with every field set."""
    front = Actor("grp.harbour-front", "Harbour Front", "IRQ", ("REB",), "armed_group")
    speaker = ActorMention(
        span("Omar Delune, a spokesman for the Harbour Front"), span("Omar Delune"), MentionKind.NAME, front, rule="test"
    )
    we = ActorMention(span("We"), span("We"), MentionKind.PRONOUN, front, antecedent=span("the Harbour Front"))
    guards = ActorMention(span("two guards"), span("guards"), MentionKind.ROLE, None)
    day = TimeExpression(span("4 March"), "DATE", "2031-03-04", start="2031-03-04", end="2031-03-04", precision=1)
    place = Place(span("Basra"), "Basra", PlaceRole.LOCATIVE, "city", 99532, 30.5, 47.8, "IRQ")
    said = Attribution(
        "s_00000000000000aa",
        (speaker.span,),
        (span("said"),),
        (span('"We struck the depot in Basra on 4 March and killed two guards."'),),
        AttributionKind.DIRECT,
        "say",
        speaker,
        confidence=0.9,
    )
    struck = Event(
        "e_00000000000000bb",
        "ASSAULT",
        (span("struck"),),
        mode="explosives",
        cameo="183",
        actors=(we,),
        recipients=(guards,),
        when=day,
        where=place,
        toll=(Toll("dead", 2, None, span("two"), span("two guards")),),
        status=Status.OCCURRED,
        footing=Footing.CLAIMED,
        voice=said.id,
        why=(Why("type", "verb:strike", span("struck"), 0.8),),
        confidence=0.8123456,
    )
    claim = Claim("c_00000000000000cc", struck.id, "when", '"2031-03-04"', day.span, said.id, front.id, "2031-03-05", "published")
    article = Article(
        "a_00000000000000dd",
        TEXT,
        title=Span(0, len(HEADLINE)),
        headline=HEADLINE,
        outlet=Outlet("The <i>Invented</i> Gazette"),
        published="2031-03-05",
        published_basis="header",
        source="invented.txt",
    )
    return Coding(article, (day,), (place,), (speaker, we, guards), (said,), (struck,), (claim,), seconds=1.5)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command in an empty folder without settings; gives exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "user_file", lambda: tmp_path / "none" / "sayso.toml")
    for setting in config.SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def db(tmp_path: Path, coding: Coding) -> str:
    """A database with the invented report and one quarantined file."""
    path = tmp_path / "reports.db"
    with open_store(path) as store:
        store.add([coding], [Quarantined("photo.txt", "binary", "the bytes are no text")])
    return str(path)
