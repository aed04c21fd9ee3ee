"""What is kept of mediations: who is in them, what was said, how they ended."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_SUBJECT = 120
OPEN = text("closed_at IS NULL")


class Mediation(Model):
    """A conversation of two members and the moderator who leads it; two members have one open at most.

    `first_id` is the smaller id of the two. Until `rests_until` neither answers the other anywhere else; `pace` is the
    number of minutes between two messages of each of them here. `outcome` is what both read at the end.
    """

    __tablename__ = "mediation"
    __table_args__ = (
        Index("ux_mediation_open", "first_id", "second_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_mediation_second", "second_id"),
        Index("ix_mediation_by", "by_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int | None] = mapped_column(Id, ForeignKey("case_.id"))
    first_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    rests_until: Mapped[datetime | None] = mapped_column(Moment)
    pace: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(Moment, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(Text, default="")
    outcome_html: Mapped[str] = mapped_column(Text, default="")


class MediationMessage(Model):
    """What one of the three said; out of sight while `hidden_at` is set."""

    __tablename__ = "mediation_message"
    __table_args__ = (Index("ix_mediation_message_place", "mediation_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    mediation_id: Mapped[int] = mapped_column(Id, ForeignKey("mediation.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"), index=True)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)
