"""What is kept of every act: a chained row that never changes, and what it said beside it.

The chain holds a digest of the saying only, so that words about a person can be taken out of the house on that
person's request while the chain still proves everything else (docs/decisions/016). The database itself refuses
any other change (migration 0010).
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Entry(Model):
    """One act: ids and plain words only, nothing that names a person. Ids are dense and in the order of the chain."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_subject", "subject", "id"),
        Index("ix_audit_act", "act", "id"),
        Index("ix_audit_actor", "actor_id", "id"),
        Index("ix_audit_made", "made_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    made_at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(Id)
    role: Mapped[str] = mapped_column(String(12))
    automatic: Mapped[bool] = mapped_column()
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    guideline: Mapped[int | None] = mapped_column()
    edition: Mapped[int | None] = mapped_column()
    saying_digest: Mapped[str] = mapped_column(String(64))
    """The keyed digest of what it said; empty when it said nothing."""
    key_id: Mapped[str] = mapped_column(String(8))
    seal: Mapped[str] = mapped_column(String(64))
    """The keyed digest of this row and of the seal before it."""


class Saying(Model):
    """What an act said: the reason, and how things were before and after, as one line of JSON."""

    __tablename__ = "audit_saying"

    entry_id: Mapped[int] = mapped_column(Id, ForeignKey("audit.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(Text)


class PublicLog(Model):
    """How much of the log a brand shows to everybody: nothing, counts, acts without names, or all."""

    __tablename__ = "public_log"

    brand_id: Mapped[int] = mapped_column(Id, ForeignKey("brand.id"), primary_key=True)
    degree: Mapped[str] = mapped_column(String(10))
