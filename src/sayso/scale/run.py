"""One run: everything a source holds, coded into a store, and accounted for."""

from __future__ import annotations

import functools
import itertools
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.records import Article, Coding, Quarantined
from sayso.scale.check import faults
from sayso.scale.pool import map_batches
from sayso.scale.worker import Failure

if TYPE_CHECKING:
    from sayso.store import Run, Store

BATCH = 8
"""Articles that a worker takes at a time and that are written in one transaction."""
SECONDS = 60.0
"""Time limit of one article, unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The account of a run: ``read == coded + quarantined + skipped``."""

    read: int = 0
    coded: int = 0
    quarantined: int = 0
    """Inputs that stand in quarantine, those of earlier runs included: they are read and still not coded."""
    skipped: int = 0
    """Articles that were coded before."""
    events: int = 0
    attributions: int = 0
    words: int = 0
    """Words of the articles coded in this run."""
    seconds: float = 0.0
    reasons: tuple[tuple[str, int], ...] = ()
    """Reason of quarantine -> number, by name."""

    def counts(self) -> dict[str, int]:
        """The four numbers that must add up."""
        return {"read": self.read, "coded": self.coded, "quarantined": self.quarantined, "skipped": self.skipped}


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a run: everything in `summary` is safely in the store, and the same call goes on from there."""

    def __init__(self, summary: Summary) -> None:
        super().__init__("interrupted")
        self.summary = summary


def load_pipeline(lexicon: str | None) -> Any:
    """The whole pipeline, with the user's own word lists from the folder `lexicon`."""
    from sayso.pipeline import load

    return load(Path(lexicon) if lexicon else None)


def code_article(nlp: Any, article: Article) -> Coding:
    """Everything the pipeline finds in one article."""
    from sayso.pipeline import code

    return code(nlp, article)


def soundly(fn: Callable[[Any, Article], Coding], model: Any, article: Article) -> Coding | Failure:
    """The coding, or the reason why the database could not keep it: found here, it costs one article and not its batch."""
    coding = fn(model, article)
    wrong = faults(coding)
    return Failure("inconsistent", "; ".join(wrong[:5])) if wrong else coding


def code_sources(
    sources: Iterable[Article | Quarantined],
    store: Store,
    *,
    workers: int = 1,
    limit: int | None = None,
    lexicon: Path | None = None,
    progress: Callable[[Summary], None] | None = None,
    seconds: float | None = SECONDS,
    retry: Collection[str] = (),
    isolate: bool | None = None,
    run: Run | None = None,
    load: Callable[[], Any] | None = None,
    fn: Callable[[Any, Article], Coding] = code_article,
) -> Summary:
    """Code every article of a source that the store does not hold yet. Running it again goes on where it stopped, or changes nothing.

    Args:
        sources: articles, and inputs that could not be read, in the order in which they are to be accounted for.
        store: written by this process only, one transaction a batch.
        workers: number of processes; one works in this process, unless `isolate` is true.
        limit: look at the first so many inputs only.
        lexicon: folder of the user's own word lists.
        progress: called with the account so far after each batch.
        seconds: time limit of one article; beyond it, the article is quarantined (`timeout`).
        retry: reasons of quarantine whose articles are tried again.
        isolate: see `map_batches`.
        run: the run to enter into the ledger; a new one of this installation where none is given.
        load: makes the pipeline; must be picklable where there are several workers.
        fn: codes one article with it, likewise.

    Returns:
        The account. The database is the same whatever the number of workers, but for clocks.

    Raises:
        Interrupted: on Ctrl-C, with the account of what is safely stored.
        StoreError: the store cannot be written.
        SaysoError: the account does not add up: our bug.
        Exception: whatever `sources` or loading the pipeline raises, after the run is closed as `failed`.
    """
    from sayso.manifest import current
    from sayso.store import new_run

    driver = _Driver(store, run or new_run(current(lexicon), "code"), progress, frozenset(retry))
    make = load or functools.partial(load_pipeline, str(lexicon) if lexicon else None)
    batches = driver.batches(_chunks(itertools.islice(sources, limit)))
    try:
        results = map_batches(make, functools.partial(soundly, fn), batches, workers, seconds=seconds, isolate=isolate)
        with closing(results):  # type: ignore[type-var]
            for result in results:
                driver.settle(result)
    except KeyboardInterrupt:
        driver.close("interrupted")
        raise Interrupted(driver.summary()) from None
    except BaseException:
        with suppress(SaysoError):  # the store may be what failed
            driver.close("failed")
        raise
    driver.check()
    driver.close("finished")
    return driver.summary()


def _chunks(sources: Iterator[Article | Quarantined]) -> Iterator[list[Article | Quarantined]]:
    while chunk := list(itertools.islice(sources, BATCH)):
        yield chunk


@dataclass(slots=True)
class _Chunk:
    """Some inputs on their way: those to code, and what is known of the others."""

    fresh: list[Article] = field(default_factory=list)
    unread: list[Quarantined] = field(default_factory=list)
    skipped: int = 0
    known: list[str] = field(default_factory=list)
    """Reasons of those that stand in quarantine from an earlier run."""


class _Driver:
    """Keeps the books of one run, and writes it to the store."""

    def __init__(self, store: Store, run: Run, progress: Callable[[Summary], None] | None, retry: frozenset[str]) -> None:
        self._store = store
        self._run = run
        self._progress = progress
        self._retry = retry
        self._began = time.monotonic()
        self._taken = 0
        self._waiting: deque[_Chunk] = deque()
        self._in_flight: dict[str, str] = {}
        self._tally: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()

    def batches(self, chunks: Iterable[list[Article | Quarantined]]) -> Iterator[list[Article]]:
        """The articles to code, chunk by chunk; the rest of each chunk waits here until its articles are done."""
        for inputs in chunks:
            self._taken += len(inputs)
            chunk = self._sorted(inputs)
            self._waiting.append(chunk)
            yield chunk.fresh

    def _sorted(self, inputs: list[Article | Quarantined]) -> _Chunk:
        known = self._store.known([item.id for item in inputs if isinstance(item, Article)])
        chunk = _Chunk()
        for item in inputs:
            if isinstance(item, Quarantined):
                chunk.unread.append(item)
            elif known.has(item) or self._in_flight.get(item.id) == item.text:
                chunk.skipped += 1
            elif item.id in known.quarantined and known.quarantined[item.id] not in self._retry:
                chunk.known.append(known.quarantined[item.id])
            else:
                chunk.fresh.append(item)
                self._in_flight[item.id] = item.text
        return chunk

    def settle(self, results: Sequence[Coding | Failure | Any]) -> None:
        """Write the results of the oldest chunk that waits."""
        chunk = self._waiting.popleft()
        codings = [result for result in results if isinstance(result, Coding)]
        failed = [
            (article, _refusal(article, result))
            for article, result in zip(chunk.fresh, results, strict=True)
            if isinstance(result, Failure)
        ]
        added = self._store.add(codings, chunk.unread, self._run, failed=failed)
        for article in chunk.fresh:
            self._in_flight.pop(article.id, None)
        reasons = [*chunk.known, *(item.reason for item in chunk.unread), *(item.reason for _, item in failed)]
        reasons += ["id-collision"] * (added.quarantined - len(chunk.unread) - len(failed))
        self._reasons.update(reasons)
        self._tally.update(
            read=len(chunk.fresh) + len(chunk.unread) + chunk.skipped + len(chunk.known),
            coded=added.coded,
            quarantined=len(reasons),
            skipped=chunk.skipped + added.skipped,
            events=sum(len(coding.events) for coding in codings),
            attributions=sum(len(coding.attributions) for coding in codings),
            words=sum(len(coding.article.text.split()) for coding in codings),
        )
        if self._progress:
            self._progress(self.summary())

    def summary(self) -> Summary:
        """The account of what is written so far."""
        return Summary(**self._tally, seconds=time.monotonic() - self._began, reasons=tuple(sorted(self._reasons.items())))

    def check(self) -> None:
        """Nothing is silently lost: every input taken is coded, in quarantine, or was there before.

        Raises:
            SaysoError: it is not so.
        """
        counts = self.summary().counts()
        settled = counts["coded"] + counts["quarantined"] + counts["skipped"]
        if not self._taken == counts["read"] == settled:
            raise SaysoError(f"{self._taken} inputs were taken, but the account is {counts}: a bug of sayso's, please report it")

    def close(self, state: str) -> None:
        """Enter the end of the run into the ledger."""
        self._store.finish(self._run, state, self.summary().counts())


def _refusal(article: Article, failure: Failure) -> Quarantined:
    return Quarantined(article.source or article.id, failure.reason, failure.detail)
