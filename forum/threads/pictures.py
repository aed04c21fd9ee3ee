"""Says who sees the pictures that stand in posts."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from forum.categories.queries import visible
from forum.core.access import Actor
from forum.core.db import read
from forum.media.registry import shows_pictures
from forum.threads.models import Deletion, Post, Thread

_SEEN = (
    select(Post.id)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.id.in_(bindparam("ids", expanding=True)),
        visible(Thread.category_id),
        Post.number.is_not(None),
        Thread.published_at.is_not(None),
        Deletion.post_id.is_(None),
    )
    .limit(1)
)


@shows_pictures("post")
def sees_any_post(actor: Actor, ids: Sequence[int]) -> bool:
    """Tell whether the actor sees one of these posts."""
    return read().scalar(_SEEN, {"ids": list(ids), "audiences": list(actor.audiences)}) is not None
