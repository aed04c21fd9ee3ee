"""The only place that commits."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from time import sleep
from typing import Generic, ParamSpec, TypeVar

from flask import current_app, g
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from forum.core.clock import monotonic
from forum.core.db import db, stop_reading
from forum.core.durable import Syncing

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE_S = 5.0
FIRST_PAUSE_S = 0.01
MOST_TRIES = 4
BROKEN_OFF = frozenset({"40P01", "40001"})
"""PostgreSQL's codes for a deadlock and for a conflict."""

_one_writer = threading.Lock()


class Busy(Exception):
    """The database did not let us write in time; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What came of a transaction, what waited for its commit, and the number of that where a sync is to be awaited."""

    result: R
    afterwards: list[Callable[[], None]]
    number: int | None


def transaction(action: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one transaction; inside another one it joins."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if "writing" in g:
            return action(*args, **kwargs)
        stop_reading()  # whoever holds one connection and waits for another can wait for ever
        try:
            done = _stubbornly(lambda: action(*args, **kwargs))
        except Exception:
            for step in g.pop("undone", ()):
                step()
            raise
        if done.number is not None:
            current_app.extensions["syncing"].wait(done.number)
        for step in done.afterwards:
            step()
        return done.result

    return run


def after_commit(step: Callable[[], None]) -> None:
    """Run something in this process once the transaction has committed, and never if it did not; twice is once."""
    if step not in g.writing:
        g.writing.append(step)


def after_rollback(step: Callable[[], None]) -> None:
    """Run something once the transaction was undone, and never if it committed: how a refusal is remembered.

    Where there is no transaction, there is nothing to wait for.
    """
    if "writing" in g:
        g.setdefault("undone", []).append(step)
    else:
        step()


def broken_off(error: Exception) -> bool:
    """Tell whether PostgreSQL broke a transaction off in favour of another one: it may well succeed the next time."""
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) in BROKEN_OFF


def _stubbornly(action: Callable[[], R]) -> Done[R]:
    """Run the whole transaction anew when PostgreSQL broke it off in favour of another one."""
    for _ in range(MOST_TRIES - 1):
        try:
            return _once(action)
        except OperationalError as error:
            if not broken_off(error):
                raise
    return _once(action)


def _once(action: Callable[[], R]) -> Done[R]:
    g.pop("undone", None)
    with _Turn():
        result = action()
        db.session.commit()
        syncing: Syncing | None = current_app.extensions.get("syncing")
        return Done(result, g.writing, syncing.committed() if syncing else None)


class _Turn:
    """A writer's turn: SQLite has one writer at a time, so this process queues its own fairly."""

    def __enter__(self) -> None:
        self.locked = db.engine.dialect.name == "sqlite"
        if self.locked and not _one_writer.acquire(timeout=PATIENCE_S):
            raise Busy
        try:
            g.writer = _begin()
        except BaseException:
            self._leave()
            raise
        g.writing = []

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            if kind is not None:
                db.session.rollback()
        finally:
            db.session.expunge_all()
            g.pop("writing", None)
            g.pop("writer", None)
            self._leave()

    def _leave(self) -> None:
        if self.locked:
            _one_writer.release()


def _begin() -> Connection:
    """Begin, waiting in short naps for writers in other processes so that readers go on meanwhile."""
    deadline, pause = monotonic() + PATIENCE_S, FIRST_PAUSE_S
    while True:
        try:
            return db.session.connection()
        except OperationalError as error:
            db.session.rollback()
            if "locked" not in str(error.orig) or monotonic() > deadline:
                raise
        sleep(pause)
        pause = min(pause * 2, 0.25)
