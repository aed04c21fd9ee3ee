"""How the promises were kept: times by hour of the day, what breaks them now, and who carries how much."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select

from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from moderation.queue.models import Case, Decision

DAYS = 7
MOST = 5000
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the day over a week: how many came, and the usual minutes to look and to decide."""

    hour: int
    opened: int
    look: float | None
    decision: float | None
    late: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a moderator decided in a day and in a week."""

    member_id: int
    day: int
    week: int


_WEEK: Statement = (
    select(Case.opened_at, Case.looked_at, Case.decided_at)
    .where(Case.opened_at > bindparam("since", type_=Moment))
    .order_by(Case.opened_at.desc())
    .limit(MOST)
)
_today = func.sum((Decision.made_at > bindparam("day", type_=Moment)).cast(func.count().type))
_LOADS: Statement = (
    select(Decision.by_id, _today, func.count())
    .where(Decision.made_at > bindparam("since", type_=Moment), Decision.by_id.is_not(None))
    .group_by(Decision.by_id)
    .order_by(func.count().desc())
    .limit(100)
)


def by_hour(zone: str, look: timedelta, decision: timedelta) -> list[Hour]:
    """Give each hour of the day, in a time zone, over the last week."""
    rows = read().execute(_WEEK, {"since": now() - timedelta(days=DAYS)}).all()
    found: dict[int, list[tuple[datetime, datetime | None, datetime | None]]] = defaultdict(list)
    for opened, looked, decided in rows:
        found[opened.astimezone(ZoneInfo(zone)).hour].append((opened, looked, decided))
    return [_hour(hour, found[hour], look, decision) for hour in range(24)]


def loads() -> list[Load]:
    """Give what each moderator decided, the busiest first."""
    moment = now()
    given = {"day": moment - timedelta(days=1), "since": moment - timedelta(days=DAYS)}
    return [Load(row[0], int(row[1] or 0), row[2]) for row in read().execute(_LOADS, given)]


def _hour(
    hour: int,
    rows: Sequence[tuple[datetime, datetime | None, datetime | None]],
    look: timedelta,
    decision: timedelta,
) -> Hour:
    moment = now()
    late = sum((seen or moment) - at > look or (done or moment) - at > decision for at, seen, done in rows)
    looks = _usual((seen - at) / MINUTE for at, seen, _done in rows if seen)
    decisions = _usual((done - at) / MINUTE for at, _seen, done in rows if done)
    return Hour(hour, len(rows), looks, decisions, late)


def _usual(minutes: Iterable[float]) -> float | None:
    values = list(minutes)
    return round(median(values), 1) if values else None
