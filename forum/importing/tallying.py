"""Counts what our own rows say of imported posts, never what a counter says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, case, func, select
from sqlalchemy.orm import aliased

from forum.core.db import Statement, read
from forum.importing.models import Origin
from forum.threads.models import Closure, Post, Reaction, Tag, Tagging, Thread

_ids: BindParameter[int] = bindparam("ids", expanding=True)
_reply, _target = aliased(Post), aliased(Post)

_SCORES: Statement = (
    select(Reaction.post_id, func.sum(case((Reaction.kind == "like", 1), (Reaction.kind == "dislike", -1), else_=0)))
    .where(Reaction.post_id.in_(_ids))
    .group_by(Reaction.post_id)
)
_COMMENTS: Statement = (
    select(Post.id, func.count(_reply.id))
    .join(_reply, (_reply.thread_id == Post.thread_id) & (_reply.reply_to == Post.number))
    .where(Post.id.in_(_ids))
    .group_by(Post.id)
)
_TARGETS: Statement = (
    select(Post.id, _target.id)
    .join(_target, (_target.thread_id == Post.thread_id) & (_target.number == Post.reply_to))
    .where(Post.id.in_(_ids))
)
_answers = (
    select(func.count())
    .where(_reply.thread_id == Thread.id, _reply.number > 1, _reply.reply_to.is_(None))
    .correlate(Thread)
    .scalar_subquery()
)
_HEADS: Statement = (
    select(Post.id, _answers, Thread.answer_id, Thread.tags, Closure.made_at)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Closure, Closure.thread_id == Thread.id)
    .where(Post.id.in_(_ids), Post.number == 1)
)
_TAGS: Statement = (
    select(Tag.name, func.count())
    .join(Tagging, Tagging.tag_id == Tag.id)
    .join(Origin, Origin.local_id == Tagging.thread_id)
    .where(Origin.site == bindparam("site"), Origin.kind == "thread")
    .group_by(Tag.name)
)


@dataclass(frozen=True, slots=True)
class Head:
    """What we know of an imported question."""

    answers: int
    answer_id: int | None
    tags: list[str]
    closed_at: datetime | None


def scores(ids: Sequence[int]) -> dict[int, int]:
    """Give likes less dislikes of each post that has any."""
    return _counts(_SCORES, ids)


def comments(ids: Sequence[int]) -> dict[int, int]:
    """Count the replies to each post that has any."""
    return _counts(_COMMENTS, ids)


def targets(ids: Sequence[int]) -> dict[int, int]:
    """Give the post that each post replies to."""
    return _counts(_TARGETS, ids)


def heads(ids: Sequence[int]) -> dict[int, Head]:
    """Give what is known of each of these posts that starts a thread."""
    return {row[0]: Head(*row[1:]) for row in read().execute(_HEADS, {"ids": ids})}


def tags(site: str) -> dict[str, int]:
    """Count the threads of a site that each tag has."""
    return {row[0]: row[1] for row in read().execute(_TAGS, {"site": site})}


def _counts(statement: Statement, ids: Sequence[int]) -> dict[int, int]:
    return {number: int(count) for number, count in read().execute(statement, {"ids": ids})}
