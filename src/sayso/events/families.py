"""Families of event types that treat whoever stands beside them alike, and the prepositions that tell them apart."""

from __future__ import annotations

THING_TYPES = frozenset({"ASSAULT", "COERCE", "AID", "PROTEST", "SANCTION"})
"""Types whose recipient may be a thing: a depot, a road."""
JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
"""Types of a word on something: "turned down a Northland offer"; in headlines it stands for its owner ("Party hails ruling")."""
SETTINGS = frozenset({"PROTEST", "RETREAT", "CONCEDE", "SUPPORT", "ACCUSE", "REJECT"})
"""Types that concern no place just because they happen there: who marches or resigns in a town does nothing to the town."""
UNSETTLED = SETTINGS | {"CONSULT"}
"""The same, where no path of a frame leads to the place: a town in which two talk is no party of the talks."""
PHYSICAL = frozenset({"ASSAULT", "COERCE"})
"""Types done to things themselves: what is shelled is the refinery, not the town it stands in."""
STANDING = PHYSICAL | {"PROTEST", "MOBILIZE", "AID", "RETREAT", "SANCTION", "CONCEDE"}
"""Types that concern the thing in a place rather than the place: "the Northport crossing was reopened"."""
YIELDING = frozenset({"RETREAT", "CONCEDE"})
"""Types of giving something up: a ship that is released, a sentence that is commuted."""
OUTWARD_TYPES = frozenset({"AGREE", "RETREAT", "AID", "MOBILIZE"})
"""Types whose recipient is another than the actor's own troops or people."""
KIND_TYPES = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
"""Types of being for something: what that is aimed at ("supports steps against the garrison") is no party."""
SPOKEN_TYPES = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are done in words."""
LOCATIVE = frozenset({"in", "at", "near", "outside", "inside"})
"""Prepositions of where something is."""
