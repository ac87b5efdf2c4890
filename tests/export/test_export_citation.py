from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.export import citation
from sayso.store import AttributionRow, SpeakerRow

ROW = AttributionRow(
    id="s_00000000000000aa",
    article="a_00000000000000dd",
    outlet="The Invented Gazette",
    published="2031-03-05T10:00:00+03:00",
    headline="Two killed in [Port Sarim] blast",
    url=None,
    file="reports/invented.txt",
    speech="deny",
    kind="direct",
    negated=False,
    certainty="certain",
    source_type="person",
    speaker="per.omar-delune",
    speaker_name="Omar Delune",
    speaker_kind="person",
    speaker_country="IRQ",
    speaker_sectors="REB",
    public_actor="per.omar-delune",
    source="he",
    cue="said",
    content="“We did *not* strike”\n … “the depot”",
    content_spans="[[40,61],[70,81]]",
    addressee=None,
    channel=None,
    said_text=None,
    said_from=None,
    said_to=None,
    day="2031-03-05",
    day_basis="published",
    parent=None,
    parent_speaker=None,
    via=None,
    start=40,
    end=90,
    confidence=0.9,
    position=0,
)
MONTH = replace(ROW, day="2031-03-01", day_basis="said_when", said_from="2031-03-01", said_to="2031-03-31", said_text="in March")


@pytest.mark.parametrize(
    ("kind", "content", "words", "rendering"),
    [
        ("direct", '"Never," … "ever"', '"Never," … "ever"', ""),
        ("direct", "Never\never", "“Never ever”", ""),
        ("indirect", "that it was not them", "that it was not them", "the outlet's rendering: "),
        ("mixed", "that it was “not them”", "that it was “not them”", "partly the outlet's rendering: "),
        ("direct", None, "", ""),
    ],
)
def test_only_what_is_quoted_is_given_as_the_speakers_words(kind: str, content: str | None, words: str, rendering: str) -> None:
    told = citation.saying(replace(ROW, kind=kind, content=content))
    assert (told.words, told.rendering) == (words, rendering)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "The Invented Gazette, “Two killed in [Port Sarim] blast”, 2031-03-05, reports/invented.txt, characters 40–61, 70–81"),
        (
            {"url": "https://x.example/1"},
            "The Invented Gazette, “Two killed in [Port Sarim] blast”, 2031-03-05, https://x.example/1, characters",
        ),
        (
            {"outlet": None, "headline": None, "published": None},
            "outlet unknown, no headline, no date, reports/invented.txt, characters 40",
        ),
        ({"content_spans": "[]"}, "reports/invented.txt, no words of it (s_00000000000000aa)"),
    ],
)
def test_a_citation_names_outlet_headline_day_place_and_characters(given: dict[str, str | None], expected: str) -> None:
    told = citation.citation(replace(ROW, **given))  # type: ignore[arg-type]
    assert expected in told
    assert told.endswith(f"({ROW.id})")


def test_the_circumstances_of_a_saying_are_told() -> None:
    row = replace(
        MONTH,
        negated=True,
        certainty="open",
        source_type="officials",
        channel="in a letter",
        addressee="the\x1b[31m court",
        via="Courier; police",
    )
    assert citation.saying(row).how == (
        "did not deny",
        "direct",
        "open",
        "officials",
        "said “in March”",
        "through “in a letter”",
        "to “the[31m court”",
        "reported via Courier; police",
    )


def test_text_stands_under_the_days_of_saying() -> None:
    rows = [MONTH, ROW, replace(ROW, day=None, day_basis=None, kind="indirect")]
    told = "".join(citation.text(rows, by_day=True)).splitlines()
    assert [line for line in told if line and not line.startswith(" ")] == ["2031-03-01 to 2031-03-31", "2031-03-05", "day unknown"]
    assert "  The Invented Gazette: Omar Delune (“he”), deny, direct, day of publication" in told
    assert "    “We did *not* strike” … “the depot”" in told
    assert not [line for line in citation.text(rows, by_day=False) if line.startswith("20")]


def test_markdown_shows_the_words_as_they_stand() -> None:
    told = "".join(citation.markdown([replace(ROW, content="- 3 <b>men</b> [x](y)", kind="indirect")], by_day=True))
    assert told.startswith("### 2031-03-05\n\n> *the outlet's rendering:* - 3 \\<b\\>men\\</b\\> \\[x\\](y)\n")
    assert "> “We did \\*not\\* strike” … “the depot”" in "".join(citation.markdown([ROW], by_day=False))
    assert "Two killed in \\[Port Sarim\\] blast" in told
    assert citation.with_citation(ROW)["quotation"] == "“We did *not* strike” … “the depot”"


def test_the_heading_tells_who_speaks_for_whom() -> None:
    speaker = SpeakerRow("grp.x", "Harbour_Front", "IRQ", None, 2, 1, 0, 1, 0.5, 1, 1, "2031-03-01", "2031-03-05", "role.grp.x.spokesman")
    told = "".join(citation.heading(speaker, "text"))
    assert told.splitlines()[:3] == [
        "Harbour_Front (IRQ, grp.x)",
        "2 sayings in 1 report of 1 outlet, 2031-03-01 to 2031-03-05",
        "with what was said for it by role.grp.x.spokesman",
    ]
    assert "".join(citation.heading(speaker, "markdown")).startswith("## Harbour\\_Front (IRQ, grp.x)\n")
