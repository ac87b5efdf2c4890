"""Bad input through the real command line: a clear message or a quarantine row, the right exit code, nothing lost, nothing hanging."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import sayso
from sayso import pipeline
from sayso.records import Coding

Run = Callable[..., tuple[int, str, str]]

GOOD = "Talks between Orlava and the Harbour Front began in Basra on Monday, the ministry said."
REPORT = json.dumps(
    {"text": GOOD, "title": "Talks begin \ud800", "outlet": "The\udfff Invented Gazette", "url": "https://a.example/\ud800"}
)
LONG_LINE = "word " * 10_000_000
GERMAN = (
    "Die Regierung hat am Montag erklärt, dass die Gespräche mit der Opposition nicht abgebrochen sind "
    "und in der nächsten Woche von den Ministern beider Länder weitergeführt werden."
)
DEEP = "<html><body>" + "<div>" * 10_000 + f"<p>{GOOD}</p>" + "</div>" * 10_000 + "</body></html>"

REFUSED: dict[str, tuple[str, bytes]] = {
    "empty.txt": ("empty", b""),
    "blank.txt": ("empty", b" \n\n\t "),
    "binary.txt": ("binary", bytes(range(256)) * 50),
    "binary.html": ("binary", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "brackets.txt": ("no-text", b"(" * 20_000),
    "brackets-before-text.txt": ("too-long-run", b"[" * 20_000 + GOOD.encode()),
    "brackets.json": ("too-deep", b"[" * 20_000),
    "line.txt": ("too-large", LONG_LINE.encode()),
    "invalid.txt": ("bad-encoding", b"\xff\xc3\x28 word" * 400),
    "deep.html": ("too-deep", DEEP.encode()),
    "picture.png": ("unknown-type", b"\x89PNG\r\n\x1a\n"),
    "columns.csv": ("no-column", b"a,b\n1,2\n"),
    "german.txt": (
        "not-english",
        GERMAN.encode(),
    ),
}
"""Name of a file -> the reason it stands in quarantine for, and its bytes."""

CODED: dict[str, bytes] = {
    "few-broken.txt": GOOD.replace("began", "beg\x00an").encode() + b" It \xff ended.",
    "cp1252.txt": (GOOD + " It is “over”.").encode("cp1252"),
    "nul.csv": b"title,text\nA\x00b," + GOOD.replace(",", "\x00").encode() + b"\n",
}
ROWS = "\n".join(["[" * 20_000, json.dumps({"text": "(" * 20_000}), json.dumps({"text": LONG_LINE}), REPORT, '{"text": 5'])
"""Five rows of a JSONL file, of which the fourth can be read."""
ROW_REASONS = {1: "too-deep", 2: "no-text", 3: "too-large", 5: "bad-row"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every bad input in one folder, and some that only look bad."""
    place = tmp_path / "reports"
    place.mkdir()
    for name, content in {**{name: raw for name, (_, raw) in REFUSED.items()}, **CODED}.items():
        (place / name).write_bytes(content)
    (place / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    return place


def listings(run: Run, db: str) -> dict[tuple[str, str], str]:
    kinds = ("events", "attributions", "articles", "quarantine")
    return {(kind, form): run(kind, "--db", db, form)[1] for kind in kinds for form in ("--json", "--csv")}


def test_a_folder_of_bad_input_is_accounted_for_again_and_by_two_workers(run: Run, folder: Path) -> None:
    reasons = {f"reports/{name}": reason for name, (reason, _) in REFUSED.items()}
    reasons |= {f"reports/rows.jsonl#{number}": reason for number, reason in ROW_REASONS.items()}
    good = len(CODED) + 1
    code, out, err = run("code", "reports", "--db", "one.db")
    assert (code, out) == (3, "")
    assert f"read {len(reasons) + good} = coded {good} + quarantined {len(reasons)} + already coded 0\n" in err
    first = listings(run, "one.db")
    assert {row["source"]: row["reason"] for row in map(json.loads, first["quarantine", "--json"].splitlines())} == reasons

    code, _, err = run("code", "reports", "--db", "one.db")
    assert code == 3
    assert f"read {len(reasons) + good} = coded 0 + quarantined {len(reasons)} + already coded {good}\n" in err
    assert listings(run, "one.db") == first

    assert run("code", "reports", "--db", "two.db", "--workers", "2")[0] == 3
    assert listings(run, "two.db") == first
    assert run("search", "Harbour", "--db", "two.db", "--json")[1].count("\n") == good


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, (reason, _) in REFUSED.items() if reason != "not-english"])
def test_one_bad_report_is_refused_with_its_reason(run: Run, tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(REFUSED[name][1])
    code, out, err = run("read", name)
    assert (code, out) == (4, "")
    assert err.startswith(f"sayso: {name}: ")
    assert reason in err or "a corpus of rows" in err or reason == "unknown-type"


def test_a_report_that_takes_too_long_is_stopped(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(nlp: object, article: object) -> Coding:
        time.sleep(30)
        raise AssertionError

    monkeypatch.setitem(vars(sayso), "load", lambda lexicon=None: None)
    monkeypatch.setattr(pipeline, "code", slow)
    (tmp_path / "report.txt").write_text(GOOD, encoding="utf-8")
    code, _, err = run("read", "report.txt", "--seconds", "1")
    assert code == 4
    assert "took longer than 1 s" in err


def test_another_language_is_read_with_a_warning(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coding: Coding) -> None:
    monkeypatch.setitem(vars(sayso), "load", lambda lexicon=None: None)
    monkeypatch.setattr(pipeline, "code", lambda nlp, article: coding)
    (tmp_path / "german.txt").write_bytes(REFUSED["german.txt"][1])
    code, _, err = run("read", "german.txt")
    assert code == 0
    assert "reads as de" in err


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()


DATABASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "foreign.db": (other_program, "another program"),
    "text.db": (lambda path: path.write_text("no database at all, only text"), "not a database"),
    "folder.db": (Path.mkdir, "a folder"),
    "none/x.db": (lambda path: None, "does not exist"),
}


@pytest.mark.parametrize("command", [("code", "report.txt"), ("events",)])
@pytest.mark.parametrize("name", DATABASES)
def test_what_is_no_database_of_ours_is_left_alone(run: Run, tmp_path: Path, name: str, command: tuple[str, ...]) -> None:
    make, message = DATABASES[name]
    path = tmp_path / name
    make(path)
    before = path.read_bytes() if path.is_file() else None
    (tmp_path / "report.txt").write_text(GOOD, encoding="utf-8")
    code, out, err = run(*command, "--db", name)
    assert (code, out) == (4, "")
    assert message in err
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_corpus_without_the_mapped_column_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus.csv").write_text(f'Headline,Story\nTalks,"{GOOD}"\n', encoding="utf-8")
    for mapping in ("text=Body", "body=story"):
        code, out, err = run("code", "corpus.csv", "--map", mapping, "--db", "x.db")
        assert (code, out) == (2, "")
        assert "the columns are Headline, Story" in err
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["events", "--type", "ASSAULTS"], "did you mean ASSAULT?"),
        (["events", "--type", "xyz"], "there are ACCUSE, AGREE"),
        (["attributions", "--type", "says"], "did you mean say?"),
        (["events", "--country", "Iraq"], "did you mean IRQ?"),
        (["articles", "--country", "US"], "did you mean USA?"),
        (["events", "--status", "occured"], "did you mean occurred?"),
        (["events", "--footing", "fact"], "did you mean as_fact?"),
        (["events", "--since", "2024-3-1"], "write it as 2024-03-21"),
        (["events", "--voice", "x"], "none of: outlet, attributed"),
        (["quarantine", "--reason", "bin"], "there are bad-encoding"),
        (["code", "report.txt", "--retry", "timeouts"], "did you mean timeout?"),
    ],
)
def test_a_near_miss_is_told_what_was_probably_meant(run: Run, db: str, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments, "--db", db)
    assert (code, out) == (2, "")
    assert message in err
