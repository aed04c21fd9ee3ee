"""How moderators see, hide and restore posts."""

from sqlalchemy import select

from forum.core.access import Actor
from forum.core.db import read
from forum.core.review import Exhibit, Reviewable, reviewable
from forum.threads import actions, grounds, policy
from forum.threads.models import Deletion, Post, Thread

_POST = (
    select(
        Thread.title,
        Thread.slug,
        Thread.id,
        Post.number,
        Post.author_id,
        Post.source,
        Post.html,
        Deletion.made_at,
    )
    .select_from(Post)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
)


def show(actor: Actor, post_id: int) -> Exhibit | None:
    """Show a post to a moderator of its category."""
    row = read().execute(_POST.where(Post.id == post_id)).first()
    if row is None or policy.may_tend(actor, grounds.of_post(actor, post_id)) is not None:
        return None
    return Exhibit(
        title=row.title,
        author_id=row.author_id,
        source=row.source,
        html=row.html,
        address=f"/t/{row.slug}/{row.id}/{row.number or 1}#post-{row.number or 1}",
        hidden=row.made_at is not None,
    )


def release(actor: Actor, post_id: int) -> None:
    """Publish a held post."""
    actions.release(actor, post_id)


reviewable("post", Reviewable(show=show, hide=actions.delete, restore=actions.restore, release=release))
