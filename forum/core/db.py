"""The database: one base for tables, one session for writing, one connection for reading."""

import sqlite3
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from flask import Flask, current_app, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Insert,
    Integer,
    MetaData,
    Select,
    Table,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from forum.core.config import Settings
from forum.core.durable import Syncing, sync_log

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",  # whoever wrote waits for a sync that others share (core/durable.py)
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "mmap_size=268435456",
    "journal_size_limit=67108864",
)
PLAN_ONCE = "plan_cache_mode=force_generic_plan"
"""PostgreSQL plans a list of threads, eight tables, for ten times as long as it reads it: let it do so once.

Compiling a plan to machine code (jit) takes longer than anything that a page reads.
"""
SHORT_WAIT_S = 0.2
LONG_WAIT_S = 5

Statement: TypeAlias = Select[*tuple[Any, ...]]
"""A statement that reads, whatever its columns."""

Id = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment its zone back."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Model(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)


M = TypeVar("M", bound=Model)

db = SQLAlchemy(metadata=Model.metadata, disable_autonaming=True)


def start(app: Flask, settings: Settings) -> None:
    """Open the database of this install for the application."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(settings)
    db.init_app(app)
    with app.app_context():
        if settings.embedded:
            app.extensions["syncing"] = Syncing(Path(f"{db.engine.url.database}-wal"), sync_log)
            event.listen(db.engine, "connect", _prepare_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)
        app.extensions["reading"] = _reading_engine(db.engine)
    app.teardown_appcontext(_close_reading)


def read() -> Connection:
    """Give the connection to read with; inside a transaction it sees what that wrote."""
    if "writer" in g:
        return write()
    if "reading" not in g:
        engine: Engine = current_app.extensions["reading"]
        g.reading = engine.connect()
    connection: Connection = g.reading
    return connection


def write() -> Connection:
    """Give the transaction's connection, for a change that needs no objects: it takes a third of the session's time.

    What is still pending in the session is not there yet: flush it first where the change rests on it.
    """
    writer: Connection = g.writer
    return writer


def lock(table: type[M], key: object) -> M:
    """Load a row to change it, as it is now, and let others who would change it wait.

    Those who only point at it do not wait: on PostgreSQL a reply points at its thread before it counts itself
    there, and two of them would otherwise wait for each other.
    """
    db.session.flush()  # reading it anew would undo what is not written yet
    return db.session.get_one(table, key, populate_existing=True, with_for_update={"key_share": True})


def insert_new(table: Any, **values: object) -> Insert:
    """Make an INSERT that does nothing where a unique row is there already."""
    return insert_unless_there(table).values(**values)


def add_new(table: Any, **values: object) -> bool:
    """Insert a row where no unique one is there already; tells whether it is new."""
    return write().execute(insert_unless_there(table), values).rowcount > 0


def insert_or_change(table: Any) -> Any:
    """Begin an INSERT that can say, by `on_conflict_do_update`, what to change where the row is there already."""
    return _insert(table, db.engine.dialect.name)


@cache
def _insert(table: Any, dialect: str) -> Any:
    kind = postgresql if dialect == "postgresql" else sqlite
    return kind.insert(table if isinstance(table, Table) else table.__table__)


def insert_unless_there(table: Any) -> Insert:
    """Make that INSERT without its values, the same each time."""
    return _insert_new(table, db.engine.dialect.name)


@cache
def _insert_new(table: Any, dialect: str) -> Insert:
    made: Insert = _insert(table, dialect).on_conflict_do_nothing()
    return made.execution_options(preserve_rowcount=True)  # or PostgreSQL's driver does not tell it


def stop_reading() -> None:
    """Give the reading connection back before a long wait."""
    _close_reading(None)


def _engine_options(settings: Settings) -> dict[str, Any]:
    if settings.embedded:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {
            "connect_args": {"timeout": SHORT_WAIT_S, "check_same_thread": False},
            "pool_size": 20,
            "max_overflow": 40,
            "pool_timeout": LONG_WAIT_S,
        }
    return {
        "pool_size": 10,
        "max_overflow": 20,
        "pool_timeout": LONG_WAIT_S,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": LONG_WAIT_S, "options": f"-c {PLAN_ONCE} -c jit=off"},
    }


def _reading_engine(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reading=True)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _close_reading(_error: BaseException | None) -> None:
    connection = g.pop("reading", None)
    if connection is not None:
        connection.close()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we send BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a read that turns into a write fails whatever the time-out."""
    if not connection.get_execution_options().get("reading"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
