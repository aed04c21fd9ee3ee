"""The clock of trust: every hour it weighs who was here, every night all who were here lately."""

from datetime import timedelta

from sqlalchemy import or_, select

from forum.core.clock import now
from forum.core.db import read
from forum.core.jobs import enqueue, every, job
from forum.core.transaction import transaction
from forum.members.models import Member, SeenDay, Session
from forum.trust.actions import weigh_some
from forum.trust.ladder import TOP, TOP_BY_CLOCK
from forum.trust.queries import numbers

HOUR, DAY = 3600, 86_400
BATCH = 500


@every(HOUR)
@transaction
def weigh_visitors() -> None:
    """Begin to weigh who was here in the last two hours."""
    enqueue(weigh_on, behind=0, hours=2, unique="hours")


@every(DAY)
@transaction
def weigh_everybody() -> None:
    """Begin to weigh all who were here within the days that count, and all who may lose their level."""
    enqueue(weigh_on, behind=0, hours=0, unique="days")


@job
@transaction
def weigh_on(behind: int, hours: int) -> None:
    """Weigh the next members, and ask for those after them."""
    ids = _lately(behind, hours) if hours else _in_days(behind)
    weigh_some(ids)
    if len(ids) == BATCH:
        enqueue(weigh_on, behind=ids[-1], hours=hours)


def _lately(behind: int, hours: int) -> list[int]:
    recent = Session.seen_at > now() - timedelta(hours=hours)
    statement = select(Session.member_id).where(Session.member_id > behind, recent).distinct()
    return list(read().scalars(statement.order_by(Session.member_id).limit(BATCH)))


def _in_days(behind: int) -> list[int]:
    first = (now() - timedelta(days=numbers()["window"])).date()
    seen = select(SeenDay.member_id).where(SeenDay.day >= first)
    whom = or_(Member.trust_level == TOP_BY_CLOCK, Member.id.in_(seen))
    statement = select(Member.id).where(Member.id > behind, Member.trust_level < TOP, whom)
    return list(read().scalars(statement.order_by(Member.id).limit(BATCH)))
