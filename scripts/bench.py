"""Words per second: the model's session alone, the reader, every layer, then the whole pipeline with its store for 1 and 2 workers;
start-up time and peak memory.

Run `python scripts/bench.py` (or `make bench`); `--corpus DIR` measures texts of your own. Every figure is the best of several rounds over
the same articles, loading excluded. A word is what white space divides. The ratio to the model's session says more than words per second:
a machine that is slow or busy slows both.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import spacy

from sayso.events import claims_of
from sayso.ids import content_id
from sayso.intake import read_sources
from sayso.manifest import current
from sayso.reader import Reader, ReaderTokenizer
from sayso.reader import model as reader_model
from sayso.records import Article, Coding
from sayso.scale import Failure, map_batches
from sayso.scale.coding import code_article, load_pipeline
from sayso.scale.run import BATCH
from sayso.store import new_run, open_store

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KIB_PER_UNIT = 1 if sys.platform != "darwin" else 1 / 1024
"""`ru_maxrss` counts KiB on Linux, bytes on macOS."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One coded article, and when and in what process it was coded."""

    coding: Coding
    process: int
    began: float
    ended: float
    peak_mib: float


class TimedSession:
    """The model's session with a clock around every pass."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.seconds = 0.0

    def run(self, *arguments: Any) -> Any:
        """As the session's own."""
        began = time.perf_counter()
        found = self._session.run(*arguments)
        self.seconds += time.perf_counter() - began
        return found


def words_of(article: Article) -> int:
    """What white space divides."""
    return len(article.text.split())


def corpus_of(folder: Path | None, words: int) -> list[Article]:
    """Articles of about so many words: those of the folder, else our examples, repeated under ids of their own where they are too few."""
    read = [item for item in read_sources([folder] if folder else sorted(EXAMPLES.rglob("*.txt"))) if isinstance(item, Article)]
    if not read:
        sys.exit(f"{folder or EXAMPLES}: no article could be read")
    taken: list[Article] = []
    total = 0
    for number, article in enumerate(itertools.cycle(read)):
        if total >= words:
            return taken
        copy = number // len(read)
        taken.append(replace(article, id=content_id("a", article.id, copy), source=f"{article.source}#{copy}") if copy else article)
        total += words_of(article)
    return taken


def bench_reader(corpus: list[Article], rounds: int) -> tuple[float, float]:
    """Best words per second of the model's session alone, and of the reader around it."""
    model = reader_model.load()
    clock = TimedSession(model._session)
    model._session = clock
    nlp = spacy.blank("en")
    tokenizer, reader = ReaderTokenizer(nlp.vocab), Reader(model)
    words = sum(words_of(article) for article in corpus)
    reader(tokenizer(corpus[0].text))
    best = [0.0, 0.0]
    for _ in range(rounds):
        clock.seconds = 0.0
        began = time.perf_counter()
        for article in corpus:
            reader(tokenizer(article.text))
        best = [max(best[0], words / clock.seconds), max(best[1], words / (time.perf_counter() - began))]
    return best[0], best[1]


def bench_layers(corpus: list[Article], rounds: int) -> tuple[dict[str, float], int]:
    """Best seconds of each layer over the corpus (processor time), and the number of sentences."""
    nlp = load_pipeline(None)
    best: dict[str, float] = {}
    sentences = 0
    for _ in range(rounds):
        spent: dict[str, float] = {}
        sentences = 0
        for article in corpus:
            began = time.process_time()
            doc = nlp.make_doc(article.text)
            doc._.article = article
            for name, component in [("tokenizer", lambda doc: doc), *nlp.pipeline, ("claims", _claims)]:
                doc = component(doc)
                now = time.process_time()
                spent[name] = spent.get(name, 0.0) + now - began
                began = now
            sentences += sum(1 for _ in doc.sents)
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in spent.items()}
    return best, sentences


def _claims(doc: Any) -> Any:
    claims_of(doc._.article, doc._.events, doc._.attributions)
    return doc


def bench_start(rounds: int) -> tuple[float, float]:
    """Best seconds of `sayso --help` and of `sayso read` of one report, each in a process of its own."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for which, arguments in enumerate((["--help"], ["read", str(next(iter(sorted(EXAMPLES.glob("*.txt")))))])):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "sayso", *arguments], check=True, stdout=subprocess.DEVNULL)
            best[which] = min(best[which], time.perf_counter() - began)
    return best[0], best[1]


def measured(nlp: Any, article: Article) -> Measured:
    """Code one article in a worker, and look at the clock and the memory."""
    began = time.monotonic()
    coding = code_article(nlp, article)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB_PER_UNIT / 1024
    return Measured(coding, os.getpid(), began, time.monotonic(), peak)


def bench_pipeline(corpus: list[Article], rounds: int, workers: int) -> tuple[float, float]:
    """Best words per second of the whole pipeline, the store included, and the largest worker's peak memory in MiB."""
    stream = (
        replace(article, id=content_id("a", article.id, "round", number)) if number else article
        for number in range(rounds)
        for article in corpus
    )
    done: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
        run = new_run(current(), "bench")
        for results in map_batches(functools.partial(load_pipeline, None), measured, _batches(stream), workers, isolate=True):
            for result in results:
                if isinstance(result, Failure):
                    print(f"an article failed ({result.reason}): {result.detail}", file=sys.stderr)
            coded = [result for result in results if isinstance(result, Measured)]
            store.add([result.coding for result in coded], run=run)
            done.extend(coded)
    if not done:
        sys.exit("no article could be coded")
    return _best_rate(done, rounds), max(each.peak_mib for each in done)


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(itertools.islice(articles, BATCH)):
        yield batch


def _best_rate(done: list[Measured], rounds: int) -> float:
    """The best rate among slices of as many articles each, counted from when the last worker had its model and its first article done."""
    first: dict[int, float] = {}
    for each in sorted(done, key=lambda each: each.ended):
        first.setdefault(each.process, each.ended)
    start = max(first.values())
    steady = sorted((each for each in done if each.ended > start), key=lambda each: each.ended)
    size = max(1, len(steady) // rounds)
    best, before = 0.0, start
    for number in range(rounds):
        part = steady[number * size : (number + 1) * size]
        if part:
            best = max(best, sum(words_of(each.coding.article) for each in part) / (part[-1].ended - before))
            before = part[-1].ended
    return best


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="folder of reports (default: the bundled examples, repeated)")
    parser.add_argument("--words", type=int, default=20_000, help="size of the corpus in words (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="best of how many (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    corpus = corpus_of(options.corpus, options.words)
    session, reader = bench_reader(corpus, options.rounds)
    found: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "articles": len(corpus),
        "words": sum(words_of(article) for article in corpus),
        "session_words_per_second": round(session),
        "reader_words_per_second": round(reader),
    }
    layers, sentences = bench_layers(corpus, options.rounds)
    for name, seconds in layers.items():
        found[f"{name}_share"] = f"{seconds / sum(layers.values()):.1%}"
    found["when_sentences_per_second"] = round(sentences / layers["when"])
    found["help_seconds"], found["cold_read_seconds"] = (round(seconds, 2) for seconds in bench_start(options.rounds))
    for workers in (1, 2):
        rate, peak = bench_pipeline(corpus, options.rounds, workers)
        found[f"pipeline_{workers}_words_per_second"] = round(rate)
        found[f"pipeline_{workers}_ratio_to_session"] = round(rate / session, 3)
        found[f"pipeline_{workers}_peak_mib_per_worker"] = round(peak)
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        width = max(map(len, found))
        print(
            "\n".join(
                value if name == "machine" else f"{name.replace('_', ' '):<{width}}  {value:>9{'' if isinstance(value, str) else ','}}"
                for name, value in found.items()
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
