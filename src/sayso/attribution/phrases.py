"""Cues that are no verbs: "according to X", "in X's words", "reportedly", and the colon of a headline."""

from __future__ import annotations

from sayso.attribution.draft import Draft
from sayso.attribution.frames import set_source
from sayso.attribution.lexicon import Cue, CueLexicon
from sayso.attribution.sources import Source
from sayso.attribution.tree import Tree

TRANSCRIPT, SIGNATURE = LAYOUTS = ("transcript", "signature")
"""Rules that go by how speech is printed, which a reader of sentences does not see."""
COLON = Cue(":", "colon", "say", {"clause": 0.85})
LONGEST_SOURCE = 9
SHORT_NAME = 4
FARTHEST_COLON = 40
DASHES = frozenset(["-", "--", "–", "—", "―", "~"])
PREDICATES = frozenset(["root", "ccomp", "advcl", "parataxis", "acl:relcl", "conj", "xcomp", "csubj"])


def phrase_frames(tree: Tree, lexicon: CueLexicon) -> list[Draft]:
    """A draft for every cue phrase: the words before and behind the source, the source, and the clause that the phrase stands in."""
    by_first: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for pattern, cue in lexicon.phrases.items():
        by_first.setdefault(pattern[0], []).append((pattern, cue))
    found = []
    for at, word in enumerate(tree.lower):
        for pattern, cue in by_first.get(word, ()):
            draft = _phrase(tree, at, pattern, cue)
            if draft is not None:
                found.append(draft)
                break
    return found


def _phrase(tree: Tree, at: int, pattern: tuple[str, ...], cue: Cue) -> Draft | None:
    star = pattern.index("*")
    before, behind = pattern[:star], pattern[star + 1 :]
    if tuple(tree.lower[at : at + star]) != before or at + star >= len(tree):
        return None
    first = at + star
    if not behind:
        head = _nominal_head(tree, at, first)
        words = list(range(at, first))
    else:
        end = _closing_words(tree, first, behind)
        if end is None:
            return None
        owner = tree.child(end, "nmod:poss")
        head = owner if owner is not None and owner >= first else None
        words = list(range(end - len(behind) + 1, end + 1))
    if head is None:
        return None
    top = head if not behind else words[-1]
    draft = Draft(at, cue)
    draft.cue_words = words
    draft.content = clause_of(tree, top)
    draft.because("content", "phrase:" + " ".join(before or behind), cue.takes["clause"])
    set_source(tree, draft, Source(head, "phrase", 0.97))
    draft.content -= set(tree.subtree(top)) | set(words) | set(draft.source)
    return draft if draft.content else None


def _nominal_head(tree: Tree, at: int, first: int) -> int | None:
    """The head of the noun phrase behind a preposition: the head of the preposition, or whatever is above the next word."""
    head = tree.heads[at]
    while head < first and tree.heads[head] != head:
        head = tree.heads[head]
    while tree.heads[head] > head and tree.deps[head] in ("compound", "amod", "nmod:poss", "nummod", "det", "flat"):
        head = tree.heads[head]
    if head >= first and head - first <= 25 and tree.pos[head] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"):
        return head
    node = first
    while (
        tree.heads[node] != node
        and tree.heads[node] >= first
        and tree.pos[tree.heads[node]] in ("NOUN", "PROPN", "PRON")
        and tree.heads[node] - first <= 25
    ):
        node = tree.heads[node]
    return node if tree.pos[node] in ("NOUN", "PROPN", "PRON") else None


def _closing_words(tree: Tree, first: int, behind: tuple[str, ...]) -> int | None:
    """The last token of the words that close a phrase, within reach of its first."""
    for end in range(first + len(behind), min(first + LONGEST_SOURCE, len(tree))):
        if tuple(tree.lower[end - len(behind) + 1 : end + 1]) == behind:
            return end
    return None


def clause_of(tree: Tree, phrase: int) -> set[int]:
    """The clause that a phrase stands in; the whole sentence where the phrase stands at its edge, set off by a comma."""
    tokens = [at for at in tree.subtree(phrase) if not tree.is_punct(at)] or [phrase]
    first, end = tree.sentence_range(phrase)
    while end > phrase + 1 and tree.is_punct(end - 1):
        end -= 1
    node = tree.heads[phrase]
    while tree.heads[node] != node and tree.deps[node] not in PREDICATES:
        node = tree.heads[node]
    at_edge = tokens[0] <= first + 1 or (tokens[0] > first and tree.words[tokens[0] - 1] == "," and tokens[-1] >= end - 1)
    while tree.heads[node] != node and (at_edge or tree.deps[node] == "xcomp"):
        if not at_edge and tree.deps[node] in ("advcl", "acl:relcl"):
            break
        node = tree.heads[node]
    return set(tree.subtree(node))


def adverb_frames(tree: Tree, lexicon: CueLexicon) -> list[Draft]:
    """A draft without a source for every "reportedly", "allegedly" and the like: the clause it stands in."""
    found = []
    for at, word in enumerate(tree.lower):
        cue = lexicon.adverbs.get(word)
        if cue is None:
            continue
        head = tree.heads[at]
        draft = Draft(at, cue, cue_words=[at])
        draft.content = set(tree.subtree(head)) - {at} if head != at else set()
        draft.because("content", f"adverb:{word}", cue.takes["clause"])
        draft.because("source", "none", 0.9)
        if draft.content:
            found.append(draft)
    return found


def colon_frames(tree: Tree, lexicon: CueLexicon, title_end: int) -> list[Draft]:
    """Drafts for "X: P" at the head of a paragraph and "P: X" in a headline.

    Args:
        tree: the parsed text.
        lexicon: its set ``labels`` holds words that stand before a colon without being anybody.
        title_end: offset where the headline ends; 0 where none is known.
    """
    found = []
    for first, end in tree.paragraphs:
        while first < end and (tree.tags[first] in ("CD", "LS") or tree.is_punct(first)):
            first += 1
        colon = next((at for at in range(first, min(first + FARTHEST_COLON, end)) if tree.words[at] == ":"), None)
        if colon is None or (tree.quoted[colon] >= 0 and not _shouted(tree, first, colon)):
            continue
        headline = first == 0 or tree.starts[first] < title_end
        draft = _speaker_last(tree, first, colon, end) if headline else None
        draft = draft or _speaker_first(tree, lexicon, first, colon, end, headline)
        if draft is not None:
            found.append(draft)
    return found


def _shouted(tree: Tree, first: int, colon: int) -> bool:
    """Whether a name in capitals opens a paragraph, as in transcripts that are quoted as a whole: "BRELK: We stay."."""
    words = [tree.words[at] for at in range(first, colon) if not tree.is_punct(at)]
    return 0 < len(words) <= SHORT_NAME and all(word.isupper() for word in words)


def signature_frames(tree: Tree) -> list[Draft]:
    """Drafts for paragraphs signed with a name behind a dash, as press releases and letters have them: “We stay.” — Mira Brelk."""
    found = []
    for first, end in tree.paragraphs:
        while end > first and (tree.is_space(end - 1) or tree.words[end - 1] == "."):
            end -= 1
        dash = next((at for at in range(end - 2, max(first, end - LONGEST_SOURCE), -1) if tree.words[at] in DASHES), None)
        mark = next((at for at in range(dash - 1, first, -1) if not tree.is_space(at)), first) if dash is not None else first
        name = [at for at in range(dash + 1, end) if not tree.is_space(at)] if dash is not None else []
        if dash is None or not name or tree.quoted[dash] >= 0 or tree.quoted[mark] < 0 or not _is_name(tree, name[0], end):
            continue
        quotation = tree.quoted[mark]
        tokens = tree.quotation_tokens(tree.quotations[quotation])
        if all(map(tree.is_punct, range(first, tokens[0]))):
            draft = _colon(tree, range(name[0], end), dash, tokens, SIGNATURE)
            draft.quotations.add(quotation)
            found.append(draft)
    return found


def _speaker_first(tree: Tree, lexicon: CueLexicon, first: int, colon: int, end: int, headline: bool = False) -> Draft | None:
    """The draft of a headline like "Minister: The talks go on"; what follows must hold a verb or be quoted."""
    somebody = headline and colon - first <= SHORT_NAME and tree.tags[colon - 1] in ("NN", "NNS") and _can_speak(tree, lexicon, colon - 1)
    if (
        not (somebody or _is_name(tree, first, colon))
        or tree.lemmas[colon - 1] in lexicon.set("labels")
        or tree.lower[colon - 1] in lexicon.set("labels")
    ):
        return None
    told = any(tree.is_verb(at) or tree.quoted[at] >= 0 for at in range(colon + 1, end))
    if not told or end - colon < 4:
        return None
    return _colon(tree, range(first, colon), colon, range(colon + 1, end), "colon:source first")


def _speaker_last(tree: Tree, first: int, colon: int, end: int) -> Draft | None:
    """The draft of a headline like "Talks go on: Minister": a short name without a verb behind the colon, a longer clause before it."""
    last = end
    while last > colon + 1 and tree.is_punct(last - 1):
        last -= 1
    before = [at for at in range(first, colon) if not tree.is_punct(at)]
    behind = [at for at in range(colon + 1, last) if not tree.is_punct(at)]
    if not behind or not _is_name(tree, colon + 1, last) or any(tree.is_verb(at) for at in behind):
        return None
    if len(before) <= len(behind) or len(before) < 3 or not (len(before) > SHORT_NAME or any(tree.is_verb(at) for at in before)):
        return None
    return _colon(tree, range(colon + 1, last), colon, range(first, colon), "colon:source last")


def _colon(tree: Tree, source: range, colon: int, content: range, rule: str) -> Draft:
    draft = Draft(colon, COLON, cue_words=[colon], source=list(source), content=set(content))
    draft.head = next((at for at in source if tree.heads[at] not in source), source[-1])
    if tree.quoted[colon] >= 0:
        draft.quotations.add(tree.quoted[colon])
        rule = TRANSCRIPT
    reliability = 0.95 if rule in LAYOUTS else 0.85
    draft.because("source", rule, reliability)
    draft.because("content", rule, reliability)
    return draft


def _can_speak(tree: Tree, lexicon: CueLexicon, at: int) -> bool:
    """Whether a noun is one of those that sources are made of: "Widow: Mayor lied", "Union: Jobs are safe"."""
    names = (
        "anonymous",
        "bodies",
        "spokespeople",
        "residents.weak",
        "officials.weak",
        "people.strong",
        "institution.strong",
        "officials.strong",
    )
    return any(tree.lemmas[at] in lexicon.set(name) for name in names)


def _is_name(tree: Tree, first: int, end: int) -> bool:
    """Whether a stretch reads like the name or title of somebody: short, without a verb, its last word capitalised."""
    words = [at for at in range(first, end) if not tree.is_punct(at)]
    if not words or len(words) > LONGEST_SOURCE or not tree.words[words[0]][0].isupper():
        return False
    if any(tree.is_verb(at) and (tree.words[at].islower() or at == words[0]) for at in words):
        return False
    named = any(tree.pos[at] == "PROPN" or tree.words[at].isupper() for at in words)
    return named and tree.words[words[-1]][0].isupper()
