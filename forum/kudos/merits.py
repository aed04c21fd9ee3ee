"""What members earn points for by thanks."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select

from forum.core.db import Statement, read
from forum.kudos.events import KudosGiven, KudosHidden, KudosRestored, KudosWithdrawn
from forum.kudos.models import Kudos
from forum.points.registry import Earned, Touch, earns
from forum.threads.events import PostDeleted, PostRestored, ThreadMoved
from forum.threads.models import Deletion, Post, Thread

_THANKS: Statement = (
    select(Kudos.id, Kudos.to_id, Kudos.from_id, Kudos.made_at, Thread.category_id)
    .join(Post, Post.id == Kudos.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Kudos.id.in_(bindparam("ids", expanding=True)), Kudos.published_at.is_not(None), Deletion.post_id.is_(None),
        Thread.published_at.is_not(None),
    )
)  # fmt: skip
_FOR_POST: Statement = select(Kudos.id).where(Kudos.post_id == bindparam("post_id"))
_IN_THREAD: Statement = (
    select(Kudos.id).join(Post, Post.id == Kudos.post_id).where(Post.thread_id == bindparam("thread_id"))
)


def _thanks(fact: Any) -> list[Touch]:
    return [Touch(fact.kudos_id)]


def _for_post(fact: Any) -> list[Touch]:
    return [Touch(each) for each in read().scalars(_FOR_POST, {"post_id": fact.post_id})]


def _in_thread(fact: ThreadMoved) -> list[Touch]:
    return [Touch(each) for each in read().scalars(_IN_THREAD, {"thread_id": fact.thread_id})]


@earns(
    "thanks_received",
    label=_l("Somebody thanks them for a post"),
    cause="kudos",
    walks=Kudos.id,
    by_others=True,
    moved_by={
        KudosGiven: _thanks, KudosWithdrawn: _thanks, KudosHidden: _thanks, KudosRestored: _thanks,
        PostDeleted: _for_post, PostRestored: _for_post, ThreadMoved: _in_thread,
    },
    terms={"points": 5, "giver": [1, 50], "mutual": 25, "cap": 30},
)  # fmt: skip
def thanks_received(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List thanks that can be seen, for whoever was thanked."""
    for row in read().execute(_THANKS, {"ids": [touch.id for touch in touches]}):
        yield Earned(
            cause_id=row.id, member_id=row.to_id, from_member_id=row.from_id, happened_at=row.made_at,
            place=f"category:{row.category_id}",
        )  # fmt: skip
