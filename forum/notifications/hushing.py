"""Counts and mails no longer what somebody was told and may not see any more (S20)."""

from sqlalchemy import bindparam, delete, select

from forum.core.db import Statement, db, read
from forum.core.jobs import enqueue, job
from forum.core.transaction import transaction
from forum.notifications.models import Notification
from forum.notifications.recipients import actor_of
from forum.notifications.registry import scenes
from forum.notifications.ringing import ring

MOST = 1000
AT_ONCE = 100

_UNREAD: Statement = (
    select(Notification.id, Notification.subject)
    .where(Notification.member_id == bindparam("member_id"), Notification.read_at.is_(None))
    .order_by(Notification.last_at.desc())
    .limit(MOST)
)
_AT: Statement = select(Notification.member_id).where(
    Notification.place == bindparam("place"), Notification.read_at.is_(None)
)
_MEMBERS: Statement = (
    select(Notification.member_id)
    .where(Notification.read_at.is_(None), Notification.member_id > bindparam("behind"))
    .order_by(Notification.member_id)
    .distinct()
    .limit(AT_ONCE)
)


@transaction
def hush_hidden(member_id: int) -> None:
    """Forget what a member has not read and may not see now."""
    actor = actor_of(member_id)
    rows = read().execute(_UNREAD, {"member_id": member_id}).all()
    seen = scenes(actor, [row.subject for row in rows]) if actor else {}
    hidden = [row.id for row in rows if row.subject not in seen]
    if hidden:
        db.session.execute(
            delete(Notification).where(Notification.id.in_(hidden)), execution_options={"synchronize_session": False}
        )
        ring([member_id])


@transaction
def hush_place(place: str) -> None:
    """Do so for everybody who has not read what happened at a place."""
    for member_id in set(read().scalars(_AT, {"place": place})):
        hush_hidden(member_id)


@transaction
def look_at_all() -> None:
    """Do so for everybody, soon: who may see what has changed."""
    enqueue(hush_next, unique="all", behind=0)


@job
@transaction
def hush_next(behind: int) -> None:
    """Do so for the next members behind the one with this id."""
    members = list(read().scalars(_MEMBERS, {"behind": behind}))
    for member_id in members:
        hush_hidden(member_id)
    if len(members) == AT_ONCE:
        enqueue(hush_next, unique=f"behind:{members[-1]}", behind=members[-1])
