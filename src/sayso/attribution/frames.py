"""Frames: a cue with its source, content, addressee and channel, read off the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sayso.attribution.complements import Complement, of_noun, of_verb
from sayso.attribution.draft import Draft
from sayso.attribution.lexicon import Cue, CueLexicon
from sayso.attribution.reach import stretch
from sayso.attribution.sources import Source, extent, source_above_noun, source_of_noun, source_of_verb
from sayso.attribution.tree import Tree

PREFERENCE = ("clause", "if", "raised:pass", "raised", "to", "object")
GROUP_DEPS = frozenset(["aux", "aux:pass", "advmod", "compound:prt", "cop", "neg", "expl"])
MANNER_WORDS = 4
SURE = 0.85
INSERTION = 14
REACH = 20
COMMITTING = frozenset(["threaten", "promise", "decline"])
"""Classes whose infinitive is the content even at a distance: "threatened on Tuesday to …"; elsewhere it is a purpose."""
MATTERS = frozenset(["about", "of", "against", "to", "clause"])
"""Complements that tell what is said where the object is the one who is told."""
ASKING = frozenset(["ask", "press", "question", "quiz"])
"""Verbs of asking, whose participle before a clause readers tag as a past tense: "when asked about it"."""
NOMINAL = frozenset(["PROPN", "PRON", "NOUN"])
COMPLEMENTIZERS = frozenset(["that", "whether", "if"])
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def verb_frames(tree: Tree, lexicon: CueLexicon) -> list[Draft]:
    """A draft for every cue verb that governs something it can be answerable for."""
    found = []
    for verb in range(len(tree)):
        cue = verb_cue(tree, lexicon, verb)
        if cue is None:
            continue
        draft = verb_frame(tree, lexicon, cue, verb)
        if draft is not None:
            found.append(draft)
    return found


def verb_cue(tree: Tree, lexicon: CueLexicon, verb: int) -> Cue | None:
    """The lexicon's entry for a verb, with its particle where one makes another word of it ("go on", "rule out")."""
    if not is_cue_verb(tree, verb):
        return None
    lemma = tree.lemmas[verb]
    if verb + 1 < len(tree):
        particle = lexicon.verbs.get(f"{lemma} {tree.lower[verb + 1]}")
        if particle is not None:
            return particle
    return lexicon.verbs.get(lemma)


def after_comma(tree: Tree, at: int) -> bool:
    """Whether a comma stands before a token, a closing mark aside."""
    return any(tree.words[back] in (",", ",”", ",’") for back in range(max(0, at - 2), at))


def is_cue_verb(tree: Tree, verb: int) -> bool:
    """Whether a token stands as a verb that can govern a content: not a participle before a noun, not an auxiliary."""
    return tree.is_verb(verb) and tree.deps[verb] not in ("amod", "compound", "aux", "aux:pass", "case", "fixed", "cop", "mark")


def verb_frame(tree: Tree, lexicon: CueLexicon, cue: Cue, verb: int) -> Draft | None:
    """The frame of one cue verb from its complements; null where it governs nothing that the lexicon lets it take."""
    complements = _said_to(tree, lexicon, cue, _passive_object(tree, verb) + of_verb(tree, verb))
    complements = [complement for complement in complements if tree.lemmas[complement.head] not in lexicon.set("terms")]
    if cue.speech == "demand" and any(complement.key == "for" for complement in complements):
        complements = [complement for complement in complements if complement.key != "to" or not complement.lead]
    if loose_participle(tree, verb):
        complements = [complement for complement in complements if complement.head > verb]
    chosen = (
        _parenthetical(tree, cue, verb)
        or _choose(cue, complements)
        or _as_clause(tree, cue, verb)
        or _following_clause(tree, lexicon, cue, verb)
    )
    if chosen is None:
        return None
    draft = Draft(verb, cue)
    draft.content = set(chosen.tokens)
    if chosen.key in ("to", "purpose"):
        draft.content.update(_condition(tree, verb, draft.content))
    if cue.speech == "demand" and chosen.key == "for":
        asked_of = [at for at in tree.with_dep(verb, "obl") if verb < at < chosen.head and tree.case(at) == "to"]
        draft.content.update(word for at in asked_of for word in tree.subtree(at))  # "appealed to all sides for restraint"
    if chosen.key == "clause" and cue.speech != "think" and chosen.head > verb:
        draft.content = stretch(tree, lexicon, verb, chosen)
    plain = chosen.key == "clause" and chosen.recipient and cue.lemma in lexicon.set("tellers")  # "advised the directors that …"
    draft.because("content", f"complement:{chosen.key}", max(cue.takes.get(chosen.key, SURE), SURE if plain else 0))
    draft.addressee = list(chosen.recipient) if chosen.key in ("clause", "to") else []
    finish(tree, lexicon, draft, chosen.lead)
    if draft.rules["content"][0] == "complement:object" and _empty_object(tree, cue, draft):
        return None
    if _cannot_think(tree, lexicon, draft):
        return None
    if _refused(tree, lexicon, verb):
        draft.cue = replace(cue, speech="decline")
    elif lets_know(tree, verb):
        draft.cue = replace(cue, speech="say")
    return draft


def _said_to(tree: Tree, lexicon: CueLexicon, cue: Cue, complements: list[Complement]) -> list[Complement]:
    """The complements without the object of a verb of telling that has a subject matter too: "warned the board about the loans"."""
    if cue.lemma not in lexicon.set("tellers"):
        return complements
    objects = [one for one in complements if one.key == "object"]
    rest = [one for one in complements if one.key != "object"]
    for one in objects:
        for child in tree.with_dep(one.head, "nmod"):
            if child > one.head and tree.case(child) in MATTERS:
                lead = tuple(tree.with_dep(child, "case"))[:1]
                tokens = tuple(at for at in tree.subtree(child) if at not in lead)
                rest.append(Complement(tree.case(child), tokens, lead, head=child))
    return rest if any(one.key in MATTERS and one.key in cue.takes for one in rest) else complements


def _empty_object(tree: Tree, cue: Cue, draft: Draft) -> bool:
    """Whether an object says nothing: a mere pronoun ("named him"), though one can deny or confirm "it"; a wish without a wisher."""
    bare = all(tree.pos[at] == "PRON" or tree.is_punct(at) for at in draft.content)
    return (bare and cue.speech in ("say", "think")) or (not draft.source and cue.speech == "think")


def _condition(tree: Tree, verb: int, content: set[int]) -> list[int]:
    """The clause right behind an infinitive that a reader has hung on the cue: "threatened to strike unless they left"."""
    for child in tree.with_dep(verb, "advcl"):
        tokens = tree.subtree(child)
        if child > verb and tree.child(child, "mark") is not None and tokens[0] == max(content) + 1 and child not in content:
            return tokens
    return []


def _cannot_think(tree: Tree, lexicon: CueLexicon, draft: Draft) -> bool:
    """Whether a participle of thinking hangs on a thing: "a commitment supporting …"; people, bodies and texts may."""
    if draft.cue is None or draft.cue.speech != "think" or draft.rules["source"][0] != "participle" or draft.head is None:
        return False
    able = lexicon.set("anonymous") | lexicon.set("bodies") | lexicon.set("documents")
    return tree.pos[draft.head] == "NOUN" and tree.lemmas[draft.head] not in able


def _refused(tree: Tree, lexicon: CueLexicon, verb: int) -> bool:
    """Whether a saying is only declined: "refused to say …"."""
    above = lexicon.verbs.get(tree.lemmas[tree.heads[verb]])
    return tree.deps[verb] == "xcomp" and above is not None and above.speech == "decline"


def lets_know(tree: Tree, verb: int) -> bool:
    """Whether a verb of knowing is said to be made known: "let the court know that …", "let it be known that …"."""
    return tree.lemmas[verb] in ("know", "understand") and tree.deps[verb] == "xcomp" and tree.lemmas[tree.heads[verb]] == "let"


def asked(tree: Tree, verb: int) -> bool:
    """Whether a cue is a passive participle in front of its clause: "Asked whether …, she said"."""
    bare = tree.deps[verb] == "advcl" and tree.child(verb, "aux", "nsubj") is None
    return bare and (tree.tags[verb] == "VBN" or (tree.tags[verb] == "VBD" and tree.lemmas[verb] in ASKING))


def loose_participle(tree: Tree, verb: int) -> bool:
    """Whether a cue is a participle without a subject of its own: it governs nothing that stands before it."""
    return tree.tags[verb] == "VBG" and tree.child(verb, "nsubj", "aux") is None


def finish(tree: Tree, lexicon: CueLexicon, draft: Draft, lead: Iterable[int] = ()) -> None:
    """Fill in the source, the cue's verb group, addressee, channel and negation of a verb's draft."""
    verb = draft.anchor
    top = _carrier(tree, lexicon, verb)
    raised = draft.rules.get("content", ("", 0))[0] == "complement:raised"
    source = None if raised else source_of_verb(tree, top)
    if source is not None and tree.quoted[source.head] != tree.quoted[verb] and not _leads_into(tree, source, verb):
        source = None  # a speaker does not stand inside the words that are quoted
    if source is not None and source.rule == "participle" and _is_artefact(tree, lexicon, top, source.head):
        source = source_above_noun(tree, source.head) or source
    if source is None and cue_of_mind(tree, lexicon, draft):
        source = Source(mind, "state of mind", 0.9) if (mind := tree.child(verb, "nsubj:pass", "nsubj")) is not None else None
    if source is None and not raised:
        source = _speaking_noun(tree, lexicon, top) or neighbour(tree, top, draft.content)
    group = verb_group(tree, verb, top)
    draft.negated = any(tree.lower[at] in lexicon.set("negations") for at in group)
    draft.cue_words = _cue_words(tree, lexicon, draft, group, lead)
    set_source(tree, draft, source)
    if draft.head is not None and any(tree.lower[at] in lexicon.set("negations") for at in tree.with_dep(draft.head, "det")):
        draft.negated = True  # "No group has claimed …"
    draft.content -= set(draft.cue_words) | set(draft.source)


def cue_of_mind(tree: Tree, lexicon: CueLexicon, draft: Draft) -> bool:
    """Whether a passive tells what its subject thinks: "they are convinced that …"."""
    return tree.tags[draft.anchor] == "VBN" and tree.lemmas[draft.anchor] in lexicon.set("minds")


def _leads_into(tree: Tree, source: Source, verb: int) -> bool:
    """Whether the words in quotation marks begin behind the subject of their verb: "the governor “assured me that …”"."""
    return source.rule == "subject" and tree.quoted[source.head] < 0 and source.head < verb and tree.heads[source.head] == verb


def retry_source(tree: Tree, draft: Draft) -> None:
    """Look beside the cue of a quotation for a source that the tree had put into the content, now that the content is settled."""
    if draft.source or not draft.quotations or draft.cue is None or draft.cue.kind != "verb" or tree.words[draft.anchor] == ":":
        return
    found = neighbour(tree, draft.anchor, draft.content)
    if found is not None:
        set_source(tree, draft, found)


def set_source(tree: Tree, draft: Draft, source: Source | None) -> None:
    """Give a draft its source with the exact extent of the noun phrase."""
    if source is None:
        passive = any(tree.deps[child] in ("aux:pass", "nsubj:pass") for child in tree.children[draft.anchor])
        draft.because("source", *(("none: passive", 0.75) if passive or asked(tree, draft.anchor) else ("none", 0.6)))
        return
    draft.head = source.head
    in_content = source.head in draft.content
    fence = set(draft.cue_words) if in_content else draft.content | set(draft.cue_words)
    draft.source = extent(tree, source.head, draft.anchor, fence)
    if source.rule == "agent":
        draft.content -= set(tree.with_dep(source.head, "case"))
    draft.because("source", source.rule, source.reliability)


def noun_frames(tree: Tree, lexicon: CueLexicon) -> list[Draft]:
    """A draft for every cue noun with a complement: "his claim that …", "calls for …", "issued a statement saying …"."""
    found = []
    for noun, lemma in enumerate(tree.lemmas):
        cue = lexicon.nouns.get(lemma)
        if cue is None or not tree.tags[noun].startswith("NN"):
            continue
        chosen = _choose(cue, of_noun(tree, noun))
        if chosen is None:
            continue
        source = source_of_noun(tree, noun, lexicon.set("light"))
        if source is None and chosen.key not in ("clause", "to", "saying"):
            continue
        draft = Draft(noun, cue)
        draft.content = set(chosen.tokens)
        draft.because("content", f"noun:{chosen.key}", cue.takes[chosen.key])
        draft.cue_words = _noun_group(tree, noun, chosen.lead, light=source is not None and source.rule == "light verb")
        set_source(tree, draft, source or _above_noun(tree, lexicon, noun))
        draft.content -= set(draft.cue_words) | set(draft.source)
        found.append(draft)
    return found


def _above_noun(tree: Tree, lexicon: CueLexicon, noun: int) -> Source | None:
    """Whose word a noun without an owner is: its verb's subject's ("spread rumours that …"), not that of a verb which only takes it up.

    "The minister denied a report that …" is the report's word.
    """
    above = tree.heads[noun]
    cue = verb_cue(tree, lexicon, above)
    if cue is None or tree.lemmas[above] in lexicon.set("light") or tree.deps[noun] not in ("obj", "obl"):
        return source_above_noun(tree, noun)
    return Source(noun, "document", 0.8) if tree.lemmas[noun] in lexicon.set("documents") else None


def _choose(cue: Cue, complements: list[Complement]) -> Complement | None:
    """The complement to take as the content: a clause before an infinitive before an object before a prepositional phrase."""
    possible = [complement for complement in complements if complement.key in cue.takes]
    if not possible and cue.speech in COMMITTING and "to" in cue.takes:
        possible = [complement for complement in complements if complement.key == "purpose"]
    ranks = {key: rank for rank, key in enumerate(PREFERENCE)}
    return min(possible, key=lambda c: ranks.get(c.key, len(ranks)), default=None)


def _passive_object(tree: Tree, verb: int) -> list[Complement]:
    """The subject of a passive as its object: "the plan was rejected by …", "he was described as …"."""
    subject = tree.child(verb, "nsubj:pass")
    if subject is None:
        return []
    tokens = set(tree.subtree(subject))
    for child in tree.with_dep(verb, "obl", "advcl", "xcomp"):
        if (child > verb and tree.case(child) in ("as", "of", "for")) or (child > verb and tree.deps[child] == "xcomp"):
            tokens.update(tree.subtree(child))
    return [Complement("object", tuple(sorted(tokens)), head=subject)]


def _as_clause(tree: Tree, cue: Cue, verb: int) -> Complement | None:
    """The clause that "as she put it" comments on."""
    mark = tree.child(verb, "mark")
    if tree.tags[verb] == "VBN" and tree.child(verb, "aux", "aux:pass", "obl:agent", "obl") is None:
        return None  # "as planned"
    if tree.child(verb, "xcomp", "ccomp") is not None:
        return None  # "as she continues to face …"
    if mark is None or tree.lower[mark] != "as" or tree.deps[verb] != "advcl" or "clause" not in cue.takes:
        return None
    inner = set(tree.subtree(verb))
    head = tree.heads[verb]
    return Complement("clause", tuple(at for at in tree.subtree(head) if at not in inner), head=head)


def _parenthetical(tree: Tree, cue: Cue, verb: int) -> Complement | None:
    """The sentence around a cue set off by commas: "The talks, he said, go on" and "The talks go on, he said"."""
    if cue.takes.get("clause", 0) < SURE or cue.speech == "think" or tree.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    if tree.deps[verb] == "acl:relcl" and tree.tags[tree.heads[verb]].startswith("W"):
        return None  # "contrary to what they claimed, P"
    start, end = tree.sentence_range(verb)
    left = next((at for at in range(verb - 1, max(start, verb - INSERTION) - 1, -1) if tree.words[at] == ","), None)
    right = next((at for at in range(verb + 1, min(end, verb + INSERTION)) if tree.words[at] in (",", ".")), end)
    if (
        left is None
        or (right > verb + 1 and left != verb - 1)
        or tree.quoted[left] != tree.quoted[verb]
        or tree.child(verb, "mark", "cc") is not None
    ):
        return None
    inside = range(left, right)
    subject = tree.child(verb, "nsubj")
    if subject is not None and subject not in inside:
        return None  # "X, the minister, said …": the commas are the apposition's
    if (
        any(tree.tags[at] in FINITE and at != verb and not _of_cue(tree, at, verb, subject) for at in inside)
        or tree.quoted[right - 1] != tree.quoted[verb]
    ):
        return None
    if right < end - 1 and tree.words[right] == "," and left > start and _opens_list(tree, start, left):
        return None
    if right + 1 < end and tree.quoted[right + 1] >= 0 and tree.quoted[left - 1] != tree.quoted[right + 1]:
        return None  # a quotation follows: it is the content, not the words before
    rest = [at for at in (*range(start, left), *range(right + 1, end)) if not tree.is_space(at) and at != end]
    finite = any(tree.tags[at] in FINITE for at in rest)
    return Complement("clause", tuple(rest), head=rest[0]) if finite and left > start else None


def _of_cue(tree: Tree, at: int, verb: int, subject: int | None) -> bool:
    """Whether a finite verb is the cue's own auxiliary, or tells who its subject is: ", two people who attended said."."""
    own = tree.deps[at] in ("aux", "aux:pass") and tree.heads[at] == verb
    return own or (subject is not None and tree.is_below(at, subject))


def _opens_list(tree: Tree, start: int, left: int) -> bool:
    """Whether the words before the first comma are a coordinated clause's beginning, not the reported one's."""
    return tree.pos[start] == "CCONJ" and left - start <= 1


def _following_clause(tree: Tree, lexicon: CueLexicon, cue: Cue, verb: int) -> Complement | None:
    """The rest of the sentence behind a verb of saying whose clause the tree has hung elsewhere."""
    if cue.lemma not in lexicon.set("clausal") or (tree.tags[verb] == "VBN" and tree.child(verb, "aux") is None):
        return None
    end = tree.sentence_range(verb)[1]
    first = verb + 1
    recipient: tuple[int, ...] = ()
    target = tree.child(verb, "obj", "iobj")
    if target is not None and target > verb and tree.tags[target].startswith("W"):
        target = None  # "did not say what it was"
    if target is not None and cue.lemma not in lexicon.set("tellers"):
        return None
    if target is not None and target > verb:
        recipient = tuple(tree.subtree(target))
        first = recipient[-1] + 1
        if first + 1 < end and tree.words[first] == "," and tree.lower[first + 1] == "that":
            first += 1
    if first + 1 < end and tree.words[first] == "," and tree.words[first + 1][0].isupper():
        first += 1  # "She reported, The talks have failed"
    if first >= end or tree.is_punct(first) or tree.pos[first] == "ADP" or tree.quoted[first] != tree.quoted[verb]:
        return None
    if tree.pos[first] == "SCONJ" and tree.lower[first] not in COMPLEMENTIZERS:
        return None
    tokens = [at for at in range(first, end) if not tree.is_space(at)]
    finite = any(tree.tags[at] in FINITE for at in tokens[1:])
    return Complement("clause", tuple(tokens), recipient=recipient, head=first) if finite else None


def _carrier(tree: Tree, lexicon: CueLexicon, verb: int) -> int:
    """The verb whose subject speaks: the cue itself, or "went on" of "went on to say", "let" of "let it be known"."""
    if lets_know(tree, verb):
        return tree.heads[verb]
    while tree.deps[verb] == "xcomp" and tree.heads[verb] < verb and tree.lemmas[tree.heads[verb]] in lexicon.set("carriers"):
        verb = tree.heads[verb]
    return verb


def verb_group(tree: Tree, verb: int, top: int) -> set[int]:
    """The cue verb with auxiliaries, negation, adverbs and particles, and the carriers above it."""
    group = {verb}
    node = verb
    while True:
        group.update(
            child for child in tree.children[node] if tree.deps[child] in GROUP_DEPS and abs(child - node) <= 4 and not _wh(tree, child)
        )
        if node == top:
            return group
        group.update(tree.with_dep(node, "mark"))
        node = tree.heads[node]
        group.add(node)


def _wh(tree: Tree, at: int) -> bool:
    return tree.tags[at].startswith("W")


def _cue_words(tree: Tree, lexicon: CueLexicon, draft: Draft, group: set[int], lead: Iterable[int]) -> list[int]:
    """The contiguous cue around its verb: verb group, short manner phrase, preposition to the content, colon."""
    first = last = draft.anchor
    while first - 1 in group:
        first -= 1
    while last + 1 in group and last + 1 not in draft.content:
        last += 1
    manner = _manner(tree, lexicon, draft.anchor, last, draft.content)
    if manner is not None:
        last = manner
    if any(at == last + 1 for at in lead):
        last += 1
    if last + 1 < len(tree) and tree.words[last + 1] == ":":
        last += 1
    return list(range(first, last + 1))


def _manner(tree: Tree, lexicon: CueLexicon, verb: int, last: int, content: set[int]) -> int | None:
    """Last token of "in a statement" where it stands right behind the verb."""
    for child in tree.with_dep(verb, "obl"):
        tokens = tree.subtree(child)
        if (
            tokens[0] == last + 1
            and len(tokens) <= MANNER_WORDS
            and tree.lemmas[child] in lexicon.set("manners")
            and not content & set(tokens)
        ):
            return tokens[-1]
    return None


def _is_artefact(tree: Tree, lexicon: CueLexicon, verb: int, noun: int) -> bool:
    """Whether a participle's noun is only what was said or written, or stands across a comma: then the one above it speaks."""
    return after_comma(tree, verb) or tree.lemmas[noun] in lexicon.set("documents") | lexicon.set("channels")


def neighbour(tree: Tree, verb: int, content: set[int]) -> Source | None:
    """The noun phrase beside a cue whose subject the tree has hung elsewhere: before it, beyond an insertion, or behind it."""
    if _dependent(tree, verb) or any(tree.deps[child].endswith("pass") for child in tree.children[verb]):
        return None
    start = tree.sentence_range(verb)[0]
    at = verb - 1
    while at >= start and tree.pos[at] in ("ADV", "AUX", "PART"):
        at -= 1
    if at > start and tree.words[at] in (",", ")", "–", "—", "-"):
        opening = next((back for back in range(at - 1, max(start, at - 30), -1) if tree.words[back] in (",", "(", "–", "—", "-")), None)
        at = opening - 1 if opening is not None else start - 1
    behind = next((place for place in range(verb + 1, min(verb + 4, len(tree))) if tree.is_punct(place)), verb + 4)
    for place in (at, *range(verb + 1, behind)):
        if start <= place < len(tree) and tree.quoted[place] == tree.quoted[verb] and place not in content and tree.pos[place] in NOMINAL:
            return Source(_phrase_head(tree, place, verb), "neighbour", 0.8)
    return None


def _dependent(tree: Tree, verb: int) -> bool:
    """Whether a verb is a participle or an infinitive with its "to" or its auxiliary: its subject is another verb's."""
    return tree.tags[verb] == "VBG" or (tree.tags[verb] == "VB" and tree.child(verb, "mark", "aux") is not None)


def _phrase_head(tree: Tree, at: int, verb: int) -> int:
    """The highest nominal above a token on the same side of the verb."""
    while (above := tree.heads[at]) != at and tree.pos[above] in NOMINAL and (above < verb) == (at < verb) and abs(above - verb) <= REACH:
        if above in tree.datelines:
            break
        if any(tree.words[between] == "," for between in range(min(at, above), max(at, above))) and tree.deps[at] != "appos":
            break
        if tree.deps[at] == "appos" and any(tree.deps[child] == "case" for child in tree.children[above]):
            break  # the name behind "in an interview with X, Y" is no apposition of X
        at = above
    return at


def _speaking_noun(tree: Tree, lexicon: CueLexicon, verb: int) -> Source | None:
    """For "a statement saying …" without anybody above it: the document itself."""
    above = tree.heads[verb]
    if tree.deps[verb] in ("acl", "acl:relcl") and tree.lemmas[above] in lexicon.set("documents"):
        return Source(above, "document", 0.8)
    return None


def _noun_group(tree: Tree, noun: int, lead: Iterable[int], light: bool) -> list[int]:
    """The cue noun, the light verb before it, and the preposition behind it, as far as they touch."""
    first = last = noun
    modifiers = [child for child in tree.children[noun] if child < noun and tree.deps[child] in ("amod", "compound", "det")]
    if light and tree.heads[noun] < noun:
        verb = tree.heads[noun]
        first = min([verb, *(at for at in verb_group(tree, verb, verb) if at < verb)])
    else:
        for child in sorted(modifiers, reverse=True):
            if child == first - 1 and tree.deps[child] != "det":
                first = child
    if any(at == last + 1 for at in lead):
        last += 1
    return list(range(first, last + 1))
