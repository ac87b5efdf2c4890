"""Frames over the tree: which words are a predicate's actor and recipient, and by which path they were reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.headline import is_title
from sayso.events.mentions import POLITICAL, Mentions, placed, thing, weight
from sayso.events.paths import NOMINAL, Paths, is_half, noun_phrases, phrase
from sayso.events.predicates import Frame, Lexicon
from sayso.events.sides import DIRECT, PLACE, THING, UNDER, WITHIN, Argument, Arguments, abroad, is_party, overlap, same_actor, settle_sides
from sayso.events.undergone import addressed, is_bare_passive, undergoing
from sayso.records import Actor, ActorMention, MentionKind

THING_TYPES = frozenset({"ASSAULT", "COERCE", "AID", "PROTEST", "SANCTION"})
"""Types whose recipient may be a thing: a depot, a road."""
JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
"""Types of a word on something: "turned down a Northland offer"; in headlines it stands for its owner ("Party hails ruling")."""
SETTINGS = frozenset({"PROTEST", "RETREAT", "CONCEDE", "SUPPORT", "ACCUSE", "REJECT"})
"""Types that concern no place just because they happen there: who marches or resigns in a town does nothing to the town."""
UNSETTLED = SETTINGS | {"CONSULT"}
"""The same, where no path of a frame leads to the place: a town in which two talk is no party of the talks."""
LOCATIVE = frozenset({"in", "at", "near", "outside", "inside"})
GRIEVING = frozenset({"over", "against", "about"})
"""Prepositions of what a protest is about."""
PHYSICAL = frozenset({"ASSAULT", "COERCE"})
"""Types done to things themselves: what is shelled is the refinery, not the town it stands in."""
STANDING = PHYSICAL | {"PROTEST", "MOBILIZE", "AID", "RETREAT", "SANCTION", "CONCEDE"}
"""Types that concern the thing in a place rather than the place: "the Northport crossing was reopened"."""
MODIFYING = frozenset({"compound", "amod", "nmod:poss", "nmod:desc"})
"""Relations of what stands before a noun and belongs to it."""
YIELDING = frozenset({"RETREAT", "CONCEDE"})
"""Types of giving something up: a ship that is released, a sentence that is commuted."""
OUTWARD_TYPES = frozenset({"AGREE", "RETREAT", "AID", "MOBILIZE"})
"""Types whose recipient is another than the actor's own troops or people."""
KIND_TYPES = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
SPOKEN_TYPES = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are done in words."""
INNER = frozenset({"nsubj", "nsubj:pass", "obl:agent", "conj"})
"""Relations that are followed as well, once inside what a verb governs."""
FAR = 0.3
BETWEEN = "nmod:between|among"
"""The path to both sides of what two do to each other."""
DOING = frozenset({"subject", "nmod:by", BETWEEN})
BESIDE = DOING | {"object", "nmod:of"}
"""Paths on which somebody unknown may stand beside somebody known."""
DOERS = ("subject", "nmod:by", "inner:by", "nmod:between", "poss", "light", "mod")
"""Paths to whoever does something."""
PHRASES = ("object", "iobj", "obl:", "nmod:", "inner:")
"""Paths to noun phrases in which people may stand whom something is said of or done to."""
HIT = ("object", "nmod:on", "nmod:of")
"""Paths to what a deed is done to itself."""
GOVERNED = frozenset({"obj", "iobj", "obl", "xcomp", "ccomp", "acl", "acl:relcl", "advcl", "nmod"})
"""Relations by which what a verb governs, its clauses included, hangs under it."""


class ArgumentFinder:
    """Fills frames for one article."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        self.paths = Paths(mentions, lexicon)
        self._local = frozenset(lexicon.cues["local_prepositions"])
        self._purpose = frozenset(lexicon.cues["purpose_nouns"])
        self._wanting = frozenset(lexicon.cues["wanting"])
        self._settlements = frozenset((*lexicon.cues["scene_towns"], *lexicon.cues["scene_areas"], *lexicon.cues["settlements"]))
        self._parties = frozenset(lexicon.cues["parties"])
        self._doers = lexicon.words(("@attackers", "@crowd"))
        self._measures = frozenset(lexicon.cues["measures"])
        self._aimed = frozenset(lexicon.cues["aimed_prepositions"])
        self._instruments = lexicon.words(("@attack", "@bomb", "@projectile"))

    def of_verb(self, verb: Token, frame: Frame, event_type: str) -> Arguments:
        """Actor and recipient of a verb."""
        named = [self._as_party(argument) for argument in self._side(verb, None, frame.actor, ())]
        if named and frame.actor[0] == "subject" and not named[0].path.startswith("subject") and (other := self._unlisted(verb, frame)):
            named = other  # "a mediator shuttles between the foes"
        found = Arguments(actors=named or self._region(verb, event_type) or self._unlisted(verb, frame))
        found.recipients = abroad(self._side(verb, None, frame.recipient, found.actors, event_type=event_type), found.actors, event_type)
        if frame.name == "resign" and is_title(verb.sent, verb.doc):
            found.recipients = [
                each for each in found.recipients if each.path in {"object", "object/of"}
            ]  # "quits over jailbreak in Northport"
        if is_bare_passive(verb, frame, event_type):  # headlines: "judge gunned down outside court"
            undergoers = self._side(verb, None, ("subject",), ()) or undergoing(verb)
            return Arguments([], undergoers) if undergoers else found
        return settle_sides(found, frame, self._is_several(found.actors))

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
            if not (event_type in UNSETTLED and more and more[0].path == "beyond/place" and self._is_setting(more[0].mention)):
                found.recipients = found.recipients + more

    def settle(self, noun: Token, found: Arguments, event_type: str) -> None:
        """Give a deed that names its doer but nobody whom it hits the place where it is done: "killings by the gang in the north of …"."""
        if event_type not in PHYSICAL or found.recipients or not found.actors:
            return
        where = tree.modifiers(noun, self._local) or tree.stray(noun, self._local)
        found.recipients = self._arguments([self.mentions.place(token) for token in where], "nmod/place", PLACE, found.actors)[:1]

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
            self._arguments(actors, "beyond", FAR, taken)
            or self._arguments([self.mentions.place(token) for token in inside], "beyond/place", FAR, taken)
        )[:1]
        within = any(argument.mention.span.contains(other.mention.span) for argument in taken for other in found)
        return [] if within else found  # "an audience with a group of elders": the group they are

    def _is_setting(self, place: ActorMention) -> bool:
        """Whether a place is told as where something happened: "march in Northport"."""
        words = self.mentions.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
        return words is not None and tree.case_of(words.root) in LOCATIVE

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
        deed = not names & self._doers and not self._are_persons(doer) and bool(self.lexicon.noun_senses(doer))
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
            done = bool(tree.modifiers(noun, ("by",)))  # "the censure of Northland by the assembly": never Northland's
            doers = [path for path in frame.actor if not (done and path.startswith("nmod:of") and "by" not in path)]
            found = Arguments(actors=self._side(noun, light, doers, ()))
            found.recipients = abroad(
                self._side(noun, light, frame.recipient, found.actors, event_type=event_type), found.actors, event_type
            )
        if not found.actors and event_type in THING_TYPES:  # "the hijacking of the ferry by five deserters"
            agents = [token for token in noun_phrases(noun, ("by",)) if token.pos_ == "NOUN" and not self.mentions.is_time(token)]
            agents = [token for token in agents if self._measures.isdisjoint(tree.names_of(token))]  # "by presidential decree"
            found.actors = [Argument(thing(token), "nmod:by", THING) for agent in agents for token in tree.conjuncts(agent)]
        return settle_sides(found, frame)

    def _side(
        self, predicate: Token, light: Token | None, paths: Sequence[str], taken: Sequence[Argument], event_type: str | None = None
    ) -> list[Argument]:
        """The first path that holds an actor; else one inside a phrase that a path reaches, one under the predicate, the phrase itself."""
        reached: list[tuple[str, Token]] = []
        own: list[Argument] = []
        for path in paths:
            tokens = [token for token in self.paths.tokens(predicate, light, path) if not self.mentions.is_time(token)]
            mentions = [self._held(mention, token, path, event_type) for token in tokens for mention in self.mentions.all_at(token)]
            found = self._arguments(mentions, path, DIRECT, taken)
            if event_type == "AID" and path == "object" and reached and not any(self._are_persons(token) for token in tokens):
                continue  # "gave field hospitals to areas hit by the flood"
            if path == "object/poss" and found and tree.is_passive(predicate) and all(each.mention.actor is None for each in found):
                continue  # "the town's only bakery was closed"
            if found and not all(self._owned(token, taken) for token in tokens):
                return found + (self._beside(tokens, path) if event_type in THING_TYPES or path in DOING else [])
            if event_type is None and not found and path.startswith("nmod:by"):
                found = self._arguments([self.mentions.place(token) for token in tokens], f"{path}/place", PLACE, taken)
                if found:
                    return found  # "the island's blockade by Northport"
            own = own or found
            if event_type is not None and path == "object" and not found and any(self._are_known_persons(token) for token in tokens):
                reached += [(path, token) for token in tokens if not self._owned(token, taken)]
                break  # "bodyguards of the chief were accused": they, not the chief
            if event_type in SETTINGS:  # "march in Northport" is no march against it
                tokens = [token for token in tokens if self.mentions.place(token) is None or tree.case_of(token) not in LOCATIVE]
            told = {argument.mention.head.start for argument in taken}
            reached += [(path, token) for token in tokens if token.idx not in told and not self._owned(token, taken)]
        for path, token in reached:
            noun = tree.content_noun(token, self.lexicon.transparent)
            inner = [self.mentions.at(noun)] if noun.i != token.i else []
            without = self._aimed | {"by"} if predicate.pos_ in {"NOUN", "PROPN"} else self._aimed
            if event_type in PHYSICAL and path == "object":
                without |= LOCATIVE  # "dispersed rallies in the centre": the rallies
            owners = self.mentions.within(noun, without)
            doing = event_type is None and path.startswith(DOERS)
            if (doing or event_type in THING_TYPES) and token.pos_ == "NOUN":  # "rammed by two Northland patrol ships"
                whole = token.head if path == "object/poss" else noun  # "the Northland independence flag"
                owners = [self._property(whole, owner) for owner in owners]
            elif (
                event_type is not None
                and path.startswith(("nmod:", "inner:", "object", "iobj"))
                and (self._are_people(token) or (event_type in YIELDING and token.pos_ == "NOUN"))
            ):  # "visas to the Northland swimmers"
                persons = self._are_persons(token)  # "the prosecution of the sect's followers"
                owners = [self._property(noun, owner) if persons or owner.kind is MentionKind.DEMONYM else owner for owner in owners]
            if event_type in PHYSICAL and path == "object" and all(owner.actor is None for owner in owners):
                owners = []  # "the camp's only well": the well
            found = self._arguments(inner, f"{path}/of", DIRECT, taken) or self._arguments(owners, f"{path}/within", WITHIN, taken)
            if found:
                return found + self._coordinated(found, path, token, reached, event_type)
        if own:
            return own
        if event_type is None:
            return self._unnamed_doers(reached, taken)
        found = self._fallback(predicate, light, reached, taken, event_type)
        hit = next(((path, token) for path, token in reached if found and found[0].mention.head.start == token.idx), None)
        return found + (self._coordinated(found, *hit, reached, event_type) if hit is not None else [])

    def _coordinated(
        self, found: Sequence[Argument], path: str, token: Token, reached: Sequence[tuple[str, Token]], event_type: str | None
    ) -> list[Argument]:
        """Who or what else undergoes, coordinated with a thing or a person who does: "a Northland nun and her driver"."""
        if event_type not in PHYSICAL or not path.startswith(HIT) or found[0].mention.head.start != token.idx:
            return []
        more: list[Argument] = []
        together = {each.i for each in tree.conjuncts(token)} - {token.i}
        for way, other in reached:
            place = self.mentions.place(other)
            if way == path and other.i in together and (place is not None or other.pos_ == "NOUN"):
                more.append(Argument(place or thing(other), path, THING))
        return [each for each in more if not any(overlap(each.mention, argument.mention) for argument in found)]

    def _unnamed_doers(self, reached: Sequence[tuple[str, Token]], taken: Sequence[Argument]) -> list[Argument]:
        """Doers that no list of actors knows: both sides of "clashes between …", a capital that owns the deed."""
        between = [token for path, token in reached if path == BETWEEN]
        if len(between) > 1:
            return self._beside(between, BETWEEN)  # "clashes between herdsmen and quarry workers"
        owners = [self.mentions.place(token) for path, token in reached if path == "poss"]
        return self._arguments(owners, "poss/place", PLACE, taken)  # "Northport's mediation"

    def _fallback(
        self, predicate: Token, light: Token | None, reached: Sequence[tuple[str, Token]], taken: Sequence[Argument], event_type: str
    ) -> list[Argument]:
        """Whom a deed befalls where no path holds an actor: a place, somebody under the predicate, the thing itself."""
        without = self._aimed if event_type in KIND_TYPES else frozenset()
        under = self._under(predicate, taken, without) if light is None and predicate.pos_ not in {"NOUN", "PROPN"} else []
        if taken and event_type not in THING_TYPES and tree.is_passive(predicate):
            under = []  # "was vetoed by Northland in the assembly"
        if event_type in UNSETTLED and under and under[0].path == "under/place" and self._is_setting(under[0].mention):
            under = []
        if event_type == "MOBILIZE" and under and under[0].mention.head.start in {noun.idx for noun in tree.objects(predicate)}:
            under = []  # what is moved is the doer's own
        told = [each for each in reached if event_type != "PROTEST" or not self._is_grievance(each[1])]
        things = self._thing(told) if event_type in THING_TYPES else []
        if not things and predicate.pos_ == "NOUN":
            things = addressed(told)
        if not things and event_type not in THING_TYPES:
            things = self._thing(
                [each for each in reached if each[0] in {"object", "nmod:of"} and event_type in YIELDING]
                or [each for each in reached if each[0].startswith(PHRASES) and self._are_known_persons(each[1])]
                or [each for each in reached if each[0] == "object" and event_type in JUDGING and is_title(predicate.sent, predicate.doc)]
            )
        if things and (things[0].path == "subject" or (predicate.pos_ == "NOUN" and things[0].path.startswith("nmod:of"))):
            return things  # "the killing of three guards near Northport"
        return self._places(predicate, reached, taken, event_type) or self._put(things, under) or under or things

    def _is_grievance(self, noun: Token) -> bool:
        """Whether a phrase tells what a protest is about rather than whom it meets: "over pay", "against rising fares"."""
        return tree.case_of(noun) in GRIEVING and not self._are_persons(noun)

    def _are_people(self, noun: Token) -> bool:
        """Whether a noun nobody listed as an actor is taken for people: by its plural, or a word for a person."""
        return noun.tag_ == "NNS" or (noun.tag_ == "NN" and self._are_persons(noun))

    def _are_known_persons(self, noun: Token) -> bool:
        """Whether a common noun is a word for people who are told apart from whoever stands in their phrase."""
        return noun.pos_ == "NOUN" and noun.lemma_.lower() not in self.lexicon.transparent and self._are_persons(noun)

    def _are_persons(self, noun: Token) -> bool:
        """Whether a noun is a word for people: "the crew of the tanker"."""
        return self.lexicon.is_person(noun)

    def _beside(self, tokens: Sequence[Token], path: str) -> list[Argument]:
        """Things that undergo together with somebody: "two schools and a dispensary"."""
        if not (path in BESIDE or path.startswith("nmod:of")) or len(tokens) < 2:
            return []
        kinds = {"NOUN", "PROPN"} if path == BETWEEN else {"NOUN"}
        if path == "subject":
            tokens = [token for token in tokens if self._are_persons(token)]  # "the minister and her counterpart"
        return [Argument(thing(token), path, THING) for token in tokens if token.pos_ in kinds and self.mentions.at(token) is None]

    def _held(self, mention: ActorMention | None, token: Token, path: str, event_type: str | None) -> ActorMention | None:
        """A thing's owner as the thing: what is seized is "a Northland freighter", not Northland."""
        several = token.head.tag_ == "NNS" and mention is not None and mention.kind is MentionKind.DEMONYM
        several = several or (
            event_type in JUDGING and is_title(token.sent, token.doc) and not self._are_persons(token.head)
        )  # "turned down a Northland offer": the offer
        several = several or bool(token.head.dep_ == "nsubj:pass" and tree.served(token.head.head))  # "the aid convoy was denied entry"
        if (
            mention is None
            or not path.startswith(("object/poss", "object/of"))
            or not (several or event_type in THING_TYPES)
            or token.head.pos_ != "NOUN"
        ):
            return mention
        return self._property(token.head, mention)

    def _property(self, noun: Token, owner: ActorMention) -> ActorMention:
        """What belongs to an actor, as the whole noun phrase with its modifier's actor: "a Northland freighter", "the rebels' camp"."""
        if owner.kind is MentionKind.PRONOUN and owner.head.end < noun.idx:
            return replace(thing(noun, whole=False), actor=owner.actor)  # "their tractors"
        if owner.actor is None or owner.kind is MentionKind.PRONOUN:
            return owner
        before = owner.head.end <= noun.idx and owner.span.end <= noun.idx
        whole = thing(noun, whole=not before)
        if self.lexicon.is_person(noun):
            return replace(whole, actor=owner.actor, rule=owner.rule, score=owner.score)  # "inspectors from the agency": they themselves
        inside = whole.span.contains(owner.span)  # "consignments of Northland onions", "the dean of the law faculty"
        return replace(whole, actor=owner.actor, rule=owner.rule, score=owner.score) if before or inside else owner

    def _owned(self, token: Token, taken: Sequence[Argument]) -> bool:
        """Whether a noun is something of the other side ("its troops"): it undergoes only where nobody else does."""
        if any(self.mentions.at(child) is not None for child in tree.children(token, "amod", "compound")):
            return False  # "his Northland counterpart"
        for owner in tree.children(token, "nmod:poss"):
            if owner.tag_ == "PRP$" and (mention := self.mentions.at(owner)) is not None:
                named = Argument(self.mentions.named(mention), "poss", DIRECT)
                return any(same_actor(named, other) for other in taken)
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
            if not any(same_actor(argument, other) for other in taken) and not any(
                overlap(argument.mention, other.mention) for other in found
            ):
                found.append(argument)
        return found

    def _places(self, predicate: Token, reached: Sequence[tuple[str, Token]], taken: Sequence[Argument], event_type: str) -> list[Argument]:
        """A place that a path reaches, or the thing in it that is reached: "a refinery in Northport"."""
        hit = [(path, token) for path, token in reached if path.startswith(HIT) and token.pos_ == "NOUN" and "/poss" not in path][:1]
        for path, token in reached:
            places = [self.mentions.place(each) for each in phrase(token)]
            if event_type in SETTINGS:
                places = [place for place in places if place is not None and not self._is_setting(place)]
            found = self._arguments(places, f"{path}/place", PLACE, taken)
            if found and event_type in PHYSICAL and hit and hit[0][1].i != token.i:
                path, token = hit[0]  # "burned the huts in Northport": the huts, in whatever phrase the town stands
                if event_type == "COERCE" or not self._instruments.intersection(tree.names_of(token)):
                    return [replace(found[0], mention=placed(token, found[0].mention), path=path)]
            if (
                found
                and (event_type in STANDING or self._are_known_persons(token))
                and token.pos_ == "NOUN"
                and self._stands_in(token, found[0].mention)
            ):
                return [replace(found[0], mention=placed(token, found[0].mention))]
            if event_type in SPOKEN_TYPES and found and found[0].mention.actor is not None and found[0].mention.actor.country is None:
                continue  # nobody endorses a lake
            if found:
                return found[:1]
        return []

    def _stands_in(self, noun: Token, place: ActorMention) -> bool:
        """Whether a thing stands in a place: not "the town of Northport", "the capital Northport", nor bombs that explode there."""
        if self._instruments.intersection(tree.names_of(noun)):
            return False
        named = next((each for each in tree.below(noun) if self.mentions.place(each) is place), noun)
        if named.i < noun.i or (named.dep_ in MODIFYING and named.head.i != noun.i):
            return True  # "the Northport refinery", "approaches to the Northport dam"
        start = noun.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
        before = start[0].nbor(-1).lower_ if start is not None and start[0].i else ""  # a parser may hang it on the second word
        if tree.case_of(named) == "of" and named.head.i == noun.i:  # "the besieged quarters of Northport", but "the town of Northport"
            several = noun.tag_ == "NNS" and noun.lower_ != noun.lemma_.lower()  # "four districts of Northport" are not Northport
            return noun.ent_type_ == "" and (several or not tree.is_any(noun, self._settlements))
        return tree.case_of(named) != "" or (before in LOCATIVE and named.i > noun.i)

    @staticmethod
    def _put(things: Sequence[Argument], under: Sequence[Argument]) -> list[Argument]:
        """Things that undergo in a place told beside them, with the place's actor: "three villages were burned in Northland"."""
        if not things or not under or things[0].path != "object" or not under[0].path.endswith("/place"):
            return []
        return [replace(argument, mention=replace(argument.mention, actor=under[0].mention.actor)) for argument in things]

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
        own = (child for child in tree.kids(predicate) if not tree.is_teller(child))
        queue = [child for child in own if child.dep_ in {"obj", "iobj", "nmod", "nmod:desc"} or self._is_local(child)]
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
            if path == "object" and token.tag_ == "NN" and self.lexicon.noun_senses(token):
                continue  # "began a strike": what is done is done to nobody
            if tree.case_of(token) == "by" and self._measures.intersection(tree.names_of(token)):
                continue  # "set off by remote control"
            if path not in {"complement", "that", "mod", "poss", "object/poss"} and (
                token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "NUM" and token.is_alpha)
            ):
                return [Argument(thing(token), path, THING)]
        return []
