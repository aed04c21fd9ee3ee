"""No table is forgotten when somebody takes their data along or goes for good (S56)."""

from forum.core.db import Model
from forum.core.personal import HOLDINGS, NOBODYS
from tests.house.reading import modules


def unclaimed(tables, held, nobodys):
    """List the tables that no room answers for, and those that two do."""
    claimed = [table for holding in held for table in holding.tables] + list(nobodys)
    return sorted(set(tables) - set(claimed)) + sorted({table for table in claimed if claimed.count(table) > 1})


def test_s56_every_table_belongs_to_a_holding_or_is_nobodys(app):
    assert unclaimed(Model.metadata.tables, HOLDINGS.values(), NOBODYS) == []


def test_s56_a_new_table_without_a_holding_is_caught(app):
    assert unclaimed([*Model.metadata.tables, "secret_diary"], HOLDINGS.values(), NOBODYS) == ["secret_diary"]


def test_no_holding_answers_for_a_table_that_is_gone(app):
    claimed = {table for holding in HOLDINGS.values() for table in holding.tables} | set(NOBODYS)
    assert claimed - set(Model.metadata.tables) == set()


def test_a_holding_is_called_by_its_room(app):
    assert set(HOLDINGS) <= {module.room for module in modules()} | {"core"}
