"""What a reader may see of what a member did: their best posts, the days on which they wrote, the facts of a card."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, case, func, or_, select

from forum.categories.queries import visible
from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.db import Moment, Statement, read
from forum.threads.models import Deletion, Post, Thread

BEST, CANDIDATES, KEPT_S = 3, 12, 600.0
MOST_DAYS = 5000

_accepted = and_(Thread.answer_id == Post.id, Thread.author_id != Post.author_id)
_rank = (case((_accepted, 1), else_=0).desc(), Post.like_count.desc(), Post.id.desc())
_CANDIDATES: Statement = (
    select(Post.id)
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.author_id == bindparam("member_id"), Post.number.is_not(None), or_(_accepted, Post.like_count > 0))
    .order_by(*_rank)
    .limit(CANDIDATES)
)
_seen = (
    Post.number.is_not(None), Deletion.post_id.is_(None), Thread.published_at.is_not(None), visible(Thread.category_id),
)  # fmt: skip
_BEST: Statement = (
    select(
        Post.number, Post.thread_id, Thread.slug, Thread.title, Post.excerpt, Post.like_count, Post.published_at,
        _accepted.label("accepted"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.id.in_(bindparam("ids", expanding=True)), *_seen)
    .order_by(*_rank)
    .limit(BEST)
)  # fmt: skip
_WROTE: Statement = (
    select(Post.created_at)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.author_id == bindparam("member_id"), Post.created_at >= bindparam("since", type_=Moment), *_seen,
    )
    .order_by(Post.created_at.desc())
    .limit(MOST_DAYS)
)  # fmt: skip
_ANSWERS: Statement = (
    select(
        func.count().label("posts"),
        func.sum(case((_accepted, 1), else_=0)).label("answers"),
    )
    .select_from(Post)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.author_id == bindparam("member_id"), *_seen)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BestPost:
    """One of the posts that others thought most of."""

    number: int
    thread_id: int
    slug: str
    title: str
    excerpt: str
    like_count: int
    published_at: datetime
    accepted: bool

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"/t/{self.slug}/{self.thread_id}/{self.number}#post-{self.number}"


@dataclass(frozen=True, slots=True)
class Written:
    """How much a member wrote that a reader may see."""

    posts: int
    answers: int


def best_posts(actor: Actor, member_id: int) -> list[BestPost]:
    """Give the accepted answers and most liked posts that the actor may see.

    Which ones come into question is looked up every ten minutes; whether they may be seen, every time.
    """
    wanted = {"member_id": member_id}
    ids = cache.fresh(("best posts", member_id), KEPT_S, lambda: list(read().scalars(_CANDIDATES, wanted)))
    rows = read().execute(_BEST, {"ids": ids, "audiences": list(actor.audiences)}) if ids else ()
    return [BestPost(*row) for row in rows]


def days_written(actor: Actor, member_id: int, since: datetime) -> Mapping[date, int]:
    """Count the posts of each day (of UTC) since a moment, as far as the actor may see them."""
    given = {"member_id": member_id, "since": since, "audiences": list(actor.audiences)}
    return Counter(moment.date() for moment in read().scalars(_WROTE, given))


def written(actor: Actor, member_id: int) -> Written:
    """Count what a member wrote, as far as the actor may see it."""
    row = read().execute(_ANSWERS, {"member_id": member_id, "audiences": list(actor.audiences)}).one()
    return Written(int(row.posts), int(row.answers or 0))
