"""Runs migrations on the application's database: all of them in one transaction, one process at a time."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from forum.core.db import Moment

PATIENCE_MS = 60_000
LOCK = 7_408_113  # any number that is only ours

migrate = current_app.extensions["migrate"]


def render_item(kind, thing, _autogen):
    """Write our own types as the plain ones they are stored as."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False


def run(connection: Connection) -> None:
    options = {**migrate.configure_args, "transactional_ddl": True, "compare_type": True}
    context.configure(
        connection=connection, target_metadata=migrate.db.metadata, render_item=render_item,
        process_revision_directives=number_revision, **options,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            refuse_orphans(connection)


def number_revision(_context, _revision, directives) -> None:
    """Number revisions in order; one without changes is not written."""
    script = directives[0]
    nothing = script.upgrade_ops is not None and script.upgrade_ops.is_empty()
    if nothing and context.config.cmd_opts.autogenerate:
        directives[:] = []
        return
    head = context.script.get_current_head()
    script.rev_id = f"{int(head or 0) + 1:04}"


def refuse_orphans(connection: Connection) -> None:
    """Check what SQLite could not while tables were being rebuilt."""
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
    if orphans:
        raise RuntimeError(f"the migration would leave rows without the rows they belong to: {orphans}")


def online() -> None:
    engine = context.config.attributes.get("engine", migrate.db.engine)  # another one while a house moves
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            run(connection)
            return
        # Rebuilding a table drops it, which would delete what refers to it: no keys until we are done.
        raw = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            run(connection)
        finally:
            connection.invalidate()  # the next one comes with our usual pragmas


online()
