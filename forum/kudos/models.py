"""What is kept of thanks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_REASON = 280


class Kudos(Model):
    """That a member thanks another one for a post, and why.

    `published_at` is None while nobody sees it: held at the gate, hidden by moderators, or taken back by its giver.
    """

    __tablename__ = "kudos"
    __table_args__ = (
        UniqueConstraint("post_id", "from_id"),
        Index("ix_kudos_wall", "published_at", "id"),
        Index("ix_kudos_received", "to_id", "published_at", "id"),
        Index("ix_kudos_given", "from_id", "made_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    from_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id"))
    to_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id"))
    post_id: Mapped[int] = mapped_column(Id, ForeignKey("post.id"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    made_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class HiddenKudos(Model):
    """That moderators hide thanks: by whom, when and why."""

    __tablename__ = "hidden_kudos"

    kudos_id: Mapped[int] = mapped_column(Id, ForeignKey("kudos.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)


class KudosLimit(Model):
    """How many thanks the staff let members of a trust level give a day; without a row, what the house thinks fair."""

    __tablename__ = "kudos_limit"

    trust_level: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    a_day: Mapped[int] = mapped_column()


class ShoutOut(Model):
    """That the staff thanked a member in a thread made for that."""

    __tablename__ = "shout_out"

    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment)
