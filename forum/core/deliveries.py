"""Tells listeners the facts they wait for: several in one transaction, and each exactly once."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from forum.core import outbox
from forum.core.clock import monotonic, now
from forum.core.db import Moment, Statement, write
from forum.core.events import revive
from forum.core.outbox import Fact, Job
from forum.core.transaction import broken_off, transaction

BATCH = 50
TURN_S, LONG_TURN_S = 0.005, 0.02
"""How long one transaction goes on taking up deliveries: others want to write, too, and share the process."""
LATE_S = 2.0
"""From so late on a turn is a long one, so that a crowd that goes on writing is told of in the end."""
MOST_ATTEMPTS = 8
LONGEST_PAUSE_S = 3600

log = logging.getLogger(__name__)


class Deaf(Exception):
    """A listener failed; nothing of its batch has happened."""

    def __init__(self, delivery: Row[Any], error: Exception) -> None:
        super().__init__(delivery.listener)
        self.delivery, self.error = delivery, error


_DUE: Statement = (
    select(Job.id, Job.name.label("listener"), Job.attempts, Job.due_at, Fact.name, Fact.payload)
    .join(Fact, Fact.id == Job.fact_id)
    .where(Job.parked_at.is_(None), Job.due_at <= bindparam("moment", type_=Moment))
    .order_by(Job.due_at, Job.id)
    .limit(BATCH)
    .with_for_update(of=Job, skip_locked=True)
)
_TOLD = delete(Job).where(Job.id.in_(bindparam("ids", expanding=True)))


def tell_due() -> int:
    """Tell some of what is due; gives how many deliveries were dealt with.

    Where a listener fails, its delivery is put back with a longer pause; the others come next.
    """
    try:
        return _tell()
    except Deaf as deaf:
        log.exception("%s failed, attempt %d", deaf.delivery.listener, deaf.delivery.attempts + 1)
        put_back(deaf.delivery.id, deaf.delivery.attempts + 1, deaf.error)
        return 1


@transaction
def put_back(job_id: int, attempts: int, error: Exception) -> None:
    """Let work that failed wait, longer each time, and park it at last."""
    pause = min(2**attempts, LONGEST_PAUSE_S) + job_id % 3  # spread what failed together
    parked = now() if attempts >= MOST_ATTEMPTS else None
    said = f"{type(error).__name__}: {error}"[:2000]
    changed = update(Job).where(Job.id == job_id)
    write().execute(
        changed.values(
            leased_until=None, attempts=attempts, due_at=now() + timedelta(seconds=pause), error=said, parked_at=parked
        )
    )


@transaction
def _tell() -> int:
    """Tell and forget deliveries in one transaction: whoever dies in it has told nothing."""
    due = write().execute(_DUE, {"moment": now()}).all()
    if told := _told(due):
        write().execute(_TOLD, {"ids": told})
    return len(told)


def _told(due: Sequence[Row[Any]]) -> list[int]:
    began, told = monotonic(), list[int]()
    late = bool(due) and (now() - due[0].due_at).total_seconds() > LATE_S
    for delivery in due:
        try:
            outbox.LISTENERS[delivery.name][delivery.listener](revive(delivery.name, delivery.payload))
        except Exception as error:
            if broken_off(error):
                raise  # to be begun anew
            raise Deaf(delivery, error) from error
        told.append(delivery.id)
        if monotonic() - began > (LONG_TURN_S if late else TURN_S):
            break
    return told
