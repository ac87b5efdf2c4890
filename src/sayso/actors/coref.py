"""Links mentions within one article: appositions, later short forms, role nouns ("the spokesperson", "the group") and pronouns.

Every link keeps its antecedent, its rule and a score. Candidates are looked for by keys (name atoms, roles, organisations) or among
the last few mentions, so the work grows with the number of mentions, not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from sayso.actors.bodies import headline_nouns, police_officers
from sayso.actors.compose import Draft
from sayso.actors.documents import name_authors
from sayso.actors.homes import home_countries, name_owners
from sayso.actors.knowledge import Knowledge, Occasion
from sayso.actors.nouns import DefiniteNouns
from sayso.actors.phrases import copula_subject
from sayso.actors.pronouns import Pronouns, named, own
from sayso.actors.rolebook import Role, singulars
from sayso.actors.shortnames import ShortNames
from sayso.records import Actor, MentionKind

_WINDOW = 30
"""Mentions looked back at, at most, for a role noun."""
_NEAR = 150
"""Words looked back at, at most, for a noun's first mention with "a"."""
_GROUP_REACH = 12
"""Sentences looked back at, at most, for "the group"."""
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_INNER_PHRASES = ("nmod", "nmod:poss", "obl", "obl:agent", "obj")
_STATE_KINDS = ("ministry", "court", "legislature", "police", "armed_forces", "intelligence")


@dataclass(slots=True)
class Coreference:
    """The links of one article; `link` fills the actors and antecedents of its drafts in place."""

    knowledge: Knowledge
    doc: Doc
    when: Occasion
    sentences: Sequence[int]
    """Sentence number of every word."""
    quoted: Sequence[int]
    """Number of the quotation that a word stands in; 0 outside."""
    body: int = 0
    """First word of the body: before it stands the headline."""
    towns: Sequence[str] = ()
    """Country of every place of the article that has one."""
    _titles: dict[str, tuple[Role, ...]] = field(default_factory=dict)

    def link(self, drafts: list[Draft]) -> None:
        """Link the mentions of an article, given in text order."""
        name_owners(self.doc, drafts, self.knowledge)
        self._appositions(drafts)
        ShortNames(self.knowledge, self.doc).link(drafts)
        self._one_actor_per_id(drafts)
        self._country_nouns(drafts)
        self._shared_countries(drafts)
        self._missing_countries(drafts)
        self._group_nouns(drafts)
        for noun, target in headline_nouns(drafts, self.body, self.knowledge):
            self._refer(noun, target, "role:headline")
        police_officers(drafts)
        self._owners(drafts)
        self._role_holders(drafts)
        name_authors(self.doc, drafts, self.knowledge.roles)
        DefiniteNouns(self.knowledge, self.doc, self.sentences, self.quoted, self.body).link(drafts)
        home_countries(self.doc, drafts, self.when.countries + Counter(self.towns), self.knowledge)
        Pronouns(self.knowledge, self.doc, self.sentences, self.quoted).link(drafts)

    # -- appositions and copulas --

    def _appositions(self, drafts: list[Draft]) -> None:
        """As in "Akram al-Kaabi, the leader of …", "X is the spokesman of …": one actor."""
        at = {draft.zone.head: draft for draft in reversed(drafts)}
        for draft in drafts:
            token = self.doc[draft.zone.head]
            for child in token.rights:
                if child.dep_ in ("appos", "nmod:desc") and child.i in at and at[child.i] is not draft:
                    self._same(draft, at[child.i], "apposition")
            described = at.get(self._described(draft)) if draft.kind is MentionKind.NAME else None
            if described is not None and described.role is not None:
                self._same(draft, described, "named")
            subject = copula_subject(token, self.knowledge.roles) if draft.role else None
            if subject is not None and subject.i in at:
                self._same(at[subject.i], draft, "copula")
        self._neighbours(drafts)

    def _described(self, draft: Draft) -> int:
        """As in "a group that calls itself NAME", "a man who gave his name as NAME": the noun so named; -1 where there is none."""
        roles, verb = self.knowledge.roles, self.doc[draft.zone.head]
        for _ in range(3):
            if verb.dep_ in ("acl", "acl:relcl") or verb.head.i == verb.i:
                break
            verb = verb.head
        if verb.dep_ not in ("acl", "acl:relcl"):
            return -1
        naming = roles.listed("naming_verbs", verb.lemma_)
        named_so = any(child.dep_ == "obj" and roles.listed("naming_nouns", child.lemma_) for child in verb.rights)
        return verb.head.i if naming or named_so else -1

    def _neighbours(self, drafts: list[Draft]) -> None:
        """The same by position, for trees that miss it: "NAME, ROLE," and "ROLE, NAME,", and "NAME (NAME)"."""
        starts: dict[int, Draft] = {}
        for draft in drafts:
            starts.setdefault(draft.zone.start, draft)
        for draft in drafts:
            mark = draft.zone.end
            if draft.kind is not MentionKind.ROLE and not draft.person and self._after_initials(draft, mark):
                role = starts.get(mark + 2)
                if role is not None and role.role is not None and role.kind is not MentionKind.NAME and not role.settled:
                    self._same(draft, role, "apposition")
                continue
            if mark + 1 >= len(self.doc) or self.doc[mark].text not in (",", "("):
                continue
            place = mark + 1
            while (
                place < len(self.doc)
                and self.knowledge.roles.listed("honorifics", self.doc[place].text.rstrip("."))
                and place not in starts
            ):
                place += 1
            other = starts.get(place)
            if other is None or (other.settled and other.kind is not MentionKind.NAME) or not self._closed(other.zone.end):
                continue
            if self.doc[mark].text == "," and draft.kind is other.kind:
                continue
            if self.doc[other.zone.head].dep_ in _SUBJECTS and self.doc[draft.zone.head].dep_ in _INNER_PHRASES:
                continue  # "After the killing of a citizen, the minister said": the comma ends a phrase
            if draft.person and other.person and other.antecedent is None and draft.antecedent is None:
                self._same(draft, other, "apposition")

    def _after_initials(self, draft: Draft, mark: int) -> bool:
        """Whether a mention stands in brackets with a comma behind: "the Committee for Free Radio (CFR), a watchdog"."""
        words = self.doc[mark : mark + 2].text
        return draft.zone.start > 0 and self.doc[draft.zone.start - 1].text == "(" and words == "),"

    def _closed(self, place: int) -> bool:
        """Whether an apposition can end before a word: at a mark, a verb or the end of the text."""
        if place >= len(self.doc):
            return True
        token = self.doc[place]
        return token.is_punct or token.pos_ in ("VERB", "AUX")

    def _same(self, first: Draft, second: Draft, rule: str) -> None:
        """Make two mentions one actor where one is a role and the other a name, or both are names."""
        name, other = (second, first) if first.kind is not MentionKind.NAME and second.kind is MentionKind.NAME else (first, second)
        if name.kind is not MentionKind.NAME or name.form in ("capital", "weak_capital") or other.form:
            return
        if other.kind is MentionKind.NAME:
            if any(child.dep_ == "case" and child.i < child.head.i for child in self.doc[name.zone.head].children):
                return  # "the bishop of X, NAME": the second name is the bishop's
            if name.person == other.person and other.unknown and rule == "apposition":
                other.actor, other.antecedent, other.rule, other.settled = name.actor, name, "apposition:alias", True
            return
        if other.role is None or other.role.document or other.plural:
            return
        self._no_person(name, other.role)
        if not self._may_hold(name, other.role):
            return
        if name.unknown and name.actor is not None and other.actor is not None:
            kept = name.actor
            name.actor = replace(kept, country=kept.country or other.actor.country, sectors=kept.sectors or other.actor.sectors)
        name.titles = (*name.titles, other.role)
        name.role, name.organisation = name.role or other.role, name.organisation or other.organisation
        name.gender = name.gender or other.gender
        other.actor, other.antecedent, other.rule, other.score, other.settled = name.actor, name, rule, 0.9, True

    def _no_person(self, name: Draft, role: Role) -> None:
        """As in "Precision Tools, a cyber security firm": the role tells that an unlisted name is a body's."""
        roles = self.knowledge.roles
        collective = role.form in ("group", "body") and not roles.one_person(role)
        if name.unknown and name.person and collective and name.actor is not None and self.doc[name.zone.head].ent_type_ != "PER":
            name.person, name.actor = False, replace(name.actor, kind="organisation")

    def _may_hold(self, name: Draft, role: Role) -> bool:
        """Whether a name can be what a role noun says: persons hold offices, bodies are groups."""
        if name.actor is not None and name.actor.kind == "country":
            return False
        one = self.knowledge.roles.one_person(role)
        return one if name.person else not one or role.form == "group"

    @staticmethod
    def _one_actor_per_id(drafts: list[Draft]) -> None:
        """An unlisted name has one country and one sector throughout: the first that any of its mentions tells."""
        best: dict[str, Actor] = {}
        for draft in drafts:
            if draft.actor is not None and draft.actor.id.startswith("text."):
                known = best.setdefault(draft.actor.id, draft.actor)
                best[draft.actor.id] = replace(
                    known, country=known.country or draft.actor.country, sectors=known.sectors or draft.actor.sectors
                )
        for draft in drafts:
            if draft.actor is not None:
                draft.actor = best.get(draft.actor.id, draft.actor)

    # -- countries that only the article tells --

    def _country_nouns(self, drafts: list[Draft]) -> None:
        """As in "the country": the last country named by a noun, else the one that the article is about."""
        last: Draft | None = None
        for draft in drafts:
            if draft.actor is not None and draft.actor.kind == "country" and draft.form == "name" and not self._modifies(draft):
                last = draft
            if draft.role is None or draft.role.family != "country" or not draft.definite or draft.plural or draft.settled:
                continue
            if last is not None and self._distance(last, draft) <= _GROUP_REACH:
                self._refer(draft, last, "role:country")

    def _modifies(self, draft: Draft) -> bool:
        """Whether a name only qualifies another noun."""
        return self.doc[draft.zone.head].dep_ in ("compound", "amod", "nmod:poss")

    def _shared_countries(self, drafts: list[Draft]) -> None:
        """As in "Danish ministers and police": a bare state's role has the nationality of the one that it is coordinated with."""
        at = {draft.zone.head: draft for draft in reversed(drafts)}
        for draft in drafts:
            token, role, actor = self.doc[draft.zone.head], draft.role, draft.actor
            if role is None or actor is None or actor.country is not None or not role.state or draft.organisation is not None:
                continue
            first = at.get(token.head.i) if token.dep_ == "conj" and draft.zone.start == draft.head[0] else None
            if first is None or first.actor is None or first.role is None or not self._has_nationality(first):
                continue
            code = first.actor.country
            draft.actor = replace(actor, id=f"role.{code}.{actor.id.removeprefix('role.')}", country=code)
            draft.rule = f"{draft.rule}:shared"

    def _has_nationality(self, draft: Draft) -> bool:
        """Whether an adjective of nationality begins a role's phrase."""
        return any(token.dep_ == "amod" and token.ent_type_ == "NORP" for token in self.doc[draft.zone.start : draft.head[0]])

    def _missing_countries(self, drafts: list[Draft]) -> None:
        """As in "the government", "Armed Forces spokesman X": a state's role without a state gets the country that the article is about."""
        main = self.when.main_country()
        if main is None:
            return
        filled: dict[str, Actor] = {}
        meant = {draft.zone.head: draft.actor.country for draft in drafts if draft.rule == "role:country" and draft.actor is not None}
        for draft in drafts:
            actor, role = draft.actor, draft.role
            if actor is None or actor.country is not None or role is None:
                continue
            if any(title.state for title in (*draft.titles, role)) and draft.organisation is None and not self._from_abroad(draft):
                code = next((meant[place] for place in range(draft.zone.start, draft.zone.end) if meant.get(place)), main)
                identity = f"role.{code}.{actor.id.removeprefix('role.')}" if actor.id.startswith("role.") else actor.id
                filled[actor.id] = draft.actor = replace(actor, id=identity, country=code)
                draft.rule, draft.score = f"{draft.rule}+article-country", min(draft.score, 0.5)
        for draft in drafts:
            if draft.actor is not None and draft.actor.id in filled and draft.actor.country is None:
                draft.actor = filled[draft.actor.id]

    def _from_abroad(self, draft: Draft) -> bool:
        """Whether the words before a role say that it is another state's: "Western officials", but not "the foreign minister"."""
        titles = {word for title in (*draft.titles, draft.role) if title is not None for word in title.name.split()}
        before = (word.lower_ for word in self.doc[draft.zone.start : draft.head[0]])
        return any(self.knowledge.roles.listed("from_abroad", word) for word in before if word not in titles)

    # -- role nouns --

    def _group_nouns(self, drafts: list[Draft]) -> None:
        """As in "the group", "the ministry", "the groups": the last body of that kind."""
        for place, draft in enumerate(drafts):
            role = draft.role
            if role is None or draft.settled or not draft.definite or draft.kind is not MentionKind.ROLE or draft.organisation is not None:
                continue
            if not self._bare(draft) or (self.doc[draft.zone.start].lower_ == "this" and "JRN" in role.sectors):
                continue  # "told this newspaper": the outlet speaks of itself
            noun = role.name.split()[-1]
            kinds = self.knowledge.roles.group_nouns.get(role.name) or self.knowledge.roles.group_nouns.get(noun, frozenset())
            near = [other for other in drafts[max(0, place - _WINDOW) : place] if self._distance(other, draft) <= _GROUP_REACH]
            fitting = [other for other in reversed(near) if self._is_group(other, draft, noun, kinds)]
            other = next((one for one in fitting if self._told(one, noun, kinds)), fitting[0] if fitting else None)
            if other is not None:
                self._refer(draft, other, "role:same-noun" if other.role is not None and not other.settled else "role:group")
                if other.person:
                    draft.actor, draft.rule = other.organisation, "role:group"

    def _is_group(self, other: Draft, draft: Draft, noun: str, kinds: frozenset[str]) -> bool:
        """Whether an earlier mention can be what a definite group noun refers to."""
        actor = other.actor
        if actor is None or (other.zone.core <= draft.zone.end and other.zone.end >= draft.zone.end):
            return False
        if not self.knowledge.roles.may_call(noun, actor.name):
            return False
        if other.person:  # "CIA director X … the agency"
            held = other.organisation
            return held is not None and held.kind in kinds and not draft.plural and self._kind_agrees(draft, held)
        own = draft.actor.country if draft.actor and "+article-country" not in draft.rule else None
        if own is not None and actor.country != own:
            return False
        if actor.kind in kinds and not draft.plural:
            return self._kind_agrees(draft, actor)
        if actor.kind == "organisation" and kinds and not draft.plural:
            told = other.role.name.split()[-1] if other.role is not None else None
            generic = self.knowledge.roles.words("open_group_nouns")
            return told == noun or (noun in generic and (told is None or told in generic))
        same = noun == self._noun(other) and (other.plural or other.role is None) == draft.plural and not other.person
        return same and other.kind in (MentionKind.ROLE, MentionKind.NAME, MentionKind.ANONYMOUS) and other.rule != "role:same-noun"

    @staticmethod
    def _told(other: Draft, noun: str, kinds: frozenset[str]) -> bool:
        """Whether lexicon or article say that a body is what the noun says, so that it goes before nearer ones that might be."""
        if other.person or (other.actor is not None and other.actor.kind in kinds):
            return True
        return other.role is not None and other.role.name.split()[-1] == noun and (other.settled or other.kind is MentionKind.NAME)

    @staticmethod
    def _kind_agrees(draft: Draft, actor: Actor) -> bool:
        """Whether a state body is the one that the noun's own words tell: "the Defense Ministry" is not the interior ministry."""
        words = draft.role.name.split() if draft.role is not None else []
        if len(words) < 2 or actor.kind not in _STATE_KINDS:
            return True
        return all(word[:5] in actor.name.lower() for word in words[:-1])

    def _bare(self, draft: Draft) -> bool:
        """Whether a group noun has no name of its own beside it: not "the Privat group", "the council of Aden"."""
        own = (*range(draft.zone.start, draft.head[0]), *range(draft.head[1], draft.zone.end))
        return not any(self.doc[place].pos_ == "PROPN" and self.doc[place].ent_type_ != "NORP" for place in own)

    def _noun(self, draft: Draft) -> str:
        """The last word of a role, or in the singular of a name that ends in a common noun ("Resistance groups")."""
        if draft.role is not None:
            return draft.role.name.split()[-1]
        last = self.doc[draft.head[1] - 1].lower_
        return next((word for word in singulars(last) if word in self.knowledge.roles.group_nouns), last)

    def _owners(self, drafts: list[Draft]) -> None:
        """As in "a spokesman for the group": the role gets the body that the group noun was linked to."""
        linked = {draft.zone.head: draft for draft in drafts if draft.rule in ("role:group", "role:same-noun") and draft.actor is not None}
        for draft in drafts:
            if draft.role is None or draft.settled or draft.organisation is not None or draft.zone.end - draft.zone.core > 12:
                continue
            for place in (*range(draft.zone.core, draft.zone.end), *range(draft.zone.start, draft.head[0])):
                owner = linked.get(place)
                if owner is not None and owner is not draft and owner.actor is not None:
                    own(draft, draft.role, owner.actor)
                    break

    def _role_holders(self, drafts: list[Draft]) -> None:
        """As in "the Secretary-General of the Nujaba Movement", "the spokesperson": the person who holds that role in this article."""
        by_body: dict[tuple[str, str], Draft] = {}
        by_role: dict[str, list[Draft]] = {}
        for draft in drafts:
            if draft.person and draft.kind is MentionKind.NAME and draft.actor is not None and not draft.former:
                draft.titles = (*draft.titles, *self._listed_titles(draft.actor.id))
        named = [draft for draft in drafts if draft.person and draft.kind is MentionKind.NAME and draft.titles and not draft.former]
        for draft in named:
            for title in draft.titles:
                for owner in self._owner_keys(draft):
                    by_body.setdefault((title.family or title.name, owner), draft)
                by_role.setdefault(title.family or title.name, []).append(draft)
        for draft in drafts:
            role = draft.role
            if (
                role is None
                or draft.settled
                or draft.plural
                or draft.kind not in (MentionKind.ROLE, MentionKind.ANONYMOUS)
                or draft.person is False
                or self._other_rank(draft)
                or self._foreign(draft)
            ):
                continue
            family = role.family or role.name
            if draft.organisation is not None and (draft.definite or self.doc[draft.zone.start].text[:1].isupper()):
                holder = by_body.get((family, draft.organisation.id))
                if holder is not None and self._titles_agree(role, holder):
                    self._refer(draft, holder, "role:holder")
            elif draft.definite and draft.organisation is None and not self._refer_to_state_head(draft, named):
                self._refer_to_latest(draft, by_role.get(family, []))

    def _refer_to_state_head(self, draft: Draft, named_persons: Sequence[Draft]) -> bool:
        """As in "the Russian leader": the last one named who is a head of that state or government; whether there is one."""
        country = draft.actor.country if draft.actor is not None and "+article-country" not in draft.rule else None
        if country is None or draft.role is None or draft.role.name != "leader":
            return False
        heads = self.knowledge.roles.words("state_heads")
        before = [
            person
            for person in named_persons
            if person.head < draft.head and self._country(person) == country and any(title.name in heads for title in person.titles)
        ]
        if before:
            self._refer(draft, before[-1], "role:state head")
        return bool(before)

    def _introduced(self, draft: Draft) -> int:
        """The last word before a role noun where the same noun stands with "a", "one", "another"; -1 where there is none."""
        noun, last = self.doc[draft.zone.head].lower_, draft.zone.head
        for place in range(last - 1, max(-1, last - _NEAR), -1):
            word = self.doc[place]
            if word.lower_ == noun and any(self.knowledge.roles.listed("indefinites", child.lower_) for child in word.lefts):
                return place
        return -1

    def _foreign(self, draft: Draft) -> bool:
        """Whether a role has the name of an unlisted body before it, whose it is then: "the Green Bloc leader"."""
        if draft.organisation is not None:
            return False
        before = self.doc[draft.zone.start : draft.head[0]]
        return any(word.pos_ == "PROPN" and word.ent_type_ in ("ORG", "") for word in before)

    def _other_rank(self, draft: Draft) -> bool:
        """Whether a word before a role makes it another one: "the deputy commissioner"."""
        before = {self.doc[place].lower_ for place in range(draft.zone.start, draft.head[0])}
        return bool(before & self.knowledge.roles.words("rank_words"))

    def _listed_titles(self, identity: str) -> tuple[Role, ...]:
        """The titles of the offices that a listed person holds on the day; of all of them where the day is not known."""
        if identity not in self._titles:
            day, found = self.when.day, []
            for entry in self.knowledge.by_id.get(identity, ()):
                for office in entry.offices:
                    words = office.name.split()
                    match = self.knowledge.roles.scan(words, [True] * len(words), [True] * len(words))
                    if match and match[0].start == 0 and (day is None or office.holds(day)):
                        found.append(match[0].role)
            self._titles[identity] = tuple(dict.fromkeys(found))
        return self._titles[identity]

    def _refer_to_latest(self, draft: Draft, holders: Iterable[Draft]) -> None:
        """Link a bare definite role to the last person named with it, else the first named later."""
        own = draft.actor.country if draft.actor and "+article-country" not in draft.rule else None
        fitting = [
            holder
            for holder in holders
            if draft.role is not None and self._titles_agree(draft.role, holder) and (own is None or self._country(holder) in (own, None))
        ]
        main = self.when.main_country()
        if own is None and any(holder.actor is not None and holder.actor.country == main for holder in fitting):
            fitting = [holder for holder in fitting if holder.actor is not None and holder.actor.country == main]
        fitting = [holder for holder in fitting if not draft.gender or holder.gender in ("", draft.gender)]
        before = [holder for holder in fitting if holder.head < draft.head]
        if before and self._introduced(draft) > before[-1].zone.head:
            return  # "a police spokeswoman … the spokeswoman"
        if before:
            self._refer(draft, before[-1], "role:latest")
        elif fitting and own is not None:
            self._refer(draft, fitting[0], "role:later")

    @staticmethod
    def _country(holder: Draft) -> str | None:
        """The country of a person as text or lexicon tell it, not as the whole article suggests."""
        return holder.actor.country if holder.actor is not None and "+article-country" not in holder.rule else None

    @staticmethod
    def _titles_agree(role: Role, holder: Draft) -> bool:
        """Whether a role noun can take up a title: the same, its last word ("the minister"), or another head of the same body."""
        for title in holder.titles:
            if (title.family or title.name) != (role.family or role.name):
                continue
            if title.name == role.name or title.name.endswith(" " + role.name) or role.family in ("head", "spokesperson"):
                return role.family != "head" or title.name == role.name or holder.organisation is not None or role.name == "leader"
        return False

    @staticmethod
    def _owner_keys(draft: Draft) -> list[str]:
        """Ids under which a person's body is looked up."""
        return [draft.organisation.id] if draft.organisation is not None else []

    # -- helpers --

    def _distance(self, earlier: Draft, later: Draft) -> int:
        """Sentences between two mentions."""
        return self.sentences[later.zone.head] - self.sentences[earlier.zone.head]

    def _refer(self, draft: Draft, target: Draft, rule: str) -> None:
        """Make a role noun refer to an earlier mention."""
        draft.actor, draft.antecedent, draft.rule = target.actor, named(target), rule
        draft.score = max(0.5, 0.85 - 0.05 * abs(self._distance(target, draft)))
        draft.settled = True
        if draft.kind is MentionKind.ANONYMOUS:
            draft.kind = MentionKind.ROLE
