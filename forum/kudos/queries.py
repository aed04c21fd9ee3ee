"""What can be seen of thanks: those for posts that the reader may see, as long as the posts are there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_, union_all

from forum.categories.queries import visible
from forum.core.access import RANKS, Actor
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.paging import LARGEST_ID, Cursor, Page, cursor, paged
from forum.kudos import policy
from forum.kudos.models import Kudos, KudosLimit, ShoutOut
from forum.members.models import Member
from forum.members.queries import Author, authors
from forum.threads.models import Deletion, Post, Thread

PAGE = 30
ON_MEMBER = 3
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class KudosView:
    """Thanks as a reader sees them."""

    id: int
    giver: Author
    receiver: Author
    reason: str
    title: str
    address: str
    post_id: int
    published_at: datetime


_ROWS: Statement = (
    select(
        Kudos.id, Kudos.from_id, Kudos.to_id, Kudos.reason, Kudos.post_id, Kudos.published_at,
        Post.number, Post.thread_id, Thread.slug, Thread.title,
    )
    .join(Post, Post.id == Kudos.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Kudos.published_at.is_not(None), Deletion.post_id.is_(None), Thread.published_at.is_not(None),
        visible(Thread.category_id),
    )
)  # fmt: skip
_NEWEST = (
    _ROWS.where(tuple_(Kudos.published_at, Kudos.id) < tuple_(bindparam("moment", type_=Moment), bindparam("id")))
    .order_by(Kudos.published_at.desc(), Kudos.id.desc())
    .limit(bindparam("most"))
)
_RECEIVED = _NEWEST.where(Kudos.to_id == bindparam("member_id"))
_GIVEN = _NEWEST.where(Kudos.from_id == bindparam("member_id"))
_OF_POST = _NEWEST.where(Kudos.post_id == bindparam("post_id"))
_AMONG = _ROWS.where(Kudos.id.in_(bindparam("ids", expanding=True)))
_COUNTS: Statement = (
    select(Kudos.post_id, func.count().label("amount"))
    .join(Post, Post.id == Kudos.post_id)
    .where(Post.thread_id == bindparam("thread_id"), Kudos.published_at.is_not(None))
    .group_by(Kudos.post_id)
)
_COUNT: Statement = (
    select(func.count().label("amount"))
    .select_from(Kudos)
    .join(Post, Post.id == Kudos.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Kudos.to_id == bindparam("member_id"), Kudos.published_at.is_not(None), Deletion.post_id.is_(None),
        Thread.published_at.is_not(None), visible(Thread.category_id),
    )
)  # fmt: skip
_MINE: Statement = select(Kudos.id, Kudos.reason, Kudos.published_at).where(
    Kudos.post_id == bindparam("post_id"), Kudos.from_id == bindparam("member_id"), Kudos.withdrawn_at.is_(None)
)
_TODAY: Statement = (
    select(func.count().label("amount"))
    .select_from(Kudos)
    .where(Kudos.from_id == bindparam("member_id"), Kudos.made_at > bindparam("since", type_=Moment))
)
_LIMITS: Statement = select(KudosLimit.trust_level, KudosLimit.a_day)
_by_staff = (
    select(Kudos.to_id.label("member_id"), Kudos.published_at.label("moment"))
    .join(Member, Member.id == Kudos.from_id)
    .where(Kudos.published_at.is_not(None), Member.role.in_([role for role, rank in RANKS.items() if rank >= 3]))
)
_shouted = select(ShoutOut.member_id, ShoutOut.made_at.label("moment"))
_thanked = union_all(_by_staff, _shouted).subquery()
_LAST: Statement = (
    select(_thanked.c.member_id, func.max(_thanked.c.moment).label("moment"))
    .where(_thanked.c.member_id.in_(bindparam("ids", expanding=True)))
    .group_by(_thanked.c.member_id)
)


def wall(actor: Actor, before: str | None = None, most: int = PAGE) -> Page[KudosView]:
    """List thanks, the newest first."""
    return _page(actor, _NEWEST, before, most)


def received_by(actor: Actor, member_id: int, before: str | None = None, most: int = PAGE) -> Page[KudosView]:
    """List the thanks that a member received."""
    return _page(actor, _RECEIVED, before, most, member_id=member_id)


def given_by(actor: Actor, member_id: int, before: str | None = None) -> Page[KudosView]:
    """List the thanks that a member gave."""
    return _page(actor, _GIVEN, before, PAGE, member_id=member_id)


def of_post(actor: Actor, post_id: int, before: str | None = None) -> Page[KudosView]:
    """List the thanks for a post."""
    return _page(actor, _OF_POST, before, PAGE, post_id=post_id)


def among(actor: Actor, ids: Collection[int]) -> list[KudosView]:
    """Give those of some thanks that a reader has before them."""
    return _views(read().execute(_AMONG, {"ids": list(ids), "audiences": list(actor.audiences)}).all())


def one(actor: Actor, kudos_id: int) -> KudosView | None:
    """Give thanks that a reader has before them, or None."""
    return next(iter(among(actor, [kudos_id])), None)


def count_received(actor: Actor, member_id: int) -> int:
    """Count the thanks that a member received, as far as a reader may see what for."""
    found: int = read().execute(_COUNT, {"member_id": member_id, "audiences": list(actor.audiences)}).scalar_one()
    return found


def counts_in(thread_id: int, version: int) -> Mapping[int, int]:
    """Count the thanks for each post of a thread; remembered while its version stays."""

    def count() -> dict[int, int]:
        return {row.post_id: row.amount for row in read().execute(_COUNTS, {"thread_id": thread_id})}

    return cache.versioned(("kudos", thread_id, version), count)


def mine(actor: Actor, post_id: int) -> Any:
    """Give the row of the actor's own thanks for a post (id, reason, published_at), or None."""
    return read().execute(_MINE, {"post_id": post_id, "member_id": actor.member_id}).first()


def left_today(actor: Actor) -> int:
    """Count how many thanks an actor has left; those of the last 24 hours count, taken back or not."""
    given = read().execute(_TODAY, {"member_id": actor.member_id, "since": now() - DAY}).scalar_one()
    return max(0, policy.a_day(actor, limits()) - int(given))


def limits() -> dict[int, int]:
    """Give what the staff chose a day, by trust level."""
    return {row.trust_level: row.a_day for row in read().execute(_LIMITS)}


def last_thanked(ids: Collection[int]) -> dict[int, datetime]:
    """Tell when each of the members was last thanked by the staff, in thanks or in a shout-out."""
    rows = read().execute(_LAST, {"ids": list(ids)}) if ids else ()
    return {row.member_id: row.moment for row in rows}


def _page(actor: Actor, statement: Statement, before: str | None, most: int, **given: int) -> Page[KudosView]:
    place = cursor(before)
    asked = {"audiences": list(actor.audiences), "moment": place.moment, "id": min(place.id, LARGEST_ID)}
    rows = read().execute(statement, asked | given | {"most": most + 1}).all()
    found = paged(rows, most, lambda row: Cursor(row.published_at, row.id))
    return Page(_views(found.rows), found.next)


def _views(rows: Any) -> list[KudosView]:
    faces = authors({each for row in rows for each in (row.from_id, row.to_id)})
    return [
        KudosView(
            id=row.id,
            giver=faces[row.from_id],
            receiver=faces[row.to_id],
            reason=row.reason,
            title=row.title,
            address=f"/t/{row.slug}/{row.thread_id}/{row.number}#post-{row.number}",
            post_id=row.post_id,
            published_at=row.published_at,
        )
        for row in rows
    ]
