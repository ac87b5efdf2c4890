"""Predicates that govern other events: agree to, refuse to, demand that, threaten to, "must", "is ready to", "will not stop".

PLOVER lets a type that implies a status win over the event it governs: a threat of violence is THREATEN with the mode `violence`, not an
ASSAULT that is hypothetical. An operator therefore absorbs the event it governs and takes its kind as mode.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.events import headline, tree
from sayso.events.arguments import ArgumentFinder
from sayso.events.candidate import Candidate
from sayso.events.licence import licensed
from sayso.events.mentions import NAMED, POLITICAL, weight
from sayso.events.predicates import Lexicon, Predicate
from sayso.events.sides import Argument, Arguments
from sayso.events.status import Reading, StatusReader
from sayso.records import Status, Why

DEPLOYING = frozenset({"MOBILIZE"})
"""Hostile types that nobody is threatened with by their mere announcement: "will send peacekeepers"."""
CODES = {"accuse": "112", "commit": "030", "refuse": "120", "demand": "100", "threaten": "130"}
FRAMES = {"accuse": "accuse", "commit": "agree", "refuse": "refuse", "demand": "demand", "threaten": "threaten"}
COMMITTED_CODES = {"CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033", "RETREAT": "035", "CONCEDE": "035", "AGREE": "030"}


QUESTION_TAGS = frozenset({"WRB", "WP", "WDT"})
DISLIKING = ("of", "with", "at", "about", "over")
"""Prepositions after which adjectives of disapproval name whom they are aimed at."""
CEASING = frozenset({"087", "0871"})
"""Codes of stopping to fight: who will not, threatens."""


class Operators:
    """Applies operators to the candidates of one sentence."""

    def __init__(self, lexicon: Lexicon, finder: ArgumentFinder, status: StatusReader) -> None:
        self.lexicon = lexicon
        self.finder = finder
        self.status = status
        cues = lexicon.cues
        self._modes = cues["operators"]
        self._hostile = frozenset(cues["hostile"])
        self._friendly = frozenset(cues["friendly"])
        self._giving_way = frozenset(cues["giving_way"])
        self._willing = frozenset(cues["willing"]["adjectives"])
        self._blaming = frozenset(cues["blaming"])
        self._insisting = frozenset(cues["insisting"])
        self._displeased = frozenset(cues["displeased"])
        self._unwilling = frozenset(cues["unwilling"])
        self._governing = tuple(cues["governing_prepositions"])
        self._ultimatum = frozenset(cues["subordinators"]["ultimatum"])
        self._consenting = frozenset(cues["willing"]["consenting"])
        self._saying = frozenset(cues["saying"])
        self._senses = {op: self._sense(op) for op in CODES}

    def _sense(self, op: str) -> Predicate:
        code = self.lexicon.ontology.cameo[CODES[op]]
        return Predicate(f"operator:{op}", code.type, None, code.code, (), self.lexicon.frame(FRAMES[op]), licence="actor", op=op)

    def apply(self, candidates: list[Candidate], tokens: Iterable[Token]) -> list[Candidate]:
        """The candidates that remain, implicit operators added, each with its status read."""
        by_token = {candidate.token.i: candidate for candidate in candidates}
        for token in tokens:
            implicit = self._implicit(token, by_token)
            if implicit is not None:
                candidates.append(implicit)
        for candidate in candidates:
            if candidate.sense.op is not None and not candidate.absorbed:
                self._absorb(candidate, by_token)
        kept = [candidate for candidate in candidates if not candidate.absorbed and (candidate.took or licensed(candidate))]
        for candidate in kept:
            candidate.reading = self.status.of(candidate.clause, candidate.sense.goal)
            self.shift(candidate)
            if candidate.mode == "resign" and headline.is_title(candidate.token.sent, candidate.token.doc):
                continue  # "quits over jailbreak in Northport" does nothing to Northport
            if candidate.token.pos_ == "VERB" and candidate.sense.frame.recipient and not candidate.sense.key.startswith("noun"):
                self.finder.widen(candidate.token, candidate.arguments, candidate.type)
            elif candidate.token.pos_ == "NOUN":
                self.finder.settle(candidate.token, candidate.arguments, candidate.type)
        kept = [candidate for candidate in kept if not _is_mere_aim(candidate)]
        return sorted(kept, key=lambda candidate: candidate.token.i)

    def _implicit(self, token: Token, by_token: dict[int, Candidate]) -> Candidate | None:
        """An operator without a verb of its own: “must go” (REQUEST), “is ready to talk” (AGREE), “is unwilling to yield” (REJECT)."""
        made = self._obligation(token, by_token) or self._disposition(token) or self._blame(token) or self._displeasure(token)
        known = by_token.get(token.i)
        if made is None or (known is not None and licensed(known) and made.sense.op != "demand"):
            return None
        if known is not None:
            known.absorbed = True
        return made

    def _blame(self, token: Token) -> Candidate | None:
        """Who says that somebody is to blame accuses him: "said the militia was responsible"."""
        if token.lower_ not in self._blaming or not tree.children(token, "cop") or self.status.negation(token) is not None:
            return None
        clause = self._reported(token)
        speaker, blamed = (tree.subject(clause.head) if clause is not None else None), tree.surface_subject(token)
        if speaker is None or blamed is None or speaker.i == blamed.i:
            return None
        actors = self._mentioned(speaker, "speaker")
        recipients = self._mentioned(blamed, "blamed")
        if not actors or not any(weight(argument.mention) == POLITICAL for argument in recipients):
            return None
        return self._made("accuse", token, Arguments(actors, recipients))

    def _displeasure(self, token: Token) -> Candidate | None:
        """Who is "critical of" a political actor, or "angry with" it: "the union was unhappy with the ministry"."""
        if token.lower_ not in self._displeased or token.pos_ != "ADJ" or self.status.negation(token) is not None:
            return None
        doer = tree.surface_subject(token)
        disliked = tree.obliques(token, DISLIKING)
        if doer is None or not tree.children(token, "cop") or not disliked:
            return None
        actors = self._mentioned(doer, "subject")
        recipients = [found for noun in disliked for found in self._mentioned(noun, "disliked")]
        recipients = recipients or [
            Argument(each, "disliked/within", 0.6) for noun in disliked for each in self.finder.mentions.within(noun)
        ]
        if not actors or weight(actors[0].mention) < NAMED or not any(weight(each.mention) == POLITICAL for each in recipients):
            return None
        return self._made("accuse", token, Arguments(actors, recipients))

    def _mentioned(self, token: Token, path: str) -> list[Argument]:
        found = (self.finder.mentions.at(each) for each in tree.conjuncts(token))
        return [Argument(mention, path, 0.8) for mention in found if mention is not None]

    def _disposition(self, token: Token) -> Candidate | None:
        """Adjectives and participles that commit their subject to what they govern, or set it against that."""
        word = token.lower_
        op = "commit" if word in self._willing else "refuse" if word in self._unwilling else None
        if op is None or not (token.pos_ == "ADJ" or tree.children(token, "cop", "aux:pass", "aux")) or _is_asked(token):
            return None
        if not tree.complements(token) and not (op == "refuse" and tree.obliques(token, ("to",))):
            return None
        if op == "commit" and self.status.negation(token) is not None:
            op = "refuse"
        arguments = self.finder.of_state(token, self._senses[op].frame, self._senses[op].type)
        return self._made(op, token, arguments)

    def _obligation(self, token: Token, by_token: dict[int, Candidate]) -> Candidate | None:
        """A clause with "must" or "should" under a verb of saying: the speaker asks it of the subject."""
        has_to = (
            token.dep_ == "xcomp" and token.tag_ == "VB" and token.head.lower_ in {"has", "have"} and not tree.children(token.head, "obj")
        )
        if token.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"} or not (
            has_to or self.status.modal_class(token) == "demanded" or self._is_wished(token)
        ):
            return None
        above = (each for each in (token.head, token.head.head) if each.i != token.i)
        says = next((each for each in above if any(stem in self._saying for stem in tree.stems(each))), None)
        if says is None or (token.head if has_to else token).dep_ not in {"ccomp", "parataxis", "conj", "root", "ROOT"}:
            return None
        speaker, asked = tree.subject(says), tree.surface_subject(token)
        if speaker is None or asked is None or speaker.i == asked.i:
            return None
        actors = self._mentioned(speaker, "speaker")
        recipients = self._mentioned(asked, "asked")
        if not recipients:
            recipients = [Argument(mention, "asked/within", 0.6) for mention in self.finder.mentions.within(asked)]
        if not any(weight(argument.mention) == POLITICAL for argument in recipients):
            return None
        made = self._made("demand", token, Arguments(actors, recipients))
        if made is not None and token.i in by_token:
            made.mode = self._mode("demand", by_token[token.i])
        return made

    def _is_wished(self, clause: Token) -> bool:
        """Whether a clause is in the subjunctive: "insisted that the army leave"."""
        if clause.dep_ != "ccomp" or not tree.is_any(clause.head, self._insisting) or tree.children(clause, "aux"):
            return False
        doer = tree.surface_subject(clause)
        return clause.tag_ == "VB" or (clause.tag_ == "VBP" and doer is not None and doer.tag_ in {"NN", "NNP"})

    def _made(self, op: str, token: Token, arguments: Arguments) -> Candidate | None:
        sense = self._senses[op]
        made = Candidate(token, sense, [token], arguments, sense.type, None, sense.cameo, ())
        return made if licensed(made) else None

    def _mode(self, op: str, governed: Candidate) -> str | None:
        table = self._modes[op]
        mode: str | None = table.get(f"{governed.type}/{governed.mode}", table.get(governed.type, table["default"]))
        return mode

    def _absorb(self, operator: Candidate, by_token: dict[int, Candidate]) -> None:
        op = str(operator.sense.op)
        if op == "commit" and any(_is_past(clause) for clause in tree.complements(operator.token)):
            operator.absorbed = True  # "swore that his men had not …" commits him to nothing
            return
        if op == "refuse" and self.status.is_excluding(operator.token) and self.status.negation(operator.token) is not None:
            open_to = any(each.i in by_token and not by_token[each.i].absorbed for each in self._governed(operator.token))
            operator.absorbed = open_to  # "has not ruled out that troops might be sent" refuses nothing
            return
        governed = [by_token[each.i] for each in self._governed(operator.token) if each.i in by_token and by_token[each.i] is not operator]
        joint = len(operator.arguments.actors) > 1  # two who "agreed to patrol the road" have agreed
        if op == "commit" and governed and not joint and all(each.type in DEPLOYING for each in governed):
            operator.absorbed = True  # whoever "promised to send troops" plans to send them
            return
        for candidate in governed:
            if candidate.absorbed or candidate.answered or (candidate.sense.op and candidate.type == operator.type == "REJECT"):
                continue
            if not licensed(operator):
                self._lend(operator, candidate)
                if not licensed(operator):
                    continue
            self._take(operator, candidate, op)
        hostile = [candidate for candidate in governed if candidate.type in self._hostile]
        if op == "commit" and operator.type == "AGREE" and hostile and not tree.is_any(operator.token, self._consenting):
            self._become(operator, "threaten", hostile[0])

    def _governed(self, token: Token) -> list[Token]:
        """Heads of the governed clauses and, for nouns as objects ("demanded the withdrawal"), the object."""
        found = tree.complements(token)
        for noun in (*tree.objects(token), *tree.obliques(token, self._governing)):
            found += [noun, tree.content_noun(noun, self.lexicon.transparent)]
        for clause in list(found):  # "agreed to begin talks", "refused to stop attacking"
            if clause.pos_ == "VERB":
                found += [child for child in tree.kids(clause) if child.dep_ in {"xcomp"}]
        return found

    def _lend(self, operator: Candidate, governed: Candidate) -> None:
        if not operator.arguments.actors:
            operator.arguments.actors = list(governed.arguments.actors)
        if not operator.arguments.recipients:
            operator.arguments.recipients = list(governed.arguments.recipients)

    def _take(self, operator: Candidate, governed: Candidate, op: str) -> None:
        governed.absorbed = operator.took = True
        if operator.mode is None and operator.type == self._senses[op].type:  # "forced them to leave" coerces: no mode of a demand
            operator.mode = self._mode(op, governed)
        if op == "commit":
            operator.cameo = COMMITTED_CODES.get(governed.type, operator.cameo)
        known = operator.arguments.recipients
        if not known or (known[0].path == "complement" and governed.arguments.recipients):
            taken = {argument.mention.span for argument in operator.arguments.actors}
            operator.arguments.recipients = [each for each in governed.arguments.recipients if each.mention.span not in taken] or known
        operator.contexts = tuple(dict.fromkeys((*operator.contexts, *governed.contexts)))
        operator.why.append(Why("type", f"operator:{op}", note=f"takes over {governed.type} of “{governed.token.text}”"))

    def _become(self, candidate: Candidate, op: str, governed: Candidate | None = None) -> None:
        """Turn a candidate into the event that an operator makes of it."""
        code = self.lexicon.ontology.cameo[CODES[op]]
        source = governed if governed is not None else candidate
        candidate.mode = self._mode(op, source)
        candidate.cameo = COMMITTED_CODES.get(source.type, code.code) if op == "commit" else code.code
        candidate.why.append(Why("type", f"operator:{op}", note=f"from {source.type}"))
        candidate.type = code.type
        candidate.arguments.actors = candidate.arguments.actors + self._on_behalf(candidate)

    def _on_behalf(self, candidate: Candidate) -> list[Argument]:
        """Whoever says what his own side will or will not do takes part in it: "X said his country would not yield"."""
        clause = self._reported(candidate.clause)
        speaker = tree.surface_subject(clause.head) if clause is not None else None
        mention = self.finder.mentions.at(speaker) if speaker is not None else None
        if mention is None or mention.actor is None or weight(mention) < NAMED:
            return []
        known = [argument.mention.actor for argument in candidate.arguments.actors if argument.mention.actor is not None]
        theirs = {actor.country for actor in known if actor.country}
        if any(actor.id == mention.actor.id for actor in known) or (theirs and mention.actor.country not in theirs):
            return []
        if mention.span in {argument.mention.span for argument in (*candidate.arguments.actors, *candidate.arguments.recipients)}:
            return []
        return [Argument(self.finder.mentions.named(mention), "speaker", 0.6)]

    def shift(self, candidate: Candidate) -> None:
        """What a status makes of a type: a kind act planned is AGREE, one refused REJECT, violence that will not stop THREATEN."""
        reading = candidate.reading
        if reading is None or not candidate.arguments.actors:
            return
        if reading.rule.startswith("unceasing") and reading.status is Status.THREATENED:
            self._become(candidate, "threaten")
            candidate.reading = Reading(Status.OCCURRED, "operator:threaten", reading.word)
        elif candidate.sense.op is not None and candidate.type in {"AGREE", "REQUEST"}:
            if candidate.type == "AGREE" and reading.negated and not reading.settled:
                self._become(candidate, "refuse")
                candidate.reading = Reading(Status.OCCURRED, "operator:refuse", reading.word)
        elif reading.negated and reading.modal in {"planned", "conditional"}:
            self._refusal(candidate, reading)
        elif reading.status is Status.PLANNED and reading.modal == "planned":
            self._intention(candidate)

    def _refusal(self, candidate: Candidate, reading: Reading) -> None:
        if candidate.type in self._friendly | self._giving_way:
            if candidate.cameo in CEASING and candidate.type == "RETREAT" and candidate.sense.key.startswith("verb"):
                self._become(candidate, "threaten")
                candidate.mode = "violence"
            else:
                self._become(candidate, "refuse")
            candidate.reading = Reading(Status.OCCURRED, "operator:refuse", reading.word)

    def _intention(self, candidate: Candidate) -> None:
        condition = self.status.conditional(candidate.clause)
        if candidate.type in self._hostile | self._giving_way and condition is not None and condition.lower_ in self._ultimatum:
            self._become(candidate, "threaten")
            candidate.reading = Reading(Status.OCCURRED, "operator:threaten", condition)
        elif candidate.type in self._friendly | self._giving_way and candidate.type != "AGREE":
            self._become(candidate, "commit")
            candidate.reading = Reading(Status.OCCURRED, "operator:commit", candidate.token)
        elif candidate.type in self._hostile and (
            condition is not None or (candidate.type not in DEPLOYING | {"PROTEST"} and self._is_announced(candidate.clause))
        ):  # whoever announces that he will strike or march plans it
            self._become(candidate, "threaten")
            candidate.reading = Reading(Status.OCCURRED, "operator:threaten", candidate.token)

    def _is_announced(self, clause: Token) -> bool:
        """Whether a clause is what somebody announces of himself: "said it would …"."""
        return self._reported(clause) is not None

    def _reported(self, clause: Token) -> Token | None:
        """The head of the reported clause that a clause belongs to, if a verb of saying governs it."""
        while clause.dep_ in {"conj", "xcomp"} and clause.head.i != clause.i:
            clause = clause.head
        return clause if clause.dep_ == "ccomp" and any(stem in self._saying for stem in tree.stems(clause.head)) else None


def _is_asked(clause: Token) -> bool:
    """Whether a clause is an embedded question, which tells nothing: "would not say how much the state was ready to pay"."""
    if clause.dep_ != "ccomp":
        return False
    before = clause.doc[clause.left_edge.i : clause.i]
    return any(word.tag_ in QUESTION_TAGS or word.lower_ == "whether" for word in before)


def _is_past(clause: Token) -> bool:
    """Whether a governed clause tells of what is past: "that they had …", "that he never burned …"."""
    helpers = tree.children(clause, "aux", "aux:pass", "cop")
    if any(helper.lemma_.lower() == "have" and helper.tag_ in {"VBD", "VBP", "VBZ"} for helper in helpers):
        return not any(helper.tag_ == "MD" for helper in helpers)
    if any(helper.dep_ == "aux:pass" and helper.tag_ == "VBD" for helper in helpers):
        return clause.i < clause.head.i  # "was shot down, both sides agree"
    return clause.tag_ == "VBD" and not helpers


def _is_mere_aim(candidate: Candidate) -> bool:
    """Whether a noun only names what something else aims at ("a framework for the withdrawal"): that other thing is the event."""
    reading = candidate.reading
    aimed = reading is not None and reading.status in {Status.PLANNED, Status.HYPOTHETICAL}
    return candidate.sense.goal and aimed and candidate.governor is None and candidate.token.dep_ in {"nmod", "obl", "conj"}
