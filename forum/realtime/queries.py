"""Where the order of facts stands, and what came after a place in it."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import bindparam, func, select

from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.events import KINDS, Event, revive
from forum.core.outbox import Fact
from forum.core.tail import Tail
from forum.realtime.registry import KEYS, SHOWERS, Channel

IN_REACH = timedelta(days=7)
"""How long ago a page may have been drawn to be brought up to date; facts are kept for longer than this."""
MOST_FACTS = 1000
LONGEST_GAP = 100_000
"""How many facts, of whatever kind, a page may be behind before it is told to load again."""

_AFTER: Statement = (
    select(Fact.id, Fact.name, Fact.payload)
    .where(Fact.id > bindparam("after"), Fact.name.in_(bindparam("names", expanding=True)))
    .order_by(Fact.id)
    .limit(MOST_FACTS + 1)
)
_ENDS: Statement = select(
    select(Fact.id)
    .where(Fact.happened_at > bindparam("reach", type_=Moment))
    .order_by(Fact.happened_at, Fact.id)
    .limit(1)
    .scalar_subquery(),
    select(func.max(Fact.id)).scalar_subquery(),
)


def position() -> int:
    """Give the newest fact up to which nothing is missing; 0 where this process does not follow the facts.

    On PostgreSQL a lower id may still commit; a cursor must never pass it.
    """
    tail: Tail = current_app.extensions["tail"]
    return tail.settled


def newest() -> int:
    """Give the newest fact that this process has seen; 0 where it does not follow the facts."""
    tail: Tail = current_app.extensions["tail"]
    return tail.newest or 0


def since(after: int, channel: Channel) -> list[Event] | None:
    """List the facts after a cursor that may touch a channel; None where it is too old to tell (S61)."""
    first, last = read().execute(_ENDS, {"reach": now() - IN_REACH}).one()
    last = last or 0
    if after == last:
        return []
    if first is None or not first - 1 <= after < last or last - after > LONGEST_GAP:
        return None
    statement = _AFTER
    if key := KEYS[channel.kind]:
        statement = statement.where(Fact.payload[key].as_integer() == channel.id)
    rows = read().execute(statement, {"after": after, "names": [*SHOWERS]}).all()
    if len(rows) > MOST_FACTS:
        return None
    return [revive(row.name, row.payload) for row in rows if row.name in KINDS]
