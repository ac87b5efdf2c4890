"""Bodies that an article names in full with their initials behind: "the Council of Highland Municipalities (CHM)", "…, or CHM,"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from sayso.actors.compose import Draft
from sayso.actors.knowledge import slug
from sayso.actors.surroundings import Zone
from sayso.records import Actor, MentionKind

_SHORTEST, _LONGEST = 2, 8
"""Letters of an acronym."""
_SPELLED = 3
"""Letters of an acronym, at least, whose name in full may stand anywhere before it."""
_WORDS = 12
"""Words of a name in full at most."""


def acronym_bodies(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts with one mention for each name in full that stands before its initials, in place of the mentions of its parts.

    A name that the lexicon lists is left as it is. Later mentions of the initials are linked by `Coreference` like other short names.
    """
    full: dict[int, tuple[int, int]] = {}
    spelled_out = _spelled_out(doc, {doc[draft.head[0]].text for draft in drafts if draft.unknown and draft.kind is MentionKind.NAME})
    for draft in drafts:
        if draft.unknown and draft.kind is MentionKind.NAME and draft.head[1] - draft.head[0] == 1:
            end = _end(doc, draft.head[0])
            start = _start(doc, draft.head[0], end)
            if start is not None:
                full.setdefault(draft.head[0], (start, end))
            elif (spelled := spelled_out.get(doc[draft.head[0]].text)) is not None and spelled[1] <= draft.head[0]:
                full.setdefault(draft.head[0], spelled)
    for place, (start, end) in full.items():
        parts = [draft for draft in drafts if start <= draft.zone.head < end]
        if any(
            draft.kind is MentionKind.NAME and not draft.unknown and draft.form == "name" and draft.head == (start, end) for draft in parts
        ):
            continue
        drafts = [draft for draft in drafts if draft not in parts]
        drafts.append(_body(doc, start, end, parts))
        for draft in drafts:
            if draft.unknown and draft.kind is MentionKind.NAME and doc[draft.head[0]].text == doc[place].text:
                draft.person = False
    return sorted(drafts, key=lambda draft: (draft.zone.head, draft.head))


def _spelled_out(doc: Doc, initials: set[str]) -> dict[str, tuple[int, int]]:
    """Initials -> the first stretch of capitalised words with function words between that begins with them: "Front for … Highlands"."""
    found: dict[str, tuple[int, int]] = {}
    wanted = {letters for letters in initials if letters.isupper() and _SPELLED <= len(letters) <= _LONGEST}
    for start in range(len(doc)) if wanted else ():
        if not _capitalised(doc[start].text):
            continue
        letters, joined = "", False
        for at in range(start, min(start + _WORDS, len(doc))):
            word = doc[at].text
            if _capitalised(word):
                letters += word[0]
                if joined and letters in wanted:
                    found.setdefault(letters, (start, at + 1))
            elif doc[at].pos_ in ("ADP", "DET", "CCONJ"):
                joined = True
            else:
                break
    return found


def _capitalised(word: str) -> bool:
    """Whether a word begins with a capital and is not all in capitals."""
    return len(word) > 1 and word[0].isupper() and not word.isupper()


def _end(doc: Doc, place: int) -> int:
    """Word after the name in full, for initials in brackets or after ", or"; 0 where the initials stand otherwise."""
    if place < 2 or (doc[place - 1].text != "(" and doc[place - 1].lower_ != "or"):
        return 0
    return place - 2 if doc[place - 2].text == "," else place - 1


def _start(doc: Doc, place: int, end: int) -> int | None:
    """First word of the name in full that ends before `end`; null where the initials do not fit."""
    letters = doc[place].text
    if not end or not letters.isupper() or not _SHORTEST <= len(letters) <= _LONGEST:
        return None
    at, left = end - 1, len(letters)
    for word in range(at, max(at - _WORDS, -1), -1):
        first = doc[word].text[:1]
        if first.isupper() and first == letters[left - 1]:
            left -= 1
            if left == 0:
                return word
        elif first.isupper() or not first.isalpha():
            return None
    return None


def _body(doc: Doc, start: int, end: int, parts: list[Draft]) -> Draft:
    """The mention of the name in full, with country and sectors of the role noun that it contains."""
    name = doc[start:end].text
    told = next((part.actor for part in parts if part.actor is not None and part.kind is MentionKind.ROLE), None)
    actor = Actor(f"text.{slug(name)}", name, None, (), "organisation")
    if told is not None:
        actor = replace(actor, country=told.country, sectors=told.sectors)
    head = next((word.i for word in doc[start:end] if not start <= word.head.i < end), start)
    first = start - 1 if start and doc[start - 1].dep_ == "det" else start
    draft = Draft(Zone(first, end, end, head), (start, end), MentionKind.NAME, actor, "name:with-initials", 0.8)
    draft.unknown = True
    return draft
