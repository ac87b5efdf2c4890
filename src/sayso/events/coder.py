"""The last component of the pipeline: triggers, arguments, operators, status, footing, toll, circumstances -> events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from sayso.events import tree
from sayso.events.aftermath import Aftermath
from sayso.events.arguments import ArgumentFinder
from sayso.events.bygone import Bygone
from sayso.events.candidate import Candidate
from sayso.events.circumstance import Circumstances, is_another_day, is_historical, is_over, is_to_come
from sayso.events.confidence import Confidence
from sayso.events.footing import FootingReader, Standing, Telling
from sayso.events.lasting import THEN
from sayso.events.mentions import POLITICAL, Mentions, best_weight, weight
from sayso.events.nodes import span_of
from sayso.events.ontology import Ontology
from sayso.events.operators import Operators
from sayso.events.predicates import Lexicon
from sayso.events.same import Told, tie
from sayso.events.scenes import SceneWords
from sayso.events.shares import TollShares
from sayso.events.sides import Argument
from sayso.events.status import Reading, StatusReader, within_attribution
from sayso.events.toll import TollReader
from sayso.events.triggers import TriggerFinder
from sayso.events.voice import Voices, of_nobody
from sayso.ids import content_id
from sayso.records import ActorMention, Article, Attribution, Event, Footing, MentionKind, Place, Status, TimeExpression, Toll, Why

UNDONE = frozenset({Status.HYPOTHETICAL, Status.PLANNED, Status.THREATENED, Status.DEMANDED})
"""Statuses of what has struck nobody yet: "if one more worker is killed"."""
LAWFUL_MODES = frozenset({"arrest", "restrict", "curfew", "martial-law", "deport"})
WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "REJECT", "ACCUSE", "COOPERATE"})
"""Types that are done by talking or by common consent."""
SENTENCED = frozenset({Footing.ACCUSED, Footing.ACCUSED_BY_AUTHORITIES, Footing.ACQUITTED})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST"})
PARTIES = ("nsubj", "nsubj:pass", "obj")
SPEECH_ACTS = frozenset({"THREATEN", "AGREE", "REJECT", "REQUEST", "SUPPORT", "ACCUSE"})


class EventCoder:
    """Sets ``doc._.events``; reads ``doc._.times``, ``places``, ``mentions``, ``attributions`` and changes none of them."""

    def __init__(self, tables: Mapping[str, Any], ontology: Mapping[str, Any]) -> None:
        """Compile the lexicon.

        Args:
            tables: the YAML files of `lexicon/events`, the user's under ``user/``.
            ontology: the YAML files of `lexicon/ontology`.

        Raises:
            LexiconError: an entry is malformed.
        """
        self.ontology = Ontology.from_tables(ontology, tables.get("user/types"))
        self.lexicon = Lexicon(tables, self.ontology)
        self.status = StatusReader(dict(self.lexicon.cues))
        self.footing = FootingReader(self.lexicon.cues, self.lexicon.words(("@forces", "@police")))
        self.toll = TollReader(self.lexicon.toll)
        self.confidence = Confidence(tables["confidence"])
        self.scenes = SceneWords.of(self.lexicon.cues)
        self.anaphoric = frozenset(self.lexicon.cues["anaphoric"])
        self.bygone = Bygone(self.lexicon.cues)
        self.whoever = frozenset(self.lexicon.cues["whoever"])

    def __call__(self, doc: Doc) -> Doc:
        """Code the events of one article."""
        doc._.events = _ArticleCoder(self, doc).events()
        return doc

    def trace(self, doc: Doc) -> Iterator[tuple[Sentence, list[Candidate], list[Candidate]]]:
        """For `sayso.events.misses`: each sentence, all its candidates, and those that licences, operators and aftermath let pass."""
        article = _ArticleCoder(self, doc)
        for sentence in doc.sents:
            found = article.triggers.find(sentence)
            yield sentence, found, article.aftermath.sift(article.operators.apply(list(found), sentence))


class _ArticleCoder:
    """The work on one article: indexes built once, then one pass over its sentences."""

    def __init__(self, coder: EventCoder, doc: Doc) -> None:
        self.coder = coder
        self.doc = doc
        self.text = doc.text
        article: Article | None = doc._.article
        self.article_id = article.id if article is not None else ""
        self.title = article.title if article is not None else None
        self.published = article.published_date if article is not None else None
        cues = coder.lexicon.cues
        self.mentions = Mentions(doc, frozenset(cues["first_person"]), frozenset(cues["loose_prepositions"]))
        self.finder = ArgumentFinder(self.mentions, coder.lexicon)
        self.triggers = TriggerFinder(coder.lexicon, self.finder, coder.footing, coder.toll)
        self.operators = Operators(coder.lexicon, self.finder, coder.status)
        nobodys = of_nobody(doc._.attributions, self.text, cues["nobodies"])
        self.voices = Voices(doc._.attributions, len(self.text), nobodys)
        self._definite = frozenset(coder.lexicon.cues["definite"])
        self._purpose = frozenset(coder.lexicon.cues["purpose_nouns"])
        self.aftermath = Aftermath()
        self.shares = TollShares(coder.toll, doc)
        self._saying = frozenset(coder.lexicon.cues["saying"])
        self._warning = tuple(cues["warning"])
        self._long_ago = frozenset(cues["long_ago"])
        self._vowed = frozenset(f"governor:{verb}" for verb in coder.lexicon.cues["vowing"])

    def events(self) -> tuple[Event, ...]:
        candidates: list[Candidate] = []
        for sentence in self.doc.sents:
            found = self.operators.apply(self.triggers.find(sentence), sentence)
            found = self.aftermath.sift(found)
            self.shares.note(found)
            candidates += found
        circumstances = Circumstances(
            self.doc,
            (candidate.token.i for candidate in candidates),
            lambda token: tree.is_any(token, self._saying),
            self._purpose,
            self.coder.scenes,
            {candidate.token.i: f"{candidate.type} {candidate.mode}" for candidate in candidates},
        )
        told = []
        for candidate in candidates:
            self._threat_of_the_speaker(candidate)
            event = self._event(candidate, circumstances)
            if event is not None:
                told.append(self._told(candidate, event))
        return tie(self.article_id, told)

    def _threat_of_the_speaker(self, candidate: Candidate) -> None:
        """Whoever says that unattributed attacks "will not stop" threatens."""
        reading = candidate.reading
        if (
            candidate.arguments.actors
            or reading is None
            or not reading.rule.startswith("unceasing")
            or reading.status is not Status.THREATENED
        ):
            return
        voice = self.voices.of(span_of(candidate.token))
        if voice is not None and voice.speaker is not None and weight(voice.speaker) == POLITICAL:
            candidate.arguments.actors = [Argument(voice.speaker, "speaker", 0.6)]
            self.operators.shift(candidate)

    def _told(self, candidate: Candidate, event: Event) -> Told:
        token = candidate.token
        definite = token.pos_ == "NOUN" and any(
            child.dep_ == "det" and child.tag_ == "DT" and child.lower_ in self._definite for child in tree.kids(token)
        )
        return Told(
            event,
            token.lemma_.lower(),
            definite,
            token.lemma_.lower() in self.coder.anaphoric,
            self.title is not None and self.title.contains(event.trigger[0]),
            bool(event.recipients) and all(self._is_vague(mention) for mention in event.recipients),
        )

    def _settled_at(self, candidate: Candidate) -> Token:
        """Of an event's words the one on whose governors the footing hangs: "died in the ambush, for which X was blamed"."""
        words = [candidate.token, *candidate.words]
        return next((word for word in words if self.coder.footing.accountability.of(word) is not None), candidate.clause)

    def _is_word_on_its_source(self, candidate: Candidate, voice: Attribution) -> bool:
        """Whether the cue is a passive that settles what its subject did ("three men charged with …"): he is no voice of it."""
        answer = self.coder.footing.accountability.of(self._settled_at(candidate))
        if answer is None or answer.footing not in SENTENCED or answer.word.pos_ != "VERB":
            return False
        told = tree.is_passive(answer.word) or not (
            answer.footing is Footing.ACCUSED or tree.children(answer.word, "obj", "ccomp", "xcomp")
        )
        if not told:
            return False
        subject = tree.surface_subject(answer.word)
        cued = any(span.overlaps(span_of(answer.word)) for span in voice.cue)
        return cued and subject is not None and any(span.overlaps(span_of(subject)) for span in voice.source)

    def _is_vague(self, mention: ActorMention) -> bool:
        """Whether a mention is a definite role noun, which may look back at somebody named."""
        words = self.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        return mention.kind in {MentionKind.ROLE, MentionKind.ANONYMOUS} and words is not None and words[0].lower_ in self._definite

    def _close(self, candidate: Candidate) -> None:
        """Leave the arguments with their own words only."""
        for side in (candidate.arguments.actors, candidate.arguments.recipients):
            side[:] = [replace(argument, mention=self.mentions.closed(argument.mention)) for argument in side]

    def _event(self, candidate: Candidate, circumstances: Circumstances) -> Event | None:
        """The record of a candidate whose arguments are settled; null where neither parties nor a toll are left of it."""
        token, clause = candidate.token, candidate.clause
        own = span_of(token)
        inner = self.voices.of(own, [span_of(word) for word in candidate.words])
        if inner is not None and self._is_word_on_its_source(candidate, inner):
            inner = self.voices.parent(inner)
        voice = self.voices.sourced(inner)
        spans = tuple(span_of(word) for word in sorted(candidate.words, key=lambda word: word.i))
        self._close(candidate)
        actors = tuple(argument.mention for argument in candidate.arguments.actors)
        recipients = tuple(argument.mention for argument in candidate.arguments.recipients)
        verbs = [word for word in candidate.words if word.pos_ == "VERB"]
        toll = self.shares.of(candidate, (token, clause, *verbs, *candidate.effects))
        if _is_empty(candidate, actors, recipients, toll):
            return None
        heads = circumstances.heads(token, clause, verbs, [word for word in candidate.words if word.pos_ == "NOUN"])
        when, when_rule = self._when(candidate, voice, circumstances.when(heads))
        where = self._where(candidate, heads, circumstances)
        standing = self._standing(candidate, actors, inner)
        status, status_rule, status_word = self._status(candidate, voice, when, standing)
        toll = () if status in UNDONE and not any(child.lower_ == "have" for child in tree.children(clause, "aux")) else toll
        score = self.coder.confidence.of(candidate)
        why = (
            *self._why_coded(candidate),
            Why("status", status_rule, span_of(status_word) if status_word is not None else None),
            Why("footing", standing.rule, span_of(standing.word) if standing.word is not None else None),
            Why("when", when_rule, when.span if when else None, note="" if when else "no time expression governs the event's clause"),
            Why("where", "clause" if where else "none", where.span if where else None, note="" if where else "no place governs its clause"),
            Why("voice", "content" if voice is not None else "outlet", note=voice.id if voice is not None else ""),
            Why("confidence", "regression", score=score),
        )
        return Event(
            id=content_id("e", self.article_id, candidate.type, *(f"{span.start}-{span.end}" for span in spans)),
            type=candidate.type,
            trigger=spans,
            mode=candidate.mode,
            cameo=candidate.cameo,
            contexts=candidate.contexts,
            actors=actors,
            recipients=recipients,
            when=when,
            where=where,
            toll=toll,
            status=status,
            footing=standing.footing,
            voice=voice.id if voice is not None else None,
            why=why,
            confidence=score,
        )

    def _where(self, candidate: Candidate, heads: list[Token], circumstances: Circumstances) -> Place | None:
        """The place that governs one of the event's words; none that stands for a party's government."""
        where = circumstances.where(heads)
        if where is None and candidate.type in HOSTILE:
            where = circumstances.carried(candidate.clause)
        parties = (argument.mention for argument in (*candidate.arguments.actors, *candidate.arguments.recipients))
        return None if where is not None and any(_stands_for_government(mention, where) for mention in parties) else where

    def _standing(self, candidate: Candidate, actors: tuple[ActorMention, ...], inner: Attribution | None) -> Standing:
        """The footing of an event within its innermost attribution, with the rule and the word that settle it."""
        reading, chain = candidate.reading, tuple(self.voices.chain(inner))
        negated = reading is not None and reading.negated and _is_told_of(reading)
        undone = reading is not None and reading.status in UNDONE
        return self.coder.footing.of(
            Telling(
                self._settled_at(candidate),
                actors,
                chain,
                self.text,
                hostile=_is_hostile(candidate),
                deed=candidate.type not in WORDS,
                negated=negated,
                undone=undone,
            )
        )

    def _why_coded(self, candidate: Candidate) -> tuple[Why, ...]:
        """Why it is an event of this type with these parties."""
        coded = Why("type", candidate.sense.key, span_of(candidate.token), note=f"CAMEO {candidate.cameo}, {self.coder.ontology.codebook}")
        actors = (_argument_why("actor", argument) for argument in candidate.arguments.actors)
        recipients = (_argument_why("recipient", argument) for argument in candidate.arguments.recipients)
        return coded, *candidate.why, *actors, *recipients

    def _status(
        self, candidate: Candidate, voice: Attribution | None, when: TimeExpression | None, standing: Standing
    ) -> tuple[Status, str, Token | None]:
        """The status with its rule and word: the clause's own, weighed against the attribution, the type and the date."""
        reading = within_attribution(candidate.reading, voice) if candidate.reading is not None else Reading(Status.OCCURRED, "default")
        if candidate.type in HOSTILE and reading.status in {Status.PLANNED, Status.HYPOTHETICAL} and reading.rule in self._vowed:
            return Status.THREATENED, reading.rule, reading.word  # "vowed to bomb any convoy"
        if candidate.type in HOSTILE and reading.status is Status.PLANNED and self._is_threat(candidate, voice, reading):
            return Status.THREATENED, "attribution:threaten", reading.word  # "will be sunk, the admiralty warned"
        if candidate.sense.op is not None and candidate.type in SPEECH_ACTS and reading.status is Status.ONGOING:
            return Status.OCCURRED, "operator", candidate.token  # who "is threatening" has threatened
        if candidate.type in {"THREATEN", "REQUEST"} and reading.status is Status.ONGOING:
            return Status.OCCURRED, "speech", candidate.token
        if candidate.sense.op is not None and candidate.type in SPEECH_ACTS and reading.rule.startswith("clause"):
            return Status.OCCURRED, "operator", candidate.token
        if candidate.sense.key == "operator:demand" and reading.status is Status.DEMANDED:
            return Status.OCCURRED, "operator", candidate.token  # "said they must go": the demand was made
        dated = self._by_date(candidate, reading, when)
        if dated is not None:
            return dated
        doubted = reading.status in {Status.HYPOTHETICAL, Status.DEMANDED} and standing.footing is not Footing.POSSIBLE
        if candidate.answered and doubted:
            return Status.OCCURRED, "answerable", reading.word  # "suspected of burning …": who did it is open, not that it was done
        if reading.status is Status.NEGATED and standing.footing is Footing.DENIED and _is_told_of(reading):
            return Status.OCCURRED, "denied, not negated", reading.word
        return reading.status, reading.rule, reading.word

    def _by_date(self, candidate: Candidate, reading: Reading, when: TimeExpression | None) -> tuple[Status, str, Token | None] | None:
        """The status where the time decides it: what is long past, and what has not come yet; null where it does not."""
        if reading.status is Status.ONGOING and reading.rule.startswith(THEN) and is_over(when, self.published):
            return Status.OCCURRED, "past", reading.word
        taken_place = reading.status in {Status.OCCURRED, Status.ONGOING}
        if taken_place and is_historical(when, self.published):
            return Status.HISTORICAL, "date", None
        if reading.status is Status.OCCURRED and when is not None and when.span.of(self.text).lower() in self._long_ago:
            return Status.HISTORICAL, "long ago", None
        bygone = self.coder.bygone.of((candidate.token, candidate.clause, *candidate.words), self.published) if taken_place else None
        if bygone is not None:
            return Status.HISTORICAL, "long past", bygone
        present = reading.status is Status.ONGOING and reading.word is not None and reading.word.lemma_.lower() == "be"
        called = candidate.type == "PROTEST" and taken_place and candidate.clause.lemma_.lower() in {"call", "announce", "plan"}
        past = reading.settled and reading.rule.startswith("tense:past")
        if called or ((reading.status is Status.OCCURRED or present) and not past and is_to_come(when, self.published)):
            return (
                Status.PLANNED,
                "date",
                None,
            )  # "have called a march for Sunday"; it cannot have happened yet, whatever the clause looks like
        titled = self.title is not None and self.title.contains(span_of(candidate.token))
        if reading.rule.endswith("tense:present") and not titled and is_another_day(when, self.published):
            return Status.PLANNED, "present with a date", reading.word  # "the secretary flies to Lima on 4 May"
        return None

    def _is_threat(self, candidate: Candidate, voice: Attribution | None, reading: Reading) -> bool:
        """Whether what "will be done" is told as a threat, or as a warning by nobody but the doer."""
        if voice is None or not reading.rule.startswith("modal:"):
            return False
        warned = any(span.of(self.text).lower().startswith(self._warning) for span in voice.cue)
        on_terms = (
            reading.modal == "planned" and self.coder.status.conditional(candidate.clause) is not None
        )  # "if they come, we will stone them"
        on_terms = on_terms or (reading.modal == "planned" and any(map(self._is_whoever, tree.children(candidate.clause, *PARTIES))))
        return voice.speech == "threaten" or on_terms or (warned and not candidate.arguments.actors)

    def _is_whoever(self, noun: Token) -> bool:
        """Whether a noun phrase is whoever does something: "any vessel that enters our waters", "those who fire"."""
        if not tree.children(noun, "acl", "acl:relcl"):
            return False
        return any(word.lower_ in self.coder.whoever for word in (noun, *tree.children(noun, "det")))

    def _when(self, candidate: Candidate, voice: Attribution | None, found: TimeExpression | None) -> tuple[TimeExpression | None, str]:
        """The event's time; an act done by saying is dated by its saying."""
        spoken = any(why.rule.startswith("operator:") for why in candidate.why) or candidate.sense.key.startswith("operator:")
        if spoken and voice is not None and voice.said_when is not None and candidate.type in SPEECH_ACTS:
            return voice.said_when, "said"
        cued = self.voices.cued_by(span_of(candidate.token)) if found is None and candidate.type in SPEECH_ACTS else None
        if cued is not None and cued.said_when is not None:
            return cued.said_when, "said"
        said = voice.said_when.span if voice is not None and voice.said_when is not None else None
        if found is not None and voice is not None and said == found.span:
            return None, "time of the saying"
        if found is None:
            return None, "none"
        return found, "counted from an event" if found.rule.endswith(("+event", "+last-dated")) else "clause"


def _is_told_of(reading: Reading) -> bool:
    """Whether a negation is that of a finite clause: who says "we did not …" denies it, who "decided not to …" does not."""
    return reading.settled or reading.modal is not None or not reading.rule.startswith("negation")


def _is_hostile(candidate: Candidate) -> bool:
    """Whether to tell an act of another is to accuse him of it; what an authority does by right (arrests, bans) is not meant."""
    return candidate.type in {"ASSAULT", "THREATEN"} or (candidate.type == "COERCE" and candidate.mode not in LAWFUL_MODES)


def _is_empty(candidate: Candidate, actors: tuple[ActorMention, ...], recipients: tuple[ActorMention, ...], toll: tuple[Toll, ...]) -> bool:
    """Whether nothing tells that a violent word is a political event: no toll, nobody on either side."""
    if candidate.sense.licence in {"tolled", "aftermath"}:
        return not toll
    if candidate.sense.licence == "toll":
        return not toll and not candidate.answered and best_weight((*actors, *recipients)) < POLITICAL
    return candidate.type == "ASSAULT" and not candidate.staged and candidate.sense.licence != "free" and not (actors or recipients or toll)


def _stands_for_government(mention: ActorMention, place: Place) -> bool:
    """Whether the name of a place is an argument of the event as a government, and so does not say where it happened."""
    return mention.kind is MentionKind.PLACE and mention.rule != "place" and mention.span.overlaps(place.span)


def _argument_why(field: str, argument: Argument) -> Why:
    mention = argument.mention
    name = mention.actor.id if mention.actor is not None else "text only"
    return Why(field, f"frame:{argument.path}", mention.span, argument.score, note=f"{name} by {mention.rule}" if mention.rule else name)
