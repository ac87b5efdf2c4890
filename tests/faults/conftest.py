from __future__ import annotations

import pytest
from databases import FAULTS, kind, new_place, server

__all__ = ["kind", "new_place", "server"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not FAULTS:
        terminalreporter.write_line(
            "tests/faults did 10 random kills; skipped, and done by `make faults`: 90 more, kills at every statement, kills on PostgreSQL, "
            "kills of the whole pipeline, a full disk, hash seeds"
        )
