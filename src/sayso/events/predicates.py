"""The lexicon of predicates, compiled: lemma and constraints -> type, mode, CAMEO code, frame, licence."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token

from sayso.errors import LexiconError
from sayso.events import tree
from sayso.events.ontology import Ontology

LICENCES = frozenset(
    {
        "free",
        "headline",
        "one",
        "act",
        "protesters",
        "actor",
        "both",
        "light",
        "toll",
        "strong_mod",
        "recipient",
        "both_or_reciprocal",
        "reciprocal",
        "captive",
        "deed",
        "aftermath",
        "tolled",
        "human",
        "named",
        "never",
        "person",
        "visit",
    }
)


DEVERBAL = {
    "ification": ("ify",),
    "ization": ("ize",),
    "isation": ("ise",),
    "ation": ("ate", "e", ""),
    "ition": ("ite", "e"),
    "ission": ("it",),
    "ion": ("", "e"),
    "ment": ("",),
    "al": ("", "e"),
    "ure": ("e", ""),
    "ance": ("", "e"),
}
"""Endings of nouns -> what the verb that they are made of has instead; the longest ending counts."""
PLACE_NAME, PERSON_NAME, BODY_NAME = "LOC", "PER", "ORG"
"""Stand in word classes for the name of any place, person or people, body."""
PERSON_ENDINGS, DOER_ENDINGS, LEAST = ("man", "woman", "ist", "ian", "eer"), ("er", "or", "ee"), 4
"""Endings of nouns for people; of the second only plurals are told from things, and none of so few letters."""
DESCRIBING = frozenset({"amod", "compound", "nmod:desc"})
"""Relations of the words before a name that say what it is a name of."""
GERUND_FRAME = "n_kill"
"""The frame of a noun that is made of a verb: what it is "of" undergoes it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where actor and recipient stand; paths as `lexicon/events/frames.yaml` explains them."""

    name: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """One sense of a verb or a noun."""

    key: str
    """Name for explanations: ``verb:lift+@restriction``."""
    type: str
    mode: str | None
    cameo: str
    contexts: tuple[str, ...]
    frame: Frame
    licence: str = "one"
    op: str | None = None
    """``commit``, ``refuse``, ``demand``, ``threaten``: what it does with the clause it governs."""
    object: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    prep_noun: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    complement_required: bool = False
    complement_not: frozenset[str] = frozenset()
    """Verbs only: heads of governed clauses under which the verb means something else; ``*`` for any ("conceded that …")."""
    infinitive: bool = False
    """Verbs only: someone must be told *to do* something ("told him to leave", not "told reporters that …")."""
    intransitive: bool = False
    object_political: bool = False
    sector: frozenset[str] = frozenset()
    sector_not: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    """Nouns only: modifiers one of which must stand with it (licence ``strong_mod``)."""
    needs: frozenset[str] = frozenset()
    """Nouns only: prepositions one of which must introduce a phrase on it ("a call for"); of licence ``recipient`` its recipient."""
    of: frozenset[str] = frozenset()
    """Nouns only: what it must be "of" or be compounded with ("the dispatch of troops", "troop dispatch")."""
    by: frozenset[str] = frozenset()
    """Nouns only: who must do it, by his own words ("the strike by bakers", "the bakers' strike")."""
    case: frozenset[str] = frozenset()
    """Nouns only: prepositions one of which must stand before it, bare of any other word ("closed their shops in protest")."""
    goal: bool = False
    plural: bool = False
    """Nouns only: fires in the plural only ("talks")."""

    @property
    def constrained(self) -> bool:
        """Whether anything beside the lemma is asked for; such entries are tried first."""
        return bool(
            self.object or self.prep or self.subject or self.complement or self.object_political or self.intransitive or self.infinitive
        )


class Lexicon:
    """All predicates and word classes of `lexicon/events`, the user's (`user/verbs`, `user/nouns`) before ours."""

    def __init__(self, tables: Mapping[str, Any], ontology: Ontology) -> None:
        """Compile the tables.

        Raises:
            LexiconError: an entry names a class, frame, code, type or mode that does not exist.
        """
        self.ontology = ontology
        self.cues: Mapping[str, Any] = tables["cues"]
        self.toll: Mapping[str, Any] = tables["toll"]
        self._classes = {name: frozenset(words) for name, words in tables["classes"]["classes"].items()}
        plain = dict(self._classes)  # a class may hold others, which hold none
        for name, words in plain.items():
            self._classes[name] = words.union(*(plain[word[1:]] for word in words if word[1:] in plain and word[0] == "@"))
        self._people = frozenset(word for name in ("people", "officials") for word in self._classes[name] if word.islower())
        self._unpeople = self._classes["unpeople"].union(*(self._classes[name] for name in ("vessel", "damage", "infrastructure", "aid")))
        self.transparent: frozenset[str] = frozenset(tables["classes"]["transparent"]["nouns"])
        self._frames = {
            name: Frame(name, tuple(entry["actor"]), tuple(entry["recipient"]), entry.get("reciprocal", False))
            for name, entry in tables["frames"]["frames"].items()
        }
        self._light: frozenset[str] = frozenset(tables["nouns"]["light_verbs"]["verbs"])
        self._happening: frozenset[str] = frozenset(tables["nouns"]["happening_verbs"])
        self._result: frozenset[str] = frozenset(tables["nouns"]["result_verbs"])
        self._replaced: set[tuple[str, str]] = set()  # lemmas of which the user wants none of our senses
        self._verbs: dict[str, list[Predicate]] = {}
        self._nouns: dict[str, list[Predicate]] = {}
        for stem in ("user/verbs", "verbs"):
            self._add(stem, tables.get(stem, {}).get("entries", ()), "verbs", self._verbs)
        for stem in ("user/nouns", "nouns"):
            self._add(stem, tables.get(stem, {}).get("entries", ()), "nouns", self._nouns)
        for senses in self._verbs.values():
            senses.sort(key=lambda sense: not sense.constrained)  # stable: the file's order decides among equals

    def _add(self, stem: str, entries: Iterable[Mapping[str, Any]], field: str, into: dict[str, list[Predicate]]) -> None:
        for number, entry in enumerate(entries):
            where = f"{stem}.yaml: entry {number + 1}"
            try:
                if entry.get("replace"):
                    self._replaced.update((field, lemma) for lemma in entry[field])
                sense = self._predicate(entry, where)
                plural = frozenset(entry.get("plural_if", ()))
                for lemma in entry[field]:
                    if stem.startswith("user/") or (field, lemma) not in self._replaced:
                        named = replace(sense, key=f"{field[:-1]}:{lemma}{sense.key}", plural=lemma in plural)
                        into.setdefault(lemma, []).append(named)
            except KeyError as error:
                raise LexiconError(f"{where}: {error.args[0]!r} is missing or unknown") from error

    def _predicate(self, entry: Mapping[str, Any], where: str) -> Predicate:
        """What the words of an entry share; its key is that of their constraint."""
        code = self.ontology.cameo[entry["cameo"]]
        event_type = entry.get("type", code.type)
        mode = entry.get("mode", code.mode if event_type == code.type else None)
        contexts = tuple(entry.get("contexts", code.contexts))
        self.ontology.check(event_type, mode, contexts, where)
        licence = entry.get("licence", "one")
        if licence not in LICENCES:
            raise LexiconError(f"{where}: licence: {licence!r} is none of {', '.join(sorted(LICENCES))}")
        constraint = next((f"+{'|'.join(entry[name])}" for name in ("object", "prep", "complement") if name in entry), "")
        words = {
            name: self.words(entry.get(name, ()), where)
            for name in (
                "object",
                "prep",
                "prep_noun",
                "subject",
                "complement",
                "complement_not",
                "sector",
                "sector_not",
                "needs",
                "of",
                "case",
                "by",
            )
        }
        return Predicate(
            key=constraint,
            type=event_type,
            mode=mode,
            cameo=code.code,
            contexts=contexts,
            frame=self._frames[entry["frame"]],
            licence=licence,
            op=entry.get("op"),
            without=self.words(entry.get("without", entry.get("not_with", ())), where),
            with_=self.words(entry.get("with", ()), where),
            complement_required=entry.get("complement_required", False),
            infinitive=entry.get("infinitive", False),
            intransitive=entry.get("intransitive", False),
            object_political=entry.get("object_political", False),
            goal=entry.get("goal", False),
            plural=False,
            **words,
        )

    def frame(self, name: str) -> Frame:
        """The frame of that name."""
        return self._frames[name]

    def words(self, listed: Iterable[str], where: str = "") -> frozenset[str]:
        """The words of a list in which @NAME stands for a word class.

        Raises:
            LexiconError: there is no such class.
        """
        found: set[str] = set()
        for word in listed:
            if not word.startswith("@"):
                found.add(word)
            elif word[1:] in self._classes:
                found |= self._classes[word[1:]]
            else:
                raise LexiconError(f"{where}: no word class {word}")
        return frozenset(found)

    def verb_senses(self, verb: Token) -> list[Predicate]:
        """The senses of a verb as it stands in its clause, the likeliest first; constraints on arguments are checked.

        `object_political`, `sector` and `sector_not` concern actors and are left to the caller.
        """
        particle_words = particles(verb)
        senses: list[Predicate] = []
        for lemma in tree.stems(verb):
            keys = [f"{lemma} {particle}" for particle in particle_words]
            senses = [sense for key in (*keys, lemma) for sense in self._verbs.get(key, ())]
            if senses:
                break
        else:
            return []
        undergone = tree.objects(verb) + tree.second_objects(verb)
        second = tree.children(verb, "iobj")
        if second and not tree.children(verb, "obj"):  # "gave themselves up"; what is given may be read as a time: "gave the army 48 hours"
            undergone = [*undergone, *second, *tree.children(verb, "obl:unmarked")]
        if tree.is_passive(verb) and not tree.children(verb, "obj"):  # "was given thirty years by a court"
            undergone = [*undergone, *tree.children(verb, "obl:unmarked")]
        names = frozenset(name for noun in undergone for each in tree.conjuncts(noun) for name in self.object_names(each))
        return [sense for sense in senses if self._fits(sense, verb, names)]

    def entries(self, word: Token) -> list[Predicate]:
        """All senses listed for a word, whether or not they fit where it stands."""
        listed = self._verbs if word.pos_ in {"VERB", "AUX"} else self._nouns
        names = [f"{stem} {particle}" for stem in tree.stems(word) for particle in particles(word)]
        return [sense for name in (*names, *tree.stems(word)) for sense in listed.get(name, ())]

    def is_person(self, noun: Token) -> bool:
        """Whether a noun is a word for people: by the lists, or by its ending ("census takers", "a signalman")."""
        if not self._people.isdisjoint(tree.stems(noun)):
            return True
        lemma = noun.lemma_.lower()
        ended = lemma.endswith(PERSON_ENDINGS) or (noun.tag_ == "NNS" and lemma.endswith(DOER_ENDINGS) and len(lemma) > LEAST)
        return ended and noun.pos_ == "NOUN" and lemma not in self._unpeople

    def object_names(self, noun: Token) -> tuple[str, ...]:
        """The names of a noun and of the noun that carries its meaning."""
        inner = tree.content_noun(noun, self.transparent)
        kind = PERSON_NAME if noun.ent_type_ == "NORP" and noun.tag_ == "NNPS" else noun.ent_type_  # "forty Northlanders"
        named: tuple[str, ...] = (kind,) if kind in {PLACE_NAME, PERSON_NAME, BODY_NAME} else ()
        if not named and (self.is_person(noun) or tree.is_head_count(noun)):
            named = (PERSON_NAME,)
        if noun.pos_ == "PROPN":  # "Radio Northport", "the daily Harbour Lantern", "the ferry Santa Rufina"
            before = [child for child in tree.kids(noun) if child.i < noun.i and child.dep_ in DESCRIBING and child.text.isalpha()]
            named += tuple(child.lemma_.lower() for child in before if child.text.islower() or child is before[0])
        return (*named, *tree.names_of(noun)) if inner.i == noun.i else (*named, *tree.names_of(noun), *tree.names_of(inner))

    def _fits(self, sense: Predicate, verb: Token, names: frozenset[str]) -> bool:
        if sense.object and not (names & sense.object) and not (names and "*" in sense.object):
            return False
        if sense.without and names & sense.without:
            return False
        if sense.intransitive and names:
            return False
        if sense.prep:
            phrases = tree.obliques(verb, sense.prep) or (tree.object_phrases(verb, sense.prep) if sense.object else [])
            # a parser may hang "returned a statue of … to Northland" on the object
            if not phrases:
                return False
            if sense.without and any(sense.without.intersection(self.object_names(noun)) for noun in phrases):
                return False
            if sense.prep_noun and not any(sense.prep_noun.intersection(self.object_names(noun)) for noun in phrases):
                return False
        if sense.subject:
            doer = tree.subject(verb)
            if doer is None or not any(sense.subject.intersection(self.object_names(each)) for each in tree.conjuncts(doer)):
                return False
        governed = [name for clause in tree.complements(verb) for name in self._names_of_clause(clause)]
        if sense.complement and not sense.complement.intersection(governed):
            return False
        if sense.complement_not and governed and ("*" in sense.complement_not or sense.complement_not.intersection(governed)):
            return False
        if sense.infinitive and not any(
            clause.tag_ == "VB"
            and (clause.dep_ in {"xcomp", "advcl", "acl"} or any(mark.lower_ == "to" for mark in tree.children(clause, "mark")))
            for clause in tree.complements(verb)
        ):
            return False
        return bool(tree.complements(verb)) or not sense.complement_required

    def _names_of_clause(self, clause: Token) -> list[str]:
        """The lemma of a governed clause's head; with the particle that makes another verb of it: "refused to give in" is not to "give"."""
        found = tree.stems(clause)
        phrasal = [f"{stem} {particle}" for stem in found for particle in particles(clause)]
        return [name for name in phrasal if name in self._verbs] or list(found)

    def noun_senses(self, noun: Token) -> list[Predicate]:
        """The senses of a noun as it stands, the longest name first; modifiers that change its meaning are checked."""
        head = noun.lemma_.lower()
        names = [*sorted(tree.names_of(noun), key=len, reverse=True), *tree.stems(noun)[1:]]
        names[:0] = [f"{noun.lower_} {word.lower_}" for word in tree.behind_gerund(noun)]
        names += [name.replace("-", "") for name in names if "-" in name]  # "pull-out"
        preposition = tree.case_of(noun)
        names[:0] = [f"{preposition} {name}" for name in names] if preposition else []  # "on strike", "under house arrest"
        found = [sense for name in names for sense in self._nouns.get(name, ())]
        if not found:
            return self._derived_senses(noun)
        found.sort(key=lambda sense: not (sense.of or sense.case or sense.by))  # stable: the file's order decides among equals
        before = frozenset(
            child.lemma_.lower()
            for child in tree.kids(noun)
            if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod", "nmod:poss"}
        )
        kept = []
        for sense in found:
            if (sense.without and before & sense.without) or (sense.with_ and not before & sense.with_):
                continue
            if sense.needs and sense.licence != "recipient" and not _introduces(noun, sense.needs):
                continue
            if sense.of and not self._is_of(noun, sense.of):
                continue
            if sense.case and not _stands_bare(noun, sense.case):
                continue
            if sense.by and not self._is_by(noun, sense.by):
                continue
            if sense.plural and noun.tag_ not in {"NNS", "NNPS"} and noun.lower_ == head:
                continue
            kept.append(sense)
        renamed = any(before & sense.without for sense in found)
        return kept if kept or renamed else self._derived_senses(noun)

    def _is_of(self, noun: Token, wanted: frozenset[str]) -> bool:
        """Whether what a noun is "of", or what stands before it in a compound, is one of the words wanted."""
        undergoing = tree.modifiers(noun, ("of",)) + [child for child in tree.children(noun, "compound") if child.i < noun.i]
        return any(wanted.intersection(self.object_names(each)) for first in undergoing for each in tree.conjuncts(first))

    def _is_by(self, noun: Token, wanted: frozenset[str]) -> bool:
        """Whether whoever does what a noun names, by a phrase with "by" or as its possessor, is one of the words wanted."""
        doing = tree.modifiers(noun, ("by",)) + tree.children(noun, "nmod:poss")
        doing = doing or tree.stray(noun, frozenset({"by"}))
        return any(wanted.intersection(self.object_names(each)) for first in doing for each in tree.conjuncts(first))

    def _derived_senses(self, noun: Token) -> list[Predicate]:
        """What the verb that a noun is made of would mean with what the noun is "of" as object: "the dynamiting of the aqueduct".

        Of acts that are no violence the doer must stand with the noun: "the intimidation of witnesses by the sect".
        """
        undergoing = tree.modifiers(noun, ("of",))
        if not undergoing:
            return []
        beside = [f" {word.lower_}" for word in tree.behind_gerund(noun)]
        stems = [f"{stem}{particle}" for stem in _verbs_of(noun) for particle in (*beside, "")]
        done = bool(tree.children(noun, "nmod:poss") or tree.modifiers(noun, ("by",)) or tree.stray(noun, frozenset({"by"})))
        names = frozenset(name for each in undergoing for name in self.object_names(each))
        return [
            replace(sense, frame=self._frames[GERUND_FRAME], op=None)
            for stem in stems
            for sense in self._verbs.get(stem, ())
            if (done or sense.type == "ASSAULT")
            and not (sense.prep or sense.complement or sense.infinitive or sense.intransitive)
            and (not sense.subject or self._is_by(noun, sense.subject))
            and not names & sense.without
            and ("*" in sense.object or not sense.object or names & sense.object)
        ]

    def is_light(self, verb: Token) -> bool:
        """Whether a verb may lend its arguments to the event noun that is its object ("carried out an attack")."""
        beside = particles(verb)
        return any(name in self._light for stem in tree.stems(verb) for name in (stem, *(f"{stem} {particle}" for particle in beside)))

    def is_happening(self, verb: Token) -> bool:
        """Whether a verb says that its subject, an event noun, takes place ("clashes broke out")."""
        beside = particles(verb)
        return any(name in self._happening for stem in tree.stems(verb) for name in (stem, *(f"{stem} {particle}" for particle in beside)))

    def is_result(self, verb: Token) -> bool:
        """Whether a verb with an event noun as subject tells the same event ("the bombing killed 12")."""
        return tree.is_any(verb, self._result)


def _verbs_of(noun: Token) -> list[str]:
    """The verbs that a noun may be made of by its ending."""
    found = list(tree.stems(noun)) if noun.lower_.endswith("ing") else []
    for stem in tree.stems(noun)[:1]:
        for ending, replacements in DEVERBAL.items():
            if stem.endswith(ending) and len(stem) > len(ending) + 2:
                found += [stem[: -len(ending)] + each for each in replacements]
                break
    return list(dict.fromkeys(found))


def _stands_bare(noun: Token, prepositions: frozenset[str]) -> bool:
    """Whether a noun has one of the prepositions before it and no article, possessor or adjective: "in protest", "on alert"."""
    return tree.case_of(noun) in prepositions and not tree.children(noun, "det", "amod", "nmod:poss", "nummod")


def _introduces(noun: Token, prepositions: frozenset[str]) -> bool:
    """Whether a phrase with one of the prepositions, or the infinitive where "to" is one, follows an event noun, hung on it or its verb."""
    if tree.modifiers(noun, prepositions) or any(
        tree.modifiers(inner, prepositions) for inner in tree.modifiers(noun, ("of", "on", "over"))
    ):
        return True
    if "to" in prepositions and any(clause.tag_ == "VB" for clause in tree.children(noun, "acl")):
        return True
    return noun.head.pos_ == "VERB" and any(phrase.i > noun.i for phrase in tree.obliques(noun.head, prepositions))


def _behind_object(verb: Token, complement: Token) -> bool:
    """Whether nothing but one object, however long, parts a verb from its complement: "set the town hall in Eastport ablaze"."""
    between = [child for child in tree.kids(verb) if verb.i < child.i < complement.i]
    return complement.dep_ != "case" and len(between) == 1 and between[0].dep_ in {"obj", "iobj"}


def particles(verb: Token) -> tuple[str, ...]:
    """Particles and fixed complements of a verb: "out" of "carry out", "free" of "set free", "down" of "step down"."""
    known = _known_particles(verb.doc)
    if verb.i not in known:
        known[verb.i] = (*_stranded(verb), *_beside(verb))
    return known[verb.i]


@functools.lru_cache(maxsize=2)
def _known_particles(doc: Doc) -> dict[int, tuple[str, ...]]:
    """Those of the verbs of the text at hand that were asked for before, by index: every rule asks for them."""
    return {}


def _beside(verb: Token) -> list[str]:
    return [
        child.lower_
        for child in tree.kids(verb)
        if child.i > verb.i
        and (
            child.dep_ == "compound:prt"
            or child.tag_ == "RP"
            or (
                child.dep_ in {"xcomp", "advmod", "obj", "case"}
                and (child.i - verb.i <= 3 or _behind_object(verb, child))
                and child.pos_ in {"ADJ", "ADV", "ADP", "VERB", "NOUN"}
            )
        )
    ]


def _stranded(verb: Token) -> list[str]:
    """The preposition that a passive keeps without its noun, whatever a parser made of it: "were fired upon from …", "called on by the"."""
    if verb.tag_ not in {"VBN", "VBD"} or verb.i + 2 >= len(verb.doc):
        return []
    word, after = verb.nbor(1), verb.nbor(2)
    bare = word.tag_ == "IN" and after.tag_ in {"IN", "CC", ",", "."} and word.lower_ != "by"
    return [word.lower_] if bare and tree.is_passive(verb) and word.dep_ != "compound:prt" else []
