"""Work for later, or by the clock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import update

from forum.core import outbox
from forum.core.clock import now
from forum.core.db import db, insert_new
from forum.core.outbox import ClockWork
from forum.core.transaction import transaction

JOBS: dict[str, Callable[..., None]] = {}
CLOCK: dict[str, int] = {}

F = TypeVar("F", bound=Callable[..., None])


def job(function: F) -> F:
    """Let the function be asked for by `enqueue`; it may run twice, and outside a transaction."""
    JOBS[outbox.name_of(function)] = function
    return function


def every(seconds: int) -> Callable[[F], F]:
    """Run the function once in each time slot of so many seconds, whatever the number of workers."""

    def register(function: F) -> F:
        CLOCK[outbox.name_of(job(function))] = seconds
        return function

    return register


def enqueue(function: Callable[..., None], *, after: float = 0, unique: str | None = None, **payload: Any) -> None:
    """Ask for a job in the current transaction, `after` so many seconds.

    While a job with the same `unique` key waits, asking again changes nothing.
    """
    name = outbox.name_of(function)
    if name not in JOBS:
        raise LookupError(f"{name} is not a @job")
    outbox.ask(name, payload, now() + timedelta(seconds=after), unique and f"{name}:{unique}"[:200])


@transaction
def wind_clock() -> None:
    """Ask for the clock work whose time has come; after a pause it is asked for once."""
    for name, seconds in CLOCK.items():
        slot = int(now().timestamp()) // seconds
        fresh = db.session.execute(insert_new(ClockWork, name=name, slot=slot))
        moved = db.session.execute(
            update(ClockWork).where(ClockWork.name == name, ClockWork.slot < slot).values(slot=slot)
        )
        if fresh.rowcount > 0 or moved.rowcount > 0:  # type: ignore[attr-defined]
            outbox.ask(name, {}, now(), f"{name}:clock")
