"""A plain-list view of a parsed `Doc`: what the rules read, without going through spaCy's token objects again and again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc

from sayso.attribution.quotes import PARAGRAPH, Quotation, find_quotations
from sayso.records import Span

LONGEST_SENTENCE = 500
BLOCK = 250
DATELINE = re.compile(
    r"""(?:[A-Z][A-Z.'’ /-]{2,30}(?:,\ [A-Z][\w. ]{1,20}){0,2}(?:\ ?\([A-Z][\w ]{1,20}\))?   # BAGHDAD, Iraq (Agency)
        |[A-Z][\w.'’-]+(?:[ ,]{1,2}[A-Z][\w.'’-]+){0,3}\ ?\([A-Z][\w ]{1,20}\)            # Baghdad (Agency)
        )\s?[—–-]{1,2}\s""",
    re.VERBOSE,
)
"""Where and by whom a report was filed, before its first sentence."""
SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"])


class Tree:
    """Words, tags, heads and children of a `Doc` by token number; sentences, paragraphs and quotations of every token.

    `left` and `right` bound the subtree of a token (inclusive). All offsets are code points of ``doc.text``; all numbers are token numbers.
    """

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        tokens = list(doc)  # spaCy makes a new object of every token that is asked for
        self.words = [token.text for token in tokens]
        self.lower = [word.lower() for word in self.words]
        self.lemmas = [token.lemma_.lower() or token.lower_ for token in tokens]
        self.tags = [token.tag_ for token in tokens]
        self.pos = [token.pos_ for token in tokens]
        self.deps = [token.dep_ for token in tokens]
        self.heads = [token.head.i for token in tokens]
        self.starts = [token.idx for token in tokens]
        self.ends = [token.idx + len(token) for token in tokens]
        self.sentences = self._bounded([(sentence.start, sentence.end) for sentence in doc.sents])
        self.children: list[list[int]] = [[] for _ in self.words]
        for at, head in enumerate(self.heads):
            if head != at:
                self.children[head].append(at)
        self.sentence = [number for number, (first, last) in enumerate(self.sentences) for _ in range(first, last)]
        self.paragraph, self.paragraphs = self._paragraphs()
        self.quotations = find_quotations(self.text)
        self.quoted = self._quoted()
        self.datelines = self._datelines()
        self._edges: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self.words)

    def _bounded(self, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Cut what a reader takes for a sentence but no writer does into blocks, each a tree of its own: keeps time linear in the text."""
        bounded: list[tuple[int, int]] = []
        for start, end in sentences:
            if end - start <= LONGEST_SENTENCE:
                bounded.append((start, end))
                continue
            blocks = [(first, min(first + BLOCK, end)) for first in range(start, end, BLOCK)]
            bounded.extend(blocks)
            for first, last in blocks:
                for at in range(first, last):
                    if not first <= self.heads[at] < last:
                        self.heads[at], self.deps[at] = at, "root"
        return bounded

    def correct_lemmas(self, forms: Mapping[str, str]) -> None:
        """Give verbs the lemma of their form where the word lists know it."""
        for at, word in enumerate(self.lower):
            if word in forms and self.is_verb(at):
                self.lemmas[at] = forms[word]

    def attach(self, at: int, head: int, dep: str) -> None:
        """Hang a token elsewhere; only before any subtree has been asked for."""
        if self.is_below(head, at):
            return
        self.children[self.heads[at]].remove(at)
        self.children[head] = sorted([*self.children[head], at])
        self.heads[at], self.deps[at] = head, dep

    def _paragraphs(self) -> tuple[list[int], list[tuple[int, int]]]:
        """The paragraph of every token, and the token range of every paragraph."""
        breaks = [match.start() for match in PARAGRAPH.finditer(self.text)]
        numbers = [bisect_left(breaks, start) for start in self.starts]
        ranges: dict[int, tuple[int, int]] = {}
        for at, number in enumerate(numbers):
            ranges[number] = (ranges[number][0] if number in ranges else at, at + 1)
        compact = {number: position for position, number in enumerate(ranges)}
        return [compact[number] for number in numbers], list(ranges.values())

    def _datelines(self) -> frozenset[int]:
        """The tokens of datelines at the head of paragraphs, dash included."""
        found: set[int] = set()
        for first, end in self.paragraphs:
            match = DATELINE.match(self.text, self.starts[first], self.ends[end - 1])
            if match is not None:
                found.update(at for at in self.tokens(match.start(), match.end()) if not self.is_space(at))
        return frozenset(found)

    def _quoted(self) -> list[int]:
        """The number of the quotation each token stands in, marks included; -1 outside."""
        quoted = [-1] * len(self.words)
        for number, quotation in enumerate(self.quotations):
            for at in self.tokens(quotation.start, quotation.end):
                quoted[at] = number
        return quoted

    def tokens(self, start: int, end: int) -> range:
        """The tokens that lie wholly or partly between two offsets."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def quotation_tokens(self, quotation: Quotation) -> range:
        """The tokens of a quotation, marks included."""
        return self.tokens(quotation.start, quotation.end)

    def subtree(self, at: int) -> list[int]:
        """The token and all below it, sorted."""
        known = self._edges.get(at)
        if known is None:
            stack, found = [at], []
            while stack:
                node = stack.pop()
                found.append(node)
                stack.extend(self.children[node])
            known = self._edges[at] = sorted(found)
        return known

    def child(self, at: int, *deps: str) -> int | None:
        """The first child with one of the relations, or null."""
        return next((child for child in self.children[at] if self.deps[child] in deps), None)

    def with_dep(self, at: int, *deps: str) -> Iterator[int]:
        """All children with one of the relations, in text order."""
        return (child for child in self.children[at] if self.deps[child] in deps)

    def case(self, at: int) -> str:
        """The preposition of a noun ("according to" is one), lower-cased; empty where there is none."""
        marks = [child for child in self.children[at] if self.deps[child] == "case" and child < at]
        if not marks:
            return ""
        words = [self.lower[marks[0]], *(self.lower[part] for part in self.with_dep(marks[0], "fixed"))]
        return " ".join(words)

    def ancestors(self, at: int) -> Iterator[int]:
        """The heads above a token, nearest first; no more than a sentence can have, should the heads of a bad tree go in a circle."""
        for _ in range(LONGEST_SENTENCE):
            if self.heads[at] == at:
                return
            at = self.heads[at]
            yield at

    def is_below(self, at: int, top: int) -> bool:
        """Whether `top` is the token itself or above it."""
        return at == top or any(above == top for above in self.ancestors(at))

    def is_verb(self, at: int) -> bool:
        """Whether the token is a verb, by either tag set."""
        return self.pos[at] in ("VERB", "AUX") or self.tags[at].startswith("VB")

    def sentence_range(self, at: int) -> tuple[int, int]:
        """First token of the sentence of a token, and the one behind its last."""
        return self.sentences[self.sentence[at]]

    def is_space(self, at: int) -> bool:
        """Whether the token is white space."""
        return not self.words[at].strip()

    def is_punct(self, at: int) -> bool:
        """Whether the token has neither a letter nor a digit."""
        return not any(character.isalnum() for character in self.words[at])

    def spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """Tokens as spans: neighbours (white space aside) are joined."""
        pieces: list[list[int]] = []
        for at in sorted(set(tokens)):
            if self.is_space(at):
                continue
            if pieces and (at == pieces[-1][1] + 1 or all(map(self.is_space, range(pieces[-1][1] + 1, at)))):
                pieces[-1][1] = at
            else:
                pieces.append([at, at])
        return tuple(Span(self.starts[first], self.ends[last]) for first, last in pieces)
