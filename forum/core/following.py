"""Follows the facts in batches, for those who count: it costs a change nothing, and nothing is missed.

A follower is told all facts in the order of their ids, in a transaction that also moves its place. It hears of a fact
after every listener has: what listeners do with a fact is there. Unlike the tail it may write, and it goes on where it
was when the house was down.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, String, bindparam, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Id, Model, add_new, read, write
from forum.core.events import KINDS, revive
from forum.core.outbox import Fact, Job
from forum.core.tail import GIVEN_UP_AFTER_S, Told
from forum.core.transaction import transaction

BATCH = 100


class Follower(Model):
    """How far somebody has followed the facts."""

    __tablename__ = "follower"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    fact_id: Mapped[int] = mapped_column(Id, default=0)


Following = Callable[[Sequence[Told]], None]
FOLLOWERS: dict[str, Following] = {}

_waited_for = select(func.min(Job.fact_id)).where(Job.attempts == 0, Job.parked_at.is_(None)).scalar_subquery()
_newest = select(func.coalesce(func.max(Fact.id), 0)).scalar_subquery()
_heard = func.coalesce(_waited_for - 1, _newest)
_PLACES = select(Follower.name, Follower.fact_id, _heard)
_CLAIM = (
    select(Follower.fact_id, _heard)
    .where(Follower.name == bindparam("name"))
    .with_for_update(skip_locked=True, of=Follower)
)
_HOLD = select(Follower.fact_id).where(Follower.name == bindparam("name")).with_for_update()
_MOVE = update(Follower).where(Follower.name == bindparam("who")).values(fact_id=bindparam("place"))
_NEXT = (
    select(Fact.id, Fact.name, Fact.payload, Fact.happened_at)
    .where(Fact.id > bindparam("after"), Fact.id <= bindparam("heard"))
    .order_by(Fact.id)
    .limit(BATCH)
)


def follows(name: str) -> Callable[[Following], Following]:
    """Tell the function all facts from the oldest there is, many at once, each once."""

    def register(function: Following) -> Following:
        FOLLOWERS[name] = function
        return function

    return register


def follow(*names: str) -> int:
    """Tell each follower, or those named, some of what it has not heard; gives how many facts that were."""
    there = {name for name, place, heard in read().execute(_PLACES) if place >= heard}
    return sum(_tell(name) for name in names or FOLLOWERS if name not in there)


@transaction
def _tell(name: str) -> int:
    add_new(Follower, name=name, fact_id=0)
    found = write().execute(_CLAIM, {"name": name}).first()
    if found is None:  # somebody else is at it
        return 0
    place, heard = found
    rows = _in_order(place, write().execute(_NEXT, {"after": place, "heard": heard}).all())
    if rows:
        told = [Told(row.id, revive(row.name, row.payload), row.happened_at) for row in rows if row.name in KINDS]
        FOLLOWERS[name](told)
        write().execute(_MOVE, {"who": name, "place": rows[-1].id})
    return len(rows)


def hold(name: str) -> None:
    """Keep a follower still until the transaction is over, for whoever does the same work otherwise."""
    add_new(Follower, name=name, fact_id=0)
    write().execute(_HOLD, {"name": name})


def _in_order(place: int, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Give the facts up to a gap in which one may still appear.

    On PostgreSQL a transaction may commit after one that began later, and one that was undone leaves a gap for good.
    """
    patience, ordered = now() - timedelta(seconds=GIVEN_UP_AFTER_S), []
    for row in rows:
        if place and row.id != place + 1 and row.happened_at > patience:
            break
        ordered.append(row)
        place = row.id
    return ordered
