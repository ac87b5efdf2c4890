"""What grows: memory over a long run, time with the length of an article, time with the size of the database.

Run `python scripts/bench_growth.py` (`make bench` runs it after `bench.py`). Articles are put together from the paragraphs of the bundled
examples with invented names, another mix each time, so that the vocabulary grows as it does over an archive; `--corpus DIR` measures texts
of your own instead.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import corpus_of, words_of

from sayso.ids import content_id
from sayso.intake import article_from_text
from sayso.manifest import current
from sayso.records import Article, Coding
from sayso.scale.coding import code_article, load_pipeline
from sayso.store import new_run, open_store

SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "sa", "ti", "vo", "za", "dar", "len", "mor", "shan", "ter", "qui")
LENGTHS = (125, 500, 2_000, 8_000, 32_000)
"""Words of the articles whose coding is timed."""
STEP = 500
"""Articles from one reading of memory to the next."""


def resident_mib() -> float:
    """Memory that this process holds now, in MiB. Linux tells it; elsewhere the highest so far stands for it."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return pages * 4096 / 1024**2


def invented_name(chance: random.Random) -> str:
    """A name that hardly any other article has."""
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(2))


def mixed(corpus: list[Article], count: int, words: int = 400) -> Iterator[Article]:
    """So many articles of about so many words: paragraphs of the corpus in any order, each followed by a sentence with a new name."""
    chance = random.Random(1)
    paragraphs = [part for article in corpus for part in article.text.split("\n") if len(part.split()) > 8]
    for number in range(count):
        parts: list[str] = []
        total = 0
        while total < words:
            parts += [chance.choice(paragraphs), f"{invented_name(chance)}, mayor of {invented_name(chance)}, said so."]
            total += len(parts[-2].split()) + 8
        text = "\n\n".join(parts)
        yield replace(article_from_text(text), id=content_id("a", "growth", number))


def memory(nlp: Any, articles: Iterator[Article]) -> Iterator[tuple[int, float]]:
    """(articles coded, MiB held) every `STEP` articles."""
    for number, article in enumerate(articles, 1):
        code_article(nlp, article)
        if number == 1 or number % STEP == 0:
            yield number, resident_mib()


def by_length(nlp: Any, corpus: list[Article], longest: int) -> Iterator[tuple[int, float]]:
    """(words, words per second) of articles of several lengths; processor time, so that a busy machine matters less."""
    for length in (length for length in LENGTHS if length <= longest):
        article = next(mixed(corpus, 1, length))
        code_article(nlp, article)
        began = time.process_time()
        rounds = max(1, 4_000 // length)
        for _ in range(rounds):
            code_article(nlp, article)
        yield words_of(article), rounds * words_of(article) / (time.process_time() - began)


def by_corpus(nlp: Any, corpus: list[Article], size: int) -> Iterator[tuple[int, float]]:
    """(articles in the database, milliseconds to add one more), with batches as `sayso code` writes them."""
    samples = [code_article(nlp, article) for article in mixed(corpus, 8)]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "growth.db") as store:
        run = new_run(current(), "bench")
        began, held = time.process_time(), 0
        for number in range(size // len(samples)):
            store.add([_copy(coding, number) for coding in samples], run=run)
            held += len(samples)
            if held % (size // 4) < len(samples):
                yield held, (time.process_time() - began) / (size // 4) * 1000
                began = time.process_time()


def _copy(coding: Coding, number: int) -> Coding:
    """The coding of a text that nobody has read yet: the same bare article under another id and with another text."""
    article = article_from_text(f"{coding.article.text}\n\n{number}")
    return Coding(article=replace(article, id=content_id("a", coding.article.id, number)), seconds=coding.seconds)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="folder of reports (default: the bundled examples)")
    parser.add_argument("--articles", type=int, default=5_000, help="length of the run whose memory is watched (default: %(default)s)")
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="words of the longest article (default: %(default)s)")
    options = parser.parse_args()
    corpus = corpus_of(options.corpus, 4_000)
    nlp = load_pipeline(None)
    print("words of an article   words per second")
    for words, rate in by_length(nlp, corpus, options.longest):
        print(f"{words:>19,}   {rate:>16,.0f}", flush=True)
    print("articles in the database   milliseconds to add one more")
    for held, cost in by_corpus(nlp, corpus, options.articles):
        print(f"{held:>24,}   {cost:>28.2f}", flush=True)
    print("articles coded   MiB held")
    for number, held_mib in memory(nlp, mixed(corpus, options.articles)):
        print(f"{number:>14,}   {held_mib:>8,.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
