"""Rounds: a badge given to all who earned it already, in the background and in small steps."""

from collections.abc import Sequence
from datetime import timedelta
from time import sleep
from typing import Any

from sqlalchemy import bindparam, select, update

from forum.badges.conditions import Counted, measurable
from forum.badges.earning import Due, Earnable, all_earnable, award, dues, earnable, present
from forum.badges.models import Badge, Round
from forum.core.clock import now
from forum.core.db import Statement, db, read, stop_reading, write
from forum.core.jobs import enqueue, job
from forum.core.transaction import transaction

STEP = 100
"""So many awards are written in one transaction."""
FEW = 20
"""So many members are looked at together by the clock: some of them wrote tens of thousands of posts."""
LOOKED_BACK = timedelta(days=2)
"""More than the day between two rounds, so that one may be missed."""

_OPEN: Statement = select(Round.id).where(Round.badge_id == bindparam("badge_id"), Round.ended_at.is_(None))
_ROUND: Statement = (
    select(Badge.id, Badge.conditions, Badge.of, Badge.many, Badge.active, Round.ended_at, Round.stopped)
    .join(Badge, Badge.id == Round.badge_id)
    .where(Round.id == bindparam("round_id"))
)


def begin_round(badge_id: int, by_id: int | None) -> int:
    """Ask, in the current transaction, for a badge to be given to all who earned it; gives the round's id."""
    stop_rounds(badge_id)
    begun = Round(badge_id=badge_id, by_id=by_id, begun_at=now(), stopped=False, done=0, given=0)
    db.session.add(begun)
    db.session.flush()
    enqueue(go_round, unique=str(begun.id), round_id=begun.id)
    return begun.id


def stop_rounds(badge_id: int) -> None:
    """Let rounds of a badge go no further: what is given stays."""
    open_ = update(Round).where(Round.badge_id == badge_id, Round.ended_at.is_(None))
    write().execute(open_.values(stopped=True, ended_at=now()))


@job
def go_round(round_id: int) -> None:
    """Give the badge to all who earned it; begun again, it goes on where it was."""
    row = read().execute(_ROUND, {"round_id": round_id}).first()
    if row is None or row.ended_at or not row.active:
        _end(round_id)
        return
    badge = earnable(row)
    found = present(dues(badge, Counted())) if measurable(badge.conditions) else []
    stop_reading()
    _note(round_id, total=len(found), done=0)
    for start in range(0, len(found), STEP):
        if not _step(round_id, found[start : start + STEP]):
            return
    _end(round_id)


def go_round_by_the_clock() -> None:
    """Give what time alone brings, and what is too dear to look at with each fact, to all whose time has come."""
    lately = now() - LOOKED_BACK
    for badge in all_earnable():
        if badge.grows:
            _give(badge, None)
            continue
        moved = badge.moved_since(lately)
        for start in range(0, len(moved), FEW):
            _give(badge, moved[start : start + FEW])


def _give(badge: Earnable, ids: Sequence[int] | None) -> None:
    counted = Counted()
    if ids is not None:
        counted.want(badge.conditions, ids)
    found = present(dues(badge, counted, ids))
    stop_reading()
    for start in range(0, len(found), STEP):
        transaction(award)(badge, found[start : start + STEP])
    sleep(0)  # others share this process


@transaction
def _step(round_id: int, some: Sequence[Due]) -> bool:
    """Give some; tells whether the round is to go on. It goes by what the badge asks for at this moment."""
    row = write().execute(_ROUND, {"round_id": round_id}).first()
    if row is None or row.ended_at or not row.active:
        return False
    given = len(award(earnable(row), some))
    write().execute(
        update(Round).where(Round.id == round_id).values(done=Round.done + len(some), given=Round.given + given)
    )
    return True


@transaction
def _note(round_id: int, **values: Any) -> None:
    write().execute(update(Round).where(Round.id == round_id).values(**values))


@transaction
def _end(round_id: int) -> None:
    write().execute(update(Round).where(Round.id == round_id, Round.ended_at.is_(None)).values(ended_at=now()))
