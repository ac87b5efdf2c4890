"""Teach the trained reader who says what: `python training/roles.py --data ../shared/data --model DIR/model.pt --out DIR`.

Goes on from `train.py`'s checkpoint with PolNeAR's roles and cues, and with half of the treebanks and names an epoch, so that what was
learned before stays. Writes DIR/roles.pt after every few hundred steps and prints scores on the development sets after every epoch.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from batches import Labels, Window, WindowMaker
from corpora import conllu, polnear, re3d, wikigold
from export import load
from train import arguments, cased, run_training, treebank_windows

from sayso.reader.features import Pieces

ALONE, LEAST = 0.03, 120
"""Windows of news are long, as they are when articles are read: a source and its content may stand sentences apart."""


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    arguments(parser, epochs=4, rate=1.2e-4)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    model, kept = load(args.model)
    labels = Labels(**{name: tuple(values) for name, values in kept["labels"].items()})
    tokenizer = str(kept["tokenizer"])
    maker = WindowMaker(Pieces(tokenizer), labels)
    reader, talk = args.data / "reader", args.data / "attribution"
    old = [*conllu(reader / "ewt-train.conllu", False), *conllu(reader / "gum-train.conllu", True)]
    old += [*wikigold(reader / "wikigold.iob"), *re3d(reader / "re3d.jsonl")]
    news = list(polnear(talk / "attribution-train.jsonl", talk / "silver-train.jsonl"))
    news_dev = polnear(talk / "attribution-dev.jsonl", talk / "silver-dev.jsonl")
    dev = treebank_windows(maker, reader)
    dev["polnear"] = [maker.window(run) for d in news_dev for run in maker.pack(d, random.Random(0), 0.0, 250)]

    def windows_of(rng: random.Random) -> list[Window]:
        chosen = [window for d in rng.sample(old, len(old) // 2) for window in cased(maker, maker.pack(d, rng), rng)]
        return chosen + [window for d in news for window in cased(maker, maker.pack(d, rng, ALONE, LEAST), rng)]

    run_training(args, args.out / "roles.pt", model.train(), labels, tokenizer, dev, windows_of)


if __name__ == "__main__":
    main()
