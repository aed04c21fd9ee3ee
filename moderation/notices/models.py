"""What is kept of notices."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_REASON = 4000
LONGEST_NAME = 120


class Notice(Model):
    """That somebody says something here is against the law; its id is the number on the receipt.

    `outcome` is empty while it waits, then "upheld" or "rejected"; `told` is the outcome that was mailed last.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_case", "case_id"),
        Index("ix_notice_made", "made_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int | None] = mapped_column(Id, ForeignKey("case_.id"))
    address: Mapped[str] = mapped_column(String(500))
    ground: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    locale: Mapped[str] = mapped_column(String(12), default="")
    member_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    told: Mapped[str] = mapped_column(String(10), default="")
