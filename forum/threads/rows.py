"""Threads and posts as lists show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forum.core.clock import now

NEW_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Face:
    """A person as their picture and name show them."""

    member_id: int
    name: str
    avatar_url: str | None


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it."""

    id: int
    slug: str
    title: str
    kind: str
    tags: list[str]
    excerpt: str
    version: int
    last_number: int
    category_id: int
    category_slug: str
    category_name: str
    author: Face
    last_author: Face
    created_at: datetime
    last_post_at: datetime
    reply_count: int
    like_count: int
    answered: bool
    staff_replied: bool
    closed: bool
    pinned: bool
    unread: bool
    next_number: int
    """The first post the reader has not seen."""

    @property
    def address(self) -> str:
        """Where reading goes on."""
        base = f"/t/{self.slug}/{self.id}"
        return base if self.next_number <= 1 else f"{base}/{self.next_number}#post-{self.next_number}"

    @property
    def people(self) -> list[Face]:
        """Who started it and who spoke last."""
        same = self.author.member_id == self.last_author.member_id
        return [self.author] if same else [self.author, self.last_author]

    @property
    def waiting(self) -> bool:
        """Tell whether somebody still waits for the brand."""
        return self.kind == "question" and not self.answered and not self.staff_replied and self.reply_count == 0


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as a list of somebody's posts shows it."""

    id: int
    thread_id: int
    thread_slug: str
    thread_title: str
    category_name: str
    number: int
    excerpt: str
    like_count: int
    published_at: datetime

    @property
    def address(self) -> str:
        """Where the post stands."""
        return f"/t/{self.thread_slug}/{self.thread_id}/{self.number}#post-{self.number}"


def row_of(row: Any, *, signed_in: bool) -> ThreadRow:
    """Make a list's row from what the statement gave; to a guest nothing is unread."""
    read_to = row.read_to
    fresh = signed_in and now() - row.created_at < NEW_FOR
    unread = row.last_number > read_to if read_to is not None else fresh
    return ThreadRow(
        id=row.id,
        slug=row.slug,
        title=row.title,
        kind=row.kind,
        tags=row.tags,
        excerpt=row.excerpt,
        version=row.version,
        last_number=row.last_number,
        category_id=row.category_id,
        category_slug=row.category_slug,
        category_name=row.category_name,
        author=Face(row.author_id, row.author_name, avatar_url(row.author_avatar)),
        last_author=Face(row.last_id, row.last_name, avatar_url(row.last_avatar)),
        created_at=row.created_at,
        last_post_at=row.last_post_at,
        reply_count=max(row.post_count - 1, 0),
        like_count=row.like_count,
        answered=row.answer_id is not None,
        staff_replied=row.staff_replied_at is not None,
        closed=row.closed_at is not None,
        pinned=row.pinned_at is not None,
        unread=unread,
        next_number=min((read_to or 0) + 1, row.last_number) if read_to else 1,
    )


def avatar_url(key: str | None) -> str | None:
    """Give the address of a member's picture in the size that stands beside a post."""
    return f"/media/{key}/96.webp" if key else None
