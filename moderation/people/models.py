"""What is kept of people beside what they wrote: notes, traces without addresses, and blocks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class MemberNote(Model):
    """What a moderator wants other moderators to know of a member."""

    __tablename__ = "member_note"
    __table_args__ = (Index("ix_member_note_member", "member_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(Id)
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Trace(Model):
    """That a member came from a network or a device, by a keyed digest: equal ones can be seen, none can be read."""

    __tablename__ = "trace"
    __table_args__ = (Index("ix_trace_digest", "digest", "member_id"), Index("ix_trace_last", "last_at"))

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)


class Block(Model):
    """That nobody joins or comes in from a network (kind address) or by mail of a host (kind host) until it ends."""

    __tablename__ = "block"
    __table_args__ = (Index("ix_block_until", "until"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(254))
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
