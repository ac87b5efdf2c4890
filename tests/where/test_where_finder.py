"""The component `where` over invented sentences, on the shipped gazetteer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import spacy
import yaml
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from sayso import data
from sayso.errors import DataError
from sayso.records import PlaceRole
from sayso.where.finder import PlaceFinder
from sayso.where.gazetteer import Gazetteer
from sayso.where.names import fold, without_article

LEXICON = Path(__file__).parents[2] / "lexicon" / "where"
NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "span", "country", "lat", "lon"),
    [
        ("Shells fell near Mosul at dawn.", "Mosul", "IRQ", 36.3, 43.1),
        ("Talks were held in Paris, Texas, on Monday.", "Paris", "USA", 33.7, -95.6),
        ("Talks were held in Paris on Monday.", "Paris", "FRA", 48.9, 2.35),
        ("Aid reached the Gaza Strip late.", "Gaza Strip", "PSE", 31.4, 34.4),
        ("Fighting spread across Darfur again.", "Darfur", "SDN", 13.0, 25.0),
        ("Two drones struck Iraq's border posts.", "Iraq", "IRQ", 33.0, 44.0),
        ("Forces left Anbar province in the west.", "Anbar", "IRQ", 32.5, 41.5),
    ],
)
def test_found_and_resolved(finder: PlaceFinder, text: str, span: str, country: str, lat: float, lon: float) -> None:
    places = {place.span.of(text): place for place in finder(NLP.make_doc(text))._.places}
    assert span in places
    place = places[span]
    assert place.country == country
    assert place.lat is not None
    assert place.lon is not None
    assert abs(place.lat - lat) < 2
    assert abs(place.lon - lon) < 2


@pytest.mark.parametrize(
    "text",
    [
        "The Washington Post wrote it.",
        "Mr. Paris spoke.",
        "Iraqi forces left.",
        "It was Nice of them.",
        "Reading was hard.",
        "Paris Moreno spoke.",
    ],
)
def test_no_place(finder: PlaceFinder, text: str) -> None:
    assert finder(NLP.make_doc(text))._.places == ()


def test_every_given_span_comes_back_in_order(finder: PlaceFinder) -> None:
    text = "Baghdad and Qwxyzburg and Basra"
    spans = [(26, 31), (12, 22), (0, 7)]
    places = finder.resolve_spans(NLP.make_doc(text), spans)
    assert [(place.span.start, place.span.end) for place in places] == spans
    assert places[1].lat is None
    assert places[1].country is None
    assert {places[0].country, places[2].country} == {"IRQ"}


def test_entities_come_first_and_block_names_of_people(finder: PlaceFinder) -> None:
    doc = NLP.make_doc("Sydney Baghdad met the council in Kufa Heights.")
    doc.ents = [DocSpan(doc, 0, 2, label="PER"), DocSpan(doc, 6, 8, label="LOC")]
    assert [place.span.of(doc.text) for place in finder(doc)._.places] == ["Kufa Heights"]


def _parsed(words: str, heads: list[int], deps: str, tags: str, lemmas: str) -> Doc:
    return Doc(
        NLP.vocab,
        words=words.split(),
        heads=heads,
        deps=deps.split(),
        pos=tags.split(),
        lemmas=lemmas.split(),
        sent_starts=[True] + [False] * (len(heads) - 1),
    )


def _role(finder: PlaceFinder, doc: Doc, words: str) -> PlaceRole:
    return next(place.role for place in finder(doc)._.places if place.span.of(doc.text) == words)


@pytest.mark.parametrize(
    ("words", "heads", "deps", "lemmas", "name", "role"),
    [
        ("Baghdad said so .", [1, 1, 1, 1], "nsubj root advmod punct", "Baghdad say so .", "Baghdad", "government"),
        ("Kutaisi was attacked .", [2, 2, 2, 2], "nsubj:pass aux:pass root punct", "Kutaisi be attack .", "Kutaisi", "locative"),
        ("Baghdad bombed camps .", [1, 1, 1, 1], "nsubj root obj punct", "Baghdad bomb camp .", "Baghdad", "government"),
        ("Baghdad witnessed clashes .", [1, 1, 1, 1], "nsubj root obj punct", "Baghdad witness clash .", "Baghdad", "locative"),
        ("It fell near Damascus .", [1, 1, 3, 1, 1], "nsubj root case obl punct", "it fall near Damascus .", "Damascus", "locative"),
        ("in talks with Baghdad .", [1, 1, 3, 1, 1], "case root case nmod punct", "in talk with Baghdad .", "Baghdad", "government"),
        (
            "US bases in Syria fell .",
            [1, 4, 3, 1, 4, 4],
            "compound nsubj case nmod root punct",
            "US base in Syria fall .",
            "US",
            "modifier",
        ),
        (
            "US bases in Syria fell .",
            [1, 4, 3, 1, 4, 4],
            "compound nsubj case nmod root punct",
            "US base in Syria fall .",
            "Syria",
            "locative",
        ),
        ("in Syria and Iraq .", [1, 1, 3, 1, 1], "case root cc conj punct", "in Syria and Iraq .", "Iraq", "locative"),
        ("they withdrew from Iraq .", [1, 1, 3, 1, 1], "nsubj root case obl punct", "they withdraw from Iraq .", "Iraq", "locative"),
        ("the Kharkiv blast .", [2, 2, 2, 2], "det compound root punct", "the Kharkiv blast .", "Kharkiv", "locative"),
        ("the Kharkiv council .", [2, 2, 2, 2], "det compound root punct", "the Kharkiv council .", "Kharkiv", "modifier"),
    ],
)
def test_roles_by_tree(finder: PlaceFinder, words: str, heads: list[int], deps: str, lemmas: str, name: str, role: str) -> None:
    tags = " ".join("VERB" if dep == "root" and "t" in deps and "nsubj" in deps else "NOUN" for dep in deps.split())
    assert _role(finder, _parsed(words, heads, deps, tags, lemmas), name) is PlaceRole(role)


@pytest.mark.parametrize(
    ("text", "entity", "label", "expected"),
    [
        ("Shells hit western Iraq today.", "western Iraq", "LOC", ["Iraq"]),
        ("Aid reached Anbar province today.", "Anbar province", "LOC", ["Anbar"]),
        ("Aid reached Kharkiv and Odesa today.", "Kharkiv and Odesa", "LOC", ["Kharkiv", "Odesa"]),
        ("They read the Koran and Islam is old.", "Islam", "LOC", []),
        ("The Washington Post wrote it.", "Washington Post", "ORG", []),
        ("In the end Mosul fell silent.", "Mosul", "PER", ["Mosul"]),
        ("Syria Relief Office closed.", "Syria Relief Office", "ORG", ["Syria"]),
        ("It left Iraqi territory today.", "Iraqi territory", "LOC", ["Iraqi territory"]),
    ],
)
def test_entities_are_cut_to_names(finder: PlaceFinder, text: str, entity: str, label: str, expected: list[str]) -> None:
    doc = NLP.make_doc(text)
    doc.ents = [doc.char_span(text.index(entity), text.index(entity) + len(entity), label=label)]
    assert [place.span.of(text) for place in finder(doc)._.places] == expected


def test_short_form_means_the_name_given_before(finder: PlaceFinder) -> None:
    places = finder(NLP.make_doc("Aid reached the Gaza Strip. Later the Strip was closed."))._.places
    assert [(place.name, place.country) for place in places] == [("Gaza Strip", "PSE")] * 2
    assert finder(NLP.make_doc("Later the Strip was closed."))._.places == ()


def test_bare_name_means_the_chief_town_and_not_its_area(finder: PlaceFinder) -> None:
    city, area = (finder(NLP.make_doc(f"Clashes in {name} went on."))._.places[0] for name in ("Baghdad", "Baghdad province"))
    assert (city.kind, area.kind) == ("city", "admin1")


def test_agency_in_a_dateline_is_no_place(finder: PlaceFinder) -> None:
    doc = NLP.make_doc("BEIRUT (Damascus) -- Shells fell.")
    assert [place.span.of(doc.text) for place in finder(doc)._.places] == ["BEIRUT"]


def test_own_places_lie_where_their_country_is() -> None:
    gazetteer = Gazetteer()
    for path in sorted(LEXICON.glob("places-*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["places"]:
            found = [place for place in gazetteer.candidates(entry["name"]) if place.rank == 0 and place.kind in (entry["kind"], "admin1")]
            assert any(abs((place.lat or 0) - entry["lat"]) < 0.5 for place in found), entry["name"]


def test_dateline(finder: PlaceFinder) -> None:
    doc = NLP.make_doc("BEIRUT (Invented News) -- Shells fell near Tripoli, Lebanon, on Monday.")
    assert [place.role for place in finder(doc)._.places][:2] == [PlaceRole.DATELINE, PlaceRole.LOCATIVE]


def test_user_places_win() -> None:
    gazetteer = Gazetteer([{"name": "Camp Imaginary", "lat": 1.5, "lon": 2.5, "countries": ["IRQ"]}])
    (place,) = gazetteer.candidates("camp imaginary")
    assert (place.country, place.lat, place.gid) == ("IQ", 1.5, None)


def test_foreign_file_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "gazetteer.sqlite"
    broken.write_bytes(b"SQLite format 3\x00 cut short")
    with pytest.raises(DataError, match="not a gazetteer"):
        Gazetteer(path=broken)


def test_gazetteer_that_breaks_off_is_refused(tmp_path: Path) -> None:
    whole = (data.FOLDER / "gazetteer.sqlite").read_bytes()
    for size in (0, 100, 5_000, len(whole) // 2):
        broken = tmp_path / f"cut-{size}.sqlite"
        broken.write_bytes(whole[:size])
        with pytest.raises(DataError, match="reinstall sayso"):
            _looked_up(broken)


def _looked_up(path: Path) -> list[str]:
    gazetteer = Gazetteer(path=path)
    return [place.name for name in ("Mosul", "Paris", "Springfield", "Zvornik") for place in gazetteer.candidates(name)]


def test_another_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "gazetteer.sqlite"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [("kinds", "[]"), ("iso3", "{}"), ("capitals", "{}")])
    connection.commit()
    connection.close()
    with pytest.raises(DataError, match="reinstall sayso"):
        Gazetteer(path=other)


@pytest.mark.parametrize(
    ("name", "key"), [("Deir al-Zour", "deir al zour"), ("Sana'a", "sanaa"), ("Malmö", "malmo"), ("U.S.", "us"), ("Kyïv", "kyiv")]
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


def test_article_is_dropped_only_before_a_name() -> None:
    assert without_article("al anbar") == "anbar"
    assert without_article("al") == "al"


def test_our_own_regions_outweigh_homonyms(finder: PlaceFinder) -> None:
    (place,) = finder.resolve_spans(NLP.make_doc("the war in Gaza"), [(11, 15)])
    assert (place.country, place.name) == ("PSE", "Gaza Strip")


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Guerrillas left the department of Arauca.", "Arauca", "admin1", "COL"),
        ("Guerrillas left the city of Arauca.", "Arauca", "city", "COL"),
        ("Nurses in Mérida, the capital of the Mexican state of Yucatán, walked out.", "Mérida", "city", "MEX"),
        ("Rebels captured Kidal, in northern Mali.", "Kidal", "city", "MLI"),
    ],
)
def test_what_the_text_calls_a_name_tells_town_from_area(finder: PlaceFinder, text: str, name: str, kind: str, country: str) -> None:
    start = text.index(name)
    doc = spacy.blank("en").make_doc(text)
    spans = [(start, start + len(name))] + ([(text.index("Yucat"), text.index("Yucat") + 7)] if "Yucat" in text else [])
    found = finder.resolve_spans(doc, spans)[0]
    assert (found.kind, found.country) == (kind, country)
