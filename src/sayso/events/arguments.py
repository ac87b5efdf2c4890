"""Frames over the tree: which words are a predicate's actor and recipient, and by which path they were reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.families import OUTWARD_TYPES, PHYSICAL, SPOKEN_TYPES, THING_TYPES, UNSETTLED
from sayso.events.headline import is_title
from sayso.events.mentions import POLITICAL, Mentions, thing, weight
from sayso.events.owners import Owners
from sayso.events.paths import NOMINAL, Paths, is_half, noun_phrases
from sayso.events.predicates import Frame, Lexicon
from sayso.events.seeking import Search, Seeker
from sayso.events.sides import DIRECT, PLACE, THING, WITHIN, Argument, Arguments, abroad, is_party, settle_sides
from sayso.events.undergone import is_bare_passive, undergoing
from sayso.records import Actor

INNER = frozenset({"nsubj", "nsubj:pass", "obl:agent", "conj"})
"""Relations that are followed as well, once inside what a verb governs."""
FAR = 0.3
GOVERNED = frozenset({"obj", "iobj", "obl", "xcomp", "ccomp", "acl", "acl:relcl", "advcl", "nmod"})
"""Relations by which what a verb governs, its clauses included, hangs under it."""


class ArgumentFinder:
    """Fills frames for one article."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        self.paths = Paths(mentions, lexicon)
        self.owners = Owners(mentions, lexicon)
        self._seeker = Seeker(mentions, lexicon, self.paths, self.owners)
        self._local = frozenset(lexicon.cues["local_prepositions"])
        self._wanting = frozenset(lexicon.cues["wanting"])
        self._parties = frozenset(lexicon.cues["parties"])
        self._doers = lexicon.words(("@attackers", "@crowd"))
        self._measures = frozenset(lexicon.cues["measures"])
        self._instruments = lexicon.words(("@attack", "@bomb", "@projectile"))

    def of_verb(self, verb: Token, frame: Frame, event_type: str) -> Arguments:
        """Actor and recipient of a verb."""
        named = [self._as_party(argument) for argument in self._side(verb, None, frame.actor, ())]
        if named and frame.actor[0] == "subject" and not named[0].path.startswith("subject") and (other := self._unlisted(verb, frame)):
            named = other  # "a mediator shuttles between the foes"
        found = Arguments(actors=named or self._region(verb, event_type) or self._unlisted(verb, frame))
        found.recipients = self._concerned(verb, frame, found.actors, event_type)
        if is_bare_passive(verb, frame, event_type):  # headlines: "judge gunned down outside court"
            undergoers = self._side(verb, None, ("subject",), ()) or undergoing(verb)
            return Arguments([], undergoers) if undergoers else found
        return settle_sides(found, frame, self._is_several(found.actors))

    def _concerned(self, verb: Token, frame: Frame, actors: Sequence[Argument], event_type: str) -> list[Argument]:
        """The recipients of a verb, without those whom some frames only seem to name."""
        found = abroad(self._side(verb, None, frame.recipient, actors, event_type), actors, event_type)
        if frame.name == "cut":  # "talks in Northport were broken off": not with the town
            return [each for each in found if not (each.path.endswith("/place") and self.owners.is_setting(each.mention))]
        if frame.name == "resign" and is_title(verb.sent, verb.doc):  # "quits over jailbreak in Northport"
            return [each for each in found if each.path in {"object", "object/of"}]
        return found

    def _side(
        self, predicate: Token, light: Token | None, paths: Sequence[str], taken: Sequence[Argument], event_type: str | None = None
    ) -> list[Argument]:
        """One side of a frame; without a type that of whoever does it."""
        return self._seeker.side(Search(predicate, light, taken, event_type), paths)

    def widen(self, verb: Token, found: Arguments, event_type: str) -> None:
        """Add whom an event concerns where its frame names nobody but things, nameless people or the actor's own."""
        told = is_title(verb.sent, verb.doc) and any(argument.path.startswith(("object", "iobj")) for argument in found.recipients)
        if told or any(argument.path == "subject" for argument in found.recipients):
            return  # "gets 25 years for killings in Northland"
        if tree.is_passive(verb) and any(argument.path.startswith(("object", "iobj")) for argument in found.recipients):
            return  # "shepherds were abducted near Northport": they alone
        if tree.is_passive(verb) and found.actors and event_type in SPOKEN_TYPES:
            return  # "was vetoed by Northland in the assembly"
        if found.recipients and all(any(one.mention is other.mention for other in found.actors) for one in found.recipients):
            return  # they do it to each other
        doers = found.actors if event_type in OUTWARD_TYPES else ()
        homes = {argument.mention.actor.country for argument in doers if argument.mention.actor is not None} - {None}
        if not any(is_party(argument, homes) for argument in found.recipients):
            more = abroad(self._beyond(verb, (*found.actors, *found.recipients)), found.actors, event_type)
            if not (event_type in UNSETTLED and more and more[0].path == "beyond/place" and self.owners.is_setting(more[0].mention)):
                found.recipients = found.recipients + more

    def settle(self, noun: Token, found: Arguments, event_type: str) -> None:
        """Give a deed that names its doer but nobody whom it hits the place where it is done: "killings by the gang in the north of …"."""
        if event_type not in PHYSICAL or found.recipients or not found.actors:
            return
        where = tree.modifiers(noun, self._local) or tree.stray(noun, self._local)
        found.recipients = self.owners.arguments([self.mentions.place(token) for token in where], "nmod/place", PLACE, found.actors)[:1]

    def _is_adjunct(self, clause: Token) -> bool:
        """Whether a clause only tells when or why ("as …", "after …"); "until …", "unless …" tell of whom something is wanted."""
        if clause.dep_ != "advcl" or clause.tag_ == "VB":
            return False
        return not any(child.lower_ in self._wanting for child in tree.children(clause, "mark"))

    def _beyond(self, verb: Token, taken: Sequence[Argument]) -> list[Argument]:
        """Who is concerned though no path names him: the nearest actor, else the nearest place, in what the verb governs, clauses included.

        "Agreed to admit 1,500 people from Northland's camps" concerns Northland; "agreed to build a station at Eastport" Eastport.
        """
        own = (child for child in tree.kids(verb) if child.i > verb.i and child.dep_ in GOVERNED)
        queue = [child for child in own if not (self._is_adjunct(child) or tree.is_teller(child))]
        for token in queue:
            if len(queue) < tree.MAX_SUBTREE:
                queue.extend(child for child in tree.kids(token) if child.dep_ in GOVERNED | NOMINAL | INNER)
        inside = [token for token in queue if not self.mentions.is_time(token)]
        actors = [mention for token in inside if (mention := self.mentions.at(token)) is not None and weight(mention) == POLITICAL]
        found = (
            self.owners.arguments(actors, "beyond", FAR, taken)
            or self.owners.arguments([self.mentions.place(token) for token in inside], "beyond/place", FAR, taken)
        )[:1]
        within = any(argument.mention.span.contains(other.mention.span) for argument in taken for other in found)
        return [] if within else found  # "an audience with a group of elders": the group they are

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

    def _region(self, verb: Token, event_type: str) -> list[Argument]:
        """A province that does what is done in words, as its government: "Westmark has agreed to let convoys pass"."""
        doer = tree.subject(verb) if event_type in SPOKEN_TYPES else None
        place = self.mentions.place(doer) if doer is not None else None
        if place is None or place.actor is None or not self.mentions.is_province(place):
            return []
        government = replace(place.actor, sectors=("GOV",), kind="government")
        return [Argument(replace(place, actor=government, rule="place:government"), "subject", WITHIN)]

    def _unlisted(self, verb: Token, frame: Frame) -> list[Argument]:
        """A doer that is no mention ("shippers", "a convoy") as the text it is; what is done or thrown is no doer."""
        own = "subject" in frame.actor
        doer = tree.subject(verb) if own else next(iter(self.paths.tokens(verb, None, frame.actor[0])), None) if frame.actor else None
        if doer is None or doer.pos_ not in {"NOUN", "PROPN", "NUM"} or self.mentions.is_time(doer) or is_half(doer):
            return []
        names = frozenset(tree.names_of(doer))
        if self._measures.intersection(names):  # "cut by a third"
            return []
        vague = any(child.dep_ == "det" and child.lower_ == "any" for child in tree.kids(doer))
        deed = not names & self._doers and not self.owners.are_persons(doer) and bool(self.lexicon.noun_senses(doer))
        if vague or names & self._instruments or deed:
            return []
        return [self._as_party(Argument(thing(doer), "subject", THING), doer)]

    def _as_party(self, argument: Argument, head: Token | None = None) -> Argument:
        """A nameless party of a conflict or of negotiations as an actor: "both sides" are political, whoever they are."""
        span = argument.mention.head
        words = self.mentions.doc.char_span(span.start, span.end, alignment_mode="expand")
        word = head if head is not None or words is None else words.root
        lemma = word.lemma_.lower() if word is not None else ""
        if argument.mention.actor is not None or lemma not in self._parties:
            return argument
        actor = Actor(f"role.{lemma}", argument.mention.span.of(self.mentions.doc.text), None, (), "body")
        return replace(argument, mention=replace(argument.mention, actor=actor))

    def of_state(self, word: Token, frame: Frame, event_type: str) -> Arguments:
        """Actor and recipient of an adjective or participle that says what its grammatical subject is ready for or set against."""
        doer = self.paths.subject_of_state(word)
        actors = (
            self.owners.arguments([self.mentions.at(each) for each in tree.conjuncts(doer)], "subject", DIRECT, ())
            if doer is not None
            else []
        )
        return Arguments(actors, self._side(word, None, frame.recipient, actors, event_type))

    def of_noun(self, noun: Token, frame: Frame, event_type: str, light: Token | None) -> Arguments:
        """Actor and recipient of an event noun; `light` is the verb that lends it arguments."""
        found = (self._of_killing if frame.name == "n_kill" else self._of_deed)(noun, frame, event_type, light)
        found.actors = found.actors or self._agents(noun, event_type)
        return settle_sides(found, frame)

    def _of_killing(self, noun: Token, frame: Frame, event_type: str, light: Token | None) -> Arguments:
        """The sides of a noun of which the undergoer has the better claim to a possessor: "the leader's killing"."""
        told = tree.modifiers(noun, ("of",))  # with an "of" phrase the possessor is the doer: "the army's destruction of the ferries"
        paths = tuple(path for path in frame.recipient if not told or ":" in path)
        recipients = self._side(noun, light, paths, (), event_type)
        if recipients and recipients[0].path in {"poss", "mod"} and light is not None and not told:
            recipients = []
        return Arguments(self._side(noun, light, frame.actor, recipients), recipients)

    def _of_deed(self, noun: Token, frame: Frame, event_type: str, light: Token | None) -> Arguments:
        """The sides of any other noun, whoever does it first."""
        done = bool(tree.modifiers(noun, ("by",)))  # "the censure of Northland by the assembly": never Northland's
        doers = [path for path in frame.actor if not (done and path.startswith("nmod:of") and "by" not in path)]
        actors = self._side(noun, light, doers, ())
        return Arguments(actors, abroad(self._side(noun, light, frame.recipient, actors, event_type), actors, event_type))

    def _agents(self, noun: Token, event_type: str) -> list[Argument]:
        """Doers after "by" whom nobody knows: "the hijacking of the ferry by five deserters"."""
        agents = [token for token in noun_phrases(noun, ("by",)) if token.pos_ == "NOUN" and not self.mentions.is_time(token)]
        agents = [token for token in agents if self._measures.isdisjoint(tree.names_of(token))]  # "by presidential decree"
        agents = [token for token in agents if event_type in THING_TYPES or self._is_doer(token)]
        return [Argument(thing(token), "nmod:by", THING) for agent in agents for token in tree.conjuncts(agent)]

    def _is_doer(self, noun: Token) -> bool:
        """Whether a noun after "by" may do what is done in words, too: people, or a body told with its article ("by a museum")."""
        if noun.lemma_.lower() in self.lexicon.transparent or self.lexicon.noun_senses(noun):
            return False
        return self.owners.are_people(noun) or bool(tree.children(noun, "det"))
