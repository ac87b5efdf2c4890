from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sayso
from sayso import cli, config
from sayso.errors import InputError
from sayso.records import Coding

Run = Callable[..., tuple[int, str, str]]


def test_every_command_has_help_with_an_example(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for name, command in cli.cli.commands.items():
        assert f"  {name} " in out
        assert command.epilog
        code, text, _ = run(name, "--help")
        assert code == 0
        assert f"  sayso {name} " in text or name in {"completion", "config", "doctor"}
        assert "Example:" in text


def test_help_is_quick_because_no_room_is_loaded() -> None:
    program = (
        "import sys; from sayso.cli import main; main(['--help']);"
        "sys.exit(bool({'spacy', 'rich', 'sqlalchemy', 'numpy', 'trafilatura'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, check=False).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nonsense"], 2, "No such command"),
        (["events", "--limit", "x"], 2, "--limit"),
        (["events", "--db", "none.db"], 4, "no such database"),
        (["events", "--db", "none/none.db"], 4, "does not exist"),
        (["eval", "trees", "in.jsonl", "--out", "o"], 2, "unknown task"),
        (["eval", "time", "in.jsonl", "--out", "o"], 4, "cannot be opened"),
        (["read", "none.txt"], 4, "no such file"),
        (["code", "x.csv", "--map", "title"], 2, "title=Headline"),
        (["completion", "tcsh"], 2, "tcsh"),
    ],
)
def test_exit_codes_tell_a_wrong_call_from_bad_input(run: Run, arguments: list[str], code: int, message: str) -> None:
    returned, out, err = run(*arguments)
    assert returned == code
    assert out == ""
    assert message in err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (InputError("x.csv: broken"), 4, "sayso: x.csv: broken"),
        (RuntimeError("oh"), 1, "this is a bug of sayso"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_errors_become_exit_codes(run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: str) -> None:
    def fail(environment: object) -> None:
        raise error

    monkeypatch.setattr(config, "values", fail)
    monkeypatch.setattr(cli, "_forget_output", lambda: None)
    returned, out, err = run("config")
    assert (returned, out) == (code, "")
    assert message in err


def test_listings_come_as_table_as_json_and_as_csv(run: Run, db: str, coding: Coding) -> None:
    event = coding.events[0]
    code, out, err = run("events", "--db", db)
    assert (code, err) == (0, "1 shown\n")
    for words in ("2031-03-04", "ASSAULT / explosives", "Harbour Front", "occurred, claimed", event.id):
        assert words in out
    (record,) = map(json.loads, run("events", "--db", db, "--json")[1].splitlines())
    assert (record["id"], record["footing"], record["speaker_country"]) == (event.id, "claimed", "IRQ")
    (row,) = csv.DictReader(io.StringIO(run("events", "--db", db, "--csv")[1]))
    assert (row["id"], row["lat"], row["outlet"]) == (event.id, "30.5", "The <i>Invented</i> Gazette")
    assert "We struck the depot" in run("attributions", "--db", db)[1]
    assert "[bold]Port Sarim[/bold]" in run("articles", "--db", db)[1]
    assert json.loads(run("quarantine", "--db", db, "--json")[1])["reason"] == "binary"
    assert coding.article.id in run("search", "depot", "--db", db)[1]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--type", "ASSAULT", "--type", "AID"], 1),
        (["--type", "AID"], 0),
        (["--country", "IRQ", "--actor", "harbour"], 1),
        (["--footing", "denied"], 0),
        (["--since", "2031-03-04", "--until", "2031-03-04"], 1),
        (["--since", "2031-03-05"], 0),
        (["--min-confidence", "0.9"], 0),
        (["--voice", "outlet"], 0),
        (["--limit", "0"], 0),
    ],
)
def test_filters_of_events(run: Run, db: str, filters: list[str], found: int) -> None:
    code, out, _ = run("events", "--db", db, "--json", *filters)
    assert (code, len(out.splitlines())) == (0, found)


def test_why_takes_the_beginning_of_an_id_and_tells_rule_words_and_voice(run: Run, db: str) -> None:
    code, out, _ = run("why", "e_0000", "--db", db)
    assert code == 0
    for words in ("verb:strike", "struck", "Omar Delune", "claimed"):
        assert words in out
    assert json.loads(run("why", "e_0000", "--db", db, "--json")[1])["event"]["cameo"] == "183"


def test_read_gives_an_account_or_json_or_a_page(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, coding: Coding) -> None:
    from sayso import pipeline

    monkeypatch.setitem(vars(sayso), "load", lambda lexicon=None: None)
    monkeypatch.setattr(pipeline, "code", lambda nlp, article: coding)
    (tmp_path / "report.txt").write_text("Talks began in Basra on Monday, the ministry said.\n", encoding="utf-8")
    assert "Events (1)" in run("read", "report.txt")[1]
    assert json.loads(run("read", "report.txt", "--json")[1])["events"][0]["type"] == "ASSAULT"
    code, out, err = run("read", "report.txt", "--html", "page.html")
    assert (code, out, err) == (0, "", "written: page.html\n")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("read", "report.txt", "--html", "none/page.html")[0] == 4


def test_a_flag_goes_before_the_environment_before_the_file(run: Run, db: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sayso.toml").write_text('db = "reports.db"\nmin_confidence = 0.9\n', encoding="utf-8")
    assert run("events", "--json")[1] == ""
    assert len(run("events", "--json", "--min-confidence", "0")[1].splitlines()) == 1
    monkeypatch.setenv("SAYSO_MIN_CONFIDENCE", "0.1")
    assert len(run("events", "--json")[1].splitlines()) == 1
    out = run("config")[1]
    assert "environment SAYSO_MIN_CONFIDENCE" in out
    assert f"file {tmp_path / 'sayso.toml'}" in out
    (tmp_path / "sayso.toml").write_text("colour = 1\n", encoding="utf-8")
    assert run("events")[0] == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_script_of_the_shell(run: Run, shell: str) -> None:
    code, out, _ = run("completion", shell)
    assert code == 0
    assert "_SAYSO_COMPLETE" in out


@pytest.mark.parametrize(
    ("given", "expected"),
    [(None, None), ("", None), ("title=Headline, body=Text", {"title": "Headline", "body": "Text"}), ("body=a=b", {"body": "a=b"})],
)
def test_a_mapping_is_field_to_column(given: str | None, expected: dict[str, str] | None) -> None:
    assert cli._mapping(given) == expected
