"""The people that one notification counts: who did the same, and who took it back."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Update, and_, bindparam, func, select, update

from forum.core.db import Moment, insert_or_change, write
from forum.members.models import Member
from forum.notifications.models import Habit, MailWish, Notification, Voice
from forum.notifications.wishes import mail_due

_standing = (Voice.notification_id == Notification.id, Voice.withdrawn.is_(False))
_who = select(Voice.actor_id).where(*_standing).order_by(Voice.spoke_at.desc(), Voice.actor_id.desc()).limit(1)
_count = select(func.count()).select_from(Voice).where(*_standing)
_COUNTED = {
    "count": _count.correlate(Notification).scalar_subquery(),
    "actor_id": _who.correlate(Notification).scalar_subquery(),
    "other_id": _who.offset(1).correlate(Notification).scalar_subquery(),
}
_due = (
    select(mail_due())
    .select_from(Member)
    .outerjoin(Habit, Habit.member_id == Member.id)
    .outerjoin(MailWish, and_(MailWish.member_id == Member.id, MailWish.kind == bindparam("told_kind")))
    .where(Member.id == Notification.member_id)
    .correlate(Notification)
    .scalar_subquery()
)
_this = Notification.id == bindparam("notification")
_RECOUNT = update(Notification).where(_this).values(_COUNTED)
_RING: Update = (
    update(Notification)
    .where(_this)
    .values(
        **_COUNTED,
        read_at=None,
        last_at=bindparam("moment", type_=Moment),
        mail_due_at=func.coalesce(Notification.mail_due_at, _due),
    )
)
_AGAIN = (
    update(Voice)
    .where(Voice.notification_id == bindparam("notification"), Voice.actor_id == bindparam("actor"))
    .values(withdrawn=bindparam("gone"))
)
_HUSH = (
    update(Notification)
    .where(_this, Notification.count == 0, Notification.read_at.is_(None))
    .values(read_at=bindparam("moment", type_=Moment), mail_due_at=None)
)


def join_in(notification_id: int, values: Mapping[str, Any]) -> bool:
    """Count one more person who did the same; who did it before, and took it back, does not ring twice."""
    given = {"notification": notification_id, **values}
    if write().execute(_speak(insert_or_change(Voice)), given).rowcount > 0:
        write().execute(_RING, given)
        return True
    write().execute(_AGAIN, {"notification": notification_id, "actor": values["actor"], "gone": False})
    write().execute(_RECOUNT, {"notification": notification_id})
    return False


def take_back(notification_id: int, actor_id: int, moment: Any) -> None:
    """Count one person less; a notification that counts nobody is not shown."""
    write().execute(_AGAIN, {"notification": notification_id, "actor": actor_id, "gone": True})
    write().execute(_RECOUNT, {"notification": notification_id})
    write().execute(_HUSH, {"notification": notification_id, "moment": moment})


@cache
def _speak(fresh: Any) -> Any:
    spoken = {
        "notification_id": bindparam("notification"),
        "actor_id": bindparam("actor"),
        "withdrawn": False,
        "spoke_at": bindparam("moment", type_=Moment),
    }
    return fresh.values(spoken).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
