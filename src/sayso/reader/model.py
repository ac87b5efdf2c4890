"""The language model: one ONNX file, one pass, several heads. Labels and tokenizer travel inside the file as metadata.

A window is run alone, never beside another: dynamic int8 takes its activation scale from the whole batch, so a window's output would
otherwise depend on its neighbours. With one window a run, the same article gives the same bytes whatever stands beside it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from sayso import data
from sayso.errors import DataError
from sayso.reader.features import Pieces

FILE = "model.onnx"


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the heads; position = column of the model's output."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemma_rules: tuple[str, ...]
    deps: tuple[str, ...]
    entity_tags: tuple[str, ...]
    role_tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one window of W words."""

    sentence: NDArray[np.float32]
    """(W,) log-odds that a sentence begins at the word."""
    upos: NDArray[np.int64]
    """(W,) best column of each head, likewise `xpos` and `lemma`."""
    xpos: NDArray[np.int64]
    lemma: NDArray[np.int64]
    entity: NDArray[np.float32]
    """(W, tags) log-probabilities."""
    arcs: NDArray[np.float32]
    """(W, W + 1) scores of heads: column 0 is the root, column j + 1 is word j."""
    dependents: NDArray[np.float32]
    """(W, relations, inner) and"""
    governors: NDArray[np.float32]
    """(W + 1, inner): their product scores the relations of a word to a head; `relations` takes it for the heads of a tree."""
    roles: NDArray[np.float32]
    """(W, tags) log-probabilities of the roles in attributions."""
    cues: NDArray[np.float32]
    """(W, W) scores: where the cue of each source's and content's word begins."""

    def relations(self, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """(W,) best relation of each word to its head.

        Only one head a word is ever asked for: to score all pairs inside the model took an eighth of the whole pass.

        Args:
            heads: (W,) columns of `arcs`.
        """
        best: NDArray[np.int64] = np.einsum("wri,wi->wr", self.dependents, self.governors[heads]).argmax(1)
        return best


class Model:
    """A loaded model: labels, word pieces, and `run`."""

    def __init__(self, content: bytes):
        """Args: content: the bytes of the ONNX file.

        Raises:
            DataError: the bytes are not a model of ours.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one process a core codes more text than many threads do
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
            metadata = self._session.get_modelmeta().custom_metadata_map
            labels = json.loads(metadata["labels"])
            self.pieces = Pieces(metadata["tokenizer"])
        except Exception as error:  # onnxruntime raises its own unexported types
            raise DataError(f"{FILE}: not a sayso model ({error}); reinstall sayso") from error
        self.labels = Labels(**{name: tuple(values) for name, values in labels.items()})
        self.version: str = metadata.get("version", "")

    def run(self, words: Sequence[str], shapes: Sequence[int]) -> Scores:
        """Read one window.

        Args:
            words: its words.
            shapes: their shape ids, as `features.shape_ids` gives them.
        """
        pieces, piece_shapes, firsts = [self.pieces.cls], [0], []
        for word, shape in zip(words, shapes, strict=True):
            own = self.pieces.of(word)
            firsts.append(len(pieces))
            pieces.extend(own)
            piece_shapes.extend([shape] * len(own))
        pieces.append(self.pieces.sep)
        piece_shapes.append(0)
        inputs = {"pieces": pieces, "piece_shapes": piece_shapes, "firsts": firsts, "word_shapes": list(shapes)}
        found = self._session.run(None, {name: np.array([row], dtype=np.int64) for name, row in inputs.items()})
        return Scores(*(array[0] for array in found))


@functools.cache
def load() -> Model:
    """The shipped model, loaded once a process.

    Raises:
        DataError: the file is missing, altered, or no model.
    """
    return Model(data.read_bytes(FILE))
