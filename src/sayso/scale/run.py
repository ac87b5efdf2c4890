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
from sayso.scale.coding import code_article, load_pipeline, soundly
from sayso.scale.limits import SECONDS
from sayso.scale.pool import map_batches
from sayso.scale.worker import Failure
from sayso.signals import INTERRUPTED, deferred, exit_code
from sayso.store.changes import ALTERED, GAINED, LOST
from sayso.store.ledger import FORGOTTEN, Rank
from sayso.store.rows import text_digest

if TYPE_CHECKING:
    from sayso.store import Known, Run, Store

BATCH = 8
"""Articles that a worker takes at a time and that are written in one transaction."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The account of a run: ``read == coded + quarantined + skipped``."""

    read: int = 0
    coded: int = 0
    quarantined: int = 0
    """Inputs that stand in quarantine, those of earlier runs included: they are read and still not coded."""
    skipped: int = 0
    """Articles that were coded before, or whose text was."""
    appeared: int = 0
    """Those of the skipped that are new places of a text known before."""
    recoded: int = 0
    """Those of the coded that were coded before, under another program, model or word lists."""
    gained: int = 0
    """Events that coding again found and the former coding had not; likewise the next two."""
    lost: int = 0
    altered: int = 0
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
    """Ctrl-C or SIGTERM during a run: everything in `summary` is safely in the store, and the same call goes on from there."""

    def __init__(self, summary: Summary, code: int = INTERRUPTED) -> None:
        super().__init__("interrupted")
        self.summary = summary
        self.exit_code = code
        """130 after Ctrl-C, 143 after SIGTERM."""


def code_sources(
    sources: Iterable[Article | Quarantined],
    store: Store,
    *,
    workers: int = 1,
    limit: int | None = None,
    lexicon: Path | None = None,
    progress: Callable[[Summary], None] | None = None,
    seconds: float | None = SECONDS,
    memory: int | None = None,
    retry: Collection[str] = (),
    recode: bool = False,
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
        memory: limit of each worker process, in megabytes; an article that needs more is quarantined (`out-of-memory`).
        retry: reasons of quarantine whose articles are tried again.
        recode: code articles again that the store holds as another program, model or word lists coded them.
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

    run = run or new_run(current(lexicon), "recode" if recode else "code")
    driver = _Driver(store, run, progress, frozenset(retry), recode)
    make = load or functools.partial(load_pipeline, str(lexicon) if lexicon else None)
    batches = driver.batches(_chunks(itertools.islice(sources, limit)))
    results = map_batches(make, functools.partial(soundly, fn), batches, workers, seconds=seconds, memory=memory, isolate=isolate)
    _drive(driver, results)
    return driver.summary()


def _drive(driver: _Driver, results: Iterator[list[Any]]) -> None:
    """Settle batch after batch, and close the run however it ends."""
    try:
        with closing(results):  # type: ignore[type-var]
            for result in results:
                with deferred():  # a batch is written and entered into the account, or neither
                    driver.settle(result)
    except KeyboardInterrupt as interrupt:
        driver.close("interrupted")
        raise Interrupted(driver.summary(), exit_code(interrupt)) from None
    except BaseException:
        with suppress(SaysoError):  # the store may be what failed
            driver.close("failed")
        raise
    driver.check()
    driver.close("finished")


def _chunks(sources: Iterator[Article | Quarantined]) -> Iterator[list[Article | Quarantined]]:
    while chunk := list(itertools.islice(sources, BATCH)):
        yield chunk


@dataclass(slots=True)
class _Chunk:
    """Some inputs on their way: those to code, and what is known of the others."""

    fresh: list[Article] = field(default_factory=list)
    unread: list[Quarantined] = field(default_factory=list)
    reprints: list[Article] = field(default_factory=list)
    """Further places of texts that are coded, or on their way."""
    skipped: int = 0
    known: list[str] = field(default_factory=list)
    """Reasons of those that stand in quarantine from an earlier run."""


class _Driver:
    """Keeps the books of one run, and writes it to the store."""

    def __init__(
        self, store: Store, run: Run, progress: Callable[[Summary], None] | None, retry: frozenset[str], recode: bool = False
    ) -> None:
        self._store = store
        self._run = run
        self._progress = progress
        self._retry = retry
        self._recode = recode
        self._began = time.monotonic()
        self._taken = 0
        self._waiting: deque[_Chunk] = deque()
        self._in_flight: dict[str, list[Rank]] = {}
        """SHA-256 of a text that is being coded -> the articles that it is being coded as."""
        self._failed: dict[str, Failure] = {}
        """SHA-256 of a text that could not be coded in this run -> why."""
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
        known = self._store.known([item for item in inputs if isinstance(item, Article)])
        chunk = _Chunk()
        for item in inputs:
            if isinstance(item, Quarantined):
                chunk.unread.append(item)
            else:
                self._place(item, known, chunk)
        return chunk

    def _place(self, item: Article, known: Known, chunk: _Chunk) -> None:
        """Put an article where it belongs in its chunk."""
        digest, rank = text_digest(item), Rank.of(item)
        reason = FORGOTTEN if digest in known.forgotten else known.quarantined.get(item.id)
        stale = self._recode and known.manifests.get(item.id, self._run.manifest.digest) != self._run.manifest.digest
        homes = [*([known.homes[digest]] if digest in known.homes else []), *self._in_flight.get(digest, ())]
        if known.has(item) and not stale:
            chunk.skipped += 1
        elif reason is not None and reason not in self._retry:
            chunk.known.append(reason)
        elif any(home < rank or (home == rank and not stale) for home in homes):
            chunk.reprints.append(item)
        else:
            chunk.fresh.append(item)
            self._in_flight.setdefault(digest, []).append(rank)

    def settle(self, results: Sequence[Coding | Failure | Any]) -> None:
        """Write the results of the oldest chunk that waits."""
        chunk = self._waiting.popleft()
        codings = [result for result in results if isinstance(result, Coding)]
        failed = self._land(chunk, results)
        placed = [article for article in chunk.reprints if text_digest(article) not in self._failed]
        added = self._store.add(codings, chunk.unread, self._run, failed=failed, reprints=placed, again=self._recode)
        reasons = [*chunk.known, *(item.reason for item in chunk.unread), *(item.reason for _, item in failed)]
        reasons += ["id-collision"] * (added.quarantined - len(chunk.unread) - len(failed))
        self._reasons.update(reasons)
        kinds = Counter(change.kind for change in added.changes)
        self._tally.update(
            read=len(chunk.fresh) + len(chunk.unread) + len(chunk.reprints) + chunk.skipped + len(chunk.known),
            coded=added.coded,
            quarantined=len(reasons),
            skipped=chunk.skipped + added.skipped,
            appeared=added.appeared,
            recoded=added.recoded,
            gained=kinds[GAINED],
            lost=kinds[LOST],
            altered=kinds[ALTERED],
            events=sum(len(coding.events) for coding in codings),
            attributions=sum(len(coding.attributions) for coding in codings),
            words=sum(len(coding.article.text.split()) for coding in codings),
        )
        if self._progress:
            self._progress(self.summary())

    def _land(self, chunk: _Chunk, results: Sequence[Coding | Failure | Any]) -> list[tuple[Article, Quarantined]]:
        """The articles of a chunk that failed; further places of a text fail as the text did."""
        failed = []
        for article, result in zip(chunk.fresh, results, strict=True):
            digest = text_digest(article)
            self._in_flight[digest].remove(Rank.of(article))
            if not self._in_flight[digest]:
                del self._in_flight[digest]
            if isinstance(result, Failure):
                self._failed[digest] = result
                failed.append((article, _refusal(article, result)))
            else:
                self._failed.pop(digest, None)
        again = ((article, self._failed.get(text_digest(article))) for article in chunk.reprints)
        return failed + [(article, _refusal(article, failure)) for article, failure in again if failure]

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
