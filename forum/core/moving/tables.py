"""What is carried: every stored column of every table, read in parts of bounded size."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, Row, Table, Text, cast, func, select

from forum.core.db import Model

ROWS_AT_ONCE = 1000

Part = Sequence[Row[Any]]
Told = Callable[[int, str], None]
"""Somebody who is told how many more rows are done, and of which table."""


def in_order() -> list[Table]:
    """List all tables, those first that others point at."""
    return list(Model.metadata.sorted_tables)


def stored(table: Table) -> list[Column[Any]]:
    """List the columns that the database does not compute itself."""
    return [column for column in table.columns if column.computed is None]


def is_json(column: Column[Any]) -> bool:
    """Tell whether a column holds JSON."""
    return isinstance(column.type, JSON)


def parts(connection: Connection, table: Table) -> Iterator[Part]:
    """Read a table, a thousand rows at a time."""
    found = connection.execute(select(*map(_as_written, stored(table))), execution_options={"yield_per": ROWS_AT_ONCE})
    yield from found.partitions()


def count(connection: Connection, table: Table) -> int:
    """Count the rows of a table."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def is_empty(connection: Connection, table: Table) -> bool:
    """Tell whether a table holds nothing."""
    return connection.execute(select(table).limit(1)).first() is None


def _as_written(column: Column[Any]) -> ColumnElement[Any]:
    """Read JSON as its text: taken apart and written again it could be another, and NULL is not `null`."""
    return cast(column, Text) if is_json(column) else column
