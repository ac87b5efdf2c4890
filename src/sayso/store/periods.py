"""Days, ISO weeks, months and years as sortable text: ``2024-03-04``, ``2024-W10``, ``2024-03``, ``2024``."""

from __future__ import annotations

from datetime import date, timedelta

PERIODS = ("day", "week", "month", "year")


def of(name: str, day: str) -> str:
    """The period of that sort in which an ISO day lies."""
    if name == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year:04}-W{week:02}"
    return day[: {"day": 10, "month": 7, "year": 4}[name]]


def between(name: str, first: str, last: str) -> list[str]:
    """Every period from the first to the last, both included."""
    found = [first]
    while found[-1] < last:
        found.append(_next(name, found[-1]))
    return found


def _next(name: str, period: str) -> str:
    """The period after a period."""
    if name == "year":
        return f"{int(period) + 1:04}"
    if name == "month":
        year, month = divmod(int(period[:4]) * 12 + int(period[5:7]), 12)
        return f"{year:04}-{month + 1:02}"
    if name == "week":
        monday = date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        return of("week", (monday + timedelta(days=7)).isoformat())
    return (date.fromisoformat(period) + timedelta(days=1)).isoformat()
