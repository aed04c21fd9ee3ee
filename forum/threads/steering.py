"""How a thread is steered: liked, answered, closed, pinned, moved, tagged."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, update

from forum.categories.models import Category
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, insert_new, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.threads import grounds, policy
from forum.threads.actions import tag
from forum.threads.events import (
    AnswerAccepted,
    AnswerWithdrawn,
    LikeWithdrawn,
    PostLiked,
    ThreadClosed,
    ThreadMoved,
    ThreadPinned,
    ThreadReopened,
    ThreadRetagged,
    ThreadUnpinned,
)
from forum.threads.models import Closure, Pin, Post, Reaction, Tagging, Thread
from forum.threads.publishing import count_tags
from forum.threads.words import LONGEST_REASON, prepare_tags


@transaction
def like(actor: Actor, post_id: int) -> int:
    """Like a post; gives its count. Liking twice is liking once (S52)."""
    require(policy.may_react(actor, grounds.of_post(actor, post_id)))
    post = _likeable(post_id)
    added = db.session.execute(
        insert_new(
            Reaction,
            post_id=post.id,
            thread_id=post.thread_id,
            number=post.number,
            member_id=actor.member_id,
            kind="like",
            made_at=now(),
        )
    )
    if added.rowcount > 0:  # type: ignore[attr-defined]
        _count_like(post, 1)
        record(PostLiked(post.id, post.thread_id, actor.member_id or 0))
    return post.like_count


@transaction
def unlike(actor: Actor, post_id: int) -> int:
    """Take a like back; gives the post's count."""
    require(policy.may_react(actor, grounds.of_post(actor, post_id)))
    post = _likeable(post_id)
    mine = delete(Reaction).where(
        Reaction.post_id == post_id, Reaction.member_id == actor.member_id, Reaction.kind == "like"
    )
    if db.session.execute(mine).rowcount > 0:  # type: ignore[attr-defined]
        _count_like(post, -1)
        record(LikeWithdrawn(post.id, post.thread_id, actor.member_id or 0))
    return post.like_count


@transaction
def accept(actor: Actor, post_id: int) -> None:
    """Choose a post as the answer; the answer before it is no longer one."""
    require(policy.may_accept(actor, grounds.of_post(actor, post_id)))
    thread = _thread(db.session.get_one(Post, post_id).thread_id)
    if thread.answer_id != post_id:
        thread.answer_id = post_id
        record(AnswerAccepted(thread.id, post_id, actor.member_id))


@transaction
def unaccept(actor: Actor, post_id: int) -> None:
    """Take the choice of an answer back."""
    require(policy.may_accept(actor, grounds.of_post(actor, post_id)))
    thread = _thread(db.session.get_one(Post, post_id).thread_id)
    if thread.answer_id == post_id:
        thread.answer_id = None
        record(AnswerWithdrawn(thread.id, post_id, actor.member_id))


@transaction
def close(actor: Actor, thread_id: int, reason: str = "") -> None:
    """Take no more replies."""
    require(policy.may_tend(actor, grounds.of_thread(actor, thread_id)))
    thread = _thread(thread_id)
    if _insert(
        Closure,
        thread_id=thread.id,
        by_id=actor.member_id,
        reason=clean_line(reason, LONGEST_REASON, "reason"),
        made_at=now(),
    ):
        record(ThreadClosed(thread.id, actor.member_id))


@transaction
def reopen(actor: Actor, thread_id: int) -> None:
    """Take replies again."""
    require(policy.may_tend(actor, grounds.of_thread(actor, thread_id)))
    thread = _thread(thread_id)
    if _remove(Closure, thread.id):
        record(ThreadReopened(thread.id, actor.member_id))


@transaction
def pin(actor: Actor, thread_id: int) -> None:
    """Put a thread first in its category."""
    require(policy.may_tend(actor, grounds.of_thread(actor, thread_id)))
    thread = _thread(thread_id)
    if _insert(Pin, thread_id=thread.id, by_id=actor.member_id, made_at=now()):
        record(ThreadPinned(thread.id, actor.member_id))


@transaction
def unpin(actor: Actor, thread_id: int) -> None:
    """Put a thread back into the order of time."""
    require(policy.may_tend(actor, grounds.of_thread(actor, thread_id)))
    thread = _thread(thread_id)
    if _remove(Pin, thread.id):
        record(ThreadUnpinned(thread.id, actor.member_id))


@transaction
def move(actor: Actor, thread_id: int, category_id: int) -> None:
    """Put a thread into another category where its mover may start threads too (S18)."""
    require(policy.may_tend(actor, grounds.of_thread(actor, thread_id)))
    there = grounds.of_category(actor, category_id)
    if policy.may_start(actor, there) is not None or not actor.moderates(category_id):
        raise Refused(_("You may not move threads into that category."), "category")
    thread = _thread(thread_id)
    if thread.category_id == category_id:
        return
    left = thread.category_id
    _move_counts(thread, category_id)
    record(ThreadMoved(thread.id, left, category_id, actor.member_id))


@transaction
def retag(actor: Actor, thread_id: int, names: Sequence[str]) -> None:
    """Give a thread other tags."""
    require(policy.may_retag(actor, grounds.of_thread(actor, thread_id)))
    tags, thread = prepare_tags(names), _thread(thread_id)
    if tags == thread.tags:
        return
    published = thread.published_at is not None
    if published:
        count_tags(thread.tags, -1)
    db.session.execute(delete(Tagging).where(Tagging.thread_id == thread.id))
    thread.tags = tags
    tag(thread)
    if published:
        count_tags(thread.tags, 1)
    record(ThreadRetagged(thread.id, actor.member_id))


def _thread(thread_id: int) -> Thread:
    """Load a thread that is about to look different."""
    thread = lock(Thread, thread_id)
    thread.version += 1
    return thread


def _likeable(post_id: int) -> Post:
    """Lock a post and first its thread, in the order in which replies lock them."""
    lock(Thread, db.session.get_one(Post, post_id).thread_id)
    return lock(Post, post_id)


def _count_like(post: Post, step: int) -> None:
    post.like_count += step
    counted = update(Thread).where(Thread.id == post.thread_id)
    db.session.execute(counted.values(like_count=Thread.like_count + step, version=Thread.version + 1))


def _move_counts(thread: Thread, category_id: int) -> None:
    published, posts = thread.published_at is not None, thread.post_count
    for place, step in ((thread.category_id, -1), (category_id, 1)):
        change = update(Category).where(Category.id == place)
        db.session.execute(
            change.values(
                thread_count=Category.thread_count + (step if published else 0),
                post_count=Category.post_count + step * posts,
            )
        )
    thread.category_id = category_id


def _insert(table: type[Closure] | type[Pin], **values: object) -> bool:
    return bool(db.session.execute(insert_new(table, **values)).rowcount > 0)  # type: ignore[attr-defined]


def _remove(table: type[Closure] | type[Pin], thread_id: int) -> bool:
    gone = db.session.execute(delete(table).where(table.thread_id == thread_id))
    return bool(gone.rowcount > 0)  # type: ignore[attr-defined]
