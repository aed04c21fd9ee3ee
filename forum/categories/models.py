"""What is kept of categories, and who may do what in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Category(Model):
    """A place for threads, perhaps inside another one; counters count what is published."""

    __tablename__ = "category"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[int] = mapped_column(Id, ForeignKey("brand.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(Id, ForeignKey("category.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20), default="discussion")
    thread_count: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Permission(Model):
    """That an audience may do one thing (see, reply, start) in a category; no row is No (S22).

    These rows are the effective ones: seeing a category takes seeing every category around it.
    """

    __tablename__ = "permission"
    __table_args__ = (Index("ix_permission_audience", "verb", "audience", "category_id"),)

    category_id: Mapped[int] = mapped_column(Id, ForeignKey("category.id", ondelete="CASCADE"), primary_key=True)
    verb: Mapped[str] = mapped_column(String(10), primary_key=True)
    audience: Mapped[str] = mapped_column(String(40), primary_key=True)


class Grant(Model):
    """What the staff chose for a category: the lowest audience for each verb."""

    __tablename__ = "category_grant"

    category_id: Mapped[int] = mapped_column(Id, ForeignKey("category.id", ondelete="CASCADE"), primary_key=True)
    verb: Mapped[str] = mapped_column(String(10), primary_key=True)
    audience: Mapped[str] = mapped_column(String(40))
