"""The pipeline's `actors` component: every expression that mentions an actor, resolved as far as document and lexicon tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from sayso.actors.acronyms import acronym_bodies
from sayso.actors.bodies import short_bodies
from sayso.actors.compose import Composer, Draft
from sayso.actors.coref import Coreference
from sayso.actors.knowledge import Knowledge, Occasion, within_article
from sayso.actors.matcher import Match
from sayso.actors.phrases import expletive, governs, is_head, locative, preposition, sentence_numbers, zone_of
from sayso.actors.pronouns import quotations
from sayso.actors.resolve import prepared
from sayso.actors.surroundings import Zone
from sayso.actors.view import View, view_of_doc
from sayso.records import ActorMention, Article, MentionKind, PlaceRole, Span
from sayso.where import datelines

INDEX = "sayso.actors.index"
"""Key of `Doc.user_data` under which the finder keeps word -> numbers of the mentions that it heads."""
_RELATIVE_TAGS = ("WP", "WDT", "WP$")
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "conj", "appos")
_PLACE_FORMS = ("capital", "weak_capital")
_INSTITUTIONS = frozenset({"media", "company", "body", "ngo", "igo", "ministry", "legislature", "court", "party"})
_MARKS = frozenset((",", ";", ":", "(", ")", "-", "–", "—", '"', "“", "”", "'s", "’s"))
_RANK_WORDS = 3
"""Words of rank at most between a role and the name that it belongs to."""
_NAME_PARTS = ("det", "compound", "amod", "flat", "appos")
_PLURAL_TAGS = ("NNS", "NNPS")
_NOT_ACTORS = ("LOC", "FAC", "EVENT", "WEAPON", "TIME", "NORP")


class ActorFinder:
    """Callable `Doc` -> `Doc` that sets ``doc._.mentions``, in text order."""

    def __init__(self, tables: Mapping[str, Any]):
        """Compile the lexicon.

        Args:
            tables: YAML stem -> content of `lexicon/actors`, the user's under ``user/…``.

        Raises:
            LexiconError: an entry is malformed.
        """
        self.knowledge = Knowledge(tables)
        self._composer = Composer(self.knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of a parsed document; `doc._.article` gives the day, `doc._.places` the towns."""
        article: Article | None = doc._.article
        when = Occasion(self.knowledge, article.published_date if article else None)
        if article is not None and article.outlet is not None:
            when.context = article.outlet.country
        view = view_of_doc(doc)
        view.place_country = _places(doc)
        prepared(view, when, _lone_speakers(doc, self.knowledge))
        _drop_parts_of_names(doc, view)
        drafts = acronym_bodies(doc, self._drafts(doc, view, when))
        body, towns = _body(doc, article), [place.country for place in doc._.places if place.country]
        drafts = sorted((*drafts, *short_bodies(doc, view.words, drafts)), key=lambda draft: (draft.zone.head, draft.head))
        Coreference(self.knowledge, doc, when, sentence_numbers(doc), quotations(view.words), body, towns).link(drafts)
        doc._.mentions = tuple(_mention(doc, draft) for draft in drafts)
        doc.user_data[INDEX] = _index(drafts)
        return doc

    def _drafts(self, doc: Doc, view: View, when: Occasion) -> list[Draft]:
        """The mentions of every noun phrase, and of every listed name that no noun phrase took up, in text order."""
        drafts: list[Draft] = []
        filed = _datelines(doc)
        covered = [False] * len(doc)
        for token in doc:
            if token.pos_ in ("PRON", "DET") and (pronoun := self._pronoun(token)) is not None:
                drafts.append(pronoun)
                continue
            if not is_head(token) or not self._worth(view, token):
                continue
            zone = zone_of(token, self.knowledge.roles)
            for draft in self._composer.compose(view, zone, when):
                if (
                    draft.kind is not MentionKind.NAME
                    and token.tag_ in _PLURAL_TAGS
                    and token.lower_ not in self.knowledge.roles.group_nouns
                ):
                    draft.plural, draft.person = True, False  # "people", "women"
                if self._argues(doc, draft):
                    drafts.append(draft)
                covered[draft.zone.start : draft.zone.core] = [True] * (draft.zone.core - draft.zone.start)
        for start, end in (*((m.start, m.end) for m in view.names), *_persons(doc)):
            if not any(covered[start:end]):
                zone = Zone(start, end, end, _outer(doc, start, end))
                drafts.extend(draft for draft in self._composer.compose(view, zone, when) if self._argues(doc, draft))
        headline = _body(doc, doc._.article)
        found = sorted(_distinct(drafts, headline), key=lambda draft: (draft.zone.head, draft.head))
        return _joined(doc, view, [draft for draft in found if draft.head[0] not in filed])

    def _worth(self, view: View, token: Token) -> bool:
        """Whether a noun can head an actor: it is (part of) a listed name or a role, or a proper name that is no place, event or time."""
        place, role = token.i, view.role_at[token.i]
        if role is not None and token.head.i != place and role.start <= token.head.i < role.end and is_head(token.head):
            return False  # "governor's office": the whole is the role of its outer noun
        if view.name_at[place] is not None or view.role_at[place] is not None:
            return True
        if not view.proper[place] or token.ent_type_ in _NOT_ACTORS or place in view.place_country:
            return False
        return token.ent_type_ in ("PER", "ORG") or token.dep_ in _ARGUMENTS or token.dep_.startswith("flat")

    def _pronoun(self, token: Token) -> Draft | None:
        """The mention of a pronoun, still without an actor."""
        roles, lower = self.knowledge.roles, token.lower_
        if token.dep_ in ("expl", "expl:pv", "det") or (lower == "it" and expletive(token)):
            return None
        if lower in roles.pronouns:
            rule = "pronoun"
        elif roles.listed("speakers", lower):
            rule = "speaker"
        elif token.tag_ in _RELATIVE_TAGS and roles.listed("relatives", lower):
            rule = "relative"
        else:
            return None
        draft = Draft(Zone(token.i, token.i + 1, token.i + 1, token.i), (token.i, token.i + 1), MentionKind.PRONOUN, None, rule, 0.0)
        if rule == "pronoun":
            draft.gender = str(roles.pronouns[lower].get("gender", ""))
        return draft

    def _argues(self, doc: Doc, draft: Draft) -> bool:
        """Whether a country or a capital can be an argument; sets the kind of those that stand for a government."""
        if draft.actor is None or draft.actor.kind not in ("country", "government") or not draft.form:
            return True
        head = doc[draft.zone.head]
        if draft.form in _PLACE_FORMS:
            draft.rule = "place:government"
            return governs(head, self.knowledge.roles)
        if draft.form in ("demonym", "people"):
            return True
        if governs(head, self.knowledge.roles):
            draft.kind, draft.rule = MentionKind.PLACE, "country:government"
            return True
        return preposition(head) == "at" or not locative(head, self.knowledge.roles)  # "lashes out at Northland": no state is a spot


def _body(doc: Doc, article: Article | None) -> int:
    """First word after the headline; 0 where there is no headline in the text."""
    if article is None or article.title is None:
        return 0
    return next((token.i for token in doc if token.idx >= article.title.end), len(doc))


def _joined(doc: Doc, view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts with each title put to the name right after it: "Armed Forces spokesperson | Brigadier Yahya Rasool"."""
    out: list[Draft] = []
    for draft in drafts:
        title = out[-1] if out else None
        if title is None or not _entitles(doc, title, draft):
            out.append(draft)
            continue
        out.pop()
        draft.zone = Zone(title.zone.start, draft.zone.core, draft.zone.end, draft.zone.head)
        draft.also = (title.zone.head, *title.also)
        if title.role is not None:
            ranks = [match.role for match in view.roles_in(title.head[1], draft.head[0]) if match.role.form == "title"]
            draft.titles, draft.role = (*draft.titles, *ranks, title.role), draft.role or title.role
        draft.organisation, draft.gender = draft.organisation or title.organisation, draft.gender or title.gender
        if draft.unknown and draft.actor is not None and title.actor is not None:
            own = draft.actor
            draft.actor = replace(own, country=own.country or title.actor.country, sectors=own.sectors or title.actor.sectors)
        out.append(draft)
    return out


def _entitles(doc: Doc, title: Draft, name: Draft) -> bool:
    """Whether a role stands right before a person's name, with nothing but a rank between them."""
    if title.kind is MentionKind.NAME or title.role is None or title.role.form != "title" or title.plural or title.settled:
        return False
    if name.kind is not MentionKind.NAME or not name.person or title.head[1] > name.head[0] or title.zone.end > name.head[0]:
        return False
    between = doc[title.head[1] : name.head[0]]
    return len(between) <= _RANK_WORDS and all(token.pos_ in ("PROPN", "NOUN") and token.text not in _MARKS for token in between)


def _datelines(doc: Doc) -> frozenset[int]:
    """Words of the places that only say where the report was filed."""
    spans = [place.span for place in doc._.places if place.role is PlaceRole.DATELINE]
    spans += [Span(start, doc.text.find("(", start, end) if "(" in doc.text[start:end] else end) for start, end in datelines(doc.text)]
    filed = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans]
    return frozenset(place for words in filed if words is not None for place in range(words.start, words.end))


def _lone_speakers(doc: Doc, knowledge: Knowledge) -> frozenset[int]:
    """The bare names that are subjects of verbs of saying, and no part of a person's name: "Suva has asked for …"."""
    persons = {word.text for start, end in _persons(doc) if end - start > 1 for word in doc[start:end]}
    return frozenset(
        token.i
        for token in doc
        if token.dep_ in ("nsubj", "nsubj:outer")
        and token.pos_ == "PROPN"
        and knowledge.roles.listed("saying_verbs", token.head.lemma_)
        and not any(child.dep_ in _NAME_PARTS for child in token.children)
        and token.text not in persons
        and token.text not in knowledge.first_names
    )


def _places(doc: Doc) -> dict[int, str]:
    """Word -> country of the towns and regions that the `where` component found."""
    found = [place for place in doc._.places if place.country and place.kind != "country"]
    if not found:
        return {}
    starts = [token.idx for token in doc]
    out: dict[int, str] = {}
    for place in found:
        first = max(bisect_right(starts, place.span.start) - 1, 0)
        for number in range(first, len(doc)):
            if starts[number] >= place.span.end:
                break
            out[number] = place.country
    return out


def _drop_parts_of_names(doc: Doc, view: View) -> None:
    """Take out listed names that are only a part of another name: Michael Jordan, Paris Hilton, the Medical Journal."""
    kept = [
        match
        for match in view.names
        if not (_personal(doc, view, match) or _sounding(doc, match) or _partial(doc, view, match) or _possessed(doc, match))
    ]
    if len(kept) < len(view.names):
        view.set_names(kept)


def _personal(doc: Doc, view: View, match: Match) -> bool:
    """Whether a country or a capital is part of a person's name."""
    if not all(reading.entry.kind == "country" and reading.form not in ("demonym", "people") for reading in match.readings):
        return False
    first, last = doc[match.start], doc[match.end - 1]
    if first.ent_type_ not in ("PER", ""):
        return False
    if first.ent_type_ == "PER" and (first.ent_iob_ == "I" or (match.end < len(doc) and doc[match.end].ent_iob_ == "I")):
        return True
    governor = first.head.i
    unknown = governor < match.start and view.proper[governor] and view.name_at[governor] is None and view.role_at[governor] is None
    return (first.dep_.startswith("flat") and unknown) or any(
        child.dep_.startswith("flat") and child.i >= match.end for child in last.rights
    )


def _sounding(doc: Doc, match: Match) -> bool:
    """Whether a part of a person's name only sounds like a listed body's, or is the one word that is that body's, too: Al-Fateh Example."""
    first = doc[match.start]
    longer = first.ent_iob_ == "I" or (match.end < len(doc) and doc[match.end].ent_iob_ == "I")
    alone = not first.is_upper and not any(token.whitespace_ for token in doc[match.start : match.end - 1])
    bodies = all((reading.by_sound or alone) and reading.entry.kind not in ("person", "country") for reading in match.readings)
    return bodies and first.ent_type_ == "PER" and longer


def _partial(doc: Doc, view: View, match: Match) -> bool:
    """Whether a one-word name of an institution goes on to the left as an unlisted proper name."""
    before = match.start - 1
    if match.end - match.start > 1 or before < 0 or not view.proper[before] or not doc[before].text[:1].isalpha():
        return False
    if view.name_at[before] is not None or view.role_at[before] is not None or doc[before].head.i != match.start:
        return False
    return all(reading.entry.kind in _INSTITUTIONS for reading in match.readings)


def _possessed(doc: Doc, match: Match) -> bool:
    """Whether a weak name is somebody's own: "their Resistance", "our Front"."""
    before = match.start - 1
    return before >= 0 and doc[before].tag_ == "PRP$" and all(reading.form == "weak" for reading in match.readings)


def _persons(doc: Doc) -> list[tuple[int, int]]:
    """The reader's names of persons, which are actors even where the tree hangs them in the wrong place."""
    return [(entity.start, entity.end) for entity in doc.ents if entity.label_ == "PER"]


def _outer(doc: Doc, start: int, end: int) -> int:
    """The word of a stretch whose head lies outside it."""
    for place in range(end - 1, start - 1, -1):
        if not start <= doc[place].head.i < end or doc[place].head.i == place:
            return place
    return end - 1


def _distinct(drafts: list[Draft], body: int) -> Iterator[Draft]:
    """The drafts without those that mention the same words again, and without common nouns of which nothing is known.

    Before `body` stands the headline, whose bare nouns may be told by the text.
    """
    seen: set[tuple[int, int]] = set()
    for draft in drafts:
        role = draft.role
        told = draft.definite or draft.zone.head < body
        empty = draft.actor is None and role is not None and role.generic and not role.document and not told
        if draft.head not in seen and not empty:
            seen.add(draft.head)
            yield draft


def _span(doc: Doc, start: int, end: int) -> Span:
    """The characters of some words."""
    last = doc[max(end - 1, start)]
    return Span(doc[start].idx, last.idx + len(last))


def _mention(doc: Doc, draft: Draft) -> ActorMention:
    """The record of a draft."""
    return ActorMention(
        span=_span(doc, draft.zone.start, draft.zone.end),
        head=_span(doc, *draft.head),
        kind=draft.kind,
        actor=within_article(draft.actor, doc._.article) if draft.actor else None,
        antecedent=_antecedent(doc, draft.antecedent) if draft.antecedent else None,
        rule=draft.rule,
        score=round(draft.score, 3),
    )


def _antecedent(doc: Doc, draft: Draft) -> Span:
    """The words that justify a link: a name; of a role, all that tells whose it is ("director of the port")."""
    if draft.kind is MentionKind.NAME or draft.kind is MentionKind.PRONOUN:
        return _span(doc, *draft.head)
    start = draft.zone.start
    while start < draft.head[0] and doc[start].dep_ == "det":
        start += 1
    return _span(doc, start, draft.zone.end)


def _index(drafts: list[Draft]) -> dict[int, tuple[int, ...]]:
    """Word -> numbers of the mentions that it heads or is a head word of."""
    out: dict[int, tuple[int, ...]] = {}
    for number, draft in enumerate(drafts):
        for place in (draft.zone.head, *draft.also):
            out[place] = (*out.get(place, ()), number)
    for number, draft in enumerate(drafts):
        for place in range(*draft.head):
            out.setdefault(place, (number,))
    return out


def mentions_at(doc: Doc, token_i: int, coordination: bool = False) -> tuple[ActorMention, ...]:
    """The mentions headed by a word: several where nationalities share a role ("Hungarian and Romanian officials").

    Args:
        doc: a document that `ActorFinder` has read.
        token_i: number of the word.
        coordination: also the mentions of the words coordinated with it ("the army and the police").
    """
    index: dict[int, tuple[int, ...]] = doc.user_data.get(INDEX, {})
    numbers = list(index.get(token_i, ()))
    if coordination:
        for child in doc[token_i].rights:
            if child.dep_ == "conj":
                numbers.extend(index.get(child.i, ()))
    return tuple(doc._.mentions[number] for number in dict.fromkeys(numbers))


def mention_at(doc: Doc, token_i: int) -> ActorMention | None:
    """The (first) mention headed by a word; null where it heads none."""
    found = mentions_at(doc, token_i)
    return found[0] if found else None
