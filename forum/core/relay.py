"""The relay: claims what is due with a lease, does it, and tries again what failed."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from forum.core import jobs, outbox
from forum.core.clock import monotonic, now
from forum.core.db import db, read
from forum.core.events import revive
from forum.core.outbox import Fact, Job
from forum.core.transaction import Busy, transaction

LEASE_S = 10
RENEW_EVERY_S = 3.0
"""A worker that lives renews its lease, so that the work of one that was killed is taken up soon."""
BATCH = 20
MOST_ATTEMPTS = 8
LONGEST_PAUSE_S = 3600
LOOK_EVERY_S = 1.0
WIND_EVERY_S = 20.0

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed job: ours until the lease ends."""

    id: int
    name: str
    fact_id: int | None
    payload: dict[str, Any]
    attempts: int
    leased_until: datetime


@transaction
def claim(most: int = BATCH) -> list[Task]:
    """Take the oldest work that is due, so that no other relay does it meanwhile."""
    moment = now()
    due = (
        select(Job.id)
        .where(Job.parked_at.is_(None), Job.due_at <= moment)
        .where(or_(Job.leased_until.is_(None), Job.leased_until < moment))
        .order_by(Job.due_at, Job.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    lease = moment + timedelta(seconds=LEASE_S)
    taken = db.session.execute(
        update(Job)
        .where(Job.id.in_(due.scalar_subquery()))
        .values(leased_until=lease, attempts=Job.attempts + 1)
        .returning(Job.id, Job.name, Job.fact_id, Job.payload, Job.attempts)
        .execution_options(synchronize_session=False)
    )
    tasks = [Task(row.id, row.name, row.fact_id, row.payload, row.attempts, lease) for row in taken]
    return sorted(tasks, key=lambda task: task.id)


def perform(task: Task) -> None:
    """Do a piece of work; what fails is put back with a longer pause, and at last parked."""
    try:
        with _kept(task):
            _do(task)
    except Exception as error:
        log.exception("job %s %s failed, attempt %d", task.id, task.name, task.attempts)
        _put_back(task, f"{type(error).__name__}: {error}"[:2000])


def run_due() -> int:
    """Do everything that is due now; gives how much that was."""
    count = 0
    while tasks := claim():
        for task in tasks:
            perform(task)
        count += len(tasks)
    return count


class Relay:
    """Keeps doing what is due until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopping = threading.Event()
        self._ear = app.extensions["bell"].ear()

    def run(self) -> None:
        """Work, rest until the bell rings, wind the clock now and then."""
        wound = 0.0
        while not self.stopping.is_set():
            try:
                if monotonic() - wound > WIND_EVERY_S:
                    self._within(jobs.wind_clock)
                    wound = monotonic()
                done = self._within(_one_round)
            except Exception:  # the database may be gone for a while: work goes on when it is back
                log.exception("the relay could not look for work")
                done = 0
            if not done:
                self._ear.wait(LOOK_EVERY_S)

    def stop(self) -> None:
        """Finish the work at hand and return from `run`."""
        self.stopping.set()
        self.app.extensions["bell"].ring()

    def _within(self, step: Callable[[], T]) -> T:
        with self.app.app_context():
            return step()


def _one_round() -> int:
    tasks = claim(1)
    for task in tasks:
        perform(task)
    return len(tasks)


def _do(task: Task) -> None:
    if task.fact_id is not None:
        _tell(task)
        return
    jobs.JOBS[task.name](**task.payload)
    _finish(task)


@transaction
def _tell(task: Task) -> None:
    """Tell a listener a fact; what it changes and that it was told commit together, and only once.

    The delivery is removed first: whoever took it up too, thinking us dead, waits for us there and finds nothing.
    """
    if not _finish(task):
        return
    name, payload = read().execute(select(Fact.name, Fact.payload).where(Fact.id == task.fact_id)).one()
    outbox.LISTENERS[name][task.name](revive(name, payload))


@transaction
def _finish(task: Task) -> bool:
    gone = db.session.execute(delete(Job).where(Job.id == task.id))
    return bool(gone.rowcount > 0)  # type: ignore[attr-defined]


@contextmanager
def _kept(task: Task) -> Iterator[None]:
    """Renew the lease of a task while the block takes its time."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEW_EVERY_S):
            with app.app_context(), suppress(Busy, SQLAlchemyError):  # the next time, then
                _renew(task)

    keeper = threading.Thread(target=renew, name=f"lease of job {task.id}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()


@transaction
def _renew(task: Task) -> None:
    mine = update(Job).where(Job.id == task.id, Job.leased_until.is_not(None))
    db.session.execute(mine.values(leased_until=now() + timedelta(seconds=LEASE_S)))


@transaction
def _put_back(task: Task, error: str) -> None:
    pause = min(2**task.attempts, LONGEST_PAUSE_S) + task.id % 3  # spread what failed together
    parked = now() if task.attempts >= MOST_ATTEMPTS else None
    db.session.execute(
        update(Job)
        .where(Job.id == task.id)
        .values(leased_until=None, due_at=now() + timedelta(seconds=pause), error=error, parked_at=parked)
    )
