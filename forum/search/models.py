"""What search keeps in the database: what waits to be indexed, which index is the current one, and PostgreSQL's own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

PENDING = {"gin_pending_list_limit": 256}
"""Kilobytes of new words that GIN keeps unsorted; every search reads all of them."""
Vector = TSVECTOR().with_variant(Text(), "sqlite")


class Change(Model):
    """That something findable changed; it is kept for a day after it was fed, for indexes that are being built."""

    __tablename__ = "search_change"
    __table_args__ = (Index("ix_search_change_waiting", "fed_at", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[int] = mapped_column(Id)
    fed_at: Mapped[datetime | None] = mapped_column(Moment)


class Edition(Model):
    """One index of everything: the current one is searched, another one may be being built.

    Built up to `key` of `kind`; `change_id` is the last change it surely has. Whoever builds or feeds it holds it
    until `held_until`, so that two never do so at once.
    """

    __tablename__ = "search_edition"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    engine: Mapped[str] = mapped_column(String(20))
    form: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(20), default="")
    key: Mapped[int] = mapped_column(Id, default=0)
    done: Mapped[int] = mapped_column(default=0)
    change_id: Mapped[int] = mapped_column(Id, default=0)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    current_at: Mapped[datetime | None] = mapped_column(Moment)
    held_until: Mapped[datetime | None] = mapped_column(Moment)


class Miss(Model):
    """A search that found nothing, by whomever: its words in order, and how often."""

    __tablename__ = "search_miss"
    __table_args__ = (Index("ix_search_miss_last", "last_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    words: Mapped[str] = mapped_column(String(200), unique=True)
    times: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)


class Indexed(Model):
    """A document as PostgreSQL searches it; the other engines keep theirs in files."""

    __tablename__ = "search_document"
    __table_args__ = (
        UniqueConstraint("edition_id", "kind", "key"),
        Index("ix_search_document_vector", "vector", postgresql_using="gin", postgresql_with=PENDING),
        Index("ix_search_document_at", "edition_id", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    edition_id: Mapped[int] = mapped_column(Id, ForeignKey("search_edition.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[int] = mapped_column(Id)
    group: Mapped[int] = mapped_column(Id)
    place: Mapped[str] = mapped_column(String(40))
    at: Mapped[int] = mapped_column(Id)
    vector: Mapped[str] = mapped_column(Vector)


class Word(Model):
    """A word of PostgreSQL's index, to order words by how rare they are and to find those that are alike."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_term", "edition_id", "term", postgresql_ops={"term": "text_pattern_ops"}),
        Index("ix_search_word_mirrored", "edition_id", "mirrored", postgresql_ops={"mirrored": "text_pattern_ops"}),
    )

    edition_id: Mapped[int] = mapped_column(Id, ForeignKey("search_edition.id", ondelete="CASCADE"), primary_key=True)
    term: Mapped[str] = mapped_column(String(40), primary_key=True)
    mirrored: Mapped[str] = mapped_column(String(40))
    documents: Mapped[int] = mapped_column(default=0)
