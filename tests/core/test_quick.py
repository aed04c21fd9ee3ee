"""Statements of the busiest path do what they do by SQLAlchemy, on either database."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from forum.core.clock import now
from forum.core.db import Moment, read
from forum.core.outbox import ClockWork, Fact, Job
from forum.core.quick import Quick, add_new_quickly
from forum.core.transaction import transaction
from tests.stack import SCALED

pytestmark = pytest.mark.data

ADD = Quick(insert(Fact))
FORGET = Quick(delete(Fact).where(Fact.name == bindparam("which")))
SINCE = Quick(
    select(Fact.id, Fact.name, Fact.payload, Fact.happened_at).where(
        Fact.happened_at >= bindparam("since", type_=Moment)
    )
)


@transaction
def keep(name: str, payload: Mapping[str, object]) -> int:
    return ADD.made({"name": name, "payload": dict(payload), "happened_at": now()})


def test_what_is_put_in_comes_out_as_it_was(app: Flask):
    moment, payload = now(), {"tags": ["wick", "фитиль"], "none": None}
    first, second = keep("First", payload), keep("Second", {})
    rows = SINCE.rows({"since": moment})
    assert [(row.id, row.name, row.payload) for row in rows] == [(first, "First", payload), (second, "Second", {})]
    assert moment <= SINCE.first({"since": moment}).happened_at <= now()
    assert SINCE.first({"since": now()}) is None


def test_changes_count_rows_and_hang_on_their_transaction(app: Flask):
    @transaction
    def forget(*, fail: bool) -> int:
        count = FORGET.count({"which": "First"})
        if fail:
            raise RuntimeError
        return count

    keep("First", {})
    with pytest.raises(RuntimeError):
        forget(fail=True)
    assert [forget(fail=False), forget(fail=False)] == [1, 0]


def test_what_is_there_already_is_not_new(app: Flask):
    @transaction
    def add() -> list[bool]:
        return [add_new_quickly(ClockWork, name="noon", slot=slot) for slot in (1, 2)]

    assert add() == [True, False]
    assert read().scalar(select(ClockWork.slot)) == 1


def test_an_error_of_the_database_is_known_by_its_usual_name(app: Flask):
    @transaction
    def add() -> None:
        Quick(insert(ClockWork)).each([{"name": "noon", "slot": 1}] * 2)

    with pytest.raises(IntegrityError):
        add()


@pytest.mark.skipif(SCALED, reason="there SQLAlchemy runs it")
def test_a_default_that_would_be_forgotten_is_refused(app: Flask):
    @transaction
    def add() -> None:
        Quick(insert(Job)).made({"name": "x", "payload": {}, "due_at": now()})

    with pytest.raises(ValueError, match="defaults"):
        add()
