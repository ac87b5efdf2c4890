# ruff: noqa: E501 (one tree, one line)
"""Mended trees of clauses: rows of "word tag part-of-speech head relation", heads counted from 1, 0 for a root; parted by slashes."""

from __future__ import annotations

import pytest

from sayso.reader import clauses

LIST = "Northland NNP PROPN 6 nsubj / , , PUNCT 3 punct / Southland NNP PROPN 6 nsubj / and CC CCONJ 5 cc / Westland NNP PROPN 1 conj / said VBD VERB 0 root"
ASIDE = "Example NNP PROPN 8 nsubj / , , PUNCT 4 punct / a DT DET 4 det / judge NN NOUN 8 nsubj / and CC CCONJ 6 cc / poet NN NOUN 4 conj / , , PUNCT 4 punct / said VBD VERB 0 root"
SECOND = (
    "They PRP PRON 2 nsubj / stormed VBD VERB 0 root / it PRP PRON 2 obj / and CC CCONJ 5 cc / abducted VBN VERB 2 conj / "
    "at IN ADP 9 case / least JJS ADJ 8 nmod / 17 CD NUM 9 nummod / students NNS NOUN 2 obl"
)
ELSEWHERE = (
    "They PRP PRON 2 nsubj / came VBD VERB 0 root / and CC CCONJ 4 cc / fled VBD VERB 2 conj / in IN ADP 6 case / panic NN NOUN 2 obl"
)
TITLED = "Kaduna NNP PROPN 5 nsubj / Governor NNP PROPN 1 appos / Uba NNP PROPN 1 flat / Sani NNP PROPN 1 flat / came VBD VERB 0 root"


class Window:
    """The columns of a window that repairs change."""

    def __init__(self, rows: str) -> None:
        columns = [row.rsplit(" ", 4) for row in rows.split(" / ") if row.strip()]
        self.words = [column[0].strip() for column in columns]
        self.tags = [column[1] for column in columns]
        self.poses = [column[2] for column in columns]
        self.heads = [int(column[3]) - 1 if int(column[3]) else i for i, column in enumerate(columns)]
        self.deps = [column[4] for column in columns]

    def hangs(self, word: str) -> tuple[str, str]:
        """The relation of a word and what it hangs on."""
        place = self.words.index(word)
        return self.deps[place], self.words[self.heads[place]]


def mended(rows: str) -> Window:
    window = Window(rows)
    clauses.mend(window.words, window.tags, window.poses, window.heads, window.deps)
    return window


@pytest.mark.parametrize(
    ("rows", "word", "hangs"),
    [
        (LIST, "Southland", ("conj", "Northland")),
        (LIST, "Northland", ("nsubj", "said")),
        (ASIDE, "judge", ("appos", "Example")),
        (SECOND, "students", ("obj", "abducted")),
        (ELSEWHERE, "panic", ("obl", "came")),
        (TITLED, "Uba", ("nsubj", "came")),
        (TITLED, "Governor", ("nmod:desc", "Uba")),
        (TITLED, "Kaduna", ("compound", "Governor")),
        (TITLED, "Sani", ("flat", "Uba")),
    ],
)
def test_a_clause_has_its_own_words(rows: str, word: str, hangs: tuple[str, str]) -> None:
    assert mended(rows).hangs(word) == hangs


def test_a_second_verb_with_an_object_is_no_passive() -> None:
    window = mended(SECOND)
    assert window.tags[window.words.index("abducted")] == "VBD"


def test_a_mended_tree_has_one_root_and_no_circle() -> None:
    for rows in (LIST, ASIDE, SECOND, ELSEWHERE, TITLED):
        heads = mended(rows).heads
        for place in range(len(heads)):
            for _ in heads:
                place = heads[place]
            assert heads[place] == place
