"""What a table adds up to: the same for the same rows, and for no others."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, insert

from forum.core.db import Model, db
from forum.core.moving.tables import in_order
from forum.core.moving.tally import Tally, tally
from forum.core.outbox import Fact

pytestmark = pytest.mark.data

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
Rows = Sequence[tuple[int, str, Any]]


def told(_rows: int, _table: str) -> None:
    pass


def added_up(app: Flask, rows: Rows) -> Tally:
    """Put rows in, in this order, and add them up."""
    with db.engine.begin() as connection:
        connection.execute(delete(Fact))
        for number, name, payload in rows:
            connection.execute(insert(Fact).values(id=number, name=name, payload=payload, happened_at=NOON))
        return tally(connection, Fact.__table__, told)  # type: ignore[arg-type]


ROWS: Rows = [(1, "Lit", {"a": 1, "b": None}), (2, "Out", {}), (3, "Lit", {"a": True})]


def test_the_order_of_rows_and_of_keys_does_not_count(app: Flask):
    turned = [(1, "Lit", {"b": None, "a": 1}), *ROWS[:0:-1]]
    assert json.dumps(turned[0][2]) != json.dumps(ROWS[0][2])
    assert added_up(app, ROWS[::-1]) == added_up(app, turned) == added_up(app, ROWS)


@pytest.mark.parametrize(
    "other",
    [
        ROWS[:2],
        [*ROWS, (4, "Lit", {})],
        [ROWS[0], ROWS[1], (3, "lit", {"a": True})],
        [ROWS[0], ROWS[1], (3, "Lit", {"a": 1})],
        [(1, "Out", {"a": 1, "b": None}), (2, "Lit", {}), ROWS[2]],
    ],
    ids=["one less", "one more", "a letter", "true for 1", "exchanged"],
)
def test_any_change_counts(app: Flask, other: Rows):
    assert added_up(app, other) != added_up(app, ROWS)


def test_parents_come_before_what_points_at_them():
    seen: set[str] = set()
    for table in in_order():
        pointed_at = {key.column.table.name for key in table.foreign_keys} - {table.name}
        assert pointed_at <= seen, table.name
        seen.add(table.name)
    assert seen == set(Model.metadata.tables)
