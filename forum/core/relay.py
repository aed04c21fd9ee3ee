"""The relays: do what is due. Facts are told to their listeners, jobs are claimed by a lease and done.

They work beside each other: a job may take minutes, what follows from a reply may not.
"""

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from forum.core import jobs
from forum.core.bell import FACTS, WORK
from forum.core.clock import monotonic, now
from forum.core.db import Moment, db, read, write
from forum.core.deliveries import put_back, tell_due
from forum.core.following import BATCH, follow
from forum.core.outbox import Job
from forum.core.transaction import Busy, transaction

LEASE_S = 10
RENEW_EVERY_S = 3.0
"""A worker that lives renews its lease, so that the work of one that was killed is taken up soon."""
LOOK_EVERY_S = 1.0
GATHER_S = 0.02
FOLLOW_EVERY_S = 2.0
"""Counting a hundred facts at once costs each a tenth of what one alone costs, and nobody waits for a point."""
WIND_EVERY_S = 20.0
WIND_FIRST_AFTER_S = 2.0
"""A house that starts has visitors at its door: what the clock asks for waits until they were answered."""

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed job: ours as long as its lease is renewed."""

    id: int
    name: str
    payload: dict[str, Any]
    attempts: int


_ripe = (Job.parked_at.is_(None), Job.due_at <= bindparam("moment", type_=Moment))
_free = or_(Job.leased_until.is_(None), Job.leased_until < bindparam("moment", type_=Moment))
_OLDEST = (
    select(Job.id)
    .where(Job.fact_id.is_(None), *_ripe, _free)
    .order_by(Job.due_at, Job.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(Job)
    .where(Job.id.in_(_OLDEST.scalar_subquery()))
    .values(leased_until=bindparam("lease", type_=Moment), attempts=Job.attempts + 1)
    .returning(Job.id, Job.name, Job.payload, Job.attempts)
)
_SOONEST = select(Job.due_at).where(Job.parked_at.is_(None), _free).order_by(Job.due_at).limit(1)
_SOONEST_TELLING, _SOONEST_JOB = _SOONEST.where(Job.fact_id.is_not(None)), _SOONEST.where(Job.fact_id.is_(None))


def pause_of_telling() -> float:
    """Tell how many seconds it is until a fact is to be told, LOOK_EVERY_S at most."""
    return _pause(_SOONEST_TELLING)


def pause_of_jobs() -> float:
    """Tell how many seconds it is until a job is due, LOOK_EVERY_S at most."""
    return _pause(_SOONEST_JOB)


def _pause(soonest: Any) -> float:
    """Look without keeping anybody from writing."""
    moment = now()
    due_at = read().execute(soonest, {"moment": moment}).scalar()
    return LOOK_EVERY_S if due_at is None else min((due_at - moment).total_seconds(), LOOK_EVERY_S)


@transaction
def claim() -> Task | None:
    """Take the oldest job that is due, so that no other relay does it meanwhile."""
    moment = now()
    taken = write().execute(_CLAIM, {"moment": moment, "lease": moment + timedelta(seconds=LEASE_S)}).first()
    return Task(*taken) if taken else None


def perform(task: Task) -> None:
    """Do a job; what fails is put back with a longer pause, and at last parked."""
    try:
        with _kept(task):
            jobs.JOBS[task.name](**task.payload)
            _finish(task)
    except Exception as error:
        log.exception("job %s %s failed, attempt %d", task.id, task.name, task.attempts)
        put_back(task.id, task.attempts, error)


def round_of_jobs() -> int:
    """Do one job that is due; gives how many that was."""
    task = claim() if pause_of_jobs() <= 0 else None
    if task:
        perform(task)
    return 1 if task else 0


def round_of_telling() -> int:
    """Tell facts for one turn; gives how many deliveries were dealt with."""
    return tell_due() if pause_of_telling() <= 0 else 0


def round_of_following() -> int:
    """Tell those who count what they have not heard; a follower that fails holds up nobody else."""
    try:
        return follow()
    except Exception:
        log.exception("the facts could not be followed")
        return 0


def run_due() -> int:
    """Do everything that is due now; gives how much that was."""
    count = 0
    while (done := round_of_telling() + round_of_jobs()) or follow():
        count += done
    return count


class Relay(ABC):
    """Keeps doing what is due until it is told to stop."""

    heeds = FACTS

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopping = threading.Event()
        self._ear = app.extensions["bell"].ear(self.heeds)

    def run(self) -> None:
        """Work, and rest until the bell rings."""
        while not self.stopping.is_set():
            try:
                rest = self.turn()
            except Exception:  # the database may be gone for a while: work goes on when it is back
                log.exception("the relay could not look for work")
                rest = LOOK_EVERY_S
            if rest > 0:
                self._ear.wait(rest)
                self.gather()
            else:
                time.sleep(0)  # let those who wait for an answer go first

    def stop(self) -> None:
        """Finish the work at hand and return from `run`."""
        self.stopping.set()
        self.app.extensions["bell"].ring(self.heeds)

    @abstractmethod
    def turn(self) -> float:
        """Do some of what is due; gives for how many seconds to rest."""

    def gather(self) -> None:  # noqa: B027 (most need not)
        """Let a moment pass after a ring."""

    def _within(self, step: Callable[[], T]) -> T:
        with self.app.app_context():
            return step()


class Teller(Relay):
    """Tells facts to listeners at once, and to followers now and then."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._followed = -FOLLOW_EVERY_S

    def turn(self) -> float:
        """Tell for one turn."""
        done = self._within(round_of_telling)
        if monotonic() - self._followed >= FOLLOW_EVERY_S:
            done += self._follow()
        return 0 if done else self._within(pause_of_telling)

    def _follow(self) -> int:
        """Tell followers of one batch; where that was all, let facts gather again."""
        heard = self._within(round_of_following)
        if heard < BATCH:
            self._followed = monotonic()
        return heard

    def gather(self) -> None:
        """Let answers and open pages go first: facts of the same moment are told together then."""
        self.stopping.wait(GATHER_S)


class Worker(Relay):
    """Does jobs, and winds the clock now and then."""

    heeds = WORK

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._wound = monotonic() - WIND_EVERY_S + WIND_FIRST_AFTER_S

    def turn(self) -> float:
        """Do one job."""
        if monotonic() - self._wound > WIND_EVERY_S:
            self._within(jobs.wind_clock)
            self._wound = monotonic()
        return 0 if self._within(round_of_jobs) else self._within(pause_of_jobs)


def relays(app: Flask, workers: int) -> list[Relay]:
    """Give one relay that tells facts, and so many that do jobs."""
    return [Teller(app), *(Worker(app) for _ in range(workers))]


@transaction
def _finish(task: Task) -> None:
    write().execute(delete(Job).where(Job.id == task.id))


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
