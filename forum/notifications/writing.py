"""Writes notifications: rows for many members by one statement, with the moment at which each wants them mailed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, String, and_, bindparam, case, func, literal, select

from forum.core.clock import now
from forum.core.db import Id, Moment, insert_or_change
from forum.core.db import write as writing
from forum.core.jobs import enqueue
from forum.members.models import Member
from forum.notifications.models import Habit, MailWish, Notification
from forum.notifications.posting import post_due
from forum.notifications.registry import Kind, News
from forum.notifications.voices import join_in
from forum.notifications.wishes import DELAYS, mail_due

_COLUMNS = (
    "member_id", "kind", "subject", "place", "actor_id", "count", "number", "last_number", "first_at", "last_at",
    "mail_due_at", "mail_tries",
)  # fmt: skip


def write(kind: Kind, news: News, ids: Sequence[int]) -> list[int]:
    """Tell members of one kind; gives those whose bell shows something new."""
    if not ids:
        return []
    values = _values(kind, news, now())
    rows = writing().execute(_insertion(insert_or_change(Notification), kind.folds), values | {"ids": ids}).all()
    if kind.folds == "people":
        rows = [row for row in rows if join_in(row.id, values)]
    if any(row.mail_due_at == values["moment"] for row in rows):
        enqueue(post_due, unique="now")
    return [row.member_id for row in rows]


def _values(kind: Kind, news: News, moment: datetime) -> dict[str, Any]:
    return {
        "told_kind": kind.name,
        "told_subject": news.place if kind.folds == "place" else news.subject,
        "told_place": news.place,
        "actor": news.actor_id,
        "told_number": news.number,
        "usual": kind.mail,
        "moment": moment,
        **{f"in_{delay}": moment + timedelta(minutes=delay) for delay in DELAYS},
    }


@cache
def _insertion(fresh: Any, folds: str) -> Any:
    """Make the statement that inserts a row for each of some members, selected with their own wishes."""
    text, moment = String(60), bindparam("moment", type_=Moment)
    rows = (
        select(
            Member.id,
            bindparam("told_kind", type_=text),
            bindparam("told_subject", type_=text),
            bindparam("told_place", type_=text),
            bindparam("actor", type_=Id),
            literal(1, Integer),
            bindparam("told_number", type_=Integer),
            bindparam("told_number", type_=Integer),
            moment,
            moment,
            mail_due(),
            literal(0, Integer),
        )
        .outerjoin(Habit, Habit.member_id == Member.id)
        .outerjoin(MailWish, and_(MailWish.member_id == Member.id, MailWish.kind == bindparam("told_kind")))
        .where(Member.id.in_(bindparam("ids", expanding=True)))
    )
    statement = fresh.from_select(_COLUMNS, rows)
    if folds == "place":
        statement = _folding(statement)
    elif folds == "people":
        statement = statement.on_conflict_do_update(
            index_elements=["member_id", "kind", "subject"], set_={"place": statement.excluded.place}
        )
    else:
        statement = statement.on_conflict_do_nothing()
    return statement.returning(Notification.id, Notification.member_id, Notification.mail_due_at)


def _folding(statement: Any) -> Any:
    """Add to the unread notification of the same place; one that was read begins anew, an older post adds nothing."""
    kept, new = Notification, statement.excluded
    unread = kept.read_at.is_(None)
    return statement.on_conflict_do_update(
        index_elements=["member_id", "kind", "subject"],
        set_={
            "number": case((unread, kept.number), else_=new.number),
            "last_number": new.last_number,
            "count": case((unread, kept.count + 1), else_=1),
            "other_id": case((unread & (kept.actor_id != new.actor_id), kept.actor_id), (unread, kept.other_id)),
            "actor_id": new.actor_id,
            "first_at": case((unread, kept.first_at), else_=new.first_at),
            "last_at": new.last_at,
            "read_at": None,
            "mailed_at": case((unread, kept.mailed_at)),
            "mail_due_at": case((unread, func.coalesce(kept.mail_due_at, new.mail_due_at)), else_=new.mail_due_at),
        },
        where=kept.last_number < new.last_number,
    )
