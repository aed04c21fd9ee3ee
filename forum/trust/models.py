"""What is kept of trust: the figures that staff chose, who stands by hand or is about to lose a level, every change."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_REASON = 300


class TrustFigure(Model):
    """A figure that staff chose instead of the one that the house came with; None is: not asked."""

    __tablename__ = "trust_figure"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int | None] = mapped_column()


class Standing(Model):
    """What the clock must know of a member: held in place by staff, or since when too little is there for the level."""

    __tablename__ = "trust_standing"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    held: Mapped[bool] = mapped_column(default=False)
    lacking_since: Mapped[datetime | None] = mapped_column(Moment, index=True)


class TrustChange(Model):
    """That a member came to another level: by the clock, or by whose hand and why; `figures` say what was counted."""

    __tablename__ = "trust_change"
    __table_args__ = (Index("ix_trust_change_member", "member_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    former: Mapped[int] = mapped_column()
    level: Mapped[int] = mapped_column()
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_at: Mapped[datetime] = mapped_column(Moment)
