"""Finds what a decision about a thread, a post or a category rests on, fresh from the database."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select

from forum.categories.models import Permission
from forum.core.access import Actor
from forum.core.db import Statement, read
from forum.core.refusal import Refused
from forum.threads.models import Closure, Deletion, Post, Thread
from forum.threads.policy import Ground

verbs_of_thread = (
    select(func.aggregate_strings(Permission.verb, ","))
    .where(
        Permission.category_id == Thread.category_id,
        Permission.audience.in_(bindparam("audiences", expanding=True)),
    )
    .correlate(Thread)
    .scalar_subquery()
)

_THREAD: Statement = (
    select(
        Thread.category_id,
        Thread.author_id.label("thread_author_id"),
        Thread.kind,
        Thread.post_count,
        Thread.published_at,
        Closure.made_at.label("closed_at"),
        verbs_of_thread.label("verbs"),
    )
    .outerjoin(Closure, Closure.thread_id == Thread.id)
    .where(Thread.id == bindparam("thread_id"))
)
_POST: Statement = (
    select(
        Thread.category_id,
        Thread.author_id.label("thread_author_id"),
        Thread.kind,
        Thread.post_count,
        Thread.published_at,
        Closure.made_at.label("closed_at"),
        verbs_of_thread.label("verbs"),
        Post.author_id,
        Post.number,
        Post.published_at.label("post_published_at"),
        Deletion.made_at.label("deleted_at"),
        Deletion.by_id.label("deleted_by_id"),
    )
    .select_from(Post)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Closure, Closure.thread_id == Thread.id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.id == bindparam("post_id"))
)
_CATEGORY: Statement = select(Permission.verb).where(
    Permission.category_id == bindparam("category_id"),
    Permission.audience.in_(bindparam("audiences", expanding=True)),
)


def of_category(actor: Actor, category_id: int) -> Ground:
    """Give the ground for starting a thread in a category."""
    verbs = read().scalars(_CATEGORY, {"category_id": category_id, "audiences": list(actor.audiences)})
    return Ground(category_id=category_id, verbs=frozenset(verbs))


def of_thread(actor: Actor, thread_id: int) -> Ground:
    """Give the ground for a thread; a thread that is not there is one nobody may see."""
    row = read().execute(_THREAD, {"thread_id": thread_id, "audiences": list(actor.audiences)}).first()
    if row is None:
        raise Refused(_("This thread is not there any more."))
    return Ground(
        category_id=row.category_id,
        verbs=verbs(row.verbs),
        thread_author_id=row.thread_author_id,
        author_id=row.thread_author_id,
        kind=row.kind,
        published=row.published_at is not None,
        closed=row.closed_at is not None,
        number=1,
        replied=row.post_count > 1,
    )


def of_post(actor: Actor, post_id: int) -> Ground:
    """Give the ground for a post."""
    row = read().execute(_POST, {"post_id": post_id, "audiences": list(actor.audiences)}).first()
    if row is None:
        raise no_post()
    return Ground(
        category_id=row.category_id,
        verbs=verbs(row.verbs),
        thread_author_id=row.thread_author_id,
        author_id=row.author_id,
        kind=row.kind,
        published=row.published_at is not None,
        closed=row.closed_at is not None,
        deleted=row.deleted_at is not None,
        deleted_by_id=row.deleted_by_id,
        number=row.number,
        replied=row.post_count > 1,
    )


def no_post() -> Refused:
    """Say that a post is gone."""
    return Refused(_("This post is not there any more."))


def verbs(joined: str | None) -> frozenset[str]:
    """Read the verbs that a statement joined; none is none (S22)."""
    return frozenset(joined.split(",")) if joined else frozenset()
