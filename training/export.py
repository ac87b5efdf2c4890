"""Make the shipped model: `python training/export.py --model DIR/model.pt --out src/sayso/data/model.onnx`.

Writes one ONNX file: encoder matrices in int8 (dynamic activations; one window is one run, so nothing depends on a batch), word-piece
embeddings in int8 with one scale a row, labels and tokenizer as metadata. `--float FILE` also writes the unquantised model, to compare.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from model import ReaderModel, Sizes
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

NAMES = ("sentence", "upos", "xpos", "lemma", "entity", "arcs", "dependents", "governors", "roles", "cues")


class Int8Rows(nn.Module):
    """An embedding in int8 with one scale a row: a quarter of the size, and rows keep 7 bits each."""

    def __init__(self, weight: Tensor):
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True) / 127
        self.register_buffer("weight", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The rows of `ids` as floats."""
        return self.weight[ids].to(torch.float32) * self.scale[ids]


class OneWindow(nn.Module):
    """The reader as the program calls it: one window, decisions where a decision is all that is needed."""

    def __init__(self, model: ReaderModel):
        super().__init__()
        self.model = model
        weight = model.label.weight.data  # (labels, inner, inner): as one plain matrix it is quantised like the others
        self.relations = nn.Linear(weight.shape[1], weight.shape[0] * weight.shape[2], bias=False)
        self.relations.weight.data.copy_(weight.permute(0, 2, 1).reshape(-1, weight.shape[1]))

    def forward(self, pieces: Tensor, piece_shapes: Tensor, firsts: Tensor, word_shapes: Tensor) -> tuple[Tensor, ...]:
        """Args: all (1, S) or (1, W). Returns: see `sayso.reader.model.Scores`."""
        words = self.model.words(pieces, piece_shapes, firsts, word_shapes, None)
        tags = self.model.tags(words)
        start = tags["sentence"][..., 1] - tags["sentence"][..., 0]
        best = [tags[name].argmax(-1) for name in ("upos", "xpos", "lemma")]
        dependents, governors = self.model.label.sides(words, self.model.with_root(words))
        relations = self.relations(dependents).view(*dependents.shape[:2], -1, governors.shape[-1])
        trees = (self.model.arcs(words), relations, governors)
        return (start, *best, tags["entity"].log_softmax(-1), *trees, tags["role"].log_softmax(-1), self.model.cues(words))


def load(path: Path) -> tuple[ReaderModel, dict[str, Any]]:
    """A trained model ready for use, and the checkpoint's other content."""
    kept = torch.load(path, weights_only=True)
    model = ReaderModel(Sizes(**kept["sizes"]))
    model.load_state_dict(kept["weights"])
    return model.eval(), kept


def export(model: ReaderModel, path: Path) -> None:
    """Write `model` as ONNX."""
    example = (
        torch.ones(1, 9, dtype=torch.long),
        torch.zeros(1, 9, dtype=torch.long),
        torch.tensor([[1, 3, 4, 7]]),
        torch.ones(1, 4, dtype=torch.long),
    )
    inputs = ("pieces", "piece_shapes", "firsts", "word_shapes")
    axes = {name: {1: "S" if name.startswith("piece") else "W"} for name in inputs}
    axes |= {name: {1: "W"} for name in NAMES}
    axes["arcs"] = {1: "W", 2: "H"}
    axes["governors"] = {1: "H"}
    axes["cues"] = {1: "W", 2: "V"}
    torch.onnx.export(
        OneWindow(model),
        example,
        str(path),
        input_names=list(inputs),
        output_names=list(NAMES),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def describe(path: Path, kept: dict[str, object], version: str) -> None:
    """Put labels, tokenizer and version into the file's metadata."""
    model = onnx.load(path)
    tokenizer = json.dumps(json.loads(str(kept["tokenizer"])), ensure_ascii=False, separators=(",", ":"))
    del model.metadata_props[:]
    for key, value in (("labels", json.dumps(kept["labels"])), ("tokenizer", tokenizer), ("version", version)):
        model.metadata_props.add(key=key, value=value)
    onnx.save(model, path)


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path)
    parser.add_argument("--version", default="1")
    args = parser.parse_args()
    model, kept = load(args.model)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        if args.float:
            export(model, args.float)
            describe(args.float, kept, args.version + "-float")
        model.encoder.pieces = Int8Rows(model.encoder.pieces.weight.data)  # type: ignore[assignment]
        export(model, plain)
        # Weights in 7 bits: AVX2 without VNNI saturates u8 x s8 sums otherwise.
        quantize_dynamic(plain, args.out, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    describe(args.out, kept, args.version)
    print(f"{args.out}: {args.out.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
