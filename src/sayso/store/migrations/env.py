"""What alembic runs: the migrations, on the connection and in the transaction that the caller opened."""

from __future__ import annotations

from alembic import context

from sayso.store import schema

context.configure(connection=context.config.attributes["connection"], target_metadata=schema.tables)
context.run_migrations()
