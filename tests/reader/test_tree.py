from __future__ import annotations

import itertools

import numpy as np
import pytest

from sayso.reader import names, tree
from sayso.reader.lemmas import VerbLemmas, apply_rule, rule_for
from sayso.reader.windows import hard_wrapped, likely_ends, paragraph_starts, windows


def _is_tree(heads: list[int]) -> bool:
    for i in range(len(heads)):
        seen, node = set(), i + 1
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node - 1]
    return heads.count(0) == 1


@pytest.mark.parametrize("seed", range(25))
def test_decode_finds_the_best_tree(seed: int) -> None:
    n = 5
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[i, h] for i, h in enumerate(heads)))

    found = tree.decode(scores)
    assert _is_tree(found)
    every = (h for h in itertools.product(range(n + 1), repeat=n) if all(x != i + 1 for i, x in enumerate(h)) and _is_tree(list(h)))
    root = found.index(0)
    best = max((h for h in every if h[root] == 0), key=total)  # the root is chosen first, then the best tree under it
    assert total(tuple(found)) == pytest.approx(total(best), abs=1e-4)


def test_decode_of_one_word() -> None:
    assert tree.decode(np.array([[0.5, 3.0]], dtype=np.float32)) == [0]


TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


@pytest.mark.parametrize(
    ("best", "spans"),
    [
        ([0, 1, 2, 0, 3], [(1, 3, "PER"), (4, 5, "LOC")]),
        ([1, 1], [(0, 1, "PER"), (1, 2, "PER")]),
        ([0, 0], []),
    ],
)
def test_names_of_consistent_tags(best: list[int], spans: list[tuple[int, int, str]]) -> None:
    scores = np.full((len(best), len(TAGS)), -9.0, dtype=np.float32)
    scores[np.arange(len(best)), best] = 0
    assert names.decode(scores, TAGS) == spans


def test_an_inside_without_a_beginning_is_mended() -> None:
    scores = np.log(np.array([[0.55, 0.4, 0.03, 0.01, 0.01], [0.02, 0.02, 0.9, 0.03, 0.03]], dtype=np.float32))
    assert names.decode(scores, TAGS) == [(0, 2, "PER")]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Killed", "kill"),
        ("was", "be"),
        ("U.S.", "U.S."),
        ("forces", "force"),
        ("n't", "not"),
        ("Americans", "American"),
        ("men", "man"),
        ("I", "I"),
    ],
)
def test_lemma_rules_go_there_and_back(form: str, lemma: str) -> None:
    assert apply_rule(form, rule_for(form, lemma)) == lemma


def test_lemma_rule_that_cuts_too_much_leaves_the_form() -> None:
    assert apply_rule("be", "L5y") == "be"


class _OnePiece:
    def of(self, word: str) -> tuple[int, ...]:
        return (1,)


def test_windows_cover_everything_and_cut_at_sentence_ends() -> None:
    words = ([*"abcdefghi", "."] * 60)[:595]
    spaces = [True] * len(words)
    made = list(windows(words, [i == 0 for i in range(len(words))], likely_ends(words, spaces), _OnePiece()))  # type: ignore[arg-type]
    assert [i for first, end in made for i in range(first, end)] == list(range(len(words)))
    assert all(end - first <= 254 for first, end in made)
    assert all(words[end - 1] == "." for _, end in made[:-1])


def test_a_sentence_longer_than_a_window_is_cut_at_a_comma() -> None:
    words = (["w"] * 19 + [","]) * 30
    made = list(windows(words, [i == 0 for i in range(len(words))], [False] * len(words), _OnePiece()))  # type: ignore[arg-type]
    assert [i for first, end in made for i in range(first, end)] == list(range(len(words)))
    assert all(words[end - 1] == "," for _, end in made[:-1])


def test_closing_marks_belong_to_the_sentence_they_close() -> None:
    words = ["He", "left", ".", "”", "She", "stayed"]
    assert likely_ends(words, [True, False, False, True, True, False]) == [False, False, False, True, False, False]


def test_hard_wrapped_lines_are_no_paragraphs() -> None:
    wrapped = "\n".join(["the soldiers who had come from the north that morning were told to wait"] * 6)
    assert hard_wrapped(wrapped)
    assert not hard_wrapped("\n".join(["The soldiers who had come from the north were told to wait."] * 6))
    assert paragraph_starts(["a", "b", "c"], ["", "\n", "\n\n"], wrapped=True) == [True, False, True]
    assert paragraph_starts(["a", "b", "c"], ["", "\n", "\n\n"], wrapped=False) == [True, True, True]


@pytest.mark.parametrize(
    ("form", "rule_gives", "lemma"),
    [
        ("captured", "captur", "capture"),
        ("banned", "bann", "ban"),
        ("Carried", "carri", "carry"),
        ("withdrew", "withdrew", "withdraw"),
        ("killed", "kill", "kill"),
        ("frobbed", "frobb", "frobb"),
        ("imposes", "impos", "impose"),
    ],
)
def test_verb_lemmas_are_mended_where_a_known_verb_fits(form: str, rule_gives: str, lemma: str) -> None:
    verbs = VerbLemmas({"withdraw": ["withdrew", "withdrawn"]}, ["capture", "ban", "carry", "kill", "impose"])
    assert verbs.of(form, rule_gives) == lemma


@pytest.mark.parametrize(
    ("heads", "right"),
    [([1, 1, 1], True), ([0], True), ([1, 2, 1], False), ([0, 1, 0], False), ([2, 2, 0, 3], False)],
)
def test_one_root_and_no_circle_make_a_tree(heads: list[int], right: bool) -> None:
    assert tree.is_tree(heads) is right
