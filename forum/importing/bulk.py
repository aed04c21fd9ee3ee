"""Many rows in one statement."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, insert

from forum.core.db import Model, db

Rows = Sequence[dict[str, Any]]


def insert_all(model: type[Model], rows: Rows) -> None:
    """Store rows; inside a transaction only."""
    if rows:
        db.session.connection().execute(insert(table_of(model)), rows)


def insert_ids(model: type[Model], rows: Rows) -> list[int]:
    """Store rows and give their ids in the same order; inside a transaction only."""
    if not rows:
        return []
    table = table_of(model)
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(db.session.connection().execute(statement, rows).scalars())


def table_of(model: type[Model]) -> Table:
    """Give the table of a model, for statements that need no objects."""
    return cast("Table", model.__table__)
