"""A pipeline for tests: finds one event per article, and misbehaves where the text tells it to. Importable by spawned workers."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

from sayso.ids import content_id
from sayso.records import Article, Coding, Event, Span

MODEL = "pretended model"


def load() -> str:
    return MODEL


def load_and_tell(folder: Path) -> str:
    (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
    return MODEL


def load_fails() -> str:
    raise FileNotFoundError("no model here")


def load_dies() -> str:
    os._exit(3)


def double(model: str, number: int) -> int:
    assert model == MODEL
    if number < 0:
        time.sleep(0.05 * -number)
    return 2 * number


def stumble(model: str, word: str) -> str:
    """What `word` asks for: `die`, `abort`, `raise`, `hang`, `swallow`, `lambda`; else the word in capitals."""
    if word == "die":
        os._exit(9)
    if word == "abort":
        os.abort()
    if word == "raise":
        raise RuntimeError("stumbled")
    if word == "memory":
        raise MemoryError
    if word == "hang":
        while True:
            time.sleep(0.01)
    if word == "swallow":
        while True:
            try:
                time.sleep(0.01)
            except Exception:
                continue
    if word == "deaf":
        import signal

        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # as deaf to the timer as a loop in C
        time.sleep(60)
    if word == "lambda":
        return lambda: None  # type: ignore[return-value]
    return word.upper()


def article(number: int, text: str = "The mayor shelled nobody.") -> Article:
    body = f"Report {number}. {text}"
    return Article(
        content_id("a", number, body), body, headline=f"Report {number}", published=f"2024-01-{number % 28 + 1:02}", source=f"{number}.txt"
    )


def code(model: str, report: Article) -> Coding:
    assert model == MODEL
    for word in ("die", "hang", "raise"):
        if f"[{word}]" in report.text:
            stumble(model, word)
    if "[slow]" in report.text:
        time.sleep(0.05)
    if "[loose]" in report.text:
        wrong = Event(content_id("e", report.id), "ASSAULT", (Span(0, 10_000),))
        return Coding(report, events=(wrong,))
    event = Event(content_id("e", report.id), "ASSAULT", (Span(0, 6),), confidence=0.5)
    return replace(Coding(report), events=(event,), seconds=0.001)
