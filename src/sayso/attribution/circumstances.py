"""To whom and through what: addressee and channel of an attribution, from the cue's own phrases and from what stands beside its source."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from sayso.attribution.draft import Draft
from sayso.attribution.frames import NOMINAL, asked, lets_know
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import Tree

OBLIQUES = ("obl", "obl:agent", "nmod", "obl:unmarked")
ADDRESSED = frozenset(["demand", "promise", "threaten"])
"""Classes whose object is the one spoken to: "urged Congress to act"."""
NO_CHANNEL = frozenset(["according", "about", "after", "against", "because", "despite", "of", "since"])
"""Prepositions before what is no way of speaking: "according to a report", "after the broadcast"."""
PARTICIPLES = ("acl", "advcl", "acl:relcl", "appos")


def add_circumstances(tree: Tree, lexicon: CueLexicon, draft: Draft) -> None:
    """Fill in addressee and channel of a draft, once its content is settled; quotations without a cue and colons have neither."""
    if draft.cue is None or tree.words[draft.anchor] == ":":
        return
    taken = draft.content | set(draft.source)
    channel = _channel(tree, lexicon, draft, taken)
    draft.channel = (
        _phrase(tree, channel, {draft.anchor, *(draft.content if channel in draft.source else taken)}) if channel is not None else []
    )
    told = [head for head in (*_told(tree, lexicon, draft), *_written_to(tree, lexicon, channel)) if head not in taken]
    heads = (head for head in (*told, *_speaking_to(tree, lexicon, draft)) if _can_listen(tree, head) and head not in draft.content)
    addressee = next(heads, _asked_of(tree, draft))  # "passengers interviewed by X" is all source, and X is within it
    own = draft.content if addressee in draft.content else set(draft.source) if addressee in draft.source else set()
    fence = (taken - own) | set(() if addressee in draft.channel else draft.channel)
    draft.addressee = _phrase(tree, addressee, fence) if addressee is not None else []
    if addressee is not None and addressee in draft.channel:
        draft.channel = [at for at in draft.channel if at < min(draft.addressee) and not _leads_to(tree, at, addressee)]
    if not draft.channel and any(tree.lemmas[at] in lexicon.set("media_names") for at in draft.addressee):
        draft.channel = list(draft.addressee)  # "told the news agency …"


def _verb(tree: Tree, draft: Draft) -> int:
    """The verb whose phrases tell the circumstances: the cue itself, or the light verb in a cue ("expressed the hope")."""
    if draft.cue is None or draft.cue.kind != "noun":
        return draft.anchor
    verbs = [at for at in draft.cue_words if tree.is_verb(at)]
    return next((at for at in verbs if at == tree.heads[draft.anchor]), verbs[0] if verbs else draft.anchor)


def _told(tree: Tree, lexicon: CueLexicon, draft: Draft) -> Iterator[int]:
    """Who is told by the cue itself: an indirect object, the object of a verb of telling or demanding, a "to" phrase."""
    verb = _verb(tree, draft)
    lemma = tree.lemmas[verb]
    spoken_to = draft.cue is not None and (draft.cue.speech in ADDRESSED or lemma in lexicon.set("tellers"))
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if dep == "iobj" or (dep == "obj" and spoken_to):
            yield child
    for child in tree.with_dep(verb, "obl", "nmod"):
        if tree.case(child) in ("to", "with", "before") and (tree.case(child) == "to" or tree.lemmas[child] in lexicon.set("recipients")):
            yield child
    contact = tree.heads[verb]
    if tree.deps[verb] in ("xcomp", "advcl") and tree.lemmas[contact] in lexicon.set("contacting"):
        yield from (at for at in tree.with_dep(contact, "obj", "iobj") if contact < at < verb)  # "radioed the harbour to say …"
        yield from (at for at in tree.with_dep(contact, "obl") if contact < at < verb and tree.case(at) in ("to", "with"))
    passive = tree.child(verb, "nsubj:pass")
    if passive is not None and (spoken_to or lemma in lexicon.set("offering")):
        yield passive  # "they were then told to jump"
    above = tree.heads[verb]
    if lets_know(tree, verb) and (told := tree.child(above, "obj")) is not None:
        yield told  # "let the court know that …"


def _asked_of(tree: Tree, draft: Draft) -> int | None:
    """Who is asked to do something, though he is part of what is asked: "urged [the rector to resign]", "appealed [to her for tents]"."""
    if draft.cue is None or draft.cue.speech != "demand":
        return None
    inside = [at for at in tree.with_dep(draft.anchor, "obj", "obl") if at in draft.content and tree.pos[at] in NOMINAL]
    urged = (at for at in inside if tree.deps[at] == "obj" and tree.child(draft.anchor, "xcomp") is not None and _can_listen(tree, at))
    appealed = (at for at in inside if tree.case(at) == "to" and not tree.tags[at].startswith("W"))
    return next(chain(urged, appealed), None)


def _written_to(tree: Tree, lexicon: CueLexicon, channel: int | None) -> Iterator[int]:
    """To whom a channel goes, or with whom an interview is held: "in a letter to X", "in an interview with X"."""
    if channel is None:
        return
    for above in (channel, *tree.with_dep(channel, "acl")):  # "in a letter to X seen by Y", where a reader hangs X on "seen"
        for child in tree.with_dep(above, "nmod", "obl"):
            sent = above == channel or child < above or tree.lemmas[above] in lexicon.set("sending")
            if child > channel and sent and tree.case(child) in ("to", "with"):
                yield child


def _speaking_to(tree: Tree, lexicon: CueLexicon, draft: Draft) -> Iterator[int]:
    """Whom the source speaks to in a participle beside cue or source: "speaking to X", "interviewed by X"."""
    for clause in _participles(tree, draft):
        lemma = tree.lemmas[clause]
        if lemma in lexicon.set("addressing") and tree.tags[clause] == "VBG":
            yield from tree.with_dep(clause, "obj")  # "addressing a rally"
        prepositions: tuple[str, ...] = ()
        if lemma in lexicon.set("addressing"):
            prepositions = ("to", "with", "before")
        elif lemma in lexicon.set("interviewing") and not tree.lower[clause].endswith("ing") and tree.child(clause, "nsubj") is None:
            prepositions = ("by",)
        for child in tree.with_dep(clause, *OBLIQUES):
            through = tree.lemmas[child] in lexicon.set("channels") - lexicon.set("media_names")
            if tree.case(child) in prepositions and not (through and tree.case(child) == "by"):
                yield child  # not "interviewed by telephone"


def _participles(tree: Tree, draft: Draft) -> Iterator[int]:
    """The clauses beside cue or source that may tell the circumstances: "speaking to X", "writing in the Sentinel"."""
    for above in (_verb(tree, draft), *([draft.head] if draft.head is not None else [])):
        yield from (clause for clause in tree.with_dep(above, *PARTICIPLES) if clause not in draft.content and tree.is_verb(clause))


def _can_listen(tree: Tree, head: int) -> bool:
    """Whether a phrase can be the one spoken to: no relative pronoun, no clause, no stretch of time."""
    if tree.tags[head].startswith("W") or tree.lower[head] == "that" or tree.pos[head] not in NOMINAL:
        return False
    return tree.lower[head] != "it" or tree.deps[head] in ("nsubj:pass", "iobj", "obj")


def _channel(tree: Tree, lexicon: CueLexicon, draft: Draft, taken: Collection[int]) -> int | None:
    """The head of the phrase that names interview, statement, newspaper, post or agency."""
    verb = _verb(tree, draft)
    for child in tree.with_dep(verb, *OBLIQUES):
        if child in taken or tree.pos[child] not in NOMINAL or not tree.case(child) or tree.case(child).split()[0] in NO_CHANNEL:
            continue
        if tree.case(child) == "by" and asked(tree, verb):
            continue  # "Asked by this newspaper"
        if tree.lemmas[child] == "note" and tree.lower[child - 1] == "that":
            continue  # "on that note"
        if tree.lemmas[child] in lexicon.set("channels") or _is_publication(tree, lexicon, verb, child):
            return child
    for told in tree.with_dep(verb, "iobj", "obj"):  # "told the radio in an interview", the phrase hung on the radio
        for child in tree.with_dep(told, "nmod"):
            if (
                tree.lemmas[child] in lexicon.set("channels")
                and tree.case(child) in ("in", "by", "during", "at", "via")
                and child not in taken
            ):
                return child
    for clause in _participles(tree, draft):  # "Speaking on television, X said"
        if tree.lemmas[clause] in lexicon.set("addressing") | lexicon.set("interviewing"):
            for child in tree.with_dep(clause, *OBLIQUES):
                on = tree.case(child) in ("in", "on", "at", "during", "via", "through", "over", "for", "by")
                if tree.case(child) == "by" and tree.lemmas[child] in lexicon.set("media_names"):
                    continue  # "asked by this newspaper": the one spoken to
                if on and (tree.lemmas[child] in lexicon.set("channels") or _is_publication(tree, lexicon, clause, child)):
                    return child
    above = tree.heads[verb]
    if tree.deps[verb] in PARTICIPLES and tree.lemmas[above] in lexicon.set("channels") and above not in draft.source and above < verb:
        within = any(tree.tags[at].startswith("W") and tree.case(at) in ("in", "on", "by") for at in tree.children[verb])
        if tree.tags[verb] == "VBG" or within:
            return above  # "signed a declaration stating that …", "a letter in which they deny …"
    quoting = tree.heads[verb]
    if tree.lemmas[quoting] in lexicon.set("quoting") and tree.deps[verb] in ("advcl", "xcomp", "obl"):
        return next((at for at in tree.with_dep(quoting, "obl:agent", "obl") if tree.case(at) == "by"), None)
    return None


def _is_publication(tree: Tree, lexicon: CueLexicon, verb: int, child: int) -> bool:
    """Whether a name is where something was written: "wrote in the Daily Sentinel"."""
    return tree.pos[child] == "PROPN" and tree.case(child) in ("in", "for") and tree.lemmas[verb] in lexicon.set("writing")


def _phrase(tree: Tree, head: int, taken: Collection[int]) -> list[int]:
    """The words of a phrase: from its start to a comma, a relative clause, or what belongs to source or content."""
    tokens = tree.subtree(head)
    after = tokens[-1] + 1
    if after < len(tree) and tree.pos[after] == "PROPN" and (tree.heads[after], tree.deps[after]) == (tree.heads[head], tree.deps[head]):
        tokens = [*tokens, *tree.subtree(after)]  # "the newspaper Sentinel", title and name taken for two
    first = next((at for at in tokens if at <= head and all(between not in taken for between in range(at, head))), head)
    end = next(
        (at for at in tokens if at > head and _closes(tree, at, taken)),
        tokens[-1] + 1,
    )
    inside = [at for at in tokens if first <= at < end and at not in taken and not (tree.deps[at] == "case" and tree.heads[at] == head)]
    while inside and tree.is_punct(inside[0]):
        inside.pop(0)
    return inside


def _closes(tree: Tree, at: int, taken: Collection[int]) -> bool:
    """Whether a phrase ends before a token: punctuation, a relative or a "that" clause, what belongs to another part."""
    clause = tree.tags[at].startswith("W") or (tree.deps[at] == "mark" and tree.lower[at] == "that")
    return at in taken or clause or tree.words[at] in (",", ";", "(") or (tree.deps[at] == "case" and at < tree.heads[at] in taken)


def _leads_to(tree: Tree, at: int, head: int) -> bool:
    return tree.heads[at] == head and tree.deps[at] == "case"
