"""Posts as they were written, in order, for whoever wants to read them again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from forum.core.db import Moment, Statement, read
from forum.core.passages import Passage, Shelf, passages
from forum.members.models import Member
from forum.threads.models import Deletion, Post, Thread

_SINCE = Post.created_at >= bindparam("since", type_=Moment)
_COUNT: Statement = select(func.count()).select_from(Post).where(_SINCE)
_AFTER: Statement = (
    select(
        Post.id, Post.number, Post.source, Post.author_id, Post.created_at, Post.published_at,
        Thread.category_id, Thread.title, Member.name, Member.role, Member.trust_level, Deletion.by_id,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.id > bindparam("last"), _SINCE)
    .order_by(Post.id)
    .limit(bindparam("most"))
)  # fmt: skip


def _count(since: datetime) -> int:
    found: int = read().execute(_COUNT, {"since": since}).scalar_one()
    return found


def _after(since: datetime, last: int, most: int) -> Sequence[Passage]:
    rows = read().execute(_AFTER, {"since": since, "last": last, "most": most})
    return [
        Passage(
            kind="post",
            thing_id=row.id,
            place=f"category:{row.category_id}",
            title=row.title if row.number == 1 else "",
            source=row.source,
            author_id=row.author_id,
            author_name=row.name,
            author_role=row.role,
            trust_level=row.trust_level,
            made_at=row.created_at,
            standing=_standing(row.author_id, row.published_at, row.by_id),
        )
        for row in rows
    ]


def _standing(author_id: int, published_at: datetime | None, by_id: int | None) -> str:
    if published_at is None:
        return "held"
    return "removed" if by_id not in {None, author_id} else "stands"


passages("post", Shelf(_count, _after))
