"""What is kept of where imported things came from."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Origin(Model):
    """What a thing of another site became here, so that an import goes on where it stopped and repeats nothing.

    `kind` is account, category, person, thread or post; `key` is the other site's id, as text because ids
    elsewhere may be longer than ours.
    """

    __tablename__ = "origin"
    __table_args__ = (
        UniqueConstraint("site", "kind", "key"),
        Index("ix_origin_local", "kind", "local_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    site: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(120))
    local_id: Mapped[int] = mapped_column(Id)


class ImportedBadge(Model):
    """A badge that somebody had elsewhere, kept until this house gives badges of its own."""

    __tablename__ = "imported_badge"
    __table_args__ = (UniqueConstraint("site", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    site: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(40))
    member_id: Mapped[int] = mapped_column(Id, index=True)
    name: Mapped[str] = mapped_column(String(80))
    level: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(Moment)
