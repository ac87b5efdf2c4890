"""Long work shows in a terminal how far it has come, and nowhere else."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso import output
from sayso.progress import EACH, counted
from sayso.records import Coding

Command = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stderr: io.StringIO, moment: float, *, streams: bool = False) -> str:
    """What two tenths of a second of work write to standard error."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr(output, "MOMENT", moment)
    with output.progress(streams=streams) as report:
        report({"events": 1_234, "articles": 5})
        time.sleep(0.2)
    return stderr.getvalue()


def test_counts_show_in_a_terminal_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1,234 events  5 articles" in shown(monkeypatch, Terminal(), 0.0)
    assert shown(monkeypatch, Terminal(), 60.0) == ""
    assert shown(monkeypatch, io.StringIO(), 0.0) == ""


def test_data_in_a_terminal_show_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", Terminal())
    assert shown(monkeypatch, Terminal(), 0.0, streams=True) == ""
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert "1,234 events" in shown(monkeypatch, Terminal(), 0.0, streams=True)


def test_the_line_goes_where_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(output, "MOMENT", 0.0)
    with contextlib.suppress(KeyboardInterrupt), output.progress():
        time.sleep(0.1)
        raise KeyboardInterrupt
    assert terminal.getvalue().endswith("\x1b[2K")  # the last thing written erases the line


def test_items_are_counted_every_so_often() -> None:
    told: list[dict[str, int]] = []
    assert list(counted(range(2 * EACH + 1), "events", lambda counts: told.append(dict(counts)))) == [*range(2 * EACH + 1)]
    assert told == [{"events": EACH}, {"events": 2 * EACH}]
    assert list(counted("ab", "letters", None)) == ["a", "b"]


@pytest.mark.parametrize(
    "call",
    [
        ["export", "csv", "--out", "bundle"],
        ["export", "acled", "--out", "acled.csv"],
        ["release", "one", "--out", "released"],
        ["count", "--by", "type"],
        ["sample", "--n", "5"],
        ["diff", "{db}", "{db}"],
        ["diff", "{db}", "{db}", "--csv"],
    ],
    ids=" ".join,
)
def test_commands_tell_of_their_events(
    run: Command, db: str, coding: Coding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    told: list[str] = []

    def count_all(items: object, name: str, progress: object) -> object:
        told.extend([name] if progress is not None else [])
        return iter(items)  # type: ignore[call-overload]

    for place in ("studies", "exporting", "export.selection", "store.counting", "store.sampling"):
        monkeypatch.setattr(f"sayso.{place}.counted", count_all)
    call = [word.format(db=db) for word in call]
    code, _, err = run(*call, *([] if call[0] == "diff" else ["--db", db]))
    assert code == 0
    assert any("events" in name for name in told)
    assert "\x1b" not in err
