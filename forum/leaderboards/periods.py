"""Periods opened and closed by the clock, and standings summed anew for everybody."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, select

from forum.core.clock import now
from forum.core.db import Moment, Statement, add_new, db, read, write
from forum.core.events import record
from forum.core.jobs import enqueue, job
from forum.core.transaction import transaction
from forum.leaderboards import keeping
from forum.leaderboards.calendar import bounds
from forum.leaderboards.events import BoardsMoved, SeasonOpened
from forum.leaderboards.models import KINDS, BoardRules, Period
from forum.points.models import Total
from forum.points.queries import served

AT_ONCE = 1000
"""Members summed anew in one transaction."""
LATE = timedelta(minutes=10)
"""How long after its end a period still takes what happened before it."""
KEPT = {"week": timedelta(days=70), "month": timedelta(days=400)}

_CURRENT: Statement = (
    select(Period.kind)
    .where(Period.begins_at <= bindparam("moment", type_=Moment), Period.ends_at > bindparam("moment", type_=Moment))
    .distinct()
)
_NEXT_LAST = (
    select(Total.member_id)
    .where(Total.edition_id == served, Total.member_id > bindparam("behind"))
    .order_by(Total.member_id)
    .limit(bindparam("most"))
    .subquery()
)
_LAST_SEASON = select(Period).where(Period.kind == "season").order_by(Period.begins_at.desc()).limit(1)
_LAST: Statement = select(func.max(_NEXT_LAST.c.member_id))


def rules_row() -> BoardRules:
    """Give the rules to change, within a transaction; made when first asked for."""
    add_new(
        BoardRules, id=1, timezone="UTC", shows_staff=False, seasons=True, season_months=3, next_name="",
    )  # fmt: skip
    return db.session.get_one(BoardRules, 1, populate_existing=True)


def open_due() -> None:
    """Open the periods that the present moment lies in, within a transaction that is alone with it."""
    moment = now()
    there = set(read().scalars(_CURRENT, {"moment": moment}))
    if len(there) == len(KINDS):
        return
    rules = rules_row()
    for kind in KINDS:
        if kind not in there and (kind != "season" or rules.seasons):
            _open(kind, moment, rules)


def move_bounds() -> None:
    """Let open weeks, months and years begin and end by another clock; a season keeps its days."""
    zone, moment = ZoneInfo(rules_row().timezone), now()
    running = select(Period).where(
        Period.kind.in_(("week", "month", "year")), Period.closed_at.is_(None), Period.ends_at > moment
    )
    for period in db.session.scalars(running):
        middle = period.begins_at + (period.ends_at - period.begins_at) / 2
        period.begins_at, period.ends_at = bounds(period.kind, middle, zone)
    db.session.flush()


def close_over() -> list[Period]:
    """Close what is over and no season, forget old weeks and months; gives the seasons that are over and not closed."""
    moment = now()
    over = select(Period).where(Period.closed_at.is_(None), Period.ends_at <= moment - LATE).order_by(Period.id)
    found = list(db.session.scalars(over))
    for period in found:
        if period.kind != "season":
            period.closed_at = moment
    db.session.flush()
    for kind, how_long in KEPT.items():
        write().execute(delete(Period).where(Period.kind == kind, Period.ends_at < moment - how_long))
    return [period for period in found if period.kind == "season"]


def ask_for_all(reason: str) -> None:
    """Have everybody's standings summed anew, in the background."""
    enqueue(sum_anew, unique=reason, behind=0, reason=reason)


@job
@transaction
def sum_anew(behind: int, reason: str) -> None:
    """Sum some members' standings anew, and ask for the next ones; it goes on where it was when it is broken off."""
    keeping.alone()
    last = read().scalar(_LAST, {"behind": behind, "most": AT_ONCE})
    # who has no points any more stands behind the last who has
    keeping.keep_range(behind, last if last is not None else 2**62)
    if last is None:
        record(BoardsMoved([]))
    else:
        enqueue(sum_anew, unique=f"{reason}:{last}", behind=last, reason=reason)


def _open(kind: str, moment: datetime, rules: BoardRules) -> None:
    begins, ends = bounds(kind, moment, ZoneInfo(rules.timezone), rules.season_months)
    number, name = 0, ""
    if kind == "season":
        before = db.session.scalars(_LAST_SEASON).first()
        number, name, rules.next_name = 1, rules.next_name, ""
        if before is not None:
            number, begins = before.number + 1, max(begins, before.ends_at)
    made = {"kind": kind, "number": number, "name": name, "begins_at": begins, "ends_at": ends}
    if not add_new(Period, **made):
        return
    if kind == "season":
        season_id = read().scalar(select(func.max(Period.id)).where(Period.kind == "season"))
        record(SeasonOpened(season_id or 0))
    if moment - begins > LATE:
        ask_for_all(f"open:{kind}")
