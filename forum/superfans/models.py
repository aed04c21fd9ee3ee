"""What is kept of those who carry the community: what they did lately, when they were thanked, notes, segments."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_NOTE = 1000
LONGEST_NAME = 60
RISING, STEADY, QUIET = "rising", "steady", "quiet"


class Fan(Model):
    """One of the members who did most in the last two windows; reckoned anew every night.

    `figures` holds by sign what was counted in the last window and in the one before; `whom` are ids of those they
    helped most. `rank` is the greater of both scores, so that whoever goes quiet is not forgotten.
    """

    __tablename__ = "fan"
    __table_args__ = (Index("ix_fan_rank", "rank", "member_id"),)

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    rank: Mapped[int] = mapped_column()
    score: Mapped[int] = mapped_column()
    former: Mapped[int] = mapped_column()
    trend: Mapped[str] = mapped_column(String(8))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    whom: Mapped[list[int]] = mapped_column(JSON, default=list)
    thanked_at: Mapped[datetime | None] = mapped_column(Moment)
    reckoned_at: Mapped[datetime] = mapped_column(Moment)


class FanThanks(Model):
    """When a member was last thanked in a way that no other room tells of: by hand, or with a reward."""

    __tablename__ = "fan_thanks"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    thanked_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))


class FanNote(Model):
    """What staff want to remember about a member: a size, a trade, what they are proud of."""

    __tablename__ = "fan_note"
    __table_args__ = (Index("ix_fan_note_member", "member_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    words: Mapped[str] = mapped_column(String(LONGEST_NOTE))
    made_at: Mapped[datetime] = mapped_column(Moment)


class FanSegment(Model):
    """A choice of superfans under a name."""

    __tablename__ = "fan_segment"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment)
