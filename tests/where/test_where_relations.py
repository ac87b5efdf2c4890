"""Relations, precision codes and areas over invented sentences, on the shipped gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
import yaml

from sayso.records import Article, Outlet, Place
from sayso.sphere import kilometres
from sayso.where.finder import PlaceFinder
from sayso.where.gazetteer import Gazetteer
from sayso.where.names import fold, skeleton
from sayso.where.relations import Relations
from sayso.where.sphere import moved

LEXICON = Path(__file__).parents[2] / "lexicon" / "where"
NLP = spacy.blank("en")


def _place(finder: PlaceFinder, text: str, name: str) -> Place:
    start = text.index(name)
    (place,) = list(finder.resolve_spans(NLP.make_doc(text), [(start, start + len(name))]))
    return place


@pytest.mark.parametrize(
    ("text", "name", "kind", "direction", "distance"),
    [
        ("Shells fell 30 km north of Kirkuk.", "Kirkuk", "direction", "north", 30.0),
        ("Shells fell 20 miles (32 km) southwest of Mosul.", "Mosul", "direction", "southwest", 32.18),
        ("Shells fell five kilometres from Bakhmut.", "Bakhmut", "near", None, 5.0),
        ("Shells fell several kilometres from Goma.", "Goma", "near", None, None),
        ("Shells fell near the town of Hit.", "Hit", "near", None, None),
        ("Shells fell on the outskirts of Damascus.", "Damascus", "outskirts", None, None),
        ("Shells fell in the Damascus suburbs.", "Damascus", "outskirts", None, None),
        ("Shells fell in northwest Syria.", "Syria", "part", "northwest", None),
        ("Shells fell off the coast of Yemen.", "Yemen", "off", None, None),
        ("Shells fell on the border with Iraq.", "Iraq", "border", None, None),
        ("Shells fell east of Aleppo.", "Aleppo", "direction", "east", None),
        ("Shells fell in Aleppo.", "Aleppo", "in", None, None),
        ("The border guards of Iran came.", "Iran", "in", None, None),
    ],
)
def test_relation(finder: PlaceFinder, text: str, name: str, kind: str, direction: str | None, distance: float | None) -> None:
    place = _place(finder, text, name)
    assert (place.relation, place.direction) == (kind, direction)
    assert place.distance_km == pytest.approx(distance, abs=0.1) if distance else place.distance_km is None


@pytest.mark.parametrize(
    ("text", "name", "acled", "ucdp"),
    [
        ("Shells fell in Mosul.", "Mosul", 1, 1),
        ("Shells fell near Mosul.", "Mosul", 2, 2),
        ("Shells fell 60 km south of Mosul.", "Mosul", 2, 4),
        ("Shells fell in Anbar province.", "Anbar", 3, 4),
        ("Shells fell in Darfur.", "Darfur", 3, 5),
        ("Shells fell in the Red Sea.", "Red Sea", 3, 7),
        ("Shells fell in Iraq.", "Iraq", None, 6),
        ("Shells fell in southern Iraq.", "Iraq", 3, 5),
        ("Ships sank off Yemen.", "Yemen", 3, 7),
    ],
)
def test_precision_codes(finder: PlaceFinder, text: str, name: str, acled: int | None, ucdp: int) -> None:
    place = _place(finder, text, name)
    assert (place.precision, place.ucdp_precision) == (acled, ucdp)


def test_distance_and_direction_move_the_point(finder: PlaceFinder) -> None:
    at, off = (_place(finder, f"Shells fell {words} Kirkuk.", "Kirkuk") for words in ("in", "30 km north of"))
    assert at.lat is not None
    assert at.lon is not None
    assert off.lat is not None
    assert off.lon is not None
    assert kilometres((at.lat, at.lon), (off.lat, off.lon)) == pytest.approx(30, abs=1)
    assert off.lat > at.lat
    assert (off.radius_km or 0) > (at.radius_km or 0)


def test_border_of_two_countries(finder: PlaceFinder) -> None:
    text = "Clashes broke out on the Syria-Iraq border."
    one, two = finder.resolve_spans(NLP.make_doc(text), [(25, 30), (31, 35)])
    assert one.relation == two.relation == "border"
    assert (one.lat, one.lon) == (two.lat, two.lon)
    assert one.lat is not None
    assert 33 < one.lat < 37.5
    assert (one.precision, one.ucdp_precision) == (3, 5)


def test_our_own_part_of_a_country(finder: PlaceFinder) -> None:
    place = _place(finder, "Drones circled over southern Lebanon.", "Lebanon")
    assert (place.name, place.country, place.relation) == ("Southern Lebanon", "LBN", "in")


def test_unknown_building_takes_the_point_of_its_town(finder: PlaceFinder) -> None:
    text = "Shells hit the Qwxyz School in Mosul."
    school, town = finder.resolve_spans(NLP.make_doc(text), [(15, 27), (31, 36)])
    assert (school.lat, school.lon) == (town.lat, town.lon)
    assert (school.name, school.relation, school.precision, school.ucdp_precision) == ("Qwxyz School", "in", 2, 2)
    assert "Mosul" in school.note


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Shells fell in Tal Afar.", "Tal Afar", "IRQ", "Nineveh"),
        ("Shells fell in Kramatorsk.", "Kramatorsk", "UKR", "Donetsk"),
    ],
)
def test_areas(finder: PlaceFinder, text: str, name: str, country: str, admin1: str) -> None:
    place = _place(finder, text, name)
    assert place.country == country
    assert place.admin1 is not None
    assert admin1 in place.admin1
    assert place.admin2 or place.note


def test_a_missing_area_has_a_reason(finder: PlaceFinder) -> None:
    place = _place(finder, "Shells fell in Iraq.", "Iraq")
    assert (place.admin1, place.admin2) == (None, None)
    assert "country" in place.note


@pytest.mark.parametrize(
    ("publisher", "country"),
    [("theparisnews.com", "USA"), ("lemonde.fr", "FRA"), (None, "FRA")],
)
def test_outlet_home(finder: PlaceFinder, publisher: str | None, country: str) -> None:
    text = "Council members met in Paris on Monday."
    doc = NLP.make_doc(text)
    doc._.article = Article("a", text, outlet=Outlet(publisher) if publisher else None)
    (place,) = finder.resolve_spans(doc, [(23, 28)])
    assert place.country == country


def test_other_places_of_the_article_decide(finder: PlaceFinder) -> None:
    text = "Tripoli, Sidon and Beirut were quiet. Later Tripoli woke."
    spans = [(0, 7), (9, 14), (19, 25), (44, 51)]
    assert {place.country for place in finder.resolve_spans(NLP.make_doc(text), spans)} == {"LBN"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Hodeidah", "al-Hudaydah", True), ("Hawija", "al-Hawijah", True), ("Kharkiv", "Kherson", False), ("Mosul", "Basra", False)],
)
def test_skeleton(one: str, other: str, same: bool) -> None:
    assert (skeleton(fold(one)) == skeleton(fold(other))) is same


def test_spelling_is_folded_only_inside_a_country_of_the_article(finder: PlaceFinder) -> None:
    text = "Fighters entered Khanaqeen in Iraq."
    start = text.index("Khanaqeen")
    place, _ = finder.resolve_spans(NLP.make_doc(text), [(start, start + 9), (text.index("Iraq"), text.index("Iraq") + 4)])
    assert place.country == "IRQ"
    assert place.lat is not None
    assert abs(place.lat - 34.35) < 0.3


def test_moved_stays_on_the_globe() -> None:
    for lat, lon in ((89.9, 179.9), (-89.9, -179.9), (0.0, 0.0)):
        north, east = moved(lat, lon, "northeast", 500)
        assert -90 <= north <= 90
        assert -180 <= east <= 180


def test_relations_without_lists_say_in() -> None:
    assert Relations({}).of("near Mosul", 5, 10).kind == "in"


def test_every_listed_outlet_has_a_home(finder: PlaceFinder) -> None:
    table = yaml.safe_load((LEXICON / "outlets.yaml").read_text(encoding="utf-8"))
    lost = [key for part in ("local", "wide") for key in table[part] if finder.homes.of(Article("a", "", outlet=Outlet(key))) is None]
    assert lost == []
    local = [finder.homes.of(Article("a", "", outlet=Outlet(key))) for key in table["local"]]
    assert [key for key, home in zip(table["local"], local, strict=True) if home is None or home.lat is None] == []


def test_borders_lie_where_countries_meet() -> None:
    gazetteer = Gazetteer()
    assert gazetteer.border("IQ", "SY") == gazetteer.border("SY", "IQ")
    assert gazetteer.border("IQ", "FR") is None
