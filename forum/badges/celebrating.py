"""The quiet way somebody hears of what they earned: all of it at once, and never in their quiet hours."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from forum.badges.events import AwardTold, BadgesCelebrated
from forum.badges.models import Award
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.events import record
from forum.core.jobs import enqueue, job
from forum.core.transaction import transaction
from forum.notifications.recipients import quiet_hours

GATHER_S = 20
"""So long what somebody earns is gathered before they hear of it."""

MOST_TOLD = 20

_SINCE: Statement = (
    select(Award.id)
    .where(
        Award.member_id == bindparam("member_id"),
        Award.awarded_at >= bindparam("since", type_=Moment),
        Award.revoked_at.is_(None),
    )
    .order_by(Award.id)
    .limit(MOST_TOLD)
)


def celebrate_soon(member_ids: Iterable[int], since: datetime) -> None:
    """Tell members of what they earn from a moment on, once a while has passed."""
    for member_id in sorted(member_ids):
        enqueue(celebrate, after=GATHER_S, unique=str(member_id), member_id=member_id, since=since.isoformat())


@job
@transaction
def celebrate(member_id: int, since: str) -> None:
    """Tell a member of what they earned since a moment, or wait until their quiet hours are over."""
    until = quiet_hours(member_id)
    if until is not None:
        wait: Any = (until - now()).total_seconds()
        enqueue(
            celebrate, after=wait, unique=f"{member_id} after {until.isoformat()}", member_id=member_id, since=since
        )
        return
    given = {"member_id": member_id, "since": datetime.fromisoformat(since)}
    award_ids = list(read().scalars(_SINCE, given))
    for award_id in award_ids:
        record(AwardTold(member_id, award_id))
    if award_ids:
        record(BadgesCelebrated(member_id, award_ids))
