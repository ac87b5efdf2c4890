"""Two readings of one text, the rules' and the model's, made one.

The rules know quotation marks, the lexicon and the grammar; the model knows which of all the words that could signal an attribution do,
and where a reported clause ends. A cue that both have found takes each part from the reading that is better at it; what only one has
found must be sure enough.
"""

from __future__ import annotations

from sayso.attribution.draft import RELIABLE, Draft
from sayso.attribution.frames import asked, neighbour, set_source
from sayso.attribution.sources import source_of_verb
from sayso.attribution.tree import Tree
from sayso.reader.roles import Roles

SAME = 0.5
"""Intersection over union from which two contents are the same."""
CONDITIONS = frozenset(["unless", "if", "until", "once"])
"""Words before a clause on which a threat or a promise depends."""
MEANINGFUL = frozenset(["NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"])


def merge(tree: Tree, rules: list[Draft], heads: list[Draft], roles: Roles | None) -> list[Draft]:
    """The drafts of both readings, each attribution once.

    Args:
        tree: the parsed text.
        rules: the drafts of the rules; changed in place where both readings have found one.
        heads: the drafts of the role heads, see `roles.role_drafts`.
        roles: the heads' own output; null where no model has read the text, and then the rules' drafts are all there is.
    """
    for draft in rules:
        draft.by_rules = draft.reliability
    if roles is None:
        return rules
    by_cue = {at: draft for draft in heads for at in draft.cue_words}
    partners: dict[int, list[Draft]] = {}
    alone: list[Draft] = []
    for draft in rules:
        partner = next((by_cue[at] for at in (draft.anchor, *draft.cue_words) if at in by_cue), None)
        if partner is None:
            alone.append(draft)
        else:
            partners.setdefault(id(partner), []).append(draft)
    merged = []
    for head in heads:
        own = partners.get(id(head), [])
        best = max(own, key=lambda draft: (overlap(draft.content, head.content), -draft.anchor), default=None)
        merged.append(_with_source(tree, head) if best is None else _joined(tree, best, head))
        alone += [draft for draft in own if draft is not best and not draft.content & merged[-1].content]
    echoes = _echoes(alone, merged)
    return [*merged, *(draft for draft in alone if id(draft) not in echoes)]


def overlap(one: set[int], two: set[int]) -> float:
    """Intersection over union."""
    both = len(one & two)
    return both / (len(one) + len(two) - both) if both else 0.0


def _with_source(tree: Tree, head: Draft) -> Draft:
    """A draft of the model's own; where it names no source the tree may."""
    if not head.source and tree.is_verb(head.anchor) and not asked(tree, head.anchor):
        set_source(tree, head, source_of_verb(tree, head.anchor) or neighbour(tree, head.anchor, head.content))
    return head


def _joined(tree: Tree, rule: Draft, head: Draft) -> Draft:
    """One draft of two for the same cue."""
    rule.by_model = True
    rule.agreement = overlap(rule.content, head.content)
    rule.cue_words = head.cue_words
    if asked(tree, rule.anchor):
        rule.source, rule.head = [], None
    elif head.source and rule.rules.get("source", ("", 0))[0] != "none: passive" and not _one_of_several(tree, rule, head):
        rule.source, rule.head = head.source, head.head
        rule.rules["source"] = head.rules["source"]
    rule.rules["cue"] = head.rules["cue"]
    told = _told_first(tree, rule)
    if not rule.quotations:
        here = tree.sentence[rule.anchor]
        astray = all(tree.sentence[at] != here for at in head.content) and any(tree.sentence[at] == here for at in rule.content)
        if not astray and _fits(tree, rule, head):
            rule.content = _without_holes(rule, head).difference(told)
            rule.rules["content"] = head.rules["content"]
    else:
        quoted = {at for at in rule.content if tree.quoted[at] >= 0}
        here = tree.sentence[rule.anchor]
        rule.content = quoted | {at for at in head.content if tree.quoted[at] < 0 or tree.sentence[at] == here}
        rule.content -= {*rule.cue_words, *rule.source, *told}
    return rule


def _fits(tree: Tree, rule: Draft, head: Draft) -> bool:
    """Whether the model's content can be that of the cue: it holds no source of a phrase, ends where a clause ends, and tells something."""
    if rule.cue is not None and rule.cue.kind == "phrase" and head.content & set(rule.source):
        return False
    return not _cut_short(tree, rule, head) and (_telling(tree, head.content) or not _telling(tree, rule.content))


def _without_holes(rule: Draft, head: Draft) -> set[int]:
    """The model's content, with what the rules find in the middle of it.

    It leaves out cues within: "that, | according to | X, it rained".
    """
    first, last = min(head.content, default=0), max(head.content, default=0)
    return head.content | {at for at in rule.content if first < at < last and rule.anchor not in range(first, last)}


def _one_of_several(tree: Tree, rule: Draft, head: Draft) -> bool:
    """Whether the rules' source is one of several that the model has taken together: "X, who spoke to [the radio], said"."""
    return rule.head is not None and rule.head in head.source and len(tree.spans(head.source)) > 1


def _cut_short(tree: Tree, rule: Draft, head: Draft) -> bool:
    """Whether the model stops before a clause that belongs to the words it ends with: "guards | who joked …", "to attack | unless …"."""
    if not head.content or not head.content < rule.content or rule.rules["content"][0] == "complement:raised":
        return False
    kind = rule.cue.kind if rule.cue is not None else ""
    if (kind == "phrase" and len(tree.spans(head.content)) > 1) or kind == "colon":
        return True  # "Tokyo, according to X, told them that …", "Widow: [Mayor swore] it was safe"
    first = max(head.content) + 1
    around = max(head.content) < rule.anchor < max(rule.content)
    if around and rule.rules["content"][0] == "complement:clause" and tree.words[rule.anchor + 1] == ",":
        return True  # "His son, | he adds, | drives a taxi"
    if first not in rule.content or min(rule.content) < min(head.content):
        return False
    clause = tree.heads[first]
    relative = tree.tags[first].startswith("W") and tree.deps[clause] == "acl:relcl" and tree.heads[clause] in head.content
    return relative or (tree.deps[first] == "mark" and tree.deps[clause] == "advcl" and tree.lower[first] in CONDITIONS)


def _told_first(tree: Tree, rule: Draft) -> set[int]:
    """Who is told, when and where, none of which is content: an indirect object, and what stands before the "that" of the clause."""
    told = {at for child in tree.with_dep(rule.anchor, "iobj") for at in tree.subtree(child) if not rule.content & {child}}
    first = next((at for at in sorted(rule.content) if at > rule.anchor), None)
    if first is None or tree.deps[first] != "mark" or tree.lower[first] != "that" or rule.rules["content"][0] != "complement:clause":
        return told
    between = range(rule.anchor + 1, first)
    beside = {at for child in tree.with_dep(rule.anchor, "obl", "iobj") for at in tree.subtree(child)}
    plain = all(tree.quoted[at] < 0 and (at in beside or not tree.is_verb(at)) for at in between)
    return told | set(between) if plain else told


def _telling(tree: Tree, content: set[int]) -> bool:
    """Whether a content has a word that names or tells something, not only "to", "that" or a pronoun."""
    return any(tree.pos[at] in MEANINGFUL for at in content)


def _echoes(alone: list[Draft], merged: list[Draft]) -> set[int]:
    """Ids of the drafts of which another reading of the same words stands already; what is said within them is no echo."""
    holders: dict[int, list[Draft]] = {}
    for draft in merged:
        for at in draft.content:
            holders.setdefault(at, []).append(draft)
    found = set()
    for draft in alone:
        others = {id(other): other for at in draft.content for other in holders.get(at, ()) if draft.anchor not in other.content}
        same = [other for other in others.values() if overlap(draft.content, other.content) >= SAME]
        if any(draft.reliability < RELIABLE or set(draft.source) & set(other.source) for other in same):
            found.add(id(draft))
    return found
