from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from sayso.export import describe
from sayso.export.terminal import show_coding, show_rows, show_table
from sayso.records import Coding, Span
from sayso.store import AttributionRow, EventRow, open_store


def console() -> Console:
    return Console(file=io.StringIO(), width=120, markup=False, highlight=False, emoji=False)


def shown(target: Console) -> str:
    assert isinstance(target.file, io.StringIO)
    return target.file.getvalue()


def test_the_account_tells_every_field_and_reads_no_markup(coding: Coding) -> None:
    target = console()
    show_coding(coding, target)
    text = shown(target)
    assert "Two <b>killed</b> in [bold]Port Sarim[/bold] blast" in text
    for words in (
        "ASSAULT / explosives (CAMEO 183)",
        "occurred, claimed",
        "We (Harbour Front, IRQ REB)",
        "two guards (unresolved)",
        '2031-03-04 "4 March"',
        "Basra (IRQ)",
        "at least 2 dead: two guards",
        "Omar Delune, a spokesman for the Harbour Front (Harbour Front, IRQ REB)",
        coding.events[0].id,
    ):
        assert words in text


def test_control_characters_never_reach_the_terminal() -> None:
    target = console()
    show_table([{"words": "a\x1b[31mred\x1b[0m\x07\u202e b\n[/b] [up 5%]"}], ("words",), target)
    assert "a[31mred[0m b [/b] [up 5%]" in shown(target)
    assert not {"\x1b", "\x07", "\u202e"} & set(shown(target))


def test_a_circle_of_parents_ends(coding: Coding) -> None:
    said = replace(coding.attributions[0], parent=coding.attributions[0].id)
    assert describe.voice(coding.events[0], {said.id: said}, coding.article.text).count("Omar Delune") == 1


@pytest.mark.parametrize(
    ("start", "end", "margin", "expected"),
    [
        (12, 15, 90, "one two three"),
        (12, 15, 5, "… two three"),
        (0, 4, 90, "Head"),
    ],
)
def test_evidence_is_cut_at_blanks_and_stays_on_its_line(start: int, end: int, margin: int, expected: str) -> None:
    text = "Head\n\none two three"
    assert text[12:15] == "o t"
    assert describe.evidence([Span(start, end)], text, margin) == expected


@pytest.mark.parametrize("width", [100, 120, 160])
def test_tables_fit_the_terminal_and_keep_ids_whole(coding: Coding, tmp_path: Path, width: int) -> None:
    with open_store(tmp_path / "reports.db") as store:
        store.add([coding])
        target = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
        show_rows(store.events(), EventRow, target)
        show_rows(store.attributions(), AttributionRow, target)
    text = shown(target)
    assert max(map(len, text.splitlines())) <= width
    for words in (coding.events[0].id, coding.attributions[0].id, "ASSAULT", "struck", "2031-03-04", "Basra"):
        assert words in text
