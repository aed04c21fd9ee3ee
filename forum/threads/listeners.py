"""What threads do when something happens elsewhere."""

from sqlalchemy import select, update

from forum.core.db import db
from forum.core.events import on
from forum.members.events import MemberChanged
from forum.threads.models import Post, Thread


@on(MemberChanged)
def redraw_posts(event: MemberChanged) -> None:
    """Draw the threads anew in which the member's name or picture stands."""
    theirs = select(Post.thread_id).where(Post.author_id == event.member_id)
    db.session.execute(
        update(Thread).where(Thread.id.in_(theirs)).values(version=Thread.version + 1),
        execution_options={"synchronize_session": False},
    )
