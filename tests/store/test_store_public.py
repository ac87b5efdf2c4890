from __future__ import annotations

import pytest

from sayso.records import MentionKind, SourceType
from sayso.store.public import line, names_of


@pytest.mark.parametrize(
    ("speaker", "actor"),
    [
        ("ctry.KEN", "gov.KEN"),
        ("gov.KEN", "gov.KEN"),
        ("role.KEN.government", "gov.KEN"),
        ("role.KEN.president", "gov.KEN"),
        ("role.KEN.foreign-minister", "gov.KEN"),
        ("role.KEN.police", "role.KEN.police"),
        ("role.KEN.police.spokesman", "role.KEN.police"),
        ("role.KEN.official", None),
        ("role.KEN.doctor", None),
        ("role.KEN.colonel", None),
        ("role.resident", None),
        ("role.resident.spokesman", None),
        ("grp.hamas", "grp.hamas"),
        ("role.grp.hamas.spokesman", "grp.hamas"),
        ("role.grp.hamas.office", "grp.hamas"),
        ("role.grp.hamas.office.spokesman", "grp.hamas"),
        ("role.grp.hamas.fighter", None),
        ("role.grp.hamas.fighter.spokesman", None),
        ("role.ctry.KEN.spokesman", "gov.KEN"),
        ("grp.of-my-own", "grp.of-my-own"),
        ("role.grp.of-my-own.leader", "grp.of-my-own"),
        ("role.per.of-my-own.brother", None),
        ("text.0123abcd.omar-delune", None),
        ("role.text.harbour-front.spokesman", None),
        ("role.text.harbour-front.office", None),
    ],
)
def test_a_line_is_a_listed_actors_or_a_states_and_theirs_who_speak_for_it(speaker: str, actor: str | None) -> None:
    assert line(speaker, MentionKind.NAME, SourceType.NONE) == actor


@pytest.mark.parametrize(
    ("mention", "source_type"),
    [
        (MentionKind.ANONYMOUS, SourceType.NONE),
        (MentionKind.DEMONYM, SourceType.NONE),
        (MentionKind.ROLE, SourceType.OFFICIALS),
        (MentionKind.NAME, SourceType.WITNESSES),
    ],
)
def test_people_without_a_name_speak_for_nobody(mention: MentionKind, source_type: SourceType) -> None:
    assert line("ctry.KEN", mention, source_type) is None


def test_names_come_from_the_lexicon() -> None:
    assert names_of("gov.KEN")[:2] == ("government of Kenya", "Kenya")
    assert names_of("grp.hamas")[0] == "Hamas"
    assert names_of("grp.of-my-own") == ()
