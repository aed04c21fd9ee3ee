"""What members were told, how closely they follow places, and how they want their mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

UNREAD = text("read_at IS NULL")
WAITING = text("mail_due_at IS NOT NULL")


class Notification(Model):
    """That a member is told of something, once for each kind and subject.

    It holds no word of what it tells of: that is asked for anew, for this reader, each time it is shown or mailed.
    `subject` is what it is about (post:17), `place` where that stands (thread:5); `number` to `last_number` are
    the posts it tells of. `actor_id` acted last, `other_id` somebody before; `count` counts the people, or the posts.
    A kind that folds people keeps who they are as `Voice`.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("member_id", "kind", "subject"),
        Index("ix_notification_newest", "member_id", "last_at", "id"),
        Index("ix_notification_unread", "member_id", "place", sqlite_where=UNREAD, postgresql_where=UNREAD),
        Index("ix_notification_mail", "mail_due_at", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_notification_subject", "subject"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[int | None] = mapped_column(Id)
    other_id: Mapped[int | None] = mapped_column(Id)
    count: Mapped[int] = mapped_column(default=1)
    number: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    mail_due_at: Mapped[datetime | None] = mapped_column(Moment)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)
    mail_tries: Mapped[int] = mapped_column(default=0)


class Voice(Model):
    """One of the people that a notification counts; one who took it back is kept, so that nobody rings twice."""

    __tablename__ = "voice"

    notification_id: Mapped[int] = mapped_column(
        Id, ForeignKey("notification.id", ondelete="CASCADE"), primary_key=True
    )
    actor_id: Mapped[int] = mapped_column(Id, primary_key=True)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    spoke_at: Mapped[datetime] = mapped_column(Moment)


class Attention(Model):
    """How closely a member wants to be told of a place; no row is as the place around it."""

    __tablename__ = "attention"
    __table_args__ = (Index("ix_attention_place", "place", "member_id"),)

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(60), primary_key=True)
    level: Mapped[str] = mapped_column(String(10))
    chosen_at: Mapped[datetime] = mapped_column(Moment)


class Habit(Model):
    """How a member wants to be told; no row is as everybody. Times of day are minutes after midnight, their own."""

    __tablename__ = "habit"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    on_start: Mapped[str] = mapped_column(String(10), default="watch")
    on_reply: Mapped[str] = mapped_column(String(10), default="follow")
    delay: Mapped[int] = mapped_column(default=10)
    """Minutes in which reading cancels a letter."""
    quiet_from: Mapped[int | None] = mapped_column()
    quiet_to: Mapped[int | None] = mapped_column()
    digest: Mapped[str] = mapped_column(String(10), default="weekly")
    digest_day: Mapped[int] = mapped_column(default=4)
    """Of a weekly digest: 0 is Monday."""
    digest_hour: Mapped[int] = mapped_column(default=8)
    digest_due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    digest_told_to: Mapped[datetime | None] = mapped_column(Moment)
    """Up to when the last digest told."""
    mail_off_at: Mapped[datetime | None] = mapped_column(Moment)
    mail_off_reason: Mapped[str] = mapped_column(String(300), default="")


class MailWish(Model):
    """How a member wants one kind of thing mailed; no row is as everybody."""

    __tablename__ = "mail_wish"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    how: Mapped[str] = mapped_column(String(10))
