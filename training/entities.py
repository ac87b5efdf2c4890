"""Fit the entity head on words the encoder has read.

`python training/entities.py --data ../shared/data --model DIR/model.pt --out DIR/final.pt`

The encoder stays as it is, so trees and tags do not change and a fit takes a minute. UNER's sentences are few: `--folds 5` first reports
exact F1 by cross-validation over its documents (no document is in both parts), then the head is fitted on all of them.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from pathlib import Path

import spacy
import torch
from batches import IGNORE, Labels, Window, WindowMaker, batches, tensors
from corpora import Document, conllu, re3d, silver, uner, wikigold
from export import load
from model import ReaderModel
from torch import Tensor, nn
from train import entity_loss

from sayso.reader import ReaderTokenizer, names
from sayso.reader.features import Pieces

Words = tuple[Tensor, Tensor, Tensor]
"""(N, width) vectors, (N,) tags, (N,) bits of open types."""


@torch.no_grad()
def read(model: ReaderModel, windows: list[Window]) -> Words:
    """The words of many windows as the encoder sees them."""
    vectors, tags, opened = [], [], []
    for batch in batches(windows, 3000, random.Random(0)):
        made = tensors(batch)
        words = model.words(made["pieces"], made["piece_shapes"], made["firsts"], made["word_shapes"], made["mask"])
        known = made["entity"] != IGNORE
        vectors.append(words[known])
        tags.append(made["entity"][known])
        opened.append(made["open_types"][:, None].expand_as(known)[known])
    return torch.cat(vectors), torch.cat(tags), torch.cat(opened)


def fit(head: nn.Module, sets: list[Words], epochs: int, rate: float, seed: int) -> nn.Module:
    """A copy of `head` trained on all words of `sets`."""
    torch.manual_seed(seed)
    head = copy.deepcopy(head).train()
    vectors, tags, opened = (torch.cat([s[i] for s in sets]) for i in range(3))
    size = 1024
    steps = epochs * (len(tags) // size + 1)
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.05, 1 - step / steps))
    for _ in range(epochs):
        for chosen in torch.randperm(len(tags)).split(size):
            noisy = nn.functional.dropout(vectors[chosen], 0.15)
            loss = entity_loss(head(noisy)[:, None], tags[chosen][:, None], opened[chosen])
            loss.backward()
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
    return head.eval()


@torch.no_grad()
def predict(
    model: ReaderModel, head: nn.Module, maker: WindowMaker, documents: list[tuple[str, Document]], labels: Labels
) -> dict[str, list[dict[str, object]]]:
    """Entities of each sentence, read alone; word indices instead of offsets."""
    found = {}
    for key, document in documents:
        window = maker.window(document)
        made = tensors([window])
        words = model.words(made["pieces"], made["piece_shapes"], made["firsts"], made["word_shapes"], made["mask"])
        scores = head(words)[0].log_softmax(-1).numpy()
        found[key] = [{"first": a, "end": b, "type": kind} for a, b, kind in names.decode(scores, labels.entity_tags)]
    return found


def write(path: Path, gold: Path, found: dict[str, list[dict[str, object]]]) -> None:
    """The predictions as the scorer reads them: offsets of the gold text."""
    tokenize = ReaderTokenizer(spacy.blank("en").vocab)
    with path.open("w", encoding="utf8") as out:
        for line in gold.open(encoding="utf8"):
            row = json.loads(line)
            tokens = [t for t in tokenize(row["text"]) if not t.is_space]
            entities = [
                {"start": tokens[e["first"]].idx, "end": tokens[e["end"] - 1].idx + len(tokens[e["end"] - 1]), "type": e["type"]}
                for e in found.get(row["id"], ())
            ]
            out.write(json.dumps({"id": row["id"], "entities": entities}) + "\n")


def main() -> None:
    """Cross-validate, then fit on everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    args = parser.parse_args()
    model, kept = load(args.model)
    labels = Labels(**{k: tuple(v) for k, v in kept["labels"].items()})
    maker = WindowMaker(Pieces(str(kept["tokenizer"])), labels)
    reader, talk = args.data / "reader", args.data / "attribution"
    rng = random.Random(1)
    others: list[Document] = [*conllu(reader / "gum-train.conllu", True), *wikigold(reader / "wikigold.iob"), *re3d(reader / "re3d.jsonl")]
    others += rng.sample(list(silver(talk / "silver-train.jsonl", talk / "attribution-train.jsonl")), 60)
    base = read(model, [maker.window(run) for d in others for run in maker.pack(d, rng)])
    sentences = [(key, d) for key, d in uner(reader / "uner-ewt-dev.jsonl") if len(maker.window(d).pieces) <= 512]
    documents = sorted({key.rsplit("-", 1)[0] for key, _ in sentences})
    rng.shuffle(documents)
    found: dict[str, list[dict[str, object]]] = {}
    for fold in range(args.folds):
        held = set(documents[fold :: args.folds])
        own = read(model, [maker.window(d) for key, d in sentences if key.rsplit("-", 1)[0] not in held])
        head = fit(model.entity, [base, own, own, own], args.epochs, args.rate, fold)
        found |= predict(model, head, maker, [(key, d) for key, d in sentences if key.rsplit("-", 1)[0] in held], labels)
        print(f"fold {fold + 1} of {args.folds}", flush=True)
    if args.folds:
        write(args.out.with_suffix(".folds.jsonl"), reader / "uner-ewt-dev.jsonl", found)
        print(f"score with reader.py entities uner-ewt-dev.jsonl {args.out.with_suffix('.folds.jsonl')} --types PER,ORG,LOC")
    own = read(model, [maker.window(d) for _, d in sentences])
    model.entity = fit(model.entity, [base, own, own, own], args.epochs, args.rate, 0)  # type: ignore[assignment]
    torch.save({**{k: v for k, v in kept.items() if k != "optimiser"}, "weights": model.state_dict()}, args.out)


if __name__ == "__main__":
    main()
