from __future__ import annotations

import itertools

import pytest
import spacy
from spacy.tokens import Doc

from sayso import data
from sayso.errors import DataError
from sayso.reader import Reader, ReaderTokenizer
from sayso.reader.features import shape_of
from sayso.reader.model import Model

_nlp = spacy.blank("en")
_tokenize = ReaderTokenizer(_nlp.vocab)
_reader = Reader()


def read(text: str) -> Doc:
    return _reader(_tokenize(text))


def sentences(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in read(text).sents]


def entities(text: str) -> set[tuple[str, str]]:
    return {(entity.text, entity.label_) for entity in read(text).ents}


def layers(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, t.lemma_, t.head.i, t.dep_, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]


PARAGRAPH = (
    "Rebel fighters attacked the town of Almara on Tuesday, killing at least 12 people, the governor said. "
    "“We will not leave,” said Dana Orel, a teacher. The U.S. called for restraint. "
)


def test_every_word_has_tags_a_lemma_and_a_head_in_its_sentence() -> None:
    doc = read(PARAGRAPH * 3)
    for sentence in doc.sents:
        roots = [token for token in sentence if token.dep_ == "root"]
        assert len(roots) == 1
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)
    assert all(token.pos_ and token.lemma_ for token in doc)
    assert all(token.tag_ for token in doc if not token.is_space)


def test_subject_object_and_passive() -> None:
    doc = read("The army shelled the village. Two soldiers were killed by militants.")
    found = {(token.text, token.dep_, token.head.text) for token in doc}
    assert {
        ("army", "nsubj", "shelled"),
        ("village", "obj", "shelled"),
        ("soldiers", "nsubj:pass", "killed"),
        ("militants", "obl:agent", "killed"),
    } <= found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Officials in the U.S. Congress met Gen. Omar Tal on Jan. 5. They agreed.", 2),
        ("Mr. J. R. Tan left. He did not return.", 2),
        ("“We won. They lost,” she said. Nobody answered.", 3),
        ("BEIRUT, March 3 (Ostwind News) - Gunmen attacked a bus on Monday, police said.", 1),
        ("Demands of the strikers:\n- higher wages\n- a shorter week\n- safe mines", 4),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_closing_mark_stays_with_its_quotation() -> None:
    text = '“The talks are over. We leave.” The minister then left the hall. "Not yet," he said. "Wait." Nobody did.'
    for sentence in sentences(text):
        assert sentence[0] not in "”’)"
    assert any(sentence.endswith("”") for sentence in sentences(text))


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("us", "lower"),
        ("US", "upper"),
        ("U.S.", "upper"),
        ("May", "title"),
        ("may", "lower"),
        ("McKay", "mixed"),
        ("2024", "digit"),
        ("F-16", "alnum"),
        ("A", "letter"),
        ("—", "punct"),
    ],
)
def test_shapes(word: str, shape: str) -> None:
    assert shape_of(word) == shape


@pytest.mark.parametrize(
    ("named", "common", "word"),
    [
        ("The troops left for the US on Sunday.", "The troops gave us water on Sunday.", "us"),
        ("The talks will resume in May in Geneva.", "The talks may resume in Geneva.", "may"),
        ("The talks begin in March in Geneva.", "The crowd began to march in Geneva.", "march"),
        ("Ministers of Turkey met in Ankara.", "They ate turkey in Ankara.", "turkey"),
    ],
)
def test_case_tells_names_from_words(named: str, common: str, word: str) -> None:
    def tag(text: str) -> str:
        return next(token.pos_ for token in read(text) if token.lower_ == word)

    assert tag(named) == "PROPN"
    assert tag(common) != "PROPN"


def test_entities_of_plain_news() -> None:
    found = entities("Angela Merkel met officials of the United Nations in Berlin.")
    assert {("Angela Merkel", "PER"), ("Berlin", "LOC")} <= found
    assert any(label == "ORG" and "United Nations" in text for text, label in found)


def test_an_article_alone_and_among_fifty_gives_the_same() -> None:
    texts = [PARAGRAPH.replace("12", str(n)) for n in range(50)]
    alone = layers(read(texts[7]))
    among = [layers(doc) for doc in map(read, texts)]
    assert among[7] == alone


def test_a_paragraph_is_read_the_same_wherever_its_window_begins_again() -> None:
    long = "\n\n".join(itertools.repeat(PARAGRAPH.strip(), 30))
    assert layers(read(long)) == layers(read(long))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "(" * 3000, "word " * 2000, "\u202eabc\u200b def", "?!" * 300, "a\n" * 500])
def test_odd_texts_keep_their_characters(text: str) -> None:
    assert read(text).text.lower() == text.lower()  # a text without case is read with case


def test_bytes_that_are_no_model_are_refused() -> None:
    with pytest.raises(DataError, match="not a sayso model"):
        Model(b"no model")


def test_an_altered_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = dict(data.manifest()) | {"model.onnx": "0" * 64}
    monkeypatch.setattr(data, "manifest", lambda: listed)
    with pytest.raises(DataError, match=r"model\.onnx: sha256"):
        data.read_bytes("model.onnx")
