"""Compares every counter that imported things move with the rows that it counts."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from forum.categories.models import Category
from forum.core.db import read
from forum.threads.models import Post, Reaction, Tag, Tagging, Thread

_reply, _last = aliased(Post), aliased(Post)
_likes = select(func.count()).where(Reaction.post_id == Post.id, Reaction.kind == "like").scalar_subquery()
_replies = (
    select(func.count())
    .where(_reply.thread_id == Post.thread_id, _reply.reply_to == Post.number)
    .correlate(Post)
    .scalar_subquery()
)


def _one(column: object) -> object:
    return select(column).where(Post.thread_id == Thread.id).correlate(Thread).scalar_subquery()  # type: ignore[call-overload]


WRONG: dict[str, Select[int]] = {
    "post.like_count": select(Post.id).where(Post.like_count != _likes),
    "post.reply_count": select(Post.id).where(Post.reply_count != _replies),
    "post.published_at": select(Post.id).where(Post.published_at.is_(None)),
    "post.reply_to is earlier": select(Post.id).where(Post.reply_to >= Post.number),
    "thread.post_count": select(Thread.id).where(Thread.post_count != _one(func.count())),
    "thread.last_number": select(Thread.id).where(Thread.last_number != _one(func.max(Post.number))),
    "numbers are dense": select(Thread.id).where(Thread.last_number != Thread.post_count),
    "thread.like_count": select(Thread.id).where(Thread.like_count != _one(func.sum(Post.like_count))),
    "thread.last_post_at": select(Thread.id).where(Thread.last_post_at != _one(func.max(Post.created_at))),
    "thread.last_author_id": select(Thread.id)
    .join(_last, (_last.thread_id == Thread.id) & (_last.number == Thread.last_number))
    .where(_last.author_id != Thread.last_author_id),
    "category.thread_count": select(Category.id).where(
        Category.thread_count != select(func.count()).where(Thread.category_id == Category.id).scalar_subquery()
    ),
    "category.post_count": select(Category.id).where(
        Category.post_count
        != select(func.coalesce(func.sum(Thread.post_count), 0))
        .where(Thread.category_id == Category.id)
        .scalar_subquery()
    ),
    "tag.thread_count": select(Tag.id).where(
        Tag.thread_count != select(func.count()).where(Tagging.tag_id == Tag.id).scalar_subquery()
    ),
    "tagging.last_post_at": select(Tagging.thread_id)
    .join(Thread, Thread.id == Tagging.thread_id)
    .where(Tagging.last_post_at != Thread.last_post_at),
    "answer is in its thread": select(Thread.id)
    .join(Post, Post.id == Thread.answer_id)
    .where(Post.thread_id != Thread.id),
}


def wrong_counters() -> list[str]:
    """List the counters that are wrong anywhere."""
    return [what for what, statement in WRONG.items() if read().execute(statement.limit(1)).first()]
