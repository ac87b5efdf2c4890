"""Texts that no editor would print: marks that never close, nothing but quotations, thousands of cues. No crash, no quadratic time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from attribution_trees import tables, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.attribution import Attributor
from sayso.attribution.quotes import find_quotations
from sayso.records import Span

ATTRIBUTOR = Attributor(tables())
SPACES = "~"
STYLES = (("“", "”"), ('"', '"'), ("''", "''"), ("‘", "’"), ("”", "“"))
SAID = "{name}/NNP/nsubj>2 said/VBD/root>0 that/IN/mark>5 talks/NNS/nsubj>5 failed~/VBD/ccomp>2 ././punct>2"
TURNS = 10
"""Growth of the time that four times the text may bring: linear work takes about 4, quadratic 16."""
WORDS = (
    *'“”"‘’«»',
    "''",
    "``",
    "“",
    "¶",
    ".",
    ",",
    ":",
    "?",
    "-",
    "(",
    ")",
    "we",
    "said",
    "denied",
    "told",
    "that",
    "talks",
    "Brelk",
    "Mira",
    "according",
    "to",
    "not",
)
TAGS = ("NN", "NNP", "VBD", "VB", "VBG", "IN", "PRP", "RB", "``", "''", ".", ",", ":")
DEPS = ("nsubj", "obj", "ccomp", "obl", "punct", "parataxis", "mark", "case", "conj", "acl:relcl", "advcl", "dep", "xcomp", "acl")


def checked(doc: Doc) -> int:
    """Attributions of a document, each of whose spans lies in the text, in order, without overlap within its field."""
    found = ATTRIBUTOR(doc)._.attributions
    ids = {attribution.id for attribution in found}
    assert len(ids) == len(found)
    for attribution in found:
        assert attribution.content
        assert attribution.parent is None or (attribution.parent in ids and attribution.parent != attribution.id)
        for field in (attribution.source, attribution.cue, attribution.content, attribution.addressee, attribution.channel):
            in_text(field, doc.text)
    return len(found)


def in_text(spans: tuple[Span, ...], text: str) -> None:
    """Every span holds words of `text`, and they stand in order."""
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert span.of(text).strip()
        end = span.end


def chained(words: list[str], step: int = 12) -> Doc:
    """A document of bare words: sentences of `step` words, each word hanging on the first of its sentence."""
    items = []
    for start in range(0, len(words), step):
        block = words[start : start + step]
        items.append(" ".join(f"{word}/{_tag(word)}/{'root>0' if place == 0 else 'dep>1'}" for place, word in enumerate(block)))
    return tree(*items)


def _tag(word: str) -> str:
    if word.strip(SPACES) in ("said", "denied", "told"):
        return "VBD"
    return "NN" if any(letter.isalnum() for letter in word) else "''"


def seconds(make: Callable[[int], object], size: int) -> float:
    """The shortest of three runs, in time of the processor: a busy machine does not count."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        make(size)
        best = min(best, time.process_time() - began)
    return best


def grows_linearly(make: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes at most `TURNS` times as long; a run that stumbles gets another chance."""
    return any(seconds(make, 4 * size) <= TURNS * max(seconds(make, size), 1e-4) for _ in range(3))


@pytest.mark.parametrize(("left", "right"), STYLES)
@pytest.mark.parametrize("lost", ["none", "opening", "closing"])
def test_five_styles_of_marks_with_a_mark_lost(left: str, right: str, lost: str) -> None:
    opening = "" if lost == "opening" else f"{left}~/``/punct>3 "
    closing = "" if lost == "closing" else f" {right}/''/punct>3"
    shift = 0 if lost == "opening" else 1
    quoted = f"{opening}We/PRP/nsubj>{2 + shift} stay~/VBP/ccomp>{4 + shift} ,~/,/punct>{2 + shift}{closing}"
    rest = 4 + shift + (closing != "") - 1
    doc = tree(f"{quoted} said/VBD/root>0 Brelk~/NNP/nsubj>{rest} ././punct>{rest}", SAID.format(name="Mira"))
    assert checked(doc) >= 1


@pytest.mark.parametrize("count", [1, 3, 7, 21])
def test_odd_numbers_of_marks(count: int) -> None:
    for mark in ('"', "“", "”", "''", "‘", "«"):
        checked(chained([mark, "we", "stay", ",", "said", "Brelk", "."] * count + [mark]))


def test_mixed_marks_within_one_quotation() -> None:
    text = '“We stay," said Brelk. \'\'We go,” said Mira. ‘No," said «Orlava». "It is “over”, he said.'
    quotations = find_quotations(text)
    assert quotations
    in_text(tuple(Span(one.start, one.end) for one in quotations), text)


def test_a_quotation_of_three_hundred_lines() -> None:
    for first, last in (("“", "”"), ("“", "."), (".", "”"), ('"', '"')):
        doc = chained([first, "we", *(["stay", "here", ".", "¶"] * 300), last, "said", "Brelk", "."])
        checked(doc)


def test_every_paragraph_opens_its_quotation_anew_and_none_closes_it() -> None:
    doc = chained(["“~", "We", "stay", "here~", ".", "¶"] * 60 + ["Brelk", "said~", "."], step=6)
    checked(doc)
    assert sum(quotation.continues for quotation in find_quotations(doc.text)) == 59


def test_nothing_but_quotations() -> None:
    assert checked(chained(["“~", "We", "stay~", ".~", "”"] * 200, step=5)) <= 200
    assert checked(tree("“~/``/root>0 ”/''/punct>1")) == 0


def test_marks_and_nothing_else() -> None:
    for mark in ('"', "“", "”", "'", "’", "''", "«", "„"):
        checked(chained([mark] * 400, step=40))


def test_forty_reported_clauses_inside_one_another() -> None:
    depth = 40
    words = []
    for level in range(depth):
        base = 3 * level
        above = f"ccomp>{base - 1}" if level else "root>0"
        words.append(f"Mira/NNP/nsubj>{base + 2} said/VBD/{above} that/IN/mark>{base + 5}")
    last = 3 * depth
    words.append(f"talks/NNS/nsubj>{last + 2} failed~/VBD/ccomp>{last - 1} ././punct>2")
    doc = tree(" ".join(words))
    count = checked(doc)
    assert depth - 1 <= count <= depth
    parents = {attribution.id: attribution.parent for attribution in doc._.attributions}
    assert sum(parent is None for parent in parents.values()) == 1


def test_a_circle_of_parents_is_impossible() -> None:
    doc = chained(["Mira", "said", "“~", "Brelk", "said", "“~", "Mira", "said~", "”", "said~", "”", "."] * 5)
    checked(doc)
    parents = {attribution.id: attribution.parent for attribution in doc._.attributions}
    for one in parents:
        seen: set[str] = set()
        at: str | None = one
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]


@pytest.mark.parametrize(
    "piece",
    [
        ['"'],
        ["“~", "we"],
        ["we~", "”"],
        ["‘~", "we"],
        ["'~", "we", "rock~", "'~", "n~", "'", "roll"],
        ["“~", "We", "stay~", ",~", "”", "said", "Mira", ".", "¶"],
        ["“~", "We", "stay", ".", "¶"],
    ],
    ids=["marks", "opening", "closing", "single", "apostrophes", "turns", "paragraphs"],
)
def test_looking_for_quotations_is_linear(piece: list[str]) -> None:
    text = "".join(word.rstrip(SPACES) + ("" if word.endswith(SPACES) else " ") for word in piece).replace("¶", "\n")
    assert grows_linearly(lambda size: find_quotations(text * size), 1500)


@pytest.mark.parametrize(
    ("piece", "step"),
    [
        (["Mira", "said", "that", "talks", "failed", "."], 6),
        (["said"], 10_000),
        (["“~", "We", "stay~", ",~", "”", "said", "Mira", "."], 8),
        (["“~", "We", "said", "that", "talks", "failed"], 10_000),
        (['"'], 50),
        (["“~", "We", "stay", ".", "¶"], 5),
    ],
    ids=["cues in one paragraph", "cues in one sentence", "turns in one paragraph", "unclosed in one sentence", "marks", "paragraphs"],
)
def test_the_time_of_attribution_is_linear(piece: list[str], step: int) -> None:
    docs = {size: chained(piece * (size // len(piece)), step) for size in (400, 1600)}
    assert grows_linearly(lambda size: ATTRIBUTOR(docs[size]), 400)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from((*WORDS, " ", "  ", "\n")), max_size=80))
def test_no_sequence_of_marks_and_words_breaks_the_search_for_quotations(words: list[str]) -> None:
    text = "".join(words)
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.end <= len(text)
        end = quotation.end


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_tree_over_marks_and_words_breaks_attribution(data: st.DataObject) -> None:
    sentences = []
    for _ in range(data.draw(st.integers(1, 4))):
        size = data.draw(st.integers(1, 14))
        root = data.draw(st.integers(1, size))
        items = []
        for place in range(1, size + 1):
            word, tag, dep = (data.draw(st.sampled_from(choices)) for choices in (WORDS, TAGS, DEPS))
            head = (
                0 if place == root else data.draw(st.integers(place + 1, root)) if place < root else data.draw(st.integers(root, place - 1))
            )
            glued = SPACES if word != "¶" and data.draw(st.booleans()) else ""
            items.append(f"{word}{glued}/{tag}/{'root' if head == 0 else dep}>{head}")
        sentences.append(" ".join(items))
    checked(tree(*sentences))
