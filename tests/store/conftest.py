from __future__ import annotations

import pytest
from databases import FAULTS, kind, new_place, server

__all__ = ["kind", "new_place", "server"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not FAULTS:
        terminalreporter.write_line("tests/store ran on SQLite only: `make faults` runs it on PostgreSQL too")
