"""Reading a Universal Dependencies tree: deep subjects and objects, obliques, complements, content nouns.

Every function takes tokens of a parsed `Doc` and gives tokens of the same `Doc`; none of them fails on a bad tree, and none walks further
than a fixed number of steps, so that a run-away sentence costs no more than its length.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.events.nodes import MAX_CLIMB as MAX_CLIMB
from sayso.events.nodes import MAX_SUBTREE as MAX_SUBTREE
from sayso.events.nodes import below as below
from sayso.events.nodes import case_of as case_of
from sayso.events.nodes import children as children
from sayso.events.nodes import climb as climb
from sayso.events.nodes import conjuncts as conjuncts
from sayso.events.nodes import is_possessor as is_possessor
from sayso.events.nodes import is_teller as is_teller
from sayso.events.nodes import kids as kids
from sayso.events.nodes import possessors as possessors
from sayso.events.words import HYPHENS as HYPHENS
from sayso.events.words import is_any as is_any
from sayso.events.words import pick as pick
from sayso.events.words import stems as stems

DATELINE = 4
MAX_STRAY = 15
LINKING = frozenset({"be", "become", "remain", "stay", "seem", "appear", "prove", "turn", "look", "feel", "sound"})
HELPERS = frozenset({"aux", "aux:pass", "cop"})
"""Relations of auxiliaries and copulas."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NESTING = frozenset({"of", "in", "for", "from", "on", "by"})
CHAIN = 6
"""How many phrases that hang on one another are followed for a misplaced one."""
DOER_ENDINGS = ("er", "or", "man", "ist", "ian", "ent", "ant", "ee")
"""Endings of nouns for those who do something."""
DASHES = frozenset({"-", "--", "–", "—"})
AIMED = frozenset({"to", "at", "against", "into", "onto"})
"""Prepositions of whom something is given to or thrown at."""
SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


def is_passive(verb: Token) -> bool:
    """Whether the clause of `verb` is passive, a bare participle ("the man killed") included; auxiliaries outweigh a parser's labels."""
    helpers = {child.lemma_.lower() for child in kids(verb) if child.dep_ in {"aux", "aux:pass"} and child.i < verb.i}
    if (verb.tag_ in {"VBN", "VBD"} or not verb.lower_.endswith("ing")) and helpers & {"be", "get", "being", "been"}:
        return True  # "was firebombed", whatever a reader's tag
    if "have" in helpers or verb.tag_ in {"VBG", "VBZ", "VBP", "VB"}:
        return False
    if verb.tag_ == "VBD" and not helpers and children(verb, "xcomp", "ccomp") and not children(verb, "obl:agent"):
        return False  # "The Front threatened to shell the airfield", its subject labelled as of a passive
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ == "VERB" and not children(verb, "aux", *SUBJECTS):
        return is_passive(verb.head)  # "were received and promised compensation"
    if children(verb, "obj") and not children(verb, "obl:agent"):
        return False
    if any(child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "obl:agent" for child in kids(verb)):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "aux", *SUBJECTS):
        return False
    bare = verb.tag_ == "VBN" and not children(verb, "aux", "cop")
    if bare and verb.dep_ in {"root", "ROOT", "parataxis"} and not children(verb, "obj", "iobj", "ccomp"):
        return True  # headlines: "judge gunned down outside court"
    return bare and verb.dep_ in {"acl", "advcl", "xcomp"} and not children(verb, *SUBJECTS)


def antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; `token` itself where it is no relative pronoun."""
    if token.tag_ in RELATIVE_TAGS or (token.lower_ == "that" and token.pos_ in {"PRON", "SCONJ"}):
        for clause in (verb, *climb(verb)):
            if clause.dep_ in {"acl:relcl", "acl"}:
                return clause.head
        before = token.doc[token.i - 1] if token.i and token.lower_ == "who" else token
        if before.pos_ in {"NOUN", "PROPN"}:
            return before  # "it was the hauliers who blocked the pass", the clause hung elsewhere
    return token


def surface_subject(verb: Token, depth: int = 0, at: int | None = None) -> Token | None:
    """The grammatical subject of a clause: its own, or the one it shares, inherits or is controlled by."""
    at = verb.i if at is None else at
    own = children(verb, *SUBJECTS, *PASSIVE_SUBJECTS) or _run_in_subject(verb)
    own = own or [noun for helper in children(verb, "aux:pass", "aux") for noun in children(helper, *SUBJECTS)]  # hung on "got"
    if own:
        return _own_subject(verb, own, depth, at)
    if depth >= MAX_CLIMB or verb.head.i == verb.i:
        return None
    head = verb.head
    if verb.dep_ == "conj":
        return surface_subject(head, depth + 1, at) if head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} else None
    if verb.dep_ == "xcomp":
        controllers = children(head, "obj") or children(head, "iobj")
        if controllers and head.pos_ == "VERB" and not is_passive(head):
            return antecedent(controllers[0], head)
        return surface_subject(head, depth + 1, at)
    if verb.dep_ in {"acl", "acl:relcl"}:
        return _subject_on_noun(verb, depth, at)
    if (near := _subject_beside(verb)) is not None:
        return near
    if verb.tag_ == "VBN" and head.lemma_.lower() == "have" and head.i == verb.i - 1:
        return surface_subject(head, depth + 1, at)  # "the army have | shelled the town", the helper taken for the verb
    if verb.dep_ in {"advcl", "ccomp", "obl"}:
        shared = surface_subject(head, depth + 1, at)
        behind = verb.dep_ == "ccomp" and shared is not None and shared.i > verb.i and verb.tag_ in {"VBZ", "VBP"}
        return None if behind else shared  # "Blast kills nine, police say": never the police
    return None


def _own_subject(verb: Token, own: list[Token], depth: int, at: int) -> Token:
    """Which of the subjects that hang on a verb, or on its helper, is its subject."""
    own = [noun for noun in own if noun.ent_type_ != "TIME"] or own  # "Ann Example Wednesday rejected …"
    before = [noun for noun in own if noun.i < at]
    if not before and depth:  # "Northland is about to act, an official said", the infinitive hung on "said"
        before = [noun for clause in children(verb, "ccomp") if clause.i < at for noun in children(clause, *SUBJECTS)]
    named = _with_apposition(before) or _with_participle(before)
    nearest = named if named is not None else (before or own[:1])[-1]  # of two: parsers take the city of a dateline for a first
    return _past_dateline(antecedent(nearest, verb))


def _subject_on_noun(verb: Token, depth: int, at: int) -> Token | None:
    """The subject of a clause that hangs on a noun: the noun, or whoever decides in "a decision to withdraw"."""
    head = verb.head
    if verb.dep_ == "acl:relcl" or verb.tag_ in {"VBG", "VBN"}:
        return head
    if verb.tag_ == "VB" and head.dep_ == "xcomp":  # "became the first state to recognise it"
        return surface_subject(head.head, depth + 1, at)
    if verb.tag_ == "VB" and is_inverted(head):
        return head  # "were the rebels to take the bridge, …"
    owners = children(head, "nmod:poss")
    return owners[0] if owners else (surface_subject(head.head, depth + 1, at) if head.dep_ == "obj" else None)


def _subject_beside(verb: Token) -> Token | None:
    """A subject that a parser hung on the verb above: "said 11 of his men had been shot", "was broken up by police using batons"."""
    head = verb.head
    if verb.dep_ == "ccomp" and verb.tag_ == "VBN" and (helpers := children(verb, "aux", "aux:pass")):
        return next((noun for noun in children(head, "obj") if head.i < noun.i < helpers[0].i), None)
    if verb.dep_ == "appos" and verb.pos_ == "VERB" and head.tag_ == "NNS" and head.i == verb.i - 1:
        return head  # headlines: "Thousands march in Northport"
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and is_passive(head):
        return next((doer for doer in children(head, "obl:agent") if doer.right_edge.i == verb.i - 1), None)
    return None


def is_head_count(number: Token) -> bool:
    """Whether a bare number stands for people: "60 held after a protest", "rescues 90"."""
    if number.tag_ != "CD" or number.pos_ != "NUM" or number.dep_ not in {"nsubj", "nsubj:pass", "obj"}:
        return False
    return not any(child.dep_ in {"nmod", "compound", "appos", "flat", "case"} or child.pos_ == "SYM" for child in kids(number))


def is_inverted(noun: Token) -> bool:
    """Whether "were" opens the clause right before a noun phrase: "were the rebels to take the bridge, …"."""
    first = noun.left_edge
    if first.i > 0 and first.nbor(-1).lower_ == "were":
        said = first.i > 1 and first.nbor(-2).lower_ == "there"  # "there were calls for him to resign"
        return not said and first.i - noun.sent.start <= DATELINE
    return first.lower_ == "were"


def _with_apposition(subjects: list[Token]) -> Token | None:
    """The name of two subjects of which the second only says what it is: "the Front, an armed group that …, had planted it"."""
    if len(subjects) != 2 or subjects[0].pos_ != "PROPN" or subjects[1].pos_ != "NOUN":
        return None
    start = subjects[1].left_edge.i
    articles = {child.lower_ for child in children(subjects[1], "det")}
    apart = "," in (subjects[1].doc[start - 1].text, subjects[1].doc[start].text)
    return subjects[0] if apart and articles & {"a", "an", "the"} else None


def _with_participle(subjects: list[Token]) -> Token | None:
    """The first of two subjects of which the second belongs to a participle between them: "rafters intercepted off Key Largo were …"."""
    if len(subjects) != 2:
        return None
    between = [child for child in children(subjects[0], "acl") if subjects[0].i < child.i < subjects[1].i]
    return subjects[0] if between else None


def _run_in_subject(verb: Token) -> list[Token]:
    """What a parser took for the first part of a compound in a headline: "Northland scraps mining contract"."""
    if verb.tag_ not in {"VBZ", "VBD"}:
        return []
    return [child for child in children(verb, "compound", "nmod") if child.i < verb.i and child.pos_ in {"NOUN", "PROPN"}][-1:]


def _past_dateline(noun: Token) -> Token:
    """The subject proper where a parser took the city of a dateline for it ("NORTHPORT, Northland - Dozens of students have …")."""
    if noun.i - noun.sent.start > DATELINE:
        return noun
    listed = noun.nbor().text == "," and noun.nbor(2).pos_ == "PROPN" if noun.i + 2 < len(noun.doc) else False  # "Northport, Northland - "
    if not noun.text.isupper() and not listed:
        return noun
    for child in kids(noun):
        if child.i > noun.i and child.dep_ in {"appos", "conj", "parataxis", "list", "dep"}:
            start = child.left_edge.i
            if start and DASHES.intersection((noun.doc[start - 1].text, noun.doc[start].text)):
                return child
    return noun


def subject(verb: Token) -> Token | None:
    """The doer: the subject of an active clause, the "by" phrase of a passive one."""
    if not is_passive(verb):
        return surface_subject(verb)  # a subject that a parser called passive counts too
    agents = [child for child in children(verb, "obl:agent") if not is_teller(child)]
    agents = [child for child in agents if case_of(child) != "of" or child.i > verb.i]  # "the murder of the judge | was ordered"
    agents = [child for child in agents if case_of(child) in {"by", ""}] or agents  # "was accused of corruption by the union"
    agents = agents or [child for child in kids(verb) if child.dep_.startswith("obl") and case_of(child) == "by"]
    found = _whole_agents(verb, agents) or _participial_agents(verb) or stray(verb, frozenset({"by"})) or _shared_agents(verb)
    return found[0] if found else None


def _whole_agents(verb: Token, agents: list[Token]) -> list[Token]:
    """The doers with what a parser parted from them: "by the Council's | commissioner", "by ruling party | youths"."""
    owners = {agent.i for agent in agents if agent.right_edge.tag_ == "POS"}
    if owners and len(owners) < len(agents):
        return [agent for agent in agents if agent.i not in owners]
    if len(agents) != 1 or agents[0].right_edge.i != agents[0].i:
        return agents
    behind = [child for child in children(verb, "xcomp", "obj", "obl:unmarked", "dep") if child.i == agents[0].i + 1]
    joined = [noun for noun in behind if noun.tag_ == "NNS" and not children(noun, "case", "det", "cop", "nummod", "amod")]
    return joined if agents[0].tag_ == "NN" and joined else agents


def _participial_agents(verb: Token) -> list[Token]:
    """Doers whose participle a parser took for a clause: "was picketed by | striking dockers"."""
    for clause in children(verb, "advcl", "obl"):
        marked = any(child.lower_ == "by" and child.i == clause.i - 1 for child in children(clause, "mark", "case"))
        doers = [child for child in children(clause, "obj") if child.i == clause.i + 1 and child.tag_ == "NNS"]
        if clause.tag_ == "VBG" and marked and doers and doers[0].lemma_.lower().endswith(DOER_ENDINGS):
            return doers
    return []


def _shared_agents(verb: Token) -> list[Token]:
    """The doer told with the passive before it: "were ferried across by gendarmes and fed"."""
    head = verb.head
    bare = verb.dep_ in {"conj", "advcl"} and verb.tag_ == "VBN" and not children(verb, *SUBJECTS, *PASSIVE_SUBJECTS)
    shared = bare and head.pos_ == "VERB" and is_passive(head)
    if shared:
        return [child for child in children(head, "obl:agent") if head.i < child.i < verb.i]
    later = [each for each in children(verb, "conj") if each.tag_ == "VBN" and not children(each, *SUBJECTS, *PASSIVE_SUBJECTS)]
    return [child for each in later for child in children(each, "obl:agent")]  # "was heckled, jostled and drowned out by farmers"


def stray(word: Token, prepositions: frozenset[str]) -> list[Token]:
    """The next noun phrase after `word` with one of the prepositions, before the next finite verb, wherever a parser hung it."""
    if not prepositions:
        return []
    for token in word.doc[word.i + 1 : word.i + MAX_STRAY]:
        if token.tag_ in FINITE or token.is_sent_start or token.text in {";", ":", "."}:
            return []
        if token.pos_ in {"NOUN", "PROPN"} and token.left_edge.i > word.i and case_of(token).split(" ")[0] in prepositions:
            clause = token.head  # never one that only comes later: "a veto by the president, delivered by courier"
            other = token.dep_ == "obl:agent" and clause.dep_ == "acl" and clause.head.i != word.i and clause.i < token.i
            return [] if other else [token]  # "attacks on sites operated by the ministry"
    return []


def served(verb: Token) -> list[Token]:
    """Who is given something in a passive that keeps its object: "an interpreter has been granted asylum"."""
    if not children(verb, "obj") or not is_passive(verb):
        return []
    found = surface_subject(verb)
    return [found] if found is not None else []


def objects(verb: Token) -> list[Token]:
    """What undergoes: the object of an active clause, the subject of a passive one; shared objects of coordinated verbs included."""
    if is_passive(verb):
        found = surface_subject(verb)
        kept = [child for child in children(verb, "obj") if not case_of(child)]  # "was taken off the air"
        return [*([found] if found is not None else []), *kept]
    own = [antecedent(child, verb) for child in children(verb, "obj") if not is_teller(child)] + _late_subjects(verb)
    if own:
        return own
    if verb.dep_ == "acl:relcl" and any(child.dep_ == "nsubj" and child.tag_ not in RELATIVE_TAGS for child in kids(verb)):
        return [verb.head]
    if taken := _raised(verb) or _predicated(verb):
        return taken
    if children(verb, "xcomp", "ccomp", "obl"):
        return []
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.i < verb.i and not children(verb, "aux"):
        return children(verb.head, "obj") if not is_passive(verb.head) else []
    shared = [child for child in kids(verb) if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i <= 3]
    return [child for other in shared for child in children(other, "obj")]


def _raised(verb: Token) -> list[Token]:
    """The object that a parser hung on the infinitive behind it: "helped Southland rebuild", "allowed observers to watch"."""
    clauses = [clause for clause in children(verb, "xcomp", "ccomp") if clause.tag_ == "VB" and not children(clause, "aux")]
    found = [child for clause in clauses for child in children(clause, "nsubj") if verb.i < child.i < clause.i]
    return [child for child in found or (children(verb, "iobj") if clauses else []) if child.tag_ != "PRP"]


def _predicated(verb: Token) -> list[Token]:
    """The object that a parser took for a predicate: "called a truce", "blocked an end to the embargo"; those of linking verbs are."""
    if is_any(verb, LINKING):
        return []
    found = [noun for noun in children(verb, "xcomp") if noun.tag_ in {"NN", "NNS"} and noun.pos_ == "NOUN" and noun.i > verb.i]
    return [noun for noun in found if not children(noun, "cop", "mark", "case", "aux")]


def second_objects(verb: Token) -> list[Token]:
    """What a passive keeps as its object and a parser took for a predicate: "was granted asylum"."""
    if not is_passive(verb):
        return []
    return [noun for noun in children(verb, "xcomp") if noun.pos_ == "NOUN" and not children(noun, "cop", "mark", "case")]


def _late_subjects(verb: Token) -> list[Token]:
    """What a parser took for a second subject: a noun right of the verb of a clause whose subject stands left of it is its object."""
    subjects = children(verb, *SUBJECTS)
    if len(subjects) < 2 or subjects[0].i > verb.i:
        return []
    return [noun for noun in subjects[1:] if noun.i > verb.i and noun.pos_ in {"NOUN", "PROPN"}]


def _behind_particle(verb: Token) -> list[Token]:
    """Phrases that a parser hangs on the adverb right behind a verb: "stayed away from parliament"."""
    return [phrase for child in kids(verb) if child.dep_ == "advmod" and child.i == verb.i + 1 for phrase in kids(child)]


def obliques(verb: Token, prepositions: Iterable[str]) -> list[Token]:
    """Obliques of a verb introduced by one of the prepositions, shared ones of coordinated verbs included."""
    wanted = frozenset(prepositions)
    heads = [verb]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        heads.append(verb.head)
    heads.extend(child for child in kids(verb) if child.dep_ == "conj" and child.pos_ == "VERB")
    for head in heads:
        found = [
            child
            for child in (*kids(head), *_behind_particle(head), *_behind_agent(head))
            if not (head.i < child.i < verb.i and head.i != verb.i)  # "dragged out of a café and kicked": out of it only the first
            and (child.dep_.startswith("obl") or child.dep_ in {"obj", "nmod"} or (child.dep_ == "xcomp" and child.pos_ == "NOUN"))
            and case_of(child).split(" ")[0] in wanted
            and not _is_within_agent(child)
        ]  # "set on fire" may be read as a state, "broke into the servers" as an object with its preposition
        if found:
            return found
    return []


def _behind_agent(verb: Token) -> list[Token]:
    """Phrases of a passive that a parser hung on its doer: "was parachuted by the air force | to herders", never "the envoy to …"."""
    if not is_passive(verb):
        return []
    doers = [doer for doer in children(verb, "obl:agent") if doer.i > verb.i]
    return [phrase for doer in doers for phrase in children(doer, "nmod") if phrase.pos_ == "NOUN" and case_of(phrase) in AIMED]


def _is_within_agent(noun: Token) -> bool:
    """Whether an "of" phrase belongs to the doer whom a parser parted from it: "by the Confederation | of Northland Growers"."""
    if noun.dep_ != "obl:agent" or case_of(noun) != "of":
        return False
    return any(case_of(other) == "by" and other.right_edge.i == noun.left_edge.i - 1 for other in children(noun.head, "obl:agent"))


def modifiers(noun: Token, prepositions: Iterable[str]) -> list[Token]:
    """Prepositional phrases on a noun introduced by one of the prepositions."""
    wanted = frozenset(prepositions)
    found = [child for child in kids(noun) if child.dep_ in {"nmod", "obl", "nmod:desc"} and case_of(child).split(" ")[0] in wanted]
    if "of" in wanted and not found:
        found = [child for word in behind_gerund(noun) for child in children(word, "nmod") if case_of(child) == "of"]
    told = "of" in wanted and not any(case_of(child) == "of" for child in found)
    return found + (_behind_doer(noun) if told else [])


def _behind_doer(noun: Token) -> list[Token]:
    """The "of" phrase of a deed that a parser hung on its doer: "the seizure by Northland guards | of a tanker".

    Only behind a doer who is told by name or nation: "by supporters of a preacher" are his supporters.
    """
    doers = [child for child in children(noun, "nmod") if case_of(child) == "by" and child.left_edge.i == noun.i + 1]
    named = [doer for doer in doers if any(word.text[:1].isupper() for word in noun.doc[doer.left_edge.i + 1 : doer.i + 1])]
    inside = [child for doer in named for child in children(doer, "nmod") if case_of(child) == "of" and child.pos_ == "NOUN"]
    return [
        child
        for child in inside
        if child.tag_ == "NNS"
        or any(det.lower_ in {"a", "an"} for det in children(child, "det"))
        or any(inner.ent_type_ == "LOC" and case_of(inner) == "of" for inner in children(child, "nmod"))  # "| of the town of Eastport"
    ]


def object_phrases(verb: Token, prepositions: Iterable[str]) -> list[Token]:
    """Prepositional phrases on the object of a verb, or on a phrase within it: "returned uranium from reactors to Northland"."""
    wanted = frozenset(prepositions)
    found: list[Token] = []
    for noun in objects(verb):
        found += modifiers(noun, wanted)
        owned = children(noun, "nmod:poss")  # "the minister's deal on withdrawal from the Union": his
        chain = [] if owned else modifiers(noun, NESTING)
        for inner in chain:
            found += modifiers(inner, wanted)
            if len(chain) < CHAIN:
                chain += modifiers(inner, NESTING)
    return found


def content_noun(noun: Token, transparent: frozenset[str]) -> Token:
    """The noun that carries the meaning: "operations" in "a series of operations", "refugees" in "thousands of refugees"."""
    for _ in range(3):
        if noun.lemma_.lower() not in transparent and noun.pos_ not in {"NUM", "SYM"}:
            break
        inner = modifiers(noun, ("of", "in"))
        if not inner:
            break
        noun = inner[0]
    return noun


def names_of(noun: Token) -> tuple[str, ...]:
    """The names by which a word class may know a noun: "law", "martial law", "state of emergency"."""
    head = noun.lemma_.lower()
    heads = stems(noun)
    found = list(heads)
    if noun.tag_ == "NNS" and noun.lower_ != head:
        found.append(noun.lower_)
    for child in kids(noun):
        if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod", "nmod:desc"} and child.pos_ != "NUM":
            found.extend(f"{modifier} {each}" for modifier in dict.fromkeys((*stems(child), child.lower_)) for each in heads)
            found.extend(
                f"{inner.lemma_.lower()} {child.lemma_.lower()} {head}" for inner in kids(child) if inner.dep_ in {"compound", "amod"}
            )
        elif child.dep_ == "nmod" and child.i > noun.i:
            found.extend(f"{each} of {modifier}" for modifier in stems(child) for each in heads)
    before = noun.nbor(-1) if noun.i else noun
    if before.head.i == noun.head.i and before.i != noun.i and before.tag_ == "NN" and before.dep_ == noun.dep_:
        found.extend(f"{modifier} {each}" for modifier in stems(before) for each in heads)  # a compound that a parser broke in two
    return tuple(dict.fromkeys(found))


def complements(verb: Token) -> list[Token]:
    """The heads of the clauses that a verb, an adjective or a noun governs as its content."""
    found = children(verb, "xcomp", "ccomp")
    if verb.pos_ in {"NOUN", "PROPN"}:
        found += [child for child in kids(verb) if child.dep_ in {"acl", "csubj"} and (child.tag_ == "VB" or children(child, "mark"))]
    elif verb.pos_ == "ADJ":
        found += [child for child in kids(verb) if child.dep_ in {"advcl", "csubj"} and (child.tag_ == "VB" or _is_gerund(child))]
    elif not found:
        found = [child for child in kids(verb) if child.dep_ == "advcl" and (child.tag_ == "VB" or _is_gerund(child))]
        for noun in children(verb, "obj"):
            found += [child for child in kids(noun) if child.dep_ == "acl" and (child.tag_ == "VB" or children(child, "mark"))]
    whole = list(found)
    for clause in found:
        whole += [child for child in kids(clause) if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}]
    return whole


def _is_gerund(clause: Token) -> bool:
    """Whether a clause is the content of "committed to opening …"."""
    return clause.tag_ == "VBG" and any(child.lower_ == "to" for child in children(clause, "mark"))


def behind_gerund(noun: Token) -> list[Token]:
    """The particle of a verb made a noun, whatever a parser hung it on: "the sealing | off of the port"."""
    if not noun.lower_.endswith("ing") or noun.i + 2 >= len(noun.doc):
        return children(noun, "compound:prt", "advmod")[:1] if noun.i + 1 < len(noun.doc) and noun.nbor().head.i == noun.i else []
    word, after = noun.nbor(), noun.nbor(2)
    short = word.is_alpha and word.is_lower and (word.tag_ in {"RP", "IN", "RB"} or word.dep_ in {"obj", "compound:prt"})
    return [word] if short and after.lower_ in {"of", "by"} and len(word) <= len("aside") else []


def is_noun(token: Token) -> bool:
    """Whether a token is a noun; where a reader's two parts of speech differ ("calls", "snubs"), the finer one decides."""
    if token.tag_ in {"NN", "NNS"}:
        return True
    owned = token.tag_ == "VBG" and (children(token, "nmod:poss", "det") or modifiers(token, ("between", "of")))
    if owned and not children(token, "aux") and (not children(token, "obj") or behind_gerund(token)):
        return True  # "Northland's reopening of the crossing"
    return token.pos_ in {"NOUN", "PROPN"} and token.tag_ not in {"VBZ", "VBD"}
