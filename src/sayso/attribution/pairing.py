"""Quotations meet their cues: which verb beside a quotation governs it, and whose words a quotation without a cue are."""

from __future__ import annotations

from sayso.attribution.draft import Draft
from sayso.attribution.frames import finish, loose_participle, set_source, verb_cue
from sayso.attribution.lexicon import Cue, CueLexicon
from sayso.attribution.quotes import QuotationKind
from sayso.attribution.sources import Source
from sayso.attribution.tree import Tree

FIRST_PERSON = frozenset(["i", "we", "my", "our", "us", "me"])
WINDOW = 40
NEAR = 12
MERE = 8
UNLISTED_REACH = 8
ENDS = frozenset([".", "?", "!", ";"])
COLON_CUE = Cue(":", "colon", "say", {"quote": 0.9})
UNLISTED = Cue("", "verb", "say", {"quote": 0.75})


class Pairing:
    """Gives every quotation of a text to a draft: one the tree has found already, a new one, or the one before.

    `drafts` holds the drafts of verbs, phrases and nouns; it is extended in place.
    """

    def __init__(self, tree: Tree, lexicon: CueLexicon, drafts: list[Draft]) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.drafts = drafts
        self.by_anchor = {draft.anchor: draft for draft in drafts}
        self.owner: dict[int, Draft] = {}
        self.reach: dict[int, int] = {}
        self.final = self._final()
        self.by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.by_sentence.setdefault(tree.sentence[draft.anchor], []).append(draft)

    def run(self) -> None:
        """Claim quotations for the drafts they belong to, in text order."""
        self._claim_overlaps()
        last: Draft | None = None
        for number, quotation in enumerate(self.tree.quotations):
            tokens = self.tree.quotation_tokens(quotation)
            if not tokens:
                continue
            if quotation.kind is not QuotationKind.TERM and (number not in self.owner or self._weak(number)):
                self._pair(number, tokens, last)
            last = self._outermost(self.owner.get(number, last))

    def _outermost(self, draft: Draft | None) -> Draft | None:
        """The attribution around a draft in its sentence: who speaks on when a reported speaker's words have ended."""
        if draft is None:
            return None
        for other in self.by_sentence.get(self.tree.sentence[draft.anchor], ()):
            around = other is not draft and draft.anchor in other.content and other.anchor not in draft.content
            if around and other.cue is not None and other.cue.speech != "think" and self.tree.quoted[other.anchor] < 0:
                return other
        return draft

    def _final(self) -> list[int]:
        """For every quotation the last one of the run of paragraphs it opens; the cue stands behind that one."""
        final = list(range(len(self.tree.quotations)))
        for number in reversed(range(len(final) - 1)):
            if self.tree.quotations[number + 1].continues and self.tree.quotation_tokens(self.tree.quotations[number + 1]):
                final[number] = final[number + 1]
        return final

    def _claim_overlaps(self) -> None:
        """Take quotations whole that a content from the tree has touched."""
        quoted = self.tree.quoted
        for draft in self.drafts:
            if quoted[draft.anchor] >= 0:
                around = self.tree.quotation_tokens(self.tree.quotations[quoted[draft.anchor]])
                first = around[0] + 1 if self.tree.is_punct(around[0]) else around[0]
                last = around[-1] - 1 if self.tree.is_punct(around[-1]) else around[-1]
                inside = {at for at in draft.content if first <= at <= last}
                draft.content = inside or draft.content  # "wardens “routinely told” inmates that …"
                if self.tree.words[draft.anchor] == ":":
                    self.owner[quoted[draft.anchor]] = draft
                continue
            for number in sorted({quoted[at] for at in draft.content if quoted[at] >= 0 and not self.tree.is_punct(at)}):
                draft.content.update(self.tree.quotation_tokens(self.tree.quotations[number]))
                draft.quotations.add(number)
                self.owner.setdefault(number, draft)

    def _weak(self, number: int) -> bool:
        """Whether a quotation was only swept up by a content that reaches far beyond it: a cue beside it goes first."""
        draft = self.owner[number]
        if self.tree.quoted[draft.anchor] == number:
            return False  # a speaker named within the marks, as in transcripts
        return (draft.cue is not None and draft.cue.kind != "verb") or abs(
            draft.anchor - self.tree.quotation_tokens(self.tree.quotations[number])[0]
        ) > WINDOW

    def _pair(self, number: int, tokens: range, last: Draft | None) -> None:
        quotation = self.tree.quotations[number]
        utterance = quotation.kind is QuotationKind.UTTERANCE
        if quotation.continues and last is not None and number - 1 in self.owner:
            self._give(number, tokens, self.owner[number - 1], "continued paragraph", 0.97)
            return
        before = self._cue_before(tokens[0])
        final = self.final[number]
        behind = self._cue_behind(self.tree.quotation_tokens(self.tree.quotations[final])) if utterance else None
        starts = self._starts_sentence(tokens[0])
        cue = behind if starts and behind is not None else before if before is not None else behind
        if cue is not None:
            self._give(number, tokens, self._draft(cue), "quotation beside cue", 0.96)
        elif number in self.owner:
            return
        elif (touching := self._touching(tokens[0])) is not None:
            self._give(number, tokens, touching, "predicate in quotation marks", 0.95)
        elif last is not None and self._same_sentence(tokens, last):
            end = self._end(last, tokens[0])
            self._give(number, tokens, last, "further quotation", 0.93)
            last.content.update(range(end, tokens[0]))
        elif utterance:
            self._without_cue(number, tokens, last)
        elif last is not None and self._starts_sentence(tokens[0]) and any(self.tree.lower[at] in FIRST_PERSON for at in tokens):
            first, end = self.tree.sentence_range(tokens[0])
            self._orphan(number, set(range(max(first, tokens[0]), end)), last)

    def _touching(self, first: int) -> Draft | None:
        """The cue whose object ends right before a quotation: "called the plan “a disgrace”"."""
        for draft in self.by_sentence.get(self.tree.sentence[first], ()):
            takes = draft.cue.takes if draft.cue is not None and draft.cue.kind == "verb" else {}
            if "quote" in takes and draft.anchor < first and first - 1 in draft.content and self.tree.quoted[draft.anchor] < 0:
                return draft
        return None

    def _end(self, draft: Draft, before: int) -> int:
        """The last token of a draft's content before a token; -1 where there is none. Looked up once, then kept as quotations are added."""
        if id(draft) not in self.reach:
            self.reach[id(draft)] = max((at for at in draft.content if at < before), default=-1)
        return self.reach[id(draft)]

    def _same_sentence(self, tokens: range, last: Draft) -> bool:
        """Whether a quotation goes on, a few words later, with the content that it shares a sentence with."""
        before = self._end(last, tokens[0])
        if before < 0 or not last.quotations or last.anchor > before or tokens[0] - before > NEAR:
            return False
        between = range(before + 1, tokens[0])
        return not any(self.tree.words[at] in ENDS or self._takes_quote(at) or self.tree.is_space(at) for at in between)

    def _draft(self, anchor: int) -> Draft:
        """The draft of a cue, made now where the tree gave it no content."""
        known = self.by_anchor.get(anchor)
        if known is None:
            cue = COLON_CUE if self.tree.words[anchor] == ":" else verb_cue(self.tree, self.lexicon, anchor) or UNLISTED
            known = Draft(anchor, cue)
            self.by_anchor[anchor] = known
            self.drafts.append(known)
        return known

    def _give(self, number: int, tokens: range, draft: Draft, rule: str, reliability: float) -> None:
        """Make a quotation part of a draft's content; a content elsewhere that the tree guessed gives way."""
        fresh = not draft.quotations
        if fresh and draft.content and not draft.content & set(tokens) and not self._touches(draft, tokens):
            draft.content = set()
        draft.content.update(tokens)
        draft.quotations.add(number)
        self.owner[number] = draft
        self.reach[id(draft)] = tokens[-1]
        draft.because("content", rule, reliability)
        if not draft.source and draft.cue is not None and "source" not in draft.rules:
            self._complete(draft)

    def _complete(self, draft: Draft) -> None:
        if self.tree.words[draft.anchor] == ":":
            self._colon_source(draft)
            return
        finish(self.tree, self.lexicon, draft)

    def _colon_source(self, draft: Draft) -> None:
        """The subject of the sentence before a colon that introduces a quotation."""
        draft.cue_words = [draft.anchor]
        first = max(self.tree.sentence_range(draft.anchor)[0], self.tree.paragraphs[self.tree.paragraph[draft.anchor]][0])
        head = next((at for at in range(first, draft.anchor) if self.tree.deps[at] in ("nsubj", "nsubj:pass")), None)
        set_source(self.tree, draft, Source(head, "colon", 0.75) if head is not None else None)

    def _touches(self, draft: Draft, tokens: range) -> bool:
        """Whether a content reaches the quotation with nothing but punctuation, the cue or the source between."""
        own = draft.content | set(draft.cue_words) | set(draft.source)
        nearest = max((at for at in own if at < tokens[0]), default=None)
        return nearest is not None and draft.anchor < tokens[0] and all(map(self.tree.is_punct, range(nearest + 1, tokens[0])))

    def _starts_sentence(self, at: int) -> bool:
        """Whether a token opens a sentence by the punctuation and breaks before it."""
        tree = self.tree
        before = at - 1
        while before >= 0 and tree.is_space(before):
            before -= 1
        if before < 0 or tree.paragraph[before] != tree.paragraph[at]:
            return True
        return tree.words[before] in ENDS or (tree.quoted[before] >= 0 and tree.words[before - 1][-1] in ".?!")

    def _cue_before(self, first: int) -> int | None:
        """The cue that introduces a quotation: the nearest cue verb before it, or a colon."""
        tree = self.tree
        at = first - 1
        while at >= 0 and tree.is_space(at):
            at -= 1
        if at < 0 or tree.words[at] in ENDS or tree.quoted[at] >= 0:
            return None
        colon = at if tree.words[at] == ":" else None
        if tree.paragraph[at] != tree.paragraph[first] and colon is None:
            return None
        verb = self._nearest_verb(range(at, max(-1, at - WINDOW), -1))
        if verb is not None and (colon is not None or self._near(verb, first)):
            return verb
        return colon

    def _near(self, verb: int, first: int) -> bool:
        """Whether a cue reaches a quotation behind it: by a comma or a conjunction, or standing right before it."""
        return self.tree.words[first - 1] in (",", ":", "that", "-", "–", "—") or first - verb <= 3

    def _nearest_verb(self, path: range) -> int | None:
        """The first verb on a way through the words that takes a quotation; null where a quotation or a sentence's end comes first."""
        for at in path:
            if self.tree.quoted[at] >= 0 or (self.tree.words[at] in ENDS and at != path[0]):
                return None
            if self._takes_quote(at):
                return at
        return None

    def _takes_quote(self, at: int) -> bool:
        cue = verb_cue(self.tree, self.lexicon, at)
        return cue is not None and "quote" in cue.takes

    def _cue_behind(self, tokens: range) -> int | None:
        """The cue that follows a quotation in the same sentence: "…," said X."""
        tree = self.tree
        last = tokens[-1]
        at = last + 1
        inner = next((tree.words[i][-1] for i in reversed(tokens) if any(c not in "”\"'’`» " for c in tree.words[i])), "")
        if at >= len(tree):
            return None
        if inner == "." and not tree.words[at][0].islower() and tree.words[at] != ",":
            return self._mere_cue(at)
        limit = min(len(tree), at + WINDOW)
        unlisted = None
        for at in range(last + 1, limit):
            if tree.paragraph[at] != tree.paragraph[last] or tree.quoted[at] >= 0 or tree.words[at] in ENDS:
                break
            if loose_participle(tree, at):
                continue  # "…," he said, adding that …
            if not self._takes_quote(at):
                if unlisted is None and inner in ",?!" and tree.tags[at] in ("VBD", "VBZ", "VBP") and tree.pos[at] == "VERB":
                    unlisted = at
                continue
            if tree.deps[at] in ("acl:relcl", "acl") and self._main_follows(at, limit):
                continue
            return at
        return unlisted if unlisted is not None and unlisted - last <= UNLISTED_REACH else None

    def _mere_cue(self, first: int) -> int | None:
        """The cue of a sentence that is nothing but speaker and cue: "…." the minister said."""
        found = None
        for at in range(first, min(len(self.tree), first + MERE)):
            if self.tree.words[at] in ENDS:
                return found
            if self.tree.quoted[at] >= 0 or self.tree.is_space(at) or found is not None or self.tree.words[at] in (",", ":"):
                return None
            if self._takes_quote(at):
                found = at
        return None

    def _main_follows(self, relative: int, limit: int) -> bool:
        """Whether another cue verb follows before the sentence ends: the one found stands in a relative clause."""
        for at in range(relative + 1, limit):
            if self.tree.words[at] in ENDS or self.tree.quoted[at] >= 0:
                return False
            if self._takes_quote(at):
                return True
        return False

    def _without_cue(self, number: int, tokens: range, last: Draft | None) -> None:
        """A quotation without a cue: it goes on with the attribution before it, or takes over its speaker."""
        if last is None or not self._starts_sentence(tokens[0]) or not (last.quotations or self._close(last, tokens)):
            return
        tree = self.tree
        end = self._end(last, tokens[0])
        gap = tree.paragraph[tokens[0]] - tree.paragraph[end] if end >= 0 else 0
        between = [at for at in range(max(end, *last.cue_words, *last.source, -1) + 1, tokens[0]) if not tree.is_punct(at)]
        if gap <= 1 and not _sentence_between(tree, between):
            self._give(number, tokens, last, "continuation", 0.9 if gap == 0 else 0.8)
        elif gap <= 1:
            self._orphan(number, set(tokens), last)

    def _orphan(self, number: int, content: set[int], last: Draft) -> None:
        """A draft of its own for words in quotation marks that no cue governs, with the speaker before."""
        draft = Draft(min(content), None, content=content, previous=last)
        draft.quotations.add(number)
        draft.because("content", "quotation without cue", 0.6)
        draft.because("source", "speaker before", 0.8)
        self.drafts.append(draft)
        self.owner[number] = draft

    def _close(self, last: Draft, tokens: range) -> bool:
        """Whether the last attribution is speech in the sentence just before."""
        paragraph = self.tree.paragraph
        return last.cue is not None and last.cue.speech != "think" and paragraph[self._end(last, tokens[0])] == paragraph[tokens[0]]


def _sentence_between(tree: Tree, between: list[int]) -> bool:
    """Whether a whole sentence of the outlet's own stands between."""
    return any(tree.words[at] in ENDS for at in range(between[0], between[-1] + 1)) if between else False
