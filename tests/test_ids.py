from __future__ import annotations

import re

from sayso.ids import content_id


def test_an_id_depends_on_every_part_and_on_nothing_else() -> None:
    assert content_id("a", "x", None, 1) == content_id("a", "x", None, 1)
    assert len({content_id("a", *parts) for parts in [("x", "y"), ("xy",), ("x", None, "y"), ("y", "x")]}) == 4


def test_half_characters_have_ids_too() -> None:
    assert re.fullmatch(r"a_[0-9a-f]{16}", content_id("a", "\ud800"))
    assert content_id("a", "\ud800") != content_id("a", "\udfff")
