"""Carries one table: all of it in one transaction, or nothing."""

from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from forum.core.moving.tables import Told, in_order, parts, stored
from forum.core.moving.target import mark


class NotCarried(Exception):
    """PostgreSQL did not take a table; the text says which, and why."""


def carry(source: Connection, target: Engine, table: Table, origin: str, told: Told) -> None:
    """Copy a table, telling `told` of each part.

    It is one COPY, at whose end keys are checked: rows of one table may point at later ones of the same.
    """
    with target.begin() as connection:
        raw: Any = connection.connection.driver_connection
        try:
            with raw.cursor() as cursor, cursor.copy(_statement(connection, table)) as copy:
                for part in parts(source, table):
                    for row in part:
                        copy.write_row(row)
                    told(len(part), table.name)
        except target.dialect.loaded_dbapi.Error as error:
            raise NotCarried(f"The table {table.name} could not be carried: {error}") from error
        connection.execute(insert(mark).values(origin=origin, carried=table.name))


def set_sequences(source: Connection, target: Engine) -> None:
    """Let each sequence go on after the highest id there ever was, that of a deleted row included."""
    given = {str(row.name): int(row.seq) for row in source.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    with target.begin() as connection:
        for table in in_order():
            if (column := table.autoincrement_column) is not None:
                highest = connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                last = max(highest, given.get(table.name, 0))
                connection.execute(select(func.setval(sequence, max(last, 1), last > 0)))


def _statement(connection: Connection, table: Table) -> str:
    quote = connection.dialect.identifier_preparer.quote
    return f"COPY {quote(table.name)} ({', '.join(quote(column.name) for column in stored(table))}) FROM STDIN"
