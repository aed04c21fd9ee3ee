"""What an action may rely on when it writes."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import db, lock, read
from forum.core.outbox import Fact
from forum.core.transaction import after_commit, transaction
from tests.stack import SCALED

pytestmark = pytest.mark.data


@transaction
def write(name: str) -> None:
    db.session.add(Fact(name=name, payload={}, happened_at=now()))


@transaction
def write_and_fail(name: str) -> None:
    write(name)
    raise ValueError(name)


def names() -> list[str]:
    return list(read().scalars(select(Fact.name).order_by(Fact.id)))


def test_what_an_action_wrote_is_there_afterwards(app: Flask) -> None:
    write("kept")
    assert names() == ["kept"]


def test_an_action_that_fails_leaves_nothing_behind(app: Flask) -> None:
    with pytest.raises(ValueError, match="gone"):
        write_and_fail("gone")
    assert names() == []


def test_an_action_inside_another_commits_with_it_or_not_at_all(app: Flask) -> None:
    @transaction
    def both() -> None:
        write("inner")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        both()
    assert names() == []


def test_reading_inside_a_transaction_sees_what_it_wrote(app: Flask) -> None:
    @transaction
    def write_then_count() -> int:
        write("mine")
        db.session.flush()
        return read().scalar(select(func.count()).select_from(Fact)) or 0

    assert write_then_count() == 1


def test_steps_after_the_commit_run_only_if_it_happened(app: Flask) -> None:
    steps: list[str] = []

    @transaction
    def act(*, fail: bool) -> None:
        after_commit(lambda: steps.append("done"))
        if fail:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act(fail=True)
    act(fail=False)
    assert steps == ["done"]


def test_many_writers_at_once_all_succeed(app: Flask) -> None:
    def work(number: int) -> None:
        with app.app_context():
            for round_ in range(5):
                write(f"{number}-{round_}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names()) == 40


def test_a_row_that_is_locked_is_as_it_is_now_not_as_it_was(app: Flask) -> None:
    write("old")

    @transaction
    def change() -> str:
        fact = db.session.scalars(select(Fact)).one()
        fact.name = "new"
        return lock(Fact, fact.id).name

    assert change() == "new"
    assert names() == ["new"]


@pytest.mark.skipif(not SCALED, reason="SQLite has one writer at a time")
def test_of_two_that_wait_for_each_other_both_succeed(app: Flask) -> None:
    write("first")
    write("second")
    both = threading.Barrier(2)
    tries: list[str] = []

    @transaction
    def change(one: int, other: int, name: str) -> None:
        lock(Fact, one).name = name
        db.session.flush()
        tries.append(name)
        if len(tries) <= 2:
            both.wait(timeout=10)
        lock(Fact, other).name = name

    def work(one: int, other: int, name: str) -> None:
        with app.app_context():
            change(one, other, name)

    threads = [threading.Thread(target=work, args=args) for args in ((1, 2, "a"), (2, 1, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tries) == 3
    assert len(set(names())) == 1
