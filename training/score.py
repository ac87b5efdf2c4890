"""The figures of the model card: `python training/score.py --data ../shared/data --scorer ../shared/score/reader.py`.

Treebanks: one sentence a line (`# text`), own words, written as CoNLL-U and scored by `reader.py tree`; GUM's documents once more as
wholes, with own sentences. re3d: entities by `reader.py entities`. `--model FILE` scores another model than the shipped one, such as the
float one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import spacy

from sayso.export.conllu import blocks
from sayso.reader import Reader, ReaderTokenizer
from sayso.reader.model import Model


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """(document id, `# text`) of each sentence of a treebank."""
    document = ""
    for line in path.open(encoding="utf8"):
        if line.startswith("# newdoc id"):
            document = line.split("=", 1)[1].strip()
        elif line.startswith("# text = "):
            yield document, line[len("# text = ") :].rstrip("\n")


class Scoring:
    """A reader under test and the scorer to call."""

    def __init__(self, reader: Reader, scorer: Path, folder: Path):
        self.reader, self.scorer, self.folder = reader, scorer, folder
        self.tokenize = ReaderTokenizer(spacy.blank("en").vocab)

    def call(self, name: str, *arguments: str) -> None:
        """Print what the scorer says."""
        found = subprocess.run([sys.executable, str(self.scorer), *arguments], capture_output=True, text=True, check=True)
        print(f"{name}\n{found.stdout}")

    def trees(self, name: str, gold: Path, pieces: list[str]) -> None:
        """Read each piece and score all against `gold`."""
        system = self.folder / "system.conllu"
        with system.open("w", encoding="utf8") as out:
            for piece in pieces:
                out.writelines(blocks(self.reader(self.tokenize(piece)), "text"))
        self.call(name, "tree", str(gold), str(system))

    def entities(self, gold: Path) -> None:
        """Read each text and score PER, ORG and LOC."""
        system = self.folder / "system.jsonl"
        with system.open("w", encoding="utf8") as out:
            for line in gold.open(encoding="utf8"):
                row = json.loads(line)
                doc = self.reader(self.tokenize(row["text"]))
                found = [{"start": e.start_char, "end": e.end_char, "type": e.label_} for e in doc.ents]
                out.write(json.dumps({"id": row["id"], "entities": found}) + "\n")
        self.call(gold.stem, "entities", str(gold), str(system), "--types", "PER,ORG,LOC")


def main() -> None:
    """Score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    reader = Reader(Model(args.model.read_bytes()) if args.model else None)
    with tempfile.TemporaryDirectory() as folder:
        scoring = Scoring(reader, args.scorer, Path(folder))
        for name in ("ewt-dev", "gum-dev"):
            path = args.data / "reader" / f"{name}.conllu"
            scoring.trees(f"{name}, one sentence a line", path, [text for _, text in texts(path)])
        whole: dict[str, list[str]] = {}
        for document, text in texts(path):
            whole.setdefault(document, []).append(text)
        scoring.trees("gum-dev, whole documents, own sentences", path, [" ".join(part) for part in whole.values()])
        scoring.entities(args.data / "reader" / "re3d.jsonl")


if __name__ == "__main__":
    main()
