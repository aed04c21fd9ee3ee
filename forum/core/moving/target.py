"""The database that a house moves into: what may be there already, and how far the move has come."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from alembic import command
from flask import current_app
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    NullPool,
    Table,
    Text,
    create_engine,
    delete,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from forum.core import revision
from forum.core.config import Misconfigured
from forum.core.db import LONG_WAIT_S
from forum.core.moving.tables import in_order, is_empty

BEGUN = ""
"""Stands in the mark for the move itself, where the name of a table stands for that table."""

mark = Table("move", MetaData(), Column("origin", Text, nullable=False), Column("carried", Text, primary_key=True))
"""Is in the target as long as a move is under way: where it comes from, and the tables that are there whole."""


def named(url: str) -> str:
    """Name the target without its password."""
    return make_url(url).render_as_string(hide_password=True)


def kept_origin(folder: Path) -> str:
    """Give the name by which a move from this data folder knows itself again."""
    path = folder / "move.origin"
    if not path.exists():
        path.write_text(token_hex(16))
    return path.read_text().strip()


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Reach the target with its tables brought up to this version, or say why not."""
    try:
        if make_url(url).get_backend_name() != "postgresql":
            raise Misconfigured("A house moves to PostgreSQL: give postgresql://user:password@host/name.")
        engine = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": LONG_WAIT_S})
        with engine.connect() as connection:
            _refuse_strangers(connection, named(url))
    except ArgumentError as error:
        raise Misconfigured(f"That is no address of a database: {error}. Give postgresql://...") from error
    except ModuleNotFoundError as error:
        raise Misconfigured("PostgreSQL's driver is missing: pip install -r requirements/scale.txt") from error
    except OperationalError as error:
        raise Misconfigured(f"{named(url)} cannot be reached: {error.orig}") from error
    _migrate(engine)
    yield engine


def is_marked(target: Engine) -> bool:
    """Tell whether a move is under way there."""
    return inspect(target).has_table(mark.name)


def holds_something(target: Engine) -> bool:
    """Tell whether anything is kept there already."""
    with target.connect() as connection:
        return not all(is_empty(connection, table) for table in in_order())


def begin(target: Engine, origin: str) -> None:
    """Mark the target: what is carried from now on belongs to this move."""
    with target.begin() as connection:
        mark.create(connection)
        connection.execute(insert(mark).values(origin=origin, carried=BEGUN))


def carried(target: Engine, origin: str) -> set[str]:
    """Name the tables that this move has brought already; raises Misconfigured if it is another house's move."""
    with target.connect() as connection:
        found = connection.execute(select(mark)).all()
    if {row.origin for row in found} != {origin}:
        raise Misconfigured("Another house is on its way into that database: empty it, or give another one.")
    return {row.carried for row in found} - {BEGUN}


def begin_anew(target: Engine) -> None:
    """Empty the target: what was brought before is no longer what the house holds."""
    quote = target.dialect.identifier_preparer.quote
    with target.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(quote(table.name) for table in in_order())}"))
        connection.execute(delete(mark).where(mark.c.carried != BEGUN))


def end(target: Engine) -> None:
    """Take the mark away: all is there. Let PostgreSQL look at what it holds now, as it plans by that."""
    with target.begin() as connection:
        mark.drop(connection)
        connection.execute(text("ANALYZE"))


def _refuse_strangers(connection: Connection, name: str) -> None:
    """Refuse a database that is not ours to fill."""
    if (encoding := connection.execute(text("SHOW server_encoding")).scalar_one()) != "UTF8":
        raise Misconfigured(f"{name} keeps text as {encoding}: make it with ENCODING 'UTF8'.")
    tables = set(inspect(connection).get_table_names())
    if tables and revision.TABLE not in tables:
        raise Misconfigured(f"{name} holds tables of something else: give an empty database.")


def _migrate(target: Engine) -> None:
    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["engine"] = target
    command.upgrade(config, "head")
