"""The reader as a torch module: MiniLM's six layers, word shapes, and one head per layer of annotation.

Shapes: B windows, S word pieces, W words. The first word piece of a word stands for it. Arcs and labels are biaffine (Dozat & Manning
2017); column 0 of a head matrix is the root, column j + 1 is word j.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.reader.features import SHAPE_IDS


@dataclass(frozen=True)
class Sizes:
    """Sizes of the network; kept with the weights."""

    upos: int
    xpos: int
    lemma_rules: int
    deps: int
    entity_tags: int
    role_tags: int
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    arc: int = 256
    label: int = 96
    entity_inner: int = 256
    role_inner: int = 256
    cue: int = 128

    def as_dict(self) -> dict[str, int]:
        """The sizes as plain numbers."""
        return asdict(self)


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        width = sizes.width
        self.heads = sizes.attention_heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.grow, self.shrink = nn.Linear(width, sizes.inner), nn.Linear(sizes.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Args: x: (B, S, width); mask: (B, 1, 1, S) booleans, true for real pieces, or None for a window without padding."""
        b, s, width = x.shape
        q, k, v = (f(x).view(b, s, self.heads, width // self.heads).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(b, s, width))))
        return self.norm2(x + self.dropout(self.shrink(nn.functional.gelu(self.grow(x)))))


class Encoder(nn.Module):
    """Word pieces and shapes to vectors. Word-piece embeddings are frozen: the weights are those of the pretrained encoder."""

    def __init__(self, sizes: Sizes, vocabulary: int = 30522, positions: int = 512):
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, sizes.width)
        self.positions = nn.Embedding(positions, sizes.width)
        self.shapes = nn.Embedding(SHAPE_IDS, sizes.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.dropout = nn.Dropout(0.1)
        self.pieces.weight.requires_grad = False

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """Args: pieces, shapes: (B, S). Returns: (B, S, width)."""
        where = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.pieces(pieces) + self.positions(where) + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_pretrained(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors format; token type 0 is folded into the positions."""
        given = load_file(str(path))
        self.pieces.weight.data.copy_(given["embeddings.word_embeddings.weight"])
        types = given["embeddings.token_type_embeddings.weight"][0]
        self.positions.weight.data.copy_(given["embeddings.position_embeddings.weight"] + types)
        _copy(self.norm, given, "embeddings.LayerNorm")
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm", "grow": "intermediate.dense", "shrink": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), given, f"encoder.layer.{i}.{theirs}")


def _copy(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.load_state_dict({"weight": given[name + ".weight"], "bias": given[name + ".bias"]})


class Biaffine(nn.Module):
    """Scores of every (word, head) pair, for `out` labels."""

    def __init__(self, width: int, inner: int, out: int):
        super().__init__()
        self.word, self.head = nn.Linear(width, inner), nn.Linear(width, inner)
        self.weight = nn.Parameter(torch.zeros(out, inner + 1, inner + 1))
        nn.init.normal_(self.weight, std=0.02)
        self.dropout = nn.Dropout(0.25)

    def sides(self, words: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Both sides with a constant 1 appended: (..., inner + 1)."""
        a = self.dropout(nn.functional.gelu(self.word(words)))
        b = self.dropout(nn.functional.gelu(self.head(heads)))
        return torch.cat([a, torch.ones_like(a[..., :1])], -1), torch.cat([b, torch.ones_like(b[..., :1])], -1)


class ReaderModel(nn.Module):
    """The encoder and its heads. A new ability is a new head: add it here, in `forward`'s result, and in `training/train.py`'s losses."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.sizes = sizes
        width = sizes.width
        self.encoder = Encoder(sizes)
        self.shapes = nn.Embedding(SHAPE_IDS, width)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.dropout = nn.Dropout(0.2)
        self.sentence = nn.Linear(width, 2)
        self.upos = nn.Linear(width, sizes.upos)
        self.xpos = nn.Linear(width, sizes.xpos)
        self.lemma = nn.Linear(width, sizes.lemma_rules)
        self.entity = nn.Sequential(
            nn.Linear(width, sizes.entity_inner), nn.GELU(), nn.Dropout(0.2), nn.Linear(sizes.entity_inner, sizes.entity_tags)
        )
        self.role = nn.Sequential(
            nn.Linear(width, sizes.role_inner), nn.GELU(), nn.Dropout(0.2), nn.Linear(sizes.role_inner, sizes.role_tags)
        )
        self.cue = Biaffine(width, sizes.cue, 1)
        self.arc = Biaffine(width, sizes.arc, 1)
        self.label = Biaffine(width, sizes.label, sizes.deps)

    def words(self, pieces: Tensor, piece_shapes: Tensor, firsts: Tensor, word_shapes: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors of words (B, W, width): the word's first piece and its shape."""
        x = self.encoder(pieces, piece_shapes, mask)
        x = torch.gather(x, 1, firsts.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        return self.dropout(x + self.shapes(word_shapes))

    def tags(self, words: Tensor) -> dict[str, Tensor]:
        """Logits of every head that looks at one word."""
        return {
            "sentence": self.sentence(words), "upos": self.upos(words), "xpos": self.xpos(words),
            "lemma": self.lemma(words), "entity": self.entity(words), "role": self.role(words),
        }  # fmt: skip

    def with_root(self, words: Tensor) -> Tensor:
        """The words with the root before them: (B, W + 1, width)."""
        return torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)

    def arcs(self, words: Tensor) -> Tensor:
        """Scores (B, W, W + 1) of each word's head."""
        a, b = self.arc.sides(words, self.with_root(words))
        return a @ self.arc.weight[0] @ b.transpose(1, 2)

    def cues(self, words: Tensor) -> Tensor:
        """Scores (B, W, W): how likely the cue of each source's or content's word begins at each word."""
        a, b = self.cue.sides(words, words)
        return a @ self.cue.weight[0] @ b.transpose(1, 2)

    def labels_of(self, words: Tensor, heads: Tensor) -> Tensor:
        """Logits (B, W, labels) of the relation to the given head column (B, W)."""
        a, b = self.label.sides(words, self.with_root(words))
        b = torch.gather(b, 1, heads.unsqueeze(-1).expand(-1, -1, b.shape[-1]))
        return torch.einsum("bwi,lij,bwj->bwl", a, self.label.weight, b)
