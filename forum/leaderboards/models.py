"""What is kept of leaderboards."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

KINDS = ("week", "month", "season", "year", "all")
WHOLE = 0
"""The place of a board that is not of one category."""


class Period(Model):
    """A time that has boards of its own: a week, a month, a season, a year, or all time.

    Its standings follow the ledger until it is closed; then they stay as they are. A season has a number and perhaps a
    name; `thread_id` is the thread that tells how it ended.
    """

    __tablename__ = "board_period"
    __table_args__ = (UniqueConstraint("kind", "begins_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    number: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60), default="")
    begins_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    thread_id: Mapped[int | None] = mapped_column(Id, ForeignKey("thread.id", ondelete="SET NULL"))


class Standing(Model):
    """How many points a member has on one board: in a period, in a category with all inside it, or in all (0).

    `bucket` is a number that grows with the points, so that places can be counted without counting members.
    """

    __tablename__ = "standing"
    __table_args__ = (
        Index("ix_standing_order", "period_id", "place_id", "points", "member_id"),
        Index("ix_standing_member", "member_id", "period_id"),
    )

    period_id: Mapped[int] = mapped_column(Id, ForeignKey("board_period.id", ondelete="CASCADE"), primary_key=True)
    place_id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    points: Mapped[int] = mapped_column()
    bucket: Mapped[int] = mapped_column()


class Bucket(Model):
    """How many members of a board have points of one bucket."""

    __tablename__ = "standing_bucket"

    period_id: Mapped[int] = mapped_column(Id, ForeignKey("board_period.id", ondelete="CASCADE"), primary_key=True)
    place_id: Mapped[int] = mapped_column(Id, primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    members: Mapped[int] = mapped_column()


class Absence(Model):
    """That a member does not want to stand on boards."""

    __tablename__ = "board_absence"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


class Medal(Model):
    """That a member was among the first three of a season: 1 is gold, 2 silver, 3 bronze; who ties shares."""

    __tablename__ = "medal"

    period_id: Mapped[int] = mapped_column(Id, ForeignKey("board_period.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    place: Mapped[int] = mapped_column()
    points: Mapped[int] = mapped_column()


class BoardRules(Model):
    """What the staff chose for all boards, in one row.

    `next_name` is what the season after the running one will be called; `host_id` who tells of a season's end, in
    which category.
    """

    __tablename__ = "board_rules"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    timezone: Mapped[str] = mapped_column(String(60), default="UTC")
    shows_staff: Mapped[bool] = mapped_column(default=False)
    seasons: Mapped[bool] = mapped_column(default=True)
    season_months: Mapped[int] = mapped_column(default=3)
    next_name: Mapped[str] = mapped_column(String(60), default="")
    host_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    category_id: Mapped[int | None] = mapped_column(Id, ForeignKey("category.id", ondelete="SET NULL"))
