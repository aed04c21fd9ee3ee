"""What is kept of polls."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Poll(Model):
    """A question on a thread; `multiple` lets a member choose several of its choices."""

    __tablename__ = "poll"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id"), unique=True)
    question: Mapped[str] = mapped_column(String(200))
    multiple: Mapped[bool] = mapped_column(default=False)
    voter_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)


class Choice(Model):
    """One of a poll's choices, in the order of its position."""

    __tablename__ = "poll_choice"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    poll_id: Mapped[int] = mapped_column(Id, ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column()
    text: Mapped[str] = mapped_column(String(100))
    vote_count: Mapped[int] = mapped_column(default=0)


class Vote(Model):
    """That a member chose a choice."""

    __tablename__ = "poll_vote"

    choice_id: Mapped[int] = mapped_column(Id, ForeignKey("poll_choice.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    poll_id: Mapped[int] = mapped_column(Id, ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class HiddenPoll(Model):
    """That moderators hide a poll: by whom, when and why."""

    __tablename__ = "hidden_poll"

    poll_id: Mapped[int] = mapped_column(Id, ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
