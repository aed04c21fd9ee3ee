"""What is kept of guidelines: each under its number, its words by edition and language."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Edition(Model):
    """One version of all the guidelines, by its number; the one with no `published_at` is the draft of the next."""

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(Id)
    note: Mapped[str] = mapped_column(String(500), default="")
    """What is new in it, in a sentence for members."""


class Guideline(Model):
    """A rule of the community: its number is never given out again, its position is where it stands on the page."""

    __tablename__ = "guideline"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column()
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class GuidelineText(Model):
    """What a guideline says in one edition and one language.

    `examples` are pairs: whether it is fine, and the example. A guideline belongs to an edition that has a text of it.
    """

    __tablename__ = "guideline_text"
    __table_args__ = (Index("ix_guideline_text_edition", "edition", "locale"),)

    guideline_id: Mapped[int] = mapped_column(Id, ForeignKey("guideline.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(Id, ForeignKey("edition.id"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    examples: Mapped[list[list[bool | str]]] = mapped_column(JSON, default=list)


class Acknowledgement(Model):
    """That a member has seen an edition and goes by it."""

    __tablename__ = "acknowledgement"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    edition: Mapped[int] = mapped_column(Id, ForeignKey("edition.id"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
