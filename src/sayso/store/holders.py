"""Whether the process of a run still lives: a run that is killed cannot enter its end, so others must be able to tell.

A holder is the text ``machine.start.process.began``: a digest of the machine's name and of the container, a digest of what changes with
every start of the system, the number of the process, and the moment at which it began where the system tells it (Linux: /proc).
"""

from __future__ import annotations

import functools
import hashlib
import os
import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path

SILENCE = timedelta(hours=1)
"""A run on another machine, or on a system that does not tell when a process began, counts as interrupted when it has entered nothing for
so long."""


def here() -> str:
    """The holder that this process is."""
    machine, started = _machine()
    process = os.getpid()
    return f"{machine}.{started}.{process}.{_began(process)}"


def alive(holder: str | None, last_sign: str, now: datetime | None = None) -> bool:
    """Whether a run may still be going on.

    Args:
        holder: what the run has entered; null for a run of before schema 0005.
        last_sign: moment of its beginning or of its last entry in the ledger, UTC, ISO 8601.
        now: the present moment.
    """
    parts = (holder or "").split(".")
    machine, started = _machine()
    if len(parts) == 4 and parts[0] == machine:
        if parts[1] != started or not parts[2].isdecimal() or not _runs(int(parts[2]), parts[3]):
            return False
        if parts[3]:
            return True  # else another process may have got the number since
    try:
        last = datetime.fromisoformat(last_sign)
    except ValueError:
        return False
    last = last if last.tzinfo else last.replace(tzinfo=UTC)
    return (now or datetime.now(UTC)) - last < SILENCE


@functools.cache
def _machine() -> tuple[str, str]:
    """Digests of the machine and of its start. Within a container the numbers of processes are its own."""
    namespace = _link("/proc/self/ns/pid")
    return _digest(f"{platform.node()} {namespace}"), _digest(_content("/proc/sys/kernel/random/boot_id"))


def _runs(process: int, began: str) -> bool:
    """Whether a process of this number lives, and is the one that began then; where the system tells neither, it may."""
    if os.name != "nt":  # there a signal of 0 is Ctrl-C
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            pass  # somebody else's
    return _began(process) == began


def _began(process: int) -> str:
    """When a process began, in the system's own count; empty where it does not say, or where the process is dead, not yet buried."""
    fields = _content(f"/proc/{process}/stat").rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 and fields[0] not in "ZX" else ""


def _content(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
