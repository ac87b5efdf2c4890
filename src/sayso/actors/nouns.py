"""What definite nouns take up: "the foreman" is whom the article calls a foreman, "the poll" the poll it has told of.

Three ways, the surest first: a noun that the article says of somebody named (an apposition, a title, "X, who heads the union"); the same
noun earlier in the text; and, for a noun that tells something new, the last named person of whom nothing has been said yet. Nouns are
looked up by lemma, so the work grows with the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from sayso.actors.compose import Draft
from sayso.actors.knowledge import Knowledge
from sayso.actors.phrases import zone_of
from sayso.actors.sexes import Sexes
from sayso.actors.surroundings import Zone
from sayso.records import MentionKind

_REACH = 40
"""Sentences looked back at, at most, for the same noun."""
_WINDOW = 30
"""Persons or descriptions looked back at, at most."""
_LOOKS = 4
"""Places of the same noun looked back at, at most."""
_VARIED = 6
"""Sentences looked back at, at most, for a person of whom a noun tells something new."""
_CLOSE = 2
"""Sentences looked back at, at most, for the only person named."""
_NATIONS = ("demonym", "people")
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_ARGUMENTS = (*_SUBJECTS, "obl:agent", "nmod:poss", "obj", "obl", "conj")
_BESIDE = ("appos", "nmod:desc")
_PEOPLES = ("ese", "sh", "ch", "ss")
"""Endings of nationalities whose singular is another word."""
_OF = ("nmod", "nmod:poss")
_WITHIN = ("compound", "amod", "nmod", "nmod:poss", "flat", "nmod:desc")


@dataclass(frozen=True, slots=True)
class Description:
    """A noun that the article says of somebody, with the words around it."""

    place: int
    noun: str
    words: frozenset[str]
    of: Draft
    firm: bool = True
    """Whether the article uses the noun itself; else ("X, who heads the union") it needs a word in common."""


@dataclass(slots=True)
class DefiniteNouns:
    """The definite nouns of one article; `link` fills actors and antecedents in place and adds the mentions of nouns that no list knows."""

    knowledge: Knowledge
    doc: Doc
    sentences: Sequence[int]
    quoted: Sequence[int]
    body: int
    """First word of the body: a headline's nouns may be told later."""
    _said: dict[str, list[Description]] = field(default_factory=dict)
    _nouns: dict[str, list[int]] = field(default_factory=dict)
    """Lemma -> places of the nouns in the singular."""
    _described: set[str] = field(default_factory=set)
    """Actors of whom the article says a noun."""

    def link(self, drafts: list[Draft]) -> None:
        """Link definite nouns, given in text order."""
        at = {draft.zone.head: draft for draft in reversed(drafts)}
        self._survey(drafts, at)
        self._collect(drafts)
        people = [
            draft
            for draft in drafts
            if draft.kind is MentionKind.NAME and draft.person and draft.actor and not self.quoted[draft.zone.head]
        ]
        added = []
        for token in self.doc:
            draft = at.get(token.i)
            if draft is not None and draft.form in _NATIONS and token.tag_ == "NNP" and self._definite(token, draft):
                self._take_up_nation(draft, people)
                continue
            told = draft is not None and (draft.settled or draft.plural or draft.kind is MentionKind.NAME)
            if told or not self._definite(token, draft):
                continue
            draft, known = draft or self._new(token), draft is not None
            if self._link(draft, at, people) and not known:
                added.append(draft)
        drafts.extend(added)
        drafts.sort(key=lambda draft: (draft.zone.head, draft.head))

    def _link(self, draft: Draft, at: Mapping[int, Draft], people: Sequence[Draft]) -> bool:
        """Link one noun; whether it could be."""
        token = self.doc[draft.zone.head]
        words = self._words(token)
        found, before = self._told(token, words), self._same(token, words)
        introduced = before is not None and any(self._indefinite(child) for child in self.doc[before].lefts)
        if introduced and before is not None and found is not None and found.of.zone.head < before and before not in (found.place,):
            found = None  # "a spokeswoman … the spokeswoman", whoever was one before
        if found is not None and self._may_be(draft, found.of):
            return self._refer(draft, found.of, "noun:described", 0.8)
        speaks = self._speaks(token)
        loose = draft.organisation is None and draft.antecedent is None
        if loose and before is not None and (speaks or draft.role is not None):
            return self._refer(draft, at.get(before) or self._new(self.doc[before]), "role:same-noun", 0.65)
        if speaks and draft.antecedent is None:
            other = self._varied(draft, people) or self._only_one(draft, people)
            if other is not None:
                return self._refer(draft, other, "noun:varied", 0.45)
        return False

    def _may_be(self, draft: Draft, target: Draft) -> bool:
        """Whether a noun that the lists know can be what it is said of: a body is no person, a state's body no other one."""
        role = draft.role
        return role is None or (self.knowledge.roles.one_person(role) if target.person else not role.state)

    # -- what the article says of whom --

    def _survey(self, drafts: Sequence[Draft], at: Mapping[int, Draft]) -> None:
        """Index the nouns said of every named person and body."""
        for draft in drafts:
            if draft.kind is not MentionKind.NAME or draft.actor is None or draft.actor.kind == "country":
                continue
            for said in (*self._beside(draft), *self._before(draft, at), *self._predicates(draft)):
                self._said.setdefault(said.noun, []).append(said)
                self._described.add(draft.actor.id)
            first = self.doc[draft.head[0]]  # "Inspector NAME", "Lord NAME": also where nothing tells title from name
            for title in (first, *([self.doc[draft.zone.start]] if draft.zone.start < first.i else [])) if draft.person else ():
                self._said.setdefault(title.lower_, []).append(Description(title.i, title.lower_, frozenset(), draft))
        for draft in drafts:
            name = draft.antecedent if draft.rule == "apposition" and draft.kind is not MentionKind.NAME else None
            if name is not None and name.kind is MentionKind.NAME:
                noun = self.doc[draft.zone.head]
                self._said.setdefault(self._lemma(noun), []).append(Description(noun.i, self._lemma(noun), self._words(noun), name))
        for found in self._said.values():
            found.sort(key=lambda said: said.place)

    def _beside(self, draft: Draft) -> Iterator[Description]:
        """The nouns beside a name: its title and its appositions."""
        name, before = self.doc[draft.zone.head], list(self.doc[draft.zone.start : draft.head[0]])
        linked = next((place for place, word in enumerate(before) if word.pos_ == "ADP"), len(before))  # "Secretary of State": a secretary
        title = [word for word in before[:linked] if self._is_noun(word) and word.ent_type_ not in ("LOC", "NORP")]
        if title and not self.knowledge.roles.listed("honorifics", title[-1].text.rstrip(".")):
            yield Description(title[-1].i, self._lemma(title[-1]), frozenset(self._lemma(word) for word in title), draft)
        beside = [child for child in name.children if child.dep_ in _BESIDE]
        beside += [
            inner for child in beside if child.pos_ == "NUM" for inner in child.children if inner.dep_ in _BESIDE
        ]  # "NAME, 29, a baker"
        if name.dep_ in _BESIDE:  # of two appositions to one noun, the second tells of the first
            beside += [name.head, *(child for child in name.head.children if child.dep_ in _BESIDE and child.i != name.i)]
        for noun in beside:
            if self._is_noun(noun) and not draft.head[0] <= noun.i < draft.head[1] and noun.tag_ in ("NN", "NNP"):
                yield Description(noun.i, self._lemma(noun), self._words(noun) | {self._lemma(noun)}, draft)

    def _before(self, draft: Draft, at: Mapping[int, Draft]) -> Iterator[Description]:
        """As in "his deputy, NAME,", by position, for trees that hang the name elsewhere."""
        place, end = draft.zone.start, draft.zone.end
        if not draft.person or place < 2 or self.doc[place - 1].text != ",":
            return
        noun, told = self.doc[place - 2], at.get(place - 2)
        person = told is not None and told.person and told.role is not None and told.kind is not MentionKind.NAME
        closed = end < len(self.doc) and (self.doc[end].is_punct or self.doc[end].pos_ in ("VERB", "AUX"))
        if closed and noun.tag_ == "NN" and (person or self.knowledge.roles.listed("rank_words", noun.lower_)):
            yield Description(noun.i, self._lemma(noun), self._words(noun) | {self._lemma(noun)}, draft)

    def _predicates(self, draft: Draft) -> Iterator[Description]:
        """As in "NAME is a coroner", "NAME, who heads the union"."""
        name, listed = self.doc[draft.zone.head], self.knowledge.roles.listed
        verbs = [child for child in name.children if child.dep_ == "acl:relcl"]
        verbs += [name.head] if name.dep_ in _SUBJECTS else []
        for verb in verbs:
            copular = any(child.dep_ == "cop" for child in verb.children)
            if copular and verb.pos_ == "NOUN" and not any(listed("negations", child.text) for child in verb.children):
                yield Description(verb.i, self._lemma(verb), self._words(verb) | {self._lemma(verb)}, draft)
            led = next((child for child in verb.rights if child.dep_ == "obj"), None) if listed("heading_verbs", verb.lemma_) else None
            if led is not None:
                words = self._words(led) | {self._lemma(led)}
                for noun in sorted(self.knowledge.roles.words("head_nouns")):
                    yield Description(led.i, noun, words, draft, firm=False)

    def _told(self, token: Token, words: frozenset[str]) -> Description | None:
        """The description that a noun takes up: the one that shares most words with it, the last before it, else in a headline the next."""
        noun = self._lemma(token)
        ranks = words & self.knowledge.roles.words("rank_words")
        found = [(said, True) for said in self._near(noun, token.i)]
        found += [(said, False) for rank in sorted(ranks) for said in self._near(rank, token.i)]
        for other in sorted(self.knowledge.roles.kinds.get(noun, ())) if not any(child.dep_ in _OF for child in token.children) else ():
            found += [(said, True) for said in self._near(other, token.i)]  # "a volcanologist … the scientist"
        heads = self.knowledge.roles.words("head_nouns")
        if noun in heads:  # "the head of the bloc … the bloc's leader"
            found += [(said, False) for other in sorted(heads - {noun}) for said in self._near(other, token.i)]
        fitting = []
        for said, same in found:
            if said.place == token.i or not (said.place < token.i or token.i < self.body) or said.of.zone.head == token.i:
                continue
            if same and ranks - said.words:
                continue  # "the deputy commissioner" is not the commissioner
            alone = not words and not said.firm and len(found) == 1  # "NAME chairs the board … the chairwoman"
            if not words & said.words and not (same and said.firm) and not alone:
                continue
            fitting.append((len(words & said.words), -abs(token.i - said.place), said))
        return max(fitting, key=lambda item: item[:2])[2] if fitting else None

    def _near(self, noun: str, place: int) -> list[Description]:
        """The last descriptions by a noun before a place; for a headline the first ones behind it."""
        said = self._said.get(noun, [])
        behind = bisect_left(said, place, key=lambda one: one.place)
        return said[max(0, behind - _WINDOW) : behind + (_WINDOW if place < self.body else 0)]

    # -- the same noun --

    def _collect(self, drafts: Sequence[Draft]) -> None:
        """Index the nouns in the singular, other than parts of persons' names."""
        names = {place for draft in drafts if draft.kind is MentionKind.NAME and draft.person for place in range(*draft.head)}
        for token in self.doc:
            if token.tag_ in ("NN", "NNP") and self._is_noun(token) and token.i not in names and token.dep_ not in ("compound", "flat"):
                self._nouns.setdefault(self._lemma(token), []).append(token.i)

    def _same(self, token: Token, words: frozenset[str]) -> int | None:
        """The last place before a noun where it stands with words that do not contradict."""
        places = self._nouns.get(self._lemma(token), [])
        behind = bisect_left(places, token.i)
        for place in reversed(places[max(0, behind - _LOOKS) : behind]):
            if self.sentences[token.i] - self.sentences[place] > _REACH:
                break
            if not words or words <= self._words(self.doc[place]):
                return place
        return None

    # -- a noun that tells something new --

    def _varied(self, draft: Draft, people: Sequence[Draft]) -> Draft | None:
        """The last person named before whom the article has said nothing of; null for bare offices: "the president"."""
        role, token = draft.role, self.doc[draft.zone.head]
        bare = draft.zone.end - draft.zone.start <= 2
        if role is not None and (not draft.person or role.document or (role.state and bare)):
            return None
        former = bool(self._words(token) & self.knowledge.roles.words("rank_words"))
        if role is None and not former:
            return None
        sexes = Sexes(self.knowledge)
        behind = bisect_left(people, token.i, key=lambda person: person.zone.head)
        for other in reversed(people[max(0, behind - _WINDOW) : behind]):
            distance = self.sentences[token.i] - self.sentences[other.zone.head]
            new = other.actor is not None and (other.actor.id not in self._described or (former and distance == 1))
            acts = self.doc[other.zone.head].dep_ in _SUBJECTS
            if distance <= _VARIED and new and (acts or not former) and (not draft.gender or sexes.of(other) in ("", draft.gender)):
                return other
        return None

    def _only_one(self, draft: Draft, people: Sequence[Draft]) -> Draft | None:
        """As in "the baker", "the 24-year-old", "the old man": the one person named close before, for nouns that are no office."""
        role, token = draft.role, self.doc[draft.zone.head]
        office = role is not None and not role.anonymous and (role.state or role.document or bool(role.sectors))
        if office or any(child.dep_ in _OF for child in token.children):
            return None
        behind = bisect_left(people, token.i, key=lambda person: person.zone.head)
        near = [other for other in people[max(0, behind - _WINDOW) : behind] if self._distance(token, other) <= _VARIED]
        if not near or len({other.actor.id for other in near if other.actor}) > 1 or self._distance(token, near[-1]) > _CLOSE:
            return None
        sexes = Sexes(self.knowledge)
        return near[-1] if not draft.gender or sexes.of(near[-1]) in ("", draft.gender) else None

    def _distance(self, token: Token, other: Draft) -> int:
        return self.sentences[token.i] - self.sentences[other.zone.head]

    def _take_up_nation(self, draft: Draft, people: Sequence[Draft]) -> None:
        """Link "the Moroccan" to a person, in place of the country that it names."""
        person = self._compatriot(draft, people)
        if person is not None and self._refer(draft, person, "noun:demonym", 0.5):
            draft.plural, draft.kind = False, MentionKind.ROLE

    def _compatriot(self, draft: Draft, people: Sequence[Draft]) -> Draft | None:
        """As in "the Moroccan, who is 31, said": the last person named as a subject; null for peoples ("the Chinese said")."""
        token = self.doc[draft.zone.head]
        if not self._speaks(token) or token.lower_.endswith(_PEOPLES):
            return None
        behind = bisect_left(people, token.i, key=lambda person: person.zone.head)
        for other in reversed(people[max(0, behind - _WINDOW) : behind]):
            told = other.actor is not None and "+article-country" not in other.rule
            country = other.actor.country if other.actor is not None and told else None
            same = draft.actor is None or country in (None, draft.actor.country)
            if self.sentences[token.i] - self.sentences[other.zone.head] > _VARIED:
                return None
            if same and self._subject(other):
                return other
        return None

    def _subject(self, other: Draft) -> bool:
        """Whether a person is a subject, as name or as apposition to one."""
        word = self.doc[other.zone.head]
        return word.dep_ in _SUBJECTS or (word.dep_ in _BESIDE and word.head.dep_ in _SUBJECTS)

    # -- words --

    def _indefinite(self, token: Token) -> bool:
        return self.knowledge.roles.listed("indefinites", token.lower_)

    def _definite(self, token: Token, draft: Draft | None) -> bool:
        """Whether a noun takes something up: with "the", "this", "that"; bare, as a subject that speaks or in a headline."""
        if token.tag_ not in ("NN", "NNP") or not self._is_noun(token) or (token.dep_ not in _ARGUMENTS and draft is None):
            return False
        near = [child for child in token.lefts if self.quoted[child.i] == self.quoted[token.i]]
        left = [child.lower_ for child in near if child.dep_ in ("det", "nmod:poss", "nummod", "compound")]
        if left:
            return left[0] in ("the", "this", "that")
        if token.i and token.nbor(-1).pos_ in ("NOUN", "PROPN", "PART"):
            return False  # the tree has lost the words before it
        return token.tag_ == "NN" and (self._speaks(token) or token.i < self.body)

    @staticmethod
    def _is_noun(token: Token) -> bool:
        return token.pos_ in ("NOUN", "PROPN") and token.text[:1].isalpha()

    @staticmethod
    def _lemma(token: Token) -> str:
        """The lemma in lower case; a proper noun's own form."""
        return token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower() or token.lower_

    def _words(self, token: Token) -> frozenset[str]:
        """The lemmas of the nouns and adjectives that qualify a noun."""
        found: set[str] = set()
        for child in token.children:
            if child.dep_ in _WITHIN and child.pos_ in ("NOUN", "PROPN", "ADJ"):
                found.add(self._lemma(child))
                found.update(self._lemma(inner) for inner in child.children if inner.dep_ in _WITHIN and inner.pos_ in ("NOUN", "PROPN"))
        return frozenset(found)

    def _speaks(self, token: Token) -> bool:
        """Whether a noun is the subject of a verb of saying, or of one that governs it ("has declined to confirm")."""
        if token.dep_ not in _SUBJECTS:
            return False
        verbs = (token.head, *(child for child in token.head.rights if child.dep_ == "xcomp"))
        return any(self.knowledge.roles.listed("saying_verbs", verb.lemma_) for verb in verbs)

    def _new(self, token: Token) -> Draft:
        """The mention of a noun that no list knows."""
        zone = zone_of(token, self.knowledge.roles)
        draft = Draft(Zone(zone.start, zone.core, zone.end, token.i), (token.i, token.i + 1), MentionKind.ROLE, None, "noun", 0.0)
        draft.definite = True
        return draft

    @staticmethod
    def _refer(draft: Draft, target: Draft, rule: str, score: float) -> bool:
        """Make a noun refer to an earlier mention."""
        if target is draft or target.antecedent is draft:
            return False
        name = target.antecedent if target.antecedent is not None and target.settled else target
        draft.actor = target.actor or draft.actor
        draft.antecedent, draft.rule, draft.score, draft.settled = name, rule, score, True
        draft.person = draft.person or target.person
        draft.gender = draft.gender or target.gender
        if draft.kind is MentionKind.ANONYMOUS and name.kind is MentionKind.NAME:
            draft.kind = MentionKind.ROLE
        return True
