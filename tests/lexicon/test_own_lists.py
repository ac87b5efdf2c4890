from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sayso import data
from sayso.errors import LexiconError
from sayso.events import Ontology
from sayso.events.predicates import Lexicon
from sayso.lexicon import counts, user_tables
from sayso.lexicon.form import ACTOR, OWN_TYPE, PREDICATE
from sayso.lexicon.own import ROOMS

EXAMPLE = Path(__file__).parents[2] / "examples" / "lexicon"
FRONT = "- name: Velt Front\n  kind: armed_group\n  country: IRQ\n  sectors: [REB]\n"
VERB = "entries:\n- {verbs: [zap], cameo: '190', frame: attack}\n"
TYPE = "types:\n  X_FUEL: {quad: 4, score: -4, definition: withholds fuel}\n"


def listed(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("actors/mine.yaml", FRONT.replace("sectors", "sector"), r"mine\.yaml: entry 1: 'sector' is no known key; did you mean sectors"),
        (
            "actors/mine.yaml",
            FRONT.replace("armed_group", "armed group"),
            r"entry 1 \(Velt Front\): kind: 'armed group' is not known; did you",
        ),
        ("actors/mine.yaml", FRONT.replace("IRQ", "Iraq"), r"country: 'Iraq' is no code; three capital letters"),
        ("actors/mine.yaml", FRONT.replace("IRQ", "NO"), r"country: YAML reads a bare NO as false"),
        ("actors/mine.yaml", FRONT.replace("[REB]", "[rebel]"), r"sectors: 'rebel' is no code"),
        ("actors/mine.yaml", FRONT + FRONT, r"entry 2 \(Velt Front\): id: entry 1 has the same"),
        (
            "actors/mine.yaml",
            FRONT.replace("name: Velt Front", "name: 7"),
            r"entry 1: name: text is expected, not 7; put it in quotation marks",
        ),
        ("actors/mine.yaml", FRONT + "  aliases: [on]\n", r"aliases: text is expected, not True"),
        ("actors/mine.yaml", FRONT + "  kind: militia\n", r"the key 'kind' stands twice"),
        ("actors/mine.yaml", FRONT + "  offices:\n  - {offce: mayor}\n", r"offices, 1: 'offce' is no known key; did you mean office"),
        ("actors/mine.yaml", "name: Velt Front\n", "a list of entries is expected"),
        ("actors/mine.yaml", "- [\n", "not readable as YAML"),
        ("actors/roles.yaml", FRONT, "own roles are not read"),
        ("actor/mine.yaml", FRONT, r"this folder is not read; did you mean actors"),
        ("mine.yaml", FRONT, "put it into one of the folders"),
        ("actors/mine.yml", FRONT, r"rename it to mine\.yaml"),
        ("events/verb.yaml", VERB, r"own lists of events are verbs\.yaml, .*did you mean verbs"),
        ("events/verbs.yaml", VERB.replace("frame:", "fram:"), r"verbs\.yaml: entry 1: 'fram' is no known key; did you mean frame"),
        (
            "events/verbs.yaml",
            VERB.replace("frame: attack", "frame: atack"),
            r"entry 1 \(zap\): frame: 'atack' is not known; did you mean attack",
        ),
        ("events/verbs.yaml", VERB.replace("'190'", "190"), r"cameo: write the code in quotation marks, '190'"),
        ("events/verbs.yaml", VERB.replace("'190'", "'999'"), r"cameo: '999' is not known"),
        ("events/verbs.yaml", VERB.replace("}", ", mode: arial}"), r"mode: 'arial' is not known; did you mean aerial"),
        ("events/verbs.yaml", VERB.replace("}", ", type: X_FUEL}"), r"type: 'X_FUEL' is not known"),
        ("events/verbs.yaml", VERB.replace("}", ", object: ['@sanctons']}"), r"object: '@sanctons' is not known"),
        ("events/verbs.yaml", VERB.replace("}", ", object: town}"), r"object: a list of words is expected"),
        ("events/verbs.yaml", VERB.replace("}", ", licence: al}"), r"licence: 'al' is not known"),
        ("events/verbs.yaml", VERB.replace("}", ", goal: maybe}"), r"goal: true or false is expected"),
        ("events/verbs.yaml", VERB.replace("verbs: [zap]", "verbs: []"), r"verbs: one word or more"),
        ("events/types.yaml", TYPE.replace("X_FUEL", "FUEL"), r"type FUEL: a type of your own begins with X_"),
        ("events/types.yaml", TYPE.replace("X_FUEL", "ASSALT"), r"did you mean ASSAULT"),
        ("events/types.yaml", TYPE.replace("quad: 4", "quad: 5"), r"quad: 1, 2, 3 or 4"),
        ("events/types.yaml", TYPE.replace("score: -4", "score: low"), r"score: a number is expected, not 'low'"),
        ("events/types.yaml", TYPE.replace(", definition: withholds fuel", ""), r"definition: is missing"),
        ("attribution/cues.yaml", "verb: {}\n", r"'verb' is no known key; did you mean verbs"),
        ("attribution/cue.yaml", "verbs: {}\n", r"not read; did you mean cues"),
        ("where/mine.yaml", "places:\n- {name: Velt, lat: 1, long: 2}\n", r"place 1: 'long' is no known key; did you mean lon"),
        ("when/mine.yaml", "rule: []\n", r"'rule' is no known key; did you mean rules"),
    ],
)
def test_what_is_malformed_is_told_with_file_entry_and_remedy(tmp_path: Path, name: str, text: str, message: str) -> None:
    folder = listed(tmp_path, name, text)
    room = name.partition("/")[0]
    with pytest.raises(LexiconError, match=message):
        user_tables(folder, room if room in ROOMS else "actors")


def test_sound_lists_are_read_by_their_path(tmp_path: Path) -> None:
    listed(tmp_path, "actors/iraq/mine.yaml", FRONT)
    listed(
        tmp_path, "actors/mine.yaml", FRONT.replace("Front", "Guard") + "  codes: [{code: IRQREB, from: 2013-01-01, until: 2014-01-01}]\n"
    )
    listed(tmp_path, "actors/empty.yaml", "# nothing yet\n")
    assert list(user_tables(tmp_path, "actors")) == ["user/iraq/mine", "user/mine"]
    assert user_tables(tmp_path, "events") == {}
    with pytest.raises(LexiconError, match="no such folder"):
        user_tables(tmp_path / "none", "actors")


def test_our_own_lists_have_no_key_that_a_user_may_not_write() -> None:
    for table in data.lexicon("actors").values():
        if isinstance(table, list):
            assert not {key for entry in table for key in entry} - set(ACTOR)
    for stem in ("verbs", "nouns"):
        assert not {key for entry in data.lexicon("events")[stem]["entries"] for key in entry} - {stem, *PREDICATE}


def test_own_types_are_added_and_ours_are_changed(tmp_path: Path) -> None:
    listed(tmp_path, "events/types.yaml", TYPE + "  PROTEST: {score: -6, modes: {convoy: -4}}\n")
    listed(tmp_path, "events/verbs.yaml", VERB.replace("}", ", type: X_FUEL, replace: true}").replace("zap", "attack"))
    own = user_tables(tmp_path, "events")
    ontology = Ontology.from_tables(data.lexicon("ontology"), own["user/types"])
    assert (ontology.types["X_FUEL"].quad, ontology.types["PROTEST"].score) == (4, -6)
    assert (ontology.score("PROTEST", "convoy"), ontology.score("PROTEST", "riot")) == (-4, -7)
    assert ontology.types["PROTEST"].definition
    assert ontology.codebook.endswith("with own types")
    lexicon = Lexicon({**data.lexicon("events"), **own}, ontology)
    assert {sense.type for sense in lexicon._verbs["attack"]} == {"X_FUEL"}


def test_the_example_is_sound_and_counted() -> None:
    found = {(row.whose, row.list, row.what): row.entries for row in counts(EXAMPLE)}
    assert found["own", "verbs", "X_FUEL"] == 2
    assert found["own", "actors", "all"] == 4
    assert all(
        OWN_TYPE.fullmatch(name) or name == "PROTEST" for name in yaml.safe_load((EXAMPLE / "events/types.yaml").read_text())["types"]
    )


def test_the_counts_that_the_lists_must_not_fall_below() -> None:
    found = {(row.list, row.what): row for row in counts()}
    assert found["actors", "armed groups, militias, alliances"].entries >= 600
    assert found["actors", "international and non-governmental bodies, media"].entries >= 300
    assert found["ontology", "CAMEO codes"].entries == 256
    assert found["verbs", "ASSAULT"].entries > 100
    assert all(row.since and row.until and row.since <= row.until for row in found.values())
