from __future__ import annotations

import spacy
from spacy.tokens import Doc

from sayso.export.conllu import blocks

NLP = spacy.blank("en")


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def doc_of(*tokens: tuple[str, int, str, bool], tags: dict[int, str] | None = None) -> Doc:
    """Tokens as (word, index of the head, relation, blank after)."""
    words, heads, relations, spaces = zip(*tokens, strict=True)
    tag = [(tags or {}).get(number, "X") for number in range(len(words))]
    pos = ["PUNCT" if word in '.,"' else "NOUN" for word in words]
    return Doc(
        NLP.vocab, words=list(words), heads=list(heads), deps=list(relations), spaces=list(spaces), tags=tag, pos=pos, lemmas=list(words)
    )


def test_a_contraction_gets_a_range_line_and_heads_count_from_one() -> None:
    doc = doc_of(
        ("They", 3, "nsubj", True),
        ("did", 3, "aux", False),
        ("n't", 3, "advmod", True),
        ("leave", 3, "root", False),
        (".", 3, "punct", False),
    )
    (block,) = blocks(doc, "d1")
    assert block.startswith("# newdoc id = d1\n# sent_id = d1-1\n# text = They didn't leave.\n")
    found = rows(block)
    assert [row[0] for row in found] == ["1", "2-3", "2", "3", "4", "5"]
    assert found[1][1] == "didn't"
    assert [row[6] for row in found if "-" not in row[0]] == ["4", "4", "4", "0", "4"]
    assert all(len(row) == 10 for row in found)
    assert [row[9] for row in found] == ["_", "_", "_", "_", "SpaceAfter=No", "_"]


def test_cannot_and_possessives_are_one_written_word_and_quotation_marks_are_not() -> None:
    doc = doc_of(
        ("They", 2, "nsubj", True),
        ("can", 2, "aux", False),
        ("not", 2, "root", True),
        ('"', 4, "punct", False),
        ("soldiers", 2, "obj", False),
        ("'", 4, "case", True),
        ("U.S.", 2, "obj", False),
        ("'s", 6, "case", False),
        ('"', 2, "punct", False),
        tags={5: "POS", 7: "POS"},
    )
    (block,) = blocks(doc, "d")
    assert [row[:2] for row in rows(block) if "-" in row[0]] == [["2-3", "cannot"], ["5-6", "soldiers'"], ["7-8", "U.S.'s"]]


def test_white_space_tokens_are_left_out_and_heads_step_over_them() -> None:
    doc = doc_of(("Talks", 1, "nsubj", False), ("\n", 2, "dep", False), ("began", 2, "root", False))
    (block,) = blocks(doc, "d")
    assert [(row[0], row[1], row[6], row[7]) for row in rows(block)] == [("1", "Talks", "2", "nsubj"), ("2", "began", "0", "root")]
    assert "# text = Talks began\n" in block
    assert rows(block)[0][9] == "_"


def test_every_sentence_has_one_root_and_the_forms_may_be_those_of_the_text_as_given() -> None:
    doc = doc_of(("Talks", 1, "nsubj", True), ("\n", 1, "root", False), ("began", 1, "dep", False))
    (block,) = blocks(doc, "d", ["Talks\u200b ", "", "be\x7fgan\ttoday"])
    assert [(row[1], row[6]) for row in rows(block)] == [("Talks\u200b", "0"), ("be\x7fgan today", "1")]
