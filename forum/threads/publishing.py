"""The one door through which posts appear: their number, the counters, the facts."""

from collections.abc import Iterable

from sqlalchemy import select, update

from forum.categories.models import Category
from forum.core.clock import now
from forum.core.db import db, insert_new, lock
from forum.core.events import record
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.threads.events import PostPublished, ThreadStarted
from forum.threads.models import Post, ReadMark, Tag, Tagging, Thread

STAFF_ROLES = ("staff", "admin")


@transaction
def publish(post_id: int, mentions: Iterable[int] = ()) -> int:
    """Publish a post that is stored but not yet seen; gives its number. Doing it again changes nothing."""
    post = db.session.get_one(Post, post_id)
    if post.number is not None:
        return post.number
    thread = lock(Thread, post.thread_id)
    thread.last_number += 1
    post.number, post.published_at = thread.last_number, now()
    first = post.number == 1
    if first:
        _open(thread)
    count_post(thread, post, 1)
    thread.last_post_at, thread.last_author_id = max(thread.last_post_at, post.created_at), post.author_id
    _note_staff(thread, post)
    move_in_lists(thread)
    mark_read(post.author_id, thread.id, post.number)
    if first:
        record(ThreadStarted(thread.id, thread.category_id, thread.author_id, thread.kind))
    record(PostPublished(post.id, thread.id, post.number, post.author_id, list(mentions)))
    return post.number


def count_post(thread: Thread, post: Post, step: int) -> None:
    """Count a post that appears (1) or goes (-1), wherever posts are counted."""
    thread.post_count += step
    thread.version += 1
    change = update(Category).where(Category.id == thread.category_id)
    db.session.execute(change.values(post_count=Category.post_count + step))
    if post.reply_to:
        replied = update(Post).where(Post.thread_id == thread.id, Post.number == post.reply_to)
        db.session.execute(replied.values(reply_count=Post.reply_count + step))


def count_thread(thread: Thread, step: int) -> None:
    """Count a thread that appears (1) or goes (-1) in its category and tags."""
    change = update(Category).where(Category.id == thread.category_id)
    db.session.execute(change.values(thread_count=Category.thread_count + step))
    if thread.tags:
        tags = update(Tag).where(Tag.name.in_(thread.tags))
        db.session.execute(tags.values(thread_count=Tag.thread_count + step))


def move_in_lists(thread: Thread) -> None:
    """Let the lists of the thread's tags know when its last post was."""
    if thread.tags:
        moved = update(Tagging).where(Tagging.thread_id == thread.id)
        db.session.execute(moved.values(last_post_at=thread.last_post_at))


def touch(thread_id: int) -> None:
    """Let every page of the thread be drawn anew: something that hangs on it changed."""
    db.session.execute(update(Thread).where(Thread.id == thread_id).values(version=Thread.version + 1))


def mark_read(member_id: int, thread_id: int, number: int) -> None:
    """Move a member's mark in a thread forward."""
    fresh = insert_new(ReadMark, member_id=member_id, thread_id=thread_id, number=number)
    if db.session.execute(fresh).rowcount == 0:  # type: ignore[attr-defined]
        mark = update(ReadMark).where(ReadMark.member_id == member_id, ReadMark.thread_id == thread_id)
        db.session.execute(mark.where(ReadMark.number < number).values(number=number))


def _open(thread: Thread) -> None:
    thread.published_at = now()
    count_thread(thread, 1)


def _note_staff(thread: Thread, post: Post) -> None:
    """Remember that the brand has answered somebody."""
    if thread.staff_replied_at is None and post.author_id != thread.author_id:
        role = db.session.scalar(select(Member.role).where(Member.id == post.author_id))
        if role in STAFF_ROLES:
            thread.staff_replied_at = post.created_at
