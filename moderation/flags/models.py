"""What is kept of flags."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

LONGEST_WORDS = 1000


class Flag(Model):
    """That a member says a thing breaks a guideline: once for each thing.

    `weight` is how much it counts, by the member's record when it was raised. `outcome` is empty while it waits, then
    "upheld" or "rejected"; `told` is the outcome that the member was told last.
    """

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("member_id", "kind", "thing_id"),
        Index("ix_flag_record", "member_id", "settled_at"),
        Index("ix_flag_case", "case_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int] = mapped_column(Id)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    case_id: Mapped[int | None] = mapped_column(Id, ForeignKey("case_.id"))
    guideline: Mapped[int] = mapped_column()
    edition: Mapped[int] = mapped_column()
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    weight: Mapped[float] = mapped_column(default=1.0)
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    told: Mapped[str] = mapped_column(String(10), default="")
