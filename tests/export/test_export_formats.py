"""Every format, written from invented reports and read back by the library that its users have."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet
import pytest
from varied_reports import BURNED, DENIED, EVENTS, MARCH, SAYS, SHELLED, TALKS, TEXT, THREAT, varied

from sayso.errors import InputError, UsageError
from sayso.export import acled, columns, ftm, gdelt, geojson, withheld
from sayso.export.formats import FORMATS, export
from sayso.export.selection import Account
from sayso.records import Actor, Coding
from sayso.store import Filter, Store, details, open_store

EVERYTHING = Filter()
Write = Callable[..., tuple[Path, Account]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("db") / "varied.db") as opened:
        opened.add([varied()])
        yield opened


@pytest.fixture
def write(store: Store, tmp_path: Path) -> Write:
    def run(form: str, chosen: Filter = EVERYTHING, *, name: str = "out", text: bool = True) -> tuple[Path, Account]:
        out = tmp_path / name
        return out, export(store, form, out, chosen, text=text)

    return run


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode())))


def digests(out: Path) -> dict[str, str]:
    """Digest of every file of an export but the list of runs."""
    beside = sorted(out.parent.glob(f"{out.name}*")) if out.is_file() else sorted(out.rglob("*"))
    kept = [file for file in beside if file.is_file() and file.name != "runs.json"]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in kept}


# the CSV bundle


def test_the_tables_of_a_bundle_join(write: Write) -> None:
    out, account = write("csv")
    read = {name: pandas.read_csv(out / f"{name}.csv", dtype={"cameo": str}) for name in columns.TABLES}
    assert {name: len(frame) for name, frame in read.items()} == {
        "events": 6,
        "arguments": 6,
        "tolls": 1,
        "claims": 2,
        "attributions": 1,
        "articles": 1,
    }
    assert account.written == {name: len(frame) for name, frame in read.items()}
    assert list(read["events"].columns) == [column.name for column in columns.EVENTS]
    events = read["events"].set_index("id")
    shelled = events.loc[SHELLED.id]
    assert (shelled["lat"], shelled["lon"], shelled["score"]) == (-25.1667, 46.0833, -9.5)
    assert (shelled["dead_low"], shelled["dead_high"], shelled["first_day"]) == (3, 5, "2024-03-19")
    assert (shelled["cameo"], events.loc[TALKS.id, "cameo"]) == ("194", "046")
    assert TEXT[int(shelled["start"]) : int(shelled["stop"])] == shelled["quote"].removeprefix("'")
    assert hashlib.sha256(TEXT[int(shelled["start"]) : int(shelled["stop"])].encode()).hexdigest() == shelled["quote_sha256"]
    assert events.loc[BURNED.id, ["footing", "voice", "speaker_name"]].tolist() == ["accused", SAYS.id, "Reed Front"]
    assert events.loc[BURNED.id, "place_basis"] == "none: no place governs its clause"
    assert (events.loc[TALKS.id, "first_day"], pandas.isna(events.loc[TALKS.id, "last_day"])) == ("2024-02-01", True)
    merged = (
        read["claims"].merge(read["events"], left_on="event", right_on="id").merge(read["articles"], left_on="article_x", right_on="id")
    )
    assert len(merged) == 2
    assert set(read["arguments"]["event"]) <= set(events.index)
    assert read["arguments"].query("actor == 'grp.reed-front'")["country_number"].tolist() == [450, 450]
    assert read["articles"]["file"].tolist() == ["varied.txt"]  # no folders of anybody's machine


def test_a_bundle_tells_its_columns_codes_and_origin(write: Write) -> None:
    out, _ = write("csv", Filter(type=("ASSAULT",)))
    listed = {(row["table"], row["name"]) for row in table(out / "dictionary.csv")}
    for name, told in columns.TABLES.items():
        assert {(name, column) for column in table_header(out / f"{name}.csv")} == {(name, column.name) for column in told} <= listed
    codes = table(out / "codebook.csv")
    for column in ("type", "status", "footing", "mode"):
        used = {row[column] for row in table(out / "events.csv")} - {""}
        assert used <= {row["code"] for row in codes if row["column"] == column}
    stamp = json.loads((out / "provenance.json").read_text())
    assert (stamp["format"], stamp["query"], stamp["text"]) == ("csv", {"type": ["ASSAULT"]}, "quoted")
    assert stamp["counts"]["events"] == 4
    assert {row["manifest"] for row in table(out / "events.csv")} == {each["digest"] for each in stamp["manifests"]}
    assert [run["state"] for run in json.loads((out / "runs.json").read_text())] == ["running"]


def table_header(path: Path) -> list[str]:
    return next(csv.reader(io.StringIO(path.read_text())))


def test_formulas_are_made_harmless_and_numbers_stay(write: Write) -> None:
    out, _ = write("csv")
    (event,) = (row for row in table(out / "events.csv") if row["id"] == SHELLED.id)
    assert event["headline"].startswith("'=HYPERLINK")
    assert event["outlet"] == "'@ The Invented Gazette"
    assert event["lat"] == "-25.1667"
    for file in out.glob("*.csv"):
        for row in table(file):
            for cell in row.values():
                assert not cell.startswith(("=", "@", "+", "\t", "\r")), (file.name, cell)
                assert not cell.startswith("-") or re.fullmatch(r"-[\d.]+", cell), (file.name, cell)


def test_a_zip_holds_the_same_tables(write: Write) -> None:
    folder, _ = write("csv")
    packed, _ = write("csv", name="out.zip")
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "runs.json"}
    assert "runs" in json.loads((packed.parent / "out.zip.provenance.json").read_text())


def test_a_filter_brings_only_what_belongs_to_its_events(write: Write) -> None:
    out, _ = write("csv", Filter(type=("CONSULT",)))
    assert [row["id"] for row in table(out / "events.csv")] == [TALKS.id]
    assert (table(out / "claims.csv"), table(out / "attributions.csv")) == ([], [])
    assert len(table(out / "articles.csv")) == 1
    out, _ = write("csv", Filter(near=(-25.0, 46.0), km=100.0))
    assert [row["id"] for row in table(out / "events.csv")] == [SHELLED.id]
    out, _ = write("csv", Filter(type=("AID",)))
    assert {file.name: len(table(file)) for file in out.glob("*s.csv")}["events.csv"] == 0


# Parquet and Stata


def test_parquet_reads_back_with_types_and_origin(write: Write) -> None:
    out, _ = write("parquet")
    frame = pandas.read_parquet(out / "events.parquet").set_index("id")
    assert frame.loc[SHELLED.id, "lat"] == -25.1667
    assert frame.loc[SHELLED.id, "first_day"] == date(2024, 3, 19)
    assert pandas.isna(frame.loc[DENIED.id, "lat"])
    assert frame.loc[SHELLED.id, "headline"].startswith("=HYPERLINK")  # no spreadsheet reads it: the text as it is
    schema = pyarrow.parquet.read_schema(out / "events.parquet")
    assert json.loads(schema.metadata[b"sayso"])["format"] == "parquet"
    assert schema.field("lat").metadata[b"meaning"] == b"degrees north, WGS 84"
    assert {file.stem for file in out.glob("*.parquet")} == set(columns.TABLES)


@pytest.mark.filterwarnings("error")
def test_stata_reads_back_with_labels_dates_and_long_text(write: Write) -> None:
    out, _ = write("stata")
    with pandas.read_stata(out / "events.dta", iterator=True) as reader:
        frame = reader.read().set_index("id")
        labels, values = reader.variable_labels(), reader.value_labels()
        assert reader.data_label.startswith("events: sayso ")
    assert frame.loc[SHELLED.id, "lat"] == -25.1667
    assert frame.loc[SHELLED.id, "first_day"] == pandas.Timestamp(2024, 3, 19)
    assert pandas.isna(frame.loc[TALKS.id, "last_day"])
    assert frame.loc[THREAT.id, "status"] == "threatened"
    assert len(frame.loc[TALKS.id, "quote"]) > 2045
    assert frame.loc[DENIED.id, "voice"] == ""
    assert pandas.isna(frame.loc[DENIED.id, "dead_low"])
    assert set(values) >= {"type", "status", "footing"}
    assert labels["lat"] == "degrees north, WGS 84"
    assert all(len(label) <= 80 for label in labels.values())
    assert {file.stem for file in out.glob("*.dta")} == set(columns.TABLES)
    assert len(pandas.read_stata(out / "attributions.dta")) == 1


def test_names_suit_every_package() -> None:
    reserved = {"_all", "byte", "double", "float", "if", "in", "int", "long", "using", "with", "str", "end", "quad", "e", "pi"}
    for told in columns.TABLES.values():
        names = [column.name for column in told]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name) and name not in reserved for name in names)


# one record an event


def lines(path: Path) -> dict[str, Any]:
    found = [json.loads(line) for line in path.read_text().splitlines()]
    return {each["id"]: each for each in found}


def test_plover_records_hold_what_plover_asks_for(write: Write) -> None:
    out, _ = write("jsonl")
    records = lines(out)
    assert set(records) == {event.id for event in EVENTS}
    assert all({"id", "date", "actor", "event"} <= set(record) for record in records.values())
    shelled = records[SHELLED.id]
    assert (shelled["date"], shelled["event"], shelled["mode"]) == ("2024-03-19", ["ASSAULT"], ["heavy-weapons"])
    assert (shelled["quad_code"], shelled["size"], shelled["context"]) == (4, {"dead": 3}, ["military"])
    assert shelled["actor"][0] == {
        "code": "MDG",
        "sector": ["REB"],
        "raw_text": "Reed Front",
        "entity_name": "Reed Front",
        "country_name": "Madagascar",
        "sector_code": "REB",
        "sayso_id": "grp.reed-front",
    }
    assert (shelled["event_loc"][0]["lat"], shelled["event_loc"][0]["resolution"]) == (-25.1667, 4)
    assert records[THREAT.id]["mode"] == ["heavy-weapons", "hypothetical"]
    assert (records[BURNED.id]["date"], records[BURNED.id]["enddate"]) == ("2023-10-01", "2023-10-31")
    assert records[BURNED.id]["sayso"]["footing"] == "accused"
    assert [voice["speaker_name"] for voice in records[BURNED.id]["sayso"]["voice"]] == ["Reed Front"]
    assert not {"religion", "ethnicity", "gender", "age"} & set(re.findall(r'"(\w+)":', out.read_text()))


def test_acled_rows_hold_deeds_only(write: Write) -> None:
    out, account = write("acled")
    frame = pandas.read_csv(out).set_index("event_id_cnty")
    assert tuple(table_header(out)) == acled.COLUMNS
    assert acled.COLUMNS[31] == "status"
    assert list(frame.index) == [SHELLED.id, BURNED.id, MARCH.id]
    assert account.left_out == {"not told as occurred or ongoing": 1, "without a counterpart in ACLED": 1, "denied or acquitted": 1}
    shelled = frame.loc[SHELLED.id]
    assert (shelled["event_type"], shelled["sub_event_type"]) == ("Explosions/Remote violence", "Shelling/artillery/missile attack")
    assert (shelled["actor1"], shelled["inter1"], shelled["actor2"], shelled["inter2"]) == (
        "Reed Front",
        "Rebel group",
        "Civilians (Madagascar)",
        "Civilians",
    )
    assert (shelled["interaction"], shelled["civilian_targeting"]) == ("Rebel group-Civilians", "Civilian targeting")
    assert (shelled["fatalities"], shelled["fatalities_high"], shelled["iso"], shelled["latitude"]) == (3, 5, 450, -25.1667)
    assert (shelled["event_date"], shelled["time_precision"], shelled["voice"]) == ("2024-03-19", 1, "outlet")
    assert frame.loc[BURNED.id, ["status", "footing", "voice", "speaker"]].tolist() == [
        "occurred",
        "accused",
        "Reed Front",
        "grp.reed-front",
    ]
    assert (frame.loc[MARCH.id, "actor1"], frame.loc[MARCH.id, "assoc_actor_1"]) == ("Protesters", "Omar Delune")
    out, _ = write("acled", Filter(status=("threatened",)))
    assert pandas.read_csv(out)[["event_id_cnty", "status"]].to_numpy().tolist() == [[THREAT.id, "threatened"]]
    out, account = write("acled", Filter(footing=("denied",)))
    assert (pandas.read_csv(out)["footing"].tolist(), account.left_out) == (["denied"], {})


def test_gdelt_rows_have_61_columns_and_their_voices_beside_them(write: Write) -> None:
    out, account = write("gdelt")
    assert len(gdelt.COLUMNS) == 61
    assert all(line.count("\t") == 60 for line in out.read_text().splitlines())
    frame = pandas.read_csv(out, sep="\t", header=None, names=gdelt.COLUMNS, dtype={"EventCode": str}).set_index("GlobalEventID")
    voices = pandas.read_csv(out.parent / "out.voices.tsv", sep="\t").set_index("GlobalEventID")
    assert list(frame.index) == list(voices.index)
    assert set(voices["status"]) <= {"occurred", "ongoing"}
    assert account.left_out == {"not told as occurred or ongoing": 1, "denied or acquitted": 1}
    shelled = frame.loc[gdelt.number(SHELLED.id)]
    assert (shelled["Day"], shelled["MonthYear"], shelled["Year"]) == (20240319, 202403, 2024)
    assert (shelled["Actor1Code"], shelled["Actor1Name"], shelled["Actor2Type1Code"]) == ("MDGREB", "REED FRONT", "LAB")
    assert (shelled["EventCode"], shelled["EventRootCode"], shelled["QuadClass"], shelled["GoldsteinScale"]) == ("194", 19, 4, -10.0)
    assert (shelled["ActionGeo_CountryCode"], shelled["ActionGeo_Lat"], shelled["ActionGeo_Type"]) == ("MA", -25.1667, 4)
    burned = frame.loc[gdelt.number(BURNED.id)]
    assert (pandas.isna(burned["Day"]), burned["MonthYear"]) == (True, 202310)  # October is no first of October
    assert voices.loc[gdelt.number(BURNED.id), ["footing", "voice"]].tolist() == ["accused", "Reed Front"]
    march = frame.loc[gdelt.number(MARCH.id)]
    assert (march["Actor1Code"], pandas.isna(march["Actor1Name"])) == ("FJILAB", True)  # a private person beside whom no voice stands
    assert frame[["Actor1EthnicCode", "Actor1Religion1Code", "AvgTone"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("actor", "country", "expected"),
    [
        (None, "IRQ", None),
        (Actor("a", "A", "IRQ", ("MIL",), "armed_forces"), "IRQ", "State forces"),
        (Actor("a", "A", "USA", ("MIL",), "armed_forces"), "IRQ", "External/Other forces"),
        (Actor("a", "A", "USA", ("MIL",), "armed_forces"), None, "State forces"),
        (Actor("a", "A", "IRQ", ("PRM", "REB"), "armed_group"), "IRQ", "Political militia"),
        (Actor("a", "A", "IRQ", (), "armed_group"), "IRQ", "Rebel group"),
        (Actor("a", "A", None, ("CVL",), "role"), "IRQ", "Civilians"),
        (Actor("a", "A", "IRQ", (), "person"), "IRQ", None),
        (Actor("a", "A", "IGO", ("MIL",), "igo"), "IRQ", "External/Other forces"),
    ],
)
def test_acled_types_of_actors(actor: Actor | None, country: str | None, expected: str | None) -> None:
    assert acled.inter_of(actor, country) == expected


@pytest.mark.parametrize(
    ("mode", "recipients", "expected"),
    [
        (None, SHELLED.recipients, ("Violence against civilians", "Attack")),
        ("firearms", SHELLED.recipients, ("Violence against civilians", "Attack")),
        ("firearms", BURNED.actors, ("Battles", "Armed clash")),
        (None, (), (None, None)),
        ("aerial", (), ("Explosions/Remote violence", "Air/drone strike")),
    ],
)
def test_acled_tells_attacks_apart_by_their_victims(
    store: Store, mode: str | None, recipients: Any, expected: tuple[str | None, str | None]
) -> None:
    with store.snapshot() as connection:
        detail = next(each for each in details.details(connection, EVERYTHING) if each.row.id == SHELLED.id)
    given = replace(detail, row=replace(detail.row, mode=mode), event=replace(detail.event, recipients=recipients))
    row = acled.row(given)
    assert row is not None
    assert (row["event_type"], row["sub_event_type"], row["disorder_type"]) == (*expected, "Political violence")


@pytest.mark.parametrize(("code", "scale"), [("010", 0.0), ("0334", 6.0), ("0331", 5.2), ("1411", -6.5), ("1823", -10.0), ("999", None)])
def test_the_goldstein_scale(code: str, scale: float | None) -> None:
    assert gdelt.goldstein(code) == scale


def test_geojson_has_longitude_first_and_counts_what_has_no_point(write: Write) -> None:
    out, account = write("geojson")
    collection = json.loads(out.read_text())
    assert (collection["type"], account.left_out) == ("FeatureCollection", {"without a point": 3})
    features = {feature["id"]: feature for feature in collection["features"]}
    assert set(features) == {SHELLED.id, THREAT.id, TALKS.id}
    assert features[SHELLED.id]["geometry"] == {"type": "Point", "coordinates": [46.0833, -25.1667]}
    told = features[SHELLED.id]["properties"]
    assert (told["place_precision"], told["place_basis"], told["status"], told["id"]) == (1, "clause", "occurred", SHELLED.id)
    assert features[THREAT.id]["properties"]["status"] == "threatened"
    assert collection["sayso"]["counts"] == {"events": 3}
    empty, _ = write("geojson", Filter(type=("AID",)), name="empty")
    assert json.loads(empty.read_text())["features"] == []


def test_ftm_entities_fit_the_schema_and_keep_the_voice(write: Write) -> None:
    out, _ = write("ftm")
    entities = lines(out)
    assert [ftm.check(entity) for entity in entities.values()] == [[]] * len(entities)
    for entity in entities.values():
        for name in ("involved", "proof", "subject", "object"):
            assert set(entity["properties"].get(name, [])) <= set(entities)
    burned = entities[ftm.key_of(BURNED.id)]["properties"]
    assert burned["name"] == ["ASSAULT (occurred, accused, according to Reed Front): Marsh Guard"]
    assert "involved" not in burned
    links = [each["properties"] for each in entities.values() if each["schema"] == "UnknownLink"]
    assert {"actor, occurred, accused, according to Reed Front", "voice: accuse"} <= {role for link in links for role in link["role"]}
    assert entities[ftm.key_of(SHELLED.id)]["properties"]["involved"] == ["grp.reed-front"]
    assert not [key for key in entities if "delune" in key]  # nobody lists him: he stays text of his report
    assert "Organization" in {each["schema"] for each in entities.values()}


@pytest.mark.parametrize(
    ("entity", "fault"),
    [
        ({"id": "x", "schema": "Vessel", "properties": {}}, "no schema"),
        ({"id": "x", "schema": "Event", "properties": {}}, "name is missing"),
        ({"id": "x_y", "schema": "Event", "properties": {"name": ["a"]}}, "its id is none"),
        ({"id": "x", "schema": "Event", "properties": {"name": ["a"], "colour": ["b"]}}, "has no property colour"),
        ({"id": "x", "schema": "Event", "properties": {"name": "a"}}, "no list of texts"),
        ({"id": "x", "schema": "Event", "properties": {"name": ["a"], "date": ["March"]}}, "holds no date"),
        ({"id": "x", "schema": "Event", "properties": {"name": ["a"], "country": ["IRQ"]}}, "holds no country"),
    ],
)
def test_an_entity_that_does_not_fit_is_told(entity: dict[str, Any], fault: str) -> None:
    assert fault in "; ".join(ftm.check(entity))


# all formats


@pytest.mark.parametrize("form", FORMATS)
def test_no_text_lets_no_more_than_five_words_through(write: Write, form: str) -> None:
    out, _ = write(form, text=False)
    whole, _ = write(form, name="whole")
    found = {True: _words(whole), False: _words(out)}
    runs = [" ".join(TEXT.split()[start : start + withheld.WORDS + 1]) for start in range(len(TEXT.split()) - withheld.WORDS)]
    assert not [run for run in runs if run in found[False]]
    if form not in ("gdelt",):  # which never quotes
        assert [run for run in runs if run in found[True]]


def _words(out: Path) -> str:
    """All text of an export on one line, packed or not."""
    if (out / "events.parquet").is_file():
        tables = [pandas.read_parquet(file) for file in sorted(out.glob("*.parquet"))]
    elif (out / "events.dta").is_file():
        tables = [pandas.read_stata(file) for file in sorted(out.glob("*.dta"))]
    else:
        files = sorted(file for file in (out.rglob("*") if out.is_dir() else out.parent.glob(f"{out.name}*")) if file.is_file())
        return " ".join(" ".join(file.read_text() for file in files).replace('\\"', '"').replace('""', '"').split())
    return " ".join(" | ".join(str(cell) for frame in tables for cell in frame.to_numpy().ravel()).split())


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_articles_give_the_same_bytes(form: str, tmp_path: Path, coding: Coding) -> None:
    found = []
    for name, batches in (("one", [[varied(), coding]]), ("other", [[coding], [varied()]])):
        (tmp_path / name).mkdir()
        with open_store(tmp_path / name / "reports.db") as store:
            for batch in batches:
                store.add(batch)
            export(store, form, tmp_path / name / "out", EVERYTHING)
        every = digests(tmp_path / name / "out")
        found.append({file: digest for file, digest in every.items() if file != "out.provenance.json"})
    assert found[0] == found[1]
    one, other = (tmp_path / name / "out.provenance.json" for name in ("one", "other"))
    if one.is_file():
        first, second = json.loads(one.read_text()), json.loads(other.read_text())
        assert first.pop("runs") != second.pop("runs")
        assert first == second


def test_what_is_there_is_replaced_whole_or_not_at_all(write: Write, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    out, _ = write("csv")
    before = digests(out)
    monkeypatch.setattr("sayso.export.relations.event_row", lambda detail: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write("csv", Filter(type=("ASSAULT",)))
    with pytest.raises(ZeroDivisionError):
        write("csv", name="packed.zip")
    assert digests(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    monkeypatch.undo()
    write("csv", Filter(type=("ASSAULT",)))
    assert digests(out) != before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="no earlier export"):
        write("csv", name="mine")
    with pytest.raises(UsageError, match="is a folder"):
        write("jsonl", name="mine")
    with pytest.raises(UsageError, match="no such folder"):
        write("jsonl", name="none/file.jsonl")
    with pytest.raises(UsageError, match="no format"):
        write("xml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "out"]


def test_a_full_disk_is_told(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sayso.export.whole.os.fsync", full)
    for form in ("csv", "jsonl"):
        with pytest.raises(InputError, match="cannot be written \\(No space left on device\\)"):
            write(form)
    assert list(tmp_path.iterdir()) == []


def test_the_documentation_tells_every_column() -> None:
    told = (Path(__file__).parents[2] / "docs" / "exports.md").read_text()
    for name, known in columns.TABLES.items():
        section = told.partition(f"#### {name}: ")[2].partition("#### ")[0]
        rows = [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in known]
        assert [line for line in section.splitlines() if line.startswith("| `")] == rows
    for name in (*acled.OURS, *gdelt.VOICES, *geojson.COPIED, *FORMATS):
        assert f"`{name}`" in told
