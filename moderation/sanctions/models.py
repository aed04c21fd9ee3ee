"""What is kept of sanctions and of the strikes that came with them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_REASON = 2000


class Sanction(Model):
    """What a decision takes from a member: for how long, by which guideline, and until when.

    `pace` is the number of minutes between two posts in slow mode, `used_at` the last one. `lifted_at` is when it
    ended, by the clock or because the decision was taken back (`void`).
    """

    __tablename__ = "sanction"
    __table_args__ = (
        Index("ix_sanction_member", "member_id", "from_at"),
        Index("ix_sanction_until", "lifted_at", "until_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    decision_id: Mapped[int] = mapped_column(Id, ForeignKey("decision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    guideline: Mapped[int | None] = mapped_column()
    edition: Mapped[int | None] = mapped_column()
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    takes: Mapped[str] = mapped_column(String(20), default="")
    pace: Mapped[int] = mapped_column(default=0)
    from_at: Mapped[datetime] = mapped_column(Moment)
    until_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    void: Mapped[bool] = mapped_column(default=False)


class Strike(Model):
    """What counts against a member for a while: it weighs until it decays, or until its decision is taken back."""

    __tablename__ = "strike"
    __table_args__ = (Index("ix_strike_member", "member_id", "decays_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    decision_id: Mapped[int] = mapped_column(Id, ForeignKey("decision.id"), index=True)
    weight: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(Moment)
    decays_at: Mapped[datetime] = mapped_column(Moment)
    void: Mapped[bool] = mapped_column(default=False)


class Statement(Model):
    """That a member was given the reasons of a decision, and when: ten seconds after it, if it still held."""

    __tablename__ = "reasons_given"

    decision_id: Mapped[int] = mapped_column(Id, ForeignKey("decision.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), index=True)
    given_at: Mapped[datetime] = mapped_column(Moment)
