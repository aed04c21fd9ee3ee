"""What is kept of threads and posts."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment


class Thread(Model):
    """A conversation: post number 1 opens it.

    `published_at` is None while the thread is held. `last_number` is the highest number given out (numbers are
    dense and never reused), `post_count` counts posts that are published and not deleted, `version` grows with
    everything that changes how a page of it looks. `tags` repeats the names of its tags, for lists.
    """

    __tablename__ = "thread"
    __table_args__ = (
        Index("ix_thread_latest", "last_post_at", "id"),
        Index("ix_thread_category_latest", "category_id", "last_post_at", "id"),
        Index("ix_thread_quiet", "post_count", "created_at", "id"),
        Index("ix_thread_author", "author_id", "created_at", "id"),
        Index("ix_thread_loved", "like_count", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    category_id: Mapped[int] = mapped_column(Id, ForeignKey("category.id"))
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id"))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(100))
    locale: Mapped[str | None] = mapped_column(String(12))
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    excerpt: Mapped[str] = mapped_column(String(320), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    last_post_at: Mapped[datetime] = mapped_column(Moment)
    last_author_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id"))
    staff_replied_at: Mapped[datetime | None] = mapped_column(Moment)
    last_number: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    like_count: Mapped[int] = mapped_column(default=0)
    answer_id: Mapped[int | None] = mapped_column(Id)
    version: Mapped[int] = mapped_column(default=1)


class Post(Model):
    """One message. A held one has no number yet; a deleted one keeps its number and its words, unseen."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        Index("ix_post_author", "author_id", "created_at", "id"),
        Index("ix_post_published", "published_at", "thread_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id"))
    number: Mapped[int | None] = mapped_column()
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id"))
    reply_to: Mapped[int | None] = mapped_column()
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    excerpt: Mapped[str] = mapped_column(String(320), default="")
    render_version: Mapped[int] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    edit_count: Mapped[int] = mapped_column(default=0)
    like_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)


class Edit(Model):
    """What a post said before it was edited."""

    __tablename__ = "edit"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    post_id: Mapped[int] = mapped_column(Id, ForeignKey("post.id"), index=True)
    editor_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id"))
    source: Mapped[str] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(Moment)


class Deletion(Model):
    """That a post is deleted: by whom, when and why."""

    __tablename__ = "deletion"

    post_id: Mapped[int] = mapped_column(Id, ForeignKey("post.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)


class HiddenTitle(Model):
    """That moderators hide a thread's title, which is kept here: by whom, when and why."""

    __tablename__ = "hidden_title"

    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id"), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)


class Closure(Model):
    """That a thread takes no more replies: by whom, when and why."""

    __tablename__ = "closure"

    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)


class Pin(Model):
    """That a thread stands first in its category."""

    __tablename__ = "pin"

    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class Reaction(Model):
    """What somebody felt about a post; an imported vote has no member."""

    __tablename__ = "reaction"
    __table_args__ = (
        UniqueConstraint("post_id", "member_id", "kind"),
        Index("ix_reaction_mine", "member_id", "thread_id", "number"),
        Index("ix_reaction_made", "made_at", "thread_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    post_id: Mapped[int] = mapped_column(Id, ForeignKey("post.id"))
    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id"))
    number: Mapped[int] = mapped_column()
    member_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id"))
    kind: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(Moment)


class Tag(Model):
    """A word that threads share."""

    __tablename__ = "tag"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    thread_count: Mapped[int] = mapped_column(default=0)


class Tagging(Model):
    """That a thread has a tag; it repeats the time of the thread's last post so that a tag's list has an index."""

    __tablename__ = "tagging"
    __table_args__ = (Index("ix_tagging_latest", "tag_id", "last_post_at", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(Id, ForeignKey("tag.id"), primary_key=True)
    last_post_at: Mapped[datetime] = mapped_column(Moment)


class ReadMark(Model):
    """How far a member has read a thread."""

    __tablename__ = "read_mark"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(Id, ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column()


class ReadingDay(Model):
    """How much a member had read in all at the end of a day (of UTC) on which they were here."""

    __tablename__ = "reading_day"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    threads: Mapped[int] = mapped_column()
    posts: Mapped[int] = mapped_column()


class DraftText(Model):
    """What a member has typed and not sent: `place` is thread-7, edit-9 or new."""

    __tablename__ = "draft"

    member_id: Mapped[int] = mapped_column(Id, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime] = mapped_column(Moment)
