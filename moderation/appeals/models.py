"""What is kept of appeals."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Appeal(Model):
    """That a member asks for a decision to be looked at again: once for each, by somebody else.

    `outcome` is empty while it waits, then "upheld" or "overturned" with the `answer` that the member reads.
    """

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_member", "member_id", "made_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    decision_id: Mapped[int] = mapped_column(Id, ForeignKey("decision.id"), unique=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    outcome: Mapped[str] = mapped_column(String(12), default="")
    answer: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    reversal_id: Mapped[int | None] = mapped_column(Id, ForeignKey("decision.id"))
