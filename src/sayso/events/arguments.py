"""Frames over the tree: which words are a predicate's actor and recipient, and by which path they were reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.mentions import POLITICAL, PRIVATE_SECTORS, Mentions, thing, weight
from sayso.events.predicates import Frame, Lexicon
from sayso.records import Actor, ActorMention, MentionKind

THING_TYPES = frozenset({"ASSAULT", "COERCE", "AID", "PROTEST", "SANCTION"})
"""Types whose recipient may be a thing: a depot, a road. An offer that is rejected is no recipient."""
OUTWARD_TYPES = frozenset({"AGREE", "RETREAT", "AID", "MOBILIZE"})
"""Types whose recipient is another than the actor's own troops or people."""
KIND_TYPES = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
OPENING_QUOTE = "``"
DIRECT, WITHIN, PLACE, UNDER, THING = 0.9, 0.6, 0.5, 0.4, 0.35
STRAYING = frozenset({"by", "to", "against", "with", "between", "from", "into"})
"""Prepositions whose phrases belong to an event noun even where a parser hangs them on a word between."""
UNDERGONE_FRAMES = frozenset({"transitive", "sentence", "expel"})
"""Frames of verbs that always have an object: without one the grammatical subject undergoes."""
INNER = frozenset({"nsubj", "nsubj:pass", "obl:agent", "conj"})
"""Relations that are followed as well, once inside what a verb governs."""
STAYING = frozenset({"remain", "become", "stay"})
FAR = 0.3
CHAIN = 6
"""How many phrases that hang on one another are followed for a misplaced one."""
GOVERNED = frozenset({"obj", "iobj", "obl", "xcomp", "ccomp", "acl", "acl:relcl", "advcl", "nmod"})
"""Relations by which what a verb governs, its clauses included, hangs under it."""
NOMINAL = frozenset({"nmod", "obl", "compound", "appos", "flat", "nmod:desc", "nmod:poss", "amod"})


@dataclass(frozen=True, slots=True)
class Argument:
    """One actor or recipient with the path that found it."""

    mention: ActorMention
    path: str
    score: float


@dataclass(slots=True)
class Arguments:
    """What stands on both sides of a predicate."""

    actors: list[Argument] = field(default_factory=list)
    recipients: list[Argument] = field(default_factory=list)

    def mentions(self) -> list[ActorMention]:
        """All mentions, actors first."""
        return [argument.mention for argument in (*self.actors, *self.recipients)]


class ArgumentFinder:
    """Fills frames for one article."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        self._local = frozenset(lexicon.cues["local_prepositions"])
        self._purpose = frozenset(lexicon.cues["purpose_nouns"])
        self._documents = frozenset(lexicon.cues["documents"])
        self._wanting = frozenset(lexicon.cues["wanting"])
        self._parties = frozenset(lexicon.cues["parties"])
        self._aimed = frozenset(lexicon.cues["aimed_prepositions"])
        self._first_person = frozenset(lexicon.cues["first_person"])
        self._instruments = lexicon.words(("@attack", "@bomb", "@projectile"))

    def of_verb(self, verb: Token, frame: Frame, event_type: str) -> Arguments:
        """Actor and recipient of a verb."""
        found = Arguments(actors=self._side(verb, None, frame.actor, ()) or self._unlisted(verb))
        found.recipients = self._side(verb, None, frame.recipient, found.actors, event_type=event_type)
        if _is_bare_passive(verb, frame, event_type):  # headlines: "judge gunned down outside court"
            undergoers = self._side(verb, None, ("subject",), ())
            return Arguments([], undergoers) if undergoers else found
        return _settle(found, frame, self._is_several(found.actors))

    def widen(self, verb: Token, found: Arguments, event_type: str) -> None:
        """Add whom an event concerns where its frame names nobody but things, nameless people or the actor's own."""
        doers = found.actors if event_type in OUTWARD_TYPES else ()
        homes = {argument.mention.actor.country for argument in doers if argument.mention.actor is not None} - {None}
        if not any(_is_party(argument, homes) for argument in found.recipients):
            found.recipients = found.recipients + self._beyond(verb, (*found.actors, *found.recipients))

    def _is_adjunct(self, clause: Token) -> bool:
        """Whether a clause only tells when or why ("as …", "after …"); "until …", "unless …" tell of whom something is wanted."""
        if clause.dep_ != "advcl" or clause.tag_ == "VB":
            return False
        return not any(child.lower_ in self._wanting for child in tree.children(clause, "mark"))

    def _beyond(self, verb: Token, taken: Sequence[Argument]) -> list[Argument]:
        """Who is concerned though no path names him: the nearest actor, else the nearest place, in what the verb governs, clauses included.

        "Agreed to admit 1,500 people from Northland's camps" concerns Northland; "agreed to build a station at Eastport" Eastport.
        """
        queue = [child for child in tree.kids(verb) if child.i > verb.i and child.dep_ in GOVERNED and not self._is_adjunct(child)]
        for token in queue:
            if len(queue) < tree.MAX_SUBTREE:
                queue.extend(child for child in tree.kids(token) if child.dep_ in GOVERNED | NOMINAL | INNER)
        inside = [token for token in queue if not self.mentions.is_time(token)]
        actors = [mention for token in inside if (mention := self.mentions.at(token)) is not None and weight(mention) == POLITICAL]
        return (
            self._arguments(actors, "beyond", FAR, taken)
            or self._arguments([self.mentions.place(token) for token in inside], "beyond/place", FAR, taken)
        )[:1]

    def _is_several(self, actors: Sequence[Argument]) -> bool:
        """Whether one noun phrase names two parties: "Northern and Southern negotiators", "ministers of Northland and Southland"."""
        if len(actors) != 1:
            return False
        whole = actors[0].mention.span
        words = self.mentions.doc.char_span(whole.start, whole.end, alignment_mode="expand")
        if words is None or not len(words):
            return False
        return any(
            child.dep_ in {"amod", "compound", "nmod"}
            and (child.i < words.root.i or tree.case_of(child) == "of")
            and any(other.pos_ in {"PROPN", "ADJ"} for other in tree.children(child, "conj"))
            for child in tree.kids(words.root)
        )

    def _unlisted(self, verb: Token) -> list[Argument]:
        """A doer that is no mention ("shippers", "a convoy") as the text it is; what is done or thrown is no doer."""
        doer = tree.subject(verb)
        if doer is None or doer.pos_ not in {"NOUN", "PROPN"} or self.mentions.is_time(doer):
            return []
        names = frozenset(tree.names_of(doer))
        vague = any(child.dep_ == "det" and child.lower_ == "any" for child in tree.kids(doer))
        if vague or names & self._instruments or self.lexicon.noun_senses(doer):
            return []
        named = thing(doer)
        if doer.lemma_.lower() in self._parties:  # "both sides": political, whoever they are
            lemma = doer.lemma_.lower()
            named = replace(named, actor=Actor(f"role.{lemma}", named.span.of(self.mentions.doc.text), None, (), "body"))
        return [Argument(named, "subject", THING)]

    def of_state(self, word: Token, frame: Frame, event_type: str) -> Arguments:
        """Actor and recipient of an adjective or participle that says what its grammatical subject is ready for or set against."""
        doer = tree.surface_subject(word)
        actors = (
            self._arguments([self.mentions.at(each) for each in tree.conjuncts(doer)], "subject", DIRECT, ()) if doer is not None else []
        )
        return Arguments(actors, self._side(word, None, frame.recipient, actors, event_type=event_type))

    def of_noun(self, noun: Token, frame: Frame, event_type: str, light: Token | None) -> Arguments:
        """Actor and recipient of an event noun; `light` is the verb that lends it arguments."""
        if frame.name == "n_kill":  # the undergoer has the better claim to a possessor: "the leader's killing"
            told = tree.modifiers(noun, ("of",))  # with an "of" phrase the possessor is the doer: "the army's destruction of the ferries"
            paths = tuple(path for path in frame.recipient if not told or ":" in path)
            recipients = self._side(noun, light, paths, (), event_type=event_type)
            if recipients and recipients[0].path in {"poss", "mod"} and light is not None and not tree.modifiers(noun, ("of",)):
                recipients = []
            found = Arguments(self._side(noun, light, frame.actor, recipients), recipients)
        else:
            found = Arguments(actors=self._side(noun, light, frame.actor, ()))
            found.recipients = self._side(noun, light, frame.recipient, found.actors, event_type=event_type)
        if not found.actors and event_type in THING_TYPES:  # "the hijacking of the ferry by five deserters"
            agents = [token for token in _noun_phrases(noun, ("by",)) if token.pos_ == "NOUN" and not self.mentions.is_time(token)]
            found.actors = [Argument(thing(token), "nmod:by", THING) for agent in agents for token in tree.conjuncts(agent)]
        return _settle(found, frame)

    def _side(
        self, predicate: Token, light: Token | None, paths: Sequence[str], taken: Sequence[Argument], event_type: str | None = None
    ) -> list[Argument]:
        """The first path that holds an actor; else one inside a phrase that a path reaches, one under the predicate, the phrase itself."""
        reached: list[tuple[str, Token]] = []
        own: list[Argument] = []
        for path in paths:
            tokens = [token for token in self.tokens(predicate, light, path) if not self.mentions.is_time(token)]
            mentions = [self._held(mention, token, path, event_type) for token in tokens for mention in self.mentions.all_at(token)]
            found = self._arguments(mentions, path, DIRECT, taken)
            if found and not all(self._owned(token, taken) for token in tokens):
                return found + (self._beside(tokens, path) if event_type in THING_TYPES else [])
            own = own or found
            reached += [(path, token) for token in tokens if not self._owned(token, taken)]
        for path, token in reached:
            noun = tree.content_noun(token, self.lexicon.transparent)
            inner = [self.mentions.at(noun)] if noun.i != token.i else []
            without = self._aimed | {"by"} if predicate.pos_ in {"NOUN", "PROPN"} else self._aimed
            owners = self.mentions.within(noun, without)
            if event_type in THING_TYPES and token.pos_ == "NOUN":
                owners = [self._property(noun, owner) for owner in owners]
            found = self._arguments(inner, f"{path}/of", DIRECT, taken) or self._arguments(owners, f"{path}/within", WITHIN, taken)
            if found:
                return found
        if own:
            return own
        if event_type is None:
            return []
        without = self._aimed if event_type in KIND_TYPES else frozenset()
        under = self._under(predicate, taken, without) if light is None and predicate.pos_ not in {"NOUN", "PROPN"} else []
        things = self._thing(reached) if event_type in THING_TYPES else []
        if things and predicate.pos_ == "NOUN" and things[0].path.startswith("nmod:of"):
            return things  # "the killing of three guards near Northport"
        return self._places(predicate, reached, taken) or under or things

    def _beside(self, tokens: Sequence[Token], path: str) -> list[Argument]:
        """Things that undergo together with somebody: "two schools and a dispensary"."""
        if path not in {"object", "nmod:of"} or len(tokens) < 2:
            return []
        return [Argument(thing(token), path, THING) for token in tokens if token.pos_ == "NOUN" and self.mentions.at(token) is None]

    def _held(self, mention: ActorMention | None, token: Token, path: str, event_type: str | None) -> ActorMention | None:
        """A thing's owner as the thing: what is seized is "a Northland freighter", not Northland."""
        if mention is None or path != "object/poss" or event_type not in THING_TYPES or token.head.pos_ != "NOUN":
            return mention
        return self._property(token.head, mention)

    def _property(self, noun: Token, owner: ActorMention) -> ActorMention:
        """What belongs to an actor, as the whole noun phrase with its modifier's actor: "a Northland freighter", "the rebels' camp"."""
        if owner.actor is None or owner.kind is MentionKind.PRONOUN:
            return owner
        before = owner.head.end <= noun.idx and owner.span.end <= noun.idx
        whole = thing(noun, whole=not before)
        inside = owner.kind is MentionKind.DEMONYM and whole.span.contains(owner.span)  # "consignments of Northland onions"
        return replace(whole, actor=owner.actor, rule=owner.rule, score=owner.score) if before or inside else owner

    def _owned(self, token: Token, taken: Sequence[Argument]) -> bool:
        """Whether a noun is something of the other side ("its troops"): it undergoes only where nobody else does."""
        for owner in tree.children(token, "nmod:poss"):
            if owner.tag_ == "PRP$" and (mention := self.mentions.at(owner)) is not None:
                named = Argument(self.mentions.named(mention), "poss", DIRECT)
                return any(_same_actor(named, other) for other in taken)
        return False

    def _arguments(self, mentions: Iterable[ActorMention | None], path: str, score: float, taken: Sequence[Argument]) -> list[Argument]:
        """Arguments for mentions that are not yet taken by the other side; a pronoun gives way to the name it stands for."""
        found: list[Argument] = []
        for mention in mentions:
            unknown = mention is not None and mention.actor is None and mention.kind is MentionKind.PRONOUN
            if mention is None or (unknown and ("poss" in path or "within" in path)):
                continue
            argument = Argument(
                self.mentions.named(mention),
                path if mention.kind is not MentionKind.PRONOUN else f"{path}/{mention.rule or 'pronoun'}",
                score,
            )
            if not any(_same_actor(argument, other) for other in taken) and not any(
                _overlap(argument.mention, other.mention) for other in found
            ):
                found.append(argument)
        return found

    def _places(self, predicate: Token, reached: Sequence[tuple[str, Token]], taken: Sequence[Argument]) -> list[Argument]:
        """A place that a path reaches, or that stands in the predicate's clause, as the recipient of what is done there."""
        for path, token in reached:
            found = self._arguments(
                [self.mentions.place(each) for each in tree.below(token) if each.dep_ in NOMINAL or each.i == token.i],
                f"{path}/place",
                PLACE,
                taken,
            )
            if found:
                return found[:1]
        return []

    def _under(self, predicate: Token, taken: Sequence[Argument], without: frozenset[str]) -> list[Argument]:
        """The nearest actor, then the nearest place, in a phrase under the predicate that no path names; other clauses are not entered."""
        clause = [token for token in self._phrases(predicate, without) if not (self.mentions.is_time(token) or self._owned(token, taken))]
        political = [mention for token in clause if (mention := self.mentions.at(token)) is not None and weight(mention)]
        found = self._arguments(political, "under", UNDER, taken) or self._arguments(
            [self.mentions.place(token) for token in clause], "under/place", UNDER, taken
        )
        return found[:1]

    def _phrases(self, predicate: Token, without: frozenset[str]) -> list[Token]:
        """What hangs under a predicate and in its clause, breadth first, its subject and phrases with `without` prepositions left out."""
        found: list[Token] = []
        queue = [child for child in tree.kids(predicate) if child.dep_ in {"obj", "iobj", "nmod", "nmod:desc"} or self._is_local(child)]
        for token in queue:
            found.append(token)
            if len(queue) < tree.MAX_SUBTREE:
                queue.extend(
                    child
                    for child in tree.kids(token)
                    if child.dep_ == "conj" or (child.dep_ in NOMINAL and tree.case_of(child) not in without)
                )
        return found

    def _is_local(self, noun: Token) -> bool:
        return noun.dep_ == "obl" and tree.case_of(noun) in self._local and noun.lemma_.lower() not in self._purpose

    def _thing(self, reached: Sequence[tuple[str, Token]]) -> list[Argument]:
        for path, token in reached:
            if path not in {"complement", "that", "mod", "poss"} and (
                token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "NUM" and token.is_alpha)
            ):
                return [Argument(thing(token), path, THING)]
        return []

    def tokens(self, predicate: Token, light: Token | None, path: str) -> list[Token]:
        """The heads of the noun phrases that a path leads to, coordinated ones included."""
        found = self._path(predicate, light, path)
        return [each for token in found for each in tree.conjuncts(token)]

    def _path(self, predicate: Token, light: Token | None, path: str) -> list[Token]:
        first, _, rest = path.partition("/")
        kind, _, listed = first.partition(":")
        prepositions = listed.split("|")
        if first == "light":
            if light is None:
                return []
            if rest:
                return self._path(light, None, rest)
            doer = tree.subject(light)
            return [doer] if doer is not None else []
        if first == "subject":
            doer = tree.subject(predicate)
            return [self._issuer(self._reporter(doer, predicate))] if doer is not None else []
        if kind == "obl":
            return [noun for noun in tree.obliques(predicate, prepositions) if noun.lemma_.lower() not in self._purpose]
        if kind == "nmod":
            return _noun_phrases(predicate, prepositions)
        if kind == "serving":
            return self._served(predicate, prepositions)
        if kind == "inner":
            return [token for noun in tree.modifiers(predicate, ("of", "by")) for token in tree.modifiers(noun, prepositions)]
        if first == "cop":
            return self._of_state(predicate)
        if first == "object" and rest:
            return _on_object(predicate, rest.split("|"))
        if first == "complement":
            return self._complement(predicate)
        return _simple(predicate, first)

    def _served(self, noun: Token, prepositions: Sequence[str]) -> list[Token]:
        """Who comes, gathers, travels "for talks", "on a visit": the subject of the verb whose adjunct the noun is."""
        outer = noun.head if noun.dep_ == "nmod" and noun.head.dep_ in {"obl", "obj"} else noun
        if tree.case_of(noun) not in prepositions or outer.dep_ not in {"obl", "obj"} or outer.head.pos_ != "VERB":
            return []
        doer = tree.subject(outer.head)
        return [doer] if doer is not None else []

    def _of_state(self, noun: Token) -> list[Token]:
        """The subject of "is in talks"; a pronoun that nobody resolved in a reported clause stands for the reporter."""
        if noun.dep_ == "xcomp" and tree.is_any(noun.head, STAYING):  # "remains the largest donor"
            doer = tree.surface_subject(noun.head)
            return [doer] if doer is not None else []
        if not tree.children(noun, "cop"):
            return []
        return [self._reporter(doer, noun) for doer in tree.children(noun, "nsubj", "expl")]

    def _reporter(self, doer: Token, clause: Token) -> Token:
        """A personal pronoun that nobody resolved, as subject of a reported clause, stands for whoever reports; else the token itself."""
        mention = self.mentions.at(doer)
        if doer.tag_ != "PRP" or (mention is not None and mention.actor is not None):
            return doer
        while clause.dep_ in {"conj", "xcomp"} and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ != "ccomp" or (_is_quoted(doer, clause) and doer.lower_ not in self._first_person):
            return doer
        reporter = tree.surface_subject(clause.head)
        return reporter if reporter is not None and self.mentions.at(reporter) is not None else doer

    def _issuer(self, doer: Token) -> Token:
        """Whoever issues the document that is said to accuse or demand: "issued a report accusing …", "a statement by the army"."""
        if doer.lemma_.lower() not in self._documents:
            return doer
        owners = tree.children(doer, "nmod:poss") or tree.modifiers(doer, ("by", "from", "of"))
        named = [owner for owner in owners if self.mentions.at(owner) is not None]
        if named:
            return named[0]
        issuer = tree.subject(doer.head) if doer.head.pos_ == "VERB" and doer.dep_ in {"obj", "obl", "nsubj:pass"} else None
        return issuer if issuer is not None and issuer.i != doer.i else doer

    def _complement(self, predicate: Token) -> list[Token]:
        """The nearest actor inside the governed clause; the shared subject is left out."""
        doer = tree.surface_subject(predicate)
        for clause in tree.complements(predicate):
            for token in tree.below(clause):
                mention = self.mentions.at(token)
                if (
                    mention is not None
                    and weight(mention)
                    and (doer is None or token.i != doer.i)
                    and mention.kind is not MentionKind.PRONOUN
                ):
                    return [token]
        return []


def _is_bare_passive(verb: Token, frame: Frame, event_type: str) -> bool:
    """Whether a past form without object or helper tells what befell its subject."""
    return (
        frame.name in UNDERGONE_FRAMES
        and event_type in {"ASSAULT", "COERCE"}
        and verb.tag_ in {"VBD", "VBN"}
        and verb.dep_ in {"root", "ROOT"}
        and not tree.children(verb, "obj", "iobj", "aux", "aux:pass", "xcomp", "ccomp", "conj", "obl:agent")
        and not tree.is_passive(verb)
    )


def _is_party(argument: Argument, homes: set[str | None]) -> bool:
    """Whether an argument names somebody or some place, rather than a thing, a nameless person or one of the actor's own."""
    actor = argument.mention.actor
    roles = argument.mention.kind in {MentionKind.ROLE, MentionKind.ANONYMOUS}
    if roles and actor is not None and (actor.country in homes or (actor.country is None and PRIVATE_SECTORS.issuperset(actor.sectors))):
        return False
    return weight(argument.mention) == POLITICAL or argument.mention.kind is MentionKind.PLACE


def _simple(predicate: Token, path: str) -> list[Token]:
    if path == "object":
        return tree.objects(predicate)
    if path == "iobj":
        return tree.children(predicate, "iobj") or tree.served(predicate)
    if path == "poss":
        return tree.children(predicate, "nmod:poss")
    if path == "mod":
        return [child for child in tree.children(predicate, "compound", "amod", "nmod", "nmod:desc") if child.i < predicate.i]
    if path == "that":
        governed = [clause for clause in tree.kids(predicate) if clause.dep_ == "ccomp"]
        subjects = (child for clause in governed for child in tree.kids(clause) if child.dep_ in {"nsubj", "nsubj:pass"})
        return list(subjects)
    return []


def _is_quoted(doer: Token, clause: Token) -> bool:
    """Whether a reported clause is a quotation: a mark opens it before its subject, in which "they" is never whoever is quoted."""
    return any(child.tag_ == OPENING_QUOTE and child.i < doer.i for child in tree.kids(clause))


def _noun_phrases(noun: Token, prepositions: Sequence[str]) -> list[Token]:
    """Phrases on an event noun; what a parser hung on its verb right after it counts too."""
    own = tree.modifiers(noun, prepositions)
    own += [
        child
        for clause in tree.kids(noun)
        if clause.dep_ == "acl" and clause.lower_ in prepositions
        for child in tree.kids(clause)
        if child.dep_ == "obj"
    ]
    if own:
        return own
    if noun.head.pos_ == "VERB" and noun.dep_ in {"obj", "nsubj:pass", "obl", "nsubj"}:
        strayed = [child for child in tree.obliques(noun.head, prepositions) if 0 < child.left_edge.i - noun.i <= 2 and child.i != noun.i]
        if strayed:
            return strayed
    return tree.stray(noun, frozenset(prepositions) & STRAYING)


def _on_object(verb: Token, wanted: Sequence[str]) -> list[Token]:
    found: list[Token] = []
    for noun in tree.objects(verb):
        if wanted == ["poss"]:
            found += [child for child in tree.children(noun, "nmod:poss", "amod", "compound", "nmod:desc") if child.i < noun.i]
            continue
        found += tree.modifiers(noun, wanted)
        chain = tree.modifiers(noun, ("of", "in", "for", "from", "on", "by"))
        for inner in chain:  # "returned uranium from reactors to Northland"
            found += tree.modifiers(inner, wanted)
            if len(chain) < CHAIN:
                chain += tree.modifiers(inner, ("of", "in", "for", "from"))
    return found


def _same_actor(one: Argument, other: Argument) -> bool:
    a, b = one.mention.actor, other.mention.actor
    return one.mention.span == other.mention.span or (a is not None and b is not None and a.id == b.id)


def _second_side(argument: Argument, actors: Sequence[Argument]) -> bool:
    """Whether a recipient is a party of its own, not a paper that was signed nor one of the actors' own inside the clause agreed on."""
    actor = argument.mention.actor
    if argument.score <= UNDER or actor is None or weight(argument.mention) != POLITICAL:
        return False
    homes = {other.mention.actor.country for other in actors if other.mention.actor is not None}
    return argument.path != "complement" or (actor.country is not None and actor.country not in homes)


def _settle(found: Arguments, frame: Frame, several: bool = False) -> Arguments:
    """In a reciprocal event without a second side everyone is actor and recipient of everyone."""
    if (
        frame.reciprocal
        and (len(found.actors) > 1 or several)
        and not any(_second_side(argument, found.actors) for argument in found.recipients)
    ):
        found.recipients = list(found.actors)
    return found


def _overlap(one: ActorMention, other: ActorMention) -> bool:
    """Whether two mentions share words, other than as two parties of one noun phrase ("Hungarian and Romanian officials")."""
    return one.span.overlaps(other.span) and not (one.span == other.span and not one.head.overlaps(other.head))
