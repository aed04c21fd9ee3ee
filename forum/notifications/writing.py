"""Writes notifications: rows for many members by one statement, with the moment at which each wants them mailed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from forum.core.clock import now
from forum.core.db import Id, Moment, db, insert_new
from forum.core.jobs import enqueue
from forum.members.models import Member
from forum.notifications.models import Habit, MailWish, Notification, Voice
from forum.notifications.posting import post_due
from forum.notifications.registry import Kind, News

DELAYS = (5, 10, 30, 60)
"""Minutes that reading has to cancel a letter."""
DELAY = 10
NOW, LATER, DIGEST, NEVER = "now", "later", "digest", "never"

_COLUMNS = (
    "member_id", "kind", "subject", "place", "actor_id", "count", "number", "last_number", "first_at", "last_at",
    "mail_due_at", "mail_tries",
)  # fmt: skip


def write(kind: Kind, news: News, ids: Sequence[int]) -> list[int]:
    """Tell members of one kind; gives those whose bell shows something new."""
    if not ids:
        return []
    if kind.folds == "people":
        return [member_id for member_id in ids if _join_in(kind, news, member_id)]
    statement = _insert(kind, news, ids)
    statement = _folded(statement) if kind.folds == "place" else statement.on_conflict_do_nothing()
    rows = db.session.execute(statement.returning(Notification.member_id, Notification.mail_due_at)).all()
    if any(row.mail_due_at is not None and row.mail_due_at <= now() for row in rows):
        enqueue(post_due, unique="now")
    return [row.member_id for row in rows]


def recount(notification_id: int) -> int:
    """Let a notification say who of its people still stands by it; gives how many."""
    standing = select(Voice.actor_id).where(Voice.notification_id == notification_id, Voice.withdrawn.is_(False))
    people = list(db.session.scalars(standing.order_by(Voice.spoke_at.desc(), Voice.actor_id.desc())))
    changed = update(Notification).where(Notification.id == notification_id)
    db.session.execute(
        changed.values(
            count=len(people), actor_id=people[0] if people else None, other_id=people[1] if len(people) > 1 else None
        )
    )
    return len(people)


def _insert(kind: Kind, news: News, ids: Sequence[int]) -> Any:
    """Insert a row for each of the members, selected with their own wishes."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    subject = news.place if kind.folds == "place" else news.subject
    rows = (
        select(
            Member.id, literal(kind.name), literal(subject), literal(news.place), literal(news.actor_id, Id),
            literal(1), literal(news.number), literal(news.number), literal(now(), Moment), literal(now(), Moment),
            _mail_due(kind), literal(0),
        )
        .outerjoin(Habit, Habit.member_id == Member.id)
        .outerjoin(MailWish, and_(MailWish.member_id == Member.id, MailWish.kind == kind.name))
        .where(Member.id.in_(ids))
    )  # fmt: skip
    return dialect.insert(Notification.__table__).from_select(_COLUMNS, rows)


def _mail_due(kind: Kind) -> ColumnElement[Any]:
    """Say when a member wants this mailed: NULL is not at all."""
    moment = now()
    how = func.coalesce(MailWish.how, kind.mail)
    delayed = case(
        {delay: literal(moment + timedelta(minutes=delay), Moment) for delay in DELAYS},
        value=func.coalesce(Habit.delay, DELAY),
        else_=literal(moment + timedelta(minutes=DELAY), Moment),
    )
    unwanted = (Member.confirmed_at.is_(None), null())
    return case(
        unwanted,
        (Habit.mail_off_at.is_not(None), null()),
        (how == NOW, literal(moment, Moment)),
        (how == LATER, delayed),
        else_=null(),
    )


def _folded(statement: Any) -> Any:
    """Add to the unread notification of the same place; one that was read begins anew, an older post adds nothing."""
    kept, new = Notification, statement.excluded
    unread = kept.read_at.is_(None)
    return statement.on_conflict_do_update(
        index_elements=[kept.member_id, kept.kind, kept.subject],
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


def _join_in(kind: Kind, news: News, member_id: int) -> bool:
    """Count one more person who did the same; who did it before, and took it back, does not ring twice."""
    db.session.execute(_insert(kind, news, [member_id]).on_conflict_do_nothing())
    mine = (Notification.member_id == member_id, Notification.kind == kind.name, Notification.subject == news.subject)
    notification_id = db.session.scalars(select(Notification.id).where(*mine)).one()
    voice = {"notification_id": notification_id, "actor_id": news.actor_id}
    fresh = db.session.execute(insert_new(Voice, **voice, withdrawn=False, spoke_at=now()))
    if fresh.rowcount == 0:  # type: ignore[attr-defined]
        again = update(Voice).where(Voice.notification_id == notification_id, Voice.actor_id == news.actor_id)
        db.session.execute(again.values(withdrawn=False))
        recount(notification_id)
        return False
    recount(notification_id)
    ring = update(Notification).where(Notification.id == notification_id)
    db.session.execute(ring.values(read_at=None, last_at=now()))
    return True
