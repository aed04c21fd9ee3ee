"""The one door through which posts appear: their number, the counters, the facts.

It is passed a thousand times a minute on a busy evening, so its statements are made once, need no objects, and go
straight to the driver.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, update

from forum.categories.models import Category
from forum.core.clock import now
from forum.core.db import Moment, db, insert_or_change, write
from forum.core.events import record
from forum.core.quick import Quick
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.threads.events import PostPublished, ThreadStarted
from forum.threads.models import Post, ReadMark, Tag, Tagging, Thread

STAFF_ROLES = ("staff", "admin")


@dataclass(frozen=True, slots=True)
class Ready:
    """A thread that is locked for the post that appears in it next."""

    id: int
    slug: str
    title: str
    kind: str
    category_id: int
    author_id: int
    tags: list[str]
    last_number: int
    last_post_at: datetime
    staff_replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A post that appears, with the number it was given."""

    id: int
    number: int
    author_id: int
    reply_to: int | None
    created_at: datetime


_READY = Quick(
    select(
        Thread.id, Thread.slug, Thread.title, Thread.kind, Thread.category_id, Thread.author_id, Thread.tags,
        Thread.last_number, Thread.last_post_at, Thread.staff_replied_at,
    )
    .where(Thread.id == bindparam("thread"))
    .with_for_update(key_share=True)
)  # fmt: skip
_PUBLISH = Quick(
    update(Post)
    .where(Post.id == bindparam("post"))
    .values(number=bindparam("place"), published_at=bindparam("moment", type_=Moment))
)
_COUNT = Quick(
    update(Thread)
    .where(Thread.id == bindparam("thread"))
    .values(
        last_number=bindparam("place"), post_count=Thread.post_count + 1, version=Thread.version + 1,
        last_post_at=bindparam("last", type_=Moment), last_author_id=bindparam("author"),
        staff_replied_at=bindparam("staff", type_=Moment),
    )
)  # fmt: skip
_OPEN = Quick(
    update(Thread).where(Thread.id == bindparam("thread")).values(published_at=bindparam("moment", type_=Moment))
)  # fmt: skip
_COUNT_IN_CATEGORY = Quick(
    update(Category)
    .where(Category.id == bindparam("category"))
    .values(
        post_count=Category.post_count + bindparam("posts"), thread_count=Category.thread_count + bindparam("threads")
    )
)
_COUNT_IN_TAGS = (
    update(Tag)
    .where(Tag.name.in_(bindparam("names", expanding=True)))
    .values(thread_count=Tag.thread_count + bindparam("step"))
)
_COUNT_REPLY = Quick(
    update(Post)
    .where(Post.thread_id == bindparam("thread"), Post.number == bindparam("replied"))
    .values(reply_count=Post.reply_count + bindparam("step"))
)
_MOVE = Quick(
    update(Tagging)
    .where(Tagging.thread_id == bindparam("thread"))
    .values(last_post_at=bindparam("moment", type_=Moment))
)
_ROLE = Quick(select(Member.role).where(Member.id == bindparam("author")))


@transaction
def publish(post_id: int, mentions: Iterable[int] = ()) -> int:
    """Publish a post that is stored but not yet seen; gives its number. Doing it again changes nothing."""
    post = db.session.get_one(Post, post_id)
    thread = ready(post.thread_id)
    db.session.refresh(post)  # somebody else may have published it while we waited for the thread
    if post.number is not None:
        return post.number
    number = thread.last_number + 1
    _PUBLISH.count({"post": post_id, "place": number, "moment": now()})
    appear(thread, Fresh(post_id, number, post.author_id, post.reply_to, post.created_at), mentions)
    db.session.expire(post)
    return number


def ready(thread_id: int) -> Ready:
    """Lock a thread for the post that appears next; whoever would add another one waits."""
    return Ready(*_READY.rows({"thread": thread_id})[0])


def appear(thread: Ready, post: Fresh, mentions: Iterable[int]) -> None:
    """Count a post that has its number and let the house know that it is there."""
    first = post.number == 1
    _COUNT.count({
        "thread": thread.id, "place": post.number, "author": post.author_id,
        "last": max(thread.last_post_at, post.created_at), "staff": _staff_replied_at(thread, post),
    })  # fmt: skip
    _count_around(thread.id, thread.category_id, post.reply_to, posts=1, threads=int(first), tags=thread.tags)
    if thread.tags:
        _MOVE.count({"thread": thread.id, "moment": max(thread.last_post_at, post.created_at)})
    mark_read(post.author_id, thread.id, post.number)
    if first:
        _OPEN.count({"thread": thread.id, "moment": now()})
        record(ThreadStarted(thread.id, thread.category_id, thread.author_id, thread.kind))
    record(PostPublished(post.id, thread.id, post.number, post.author_id, list(mentions)))


def count_post(thread: Thread, post: Post, step: int) -> None:
    """Count a post that comes back (1) or goes (-1), and its thread with the first one, wherever they are counted."""
    thread.post_count += step
    thread.version += 1
    threads = step if post.number == 1 else 0
    _count_around(thread.id, thread.category_id, post.reply_to, posts=step, threads=threads, tags=thread.tags)


def count_tags(names: list[str], step: int) -> None:
    """Count a thread that comes to (1) or leaves (-1) its tags."""
    if names:
        write().execute(_COUNT_IN_TAGS, {"names": names, "step": step})


def touch(thread_id: int) -> None:
    """Let every page of the thread be drawn anew: something that hangs on it changed."""
    db.session.execute(update(Thread).where(Thread.id == thread_id).values(version=Thread.version + 1))


def mark_read(member_id: int, thread_id: int, number: int) -> None:
    """Move a member's mark in a thread forward."""
    _mark(insert_or_change(ReadMark)).count({"member_id": member_id, "thread_id": thread_id, "number": number})


@cache
def _mark(fresh: Any) -> Quick:
    return Quick(
        fresh.on_conflict_do_update(
            index_elements=["member_id", "thread_id"],
            set_={"number": fresh.excluded.number},
            where=ReadMark.number < fresh.excluded.number,
        )
    )


def _count_around(
    thread_id: int, category_id: int, reply_to: int | None, *, posts: int, threads: int, tags: list[str]
) -> None:
    _COUNT_IN_CATEGORY.count({"category": category_id, "posts": posts, "threads": threads})
    if threads:
        count_tags(tags, threads)
    if reply_to:
        _COUNT_REPLY.count({"thread": thread_id, "replied": reply_to, "step": posts})


def _staff_replied_at(thread: Ready, post: Fresh) -> datetime | None:
    """Remember when the brand first answered somebody."""
    if thread.staff_replied_at is None and post.author_id != thread.author_id:
        role = _ROLE.first({"author": post.author_id}).role
        return post.created_at if role in STAFF_ROLES else None
    return thread.staff_replied_at
