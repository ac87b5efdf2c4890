from __future__ import annotations

from pathlib import Path

import pytest

from sayso.lexicon.behind import ActorBehind, behind
from sayso.records import Actor, ActorMention, Article, Attribution, AttributionKind, Event, MentionKind, Span, Why

TEXT = "Macron met Scholz. Washington and the Oster Lamp praised it, they said."


def mention(words: str, actor: str | None, *, kind: MentionKind = MentionKind.NAME, antecedent: str | None = None) -> ActorMention:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    known = Span(TEXT.index(antecedent), TEXT.index(antecedent) + len(antecedent)) if antecedent else None
    return ActorMention(span, span, kind, Actor(actor, words) if actor else None, known, "lexicon", 1.0)


def found(published: str | None = "2023-03-10", lexicon: Path | None = None) -> dict[str, ActorBehind]:
    event = Event(
        "e_0",
        "CONSULT",
        (Span(7, 10),),
        actors=(mention("Macron", "per.emmanuel-macron"), mention("Washington", "gov.USA")),
        recipients=(mention("Scholz", None), mention("the Oster Lamp", "grp.oster-lamp")),
        why=(Why("type", "verb:meet", Span(7, 10)),),
    )
    speaker = mention("they", "text.0000.oster-lamp", kind=MentionKind.PRONOUN, antecedent="the Oster Lamp")
    voice = Attribution("s_0", (), (), (), AttributionKind.INDIRECT, "say", speaker)
    lists = behind(event, (voice,), Article("a_0", TEXT, published=published), lexicon)
    assert any(sense.startswith("CONCEDE (CAMEO 083) with object @concession") for sense in lists.senses)
    return {actor.words: actor for actor in lists.actors}


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2023-03-10", "president 2017-05-14 to open on 2023-03-10"),
        ("2015-03-10", "minister"),
        ("1995-03-10", "in none of the listed offices on 1995-03-10"),
    ],
)
def test_the_office_of_the_day_of_publication(published: str, words: str) -> None:
    entry = found(published)["Macron"].entry
    assert entry.startswith("Emmanuel Macron, person")
    assert words in entry
    assert "source: " in entry
    assert "as of 20" in entry


def test_what_is_behind_those_without_an_entry() -> None:
    actors = found(None)
    assert actors["Washington"].entry.startswith("United States")
    assert "ctry.USA" not in actors["Washington"].others
    assert actors["Scholz"].entry == "no entry: the words were resolved to nobody"
    assert actors["the Oster Lamp"].entry == "no entry in these lists"
    assert (actors["they"].role, actors["they"].known_from) == ("speaker", "the Oster Lamp")
    assert actors["they"].entry == "no entry: a name that only this report knows"


def test_the_users_own_entry_and_others_of_the_name(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    rows = "- {id: grp.oster-lamp, name: Oster Lamp, kind: militia, start: 2011}\n- {id: grp.other, name: the Oster Lamp, kind: party}\n"
    (tmp_path / "actors" / "mine.yaml").write_text(rows, encoding="utf-8")
    actor = found(lexicon=tmp_path)["the Oster Lamp"]
    assert (actor.entry, actor.others) == ("Oster Lamp, militia, 2011 to open", ("grp.other",))
