"""The list of runs, each in the state that it is in: one that was killed could not enter its end itself."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from sayso.store import holders, schema
from sayso.store.listing import RunRow

RUNNING, FINISHED, INTERRUPTED, FAILED = "running", "finished", "interrupted", "failed"
"""States of a run."""


def listed(connection: Connection) -> list[RunRow]:
    """Every run that wrote something, the latest last."""
    view, run = schema.runs_view, schema.run.c
    statement = select(view, run.holder).join(schema.run, run.id == view.c.id).order_by(view.c.started, view.c.id)
    found = []
    for row in connection.execute(statement).mappings():
        values = dict(row)
        last = values["last_entry"] or values["started"]
        if is_dead(values["state"], values.pop("holder"), last):
            values |= {"state": INTERRUPTED, "ended": last}
        found.append(RunRow(**values))
    return found


def is_dead(state: str, holder: str | None, last_sign: str) -> bool:
    """Whether a run that has entered no end will not do so any more."""
    return state == RUNNING and not holders.alive(holder, last_sign)


def mark_dead(connection: Connection) -> None:
    """Enter of runs whose process is gone that they were interrupted, at their last entry."""
    run, entry = schema.run.c, schema.ledger.c
    last = select(func.max(entry.at)).where(entry.run == run.id).scalar_subquery()
    left = connection.execute(select(run.id, run.holder, func.coalesce(last, run.started).label("last")).where(run.state == RUNNING))
    for row in left.all():
        if is_dead(RUNNING, row.holder, row.last):
            connection.execute(update(schema.run).where(run.id == row.id).values(state=INTERRUPTED, ended=row.last))
