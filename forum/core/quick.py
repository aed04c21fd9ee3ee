"""Statements of the busiest path, a reply and what follows from it: prepared once, where SQLAlchemy does it each time.

A statement costs 20 to 70 µs with SQLAlchemy and 5 to 10 here; a reply needs thirty. SQLAlchemy compiles it, types and
all, and the driver runs it; SQLAlchemy's events do not see that. On PostgreSQL, where the way to the server takes
longer than all this, SQLAlchemy runs it.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase

from forum.core.db import insert_unless_there, read, write

Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None


class Quick:
    """A statement whose parameters are single values; an INSERT is always given the same columns, defaults too."""

    def __init__(self, statement: Any) -> None:
        self.statement = statement
        self._changes = isinstance(statement, UpdateBase)
        self._prepared: _Prepared | None = None

    def rows(self, values: Values) -> Sequence[Any]:
        """Give all rows."""
        connection, prepared = self._ready(values)
        return prepared.rows(connection, values) if prepared else connection.execute(self.statement, values).all()

    def first(self, values: Values) -> Any:
        """Give the first row, or None."""
        found = self.rows(values)
        return found[0] if found else None

    def count(self, values: Values) -> int:
        """Change rows; tells how many."""
        connection, prepared = self._ready(values)
        if prepared:
            return prepared.run(connection, values).rowcount
        return connection.execute(self.statement, values, execution_options={"preserve_rowcount": True}).rowcount

    def made(self, values: Values) -> int:
        """Insert a row; gives its id."""
        connection, prepared = self._ready(values)
        if prepared:
            return prepared.run(connection, values).lastrowid or 0
        return int(connection.execute(self.statement, values).inserted_primary_key[0])  # type: ignore[index]

    def each(self, rows: Sequence[Values]) -> None:
        """Run once for each of some values."""
        connection, prepared = self._ready(rows[0])
        if prepared:
            for values in rows:
                prepared.run(connection, values)
        else:
            connection.execute(self.statement, rows)

    def _ready(self, values: Values) -> "tuple[Connection, _Prepared | None]":
        connection = write() if self._changes else read()
        if connection.dialect.name != "sqlite":
            return connection, None
        if self._prepared is None:
            self._prepared = _Prepared(self.statement, connection.dialect, list(values) if self._changes else None)
        return connection, self._prepared


def add_new_quickly(table: Any, **values: object) -> bool:
    """Insert a row where no unique one is there already; tells whether it is new."""
    return _insertion(insert_unless_there(table), tuple(values)).count(values) > 0


@cache
def _insertion(statement: Any, _columns: tuple[str, ...]) -> Quick:
    return Quick(statement)


class _Prepared:
    """A statement as SQLite's driver takes it."""

    def __init__(self, statement: Any, dialect: Dialect, columns: list[str] | None) -> None:
        made = statement.compile(dialect=dialect, column_keys=columns)
        if made.insert_prefetch or made.update_prefetch or made.post_compile_params:
            raise ValueError(f"defaults and lists of values are not for here: {made}")
        self._sql, self._dialect = str(made), dialect
        binds = [made.binds[name] for name in made.positiontup]
        self._takes = [
            (each.key, each.value, each.type.dialect_impl(dialect).bind_processor(dialect)) for each in binds
        ]
        columns_out = made._result_columns if statement.is_select or statement._returning else []
        self._gives = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns_out]
        self._row: Any = namedtuple("_row", [each.keyname for each in columns_out], rename=True)  # type: ignore[misc]

    def run(self, connection: Connection, values: Values) -> sqlite3.Cursor:
        """Run it."""
        given = [
            value if convert is None else convert(value)
            for value, convert in ((values.get(key, fixed), convert) for key, fixed, convert in self._takes)
        ]
        try:
            driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
            return driver.execute(self._sql, given)
        except sqlite3.Error as error:
            self._fail(given, error)

    def rows(self, connection: Connection, values: Values) -> list[Any]:
        """Run it and give its rows."""
        return [
            self._row._make(
                value if convert is None else convert(value) for value, convert in zip(row, self._gives, strict=True)
            )
            for row in self.run(connection, values)
        ]

    def _fail(self, given: list[Any], error: sqlite3.Error) -> NoReturn:
        raise DBAPIError.instance(self._sql, tuple(given), error, sqlite3.Error, dialect=self._dialect) from error
