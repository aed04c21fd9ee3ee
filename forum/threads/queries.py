"""Lists of threads and posts: what can be seen of them, newest first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from forum.categories.models import Category
from forum.categories.queries import visible
from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.paging import LARGEST_ID, Cursor, Page, cursor, paged
from forum.members.models import Member
from forum.threads.models import Closure, Deletion, Pin, Post, Reaction, ReadMark, Tag, Tagging, Thread
from forum.threads.rows import NEW_FOR, PostRow, ThreadRow, row_of

PAGE = 30
TOP_S, WAITING_S = 60.0, 20.0


author, last_author = aliased(Member), aliased(Member)

_before = tuple_(bindparam("moment", type_=Moment), bindparam("id"))

_ROWS: Statement = (
    select(
        Thread.id,
        Thread.slug,
        Thread.title,
        Thread.kind,
        Thread.tags,
        Thread.excerpt,
        Thread.created_at,
        Thread.last_post_at,
        Thread.post_count,
        Thread.like_count,
        Thread.answer_id,
        Thread.staff_replied_at,
        Thread.last_number,
        Thread.version,
        Thread.category_id,
        Category.slug.label("category_slug"),
        Category.name.label("category_name"),
        author.id.label("author_id"),
        author.name.label("author_name"),
        author.avatar_key.label("author_avatar"),
        last_author.id.label("last_id"),
        last_author.name.label("last_name"),
        last_author.avatar_key.label("last_avatar"),
        Closure.made_at.label("closed_at"),
        Pin.made_at.label("pinned_at"),
        ReadMark.number.label("read_to"),
    )
    .join(Category, Category.id == Thread.category_id)
    .join(author, author.id == Thread.author_id)
    .join(last_author, last_author.id == Thread.last_author_id)
    .outerjoin(Closure, Closure.thread_id == Thread.id)
    .outerjoin(Pin, Pin.thread_id == Thread.id)
    .outerjoin(ReadMark, and_(ReadMark.thread_id == Thread.id, ReadMark.member_id == bindparam("member_id")))
    .where(Thread.published_at.is_not(None), visible(Thread.category_id))
    .limit(PAGE + 1)
)


def _newest(where: ColumnElement[bool], moment: Any = Thread.last_post_at) -> Statement:
    """List threads after a cursor: by the moment, then by id, newest first."""
    return _ROWS.where(where, tuple_(moment, Thread.id) < _before).order_by(moment.desc(), Thread.id.desc())


_LATEST = _newest(true())
_UNANSWERED = _newest(and_(Thread.post_count == 1, Thread.kind != "announcement"), Thread.created_at)
_IN_CATEGORY = _newest(and_(Thread.category_id == bindparam("category_id"), Pin.thread_id.is_(None)))
_pinned = aliased(Thread)
_home_of_pin = select(_pinned.category_id).where(_pinned.id == Pin.thread_id).scalar_subquery()
# By way of the few pins there are: whoever looks through a category's threads for them reads all of these.
_PINNED = _ROWS.where(Thread.id.in_(select(Pin.thread_id).where(_home_of_pin == bindparam("category_id")))).order_by(
    Pin.made_at.desc()
)
_TAGGED = (
    _ROWS.join(Tagging, Tagging.thread_id == Thread.id)
    .where(
        Tagging.tag_id == select(Tag.id).where(Tag.name == bindparam("tag")).scalar_subquery(),
        tuple_(Tagging.last_post_at, Tagging.thread_id) < _before,
    )
    .order_by(Tagging.last_post_at.desc(), Tagging.thread_id.desc())
)
_BY_MEMBER = _newest(Thread.author_id == bindparam("author_id"), Thread.created_at)
_LOVED = _ROWS.where(
    or_(
        Thread.like_count < bindparam("likes"),
        and_(Thread.like_count == bindparam("likes"), Thread.id < bindparam("id")),
    )
).order_by(Thread.like_count.desc(), Thread.id.desc())
_AMONG = _ROWS.where(Thread.id.in_(bindparam("ids", expanding=True))).limit(None)
_WAITING = (
    select(Thread.id)
    .where(Thread.post_count == 1, Thread.kind == "question", Thread.published_at.is_not(None))
    .order_by(Thread.created_at.desc(), Thread.id.desc())
    .limit(PAGE)
)

MOST_RECENT = 20_000

_posted = (
    select(Post.thread_id)
    .where(Post.published_at > bindparam("since", type_=Moment))
    .order_by(Post.published_at.desc())
    .limit(MOST_RECENT)
    .subquery()
)
_liked = (
    select(Reaction.thread_id)
    .where(Reaction.made_at > bindparam("since", type_=Moment), Reaction.kind == "like")
    .order_by(Reaction.made_at.desc())
    .limit(MOST_RECENT)
    .subquery()
)
# Counted only once, at the end: grouped by itself, each half is read in the order of all threads there are.
_activity = select(_posted.c.thread_id).union_all(select(_liked.c.thread_id)).subquery()
_BUSIEST = (
    select(_activity.c.thread_id)
    .group_by(_activity.c.thread_id)
    .order_by(func.count().desc(), _activity.c.thread_id.desc())
    .limit(4 * PAGE)
)

_POSTS_BY: Statement = (
    select(
        Post.id,
        Post.thread_id,
        Thread.slug,
        Thread.title,
        Category.name,
        Post.number,
        Post.excerpt,
        Post.like_count,
        Post.published_at,
        Post.created_at,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Category, Category.id == Thread.category_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.author_id == bindparam("author_id"),
        Post.number.is_not(None),
        Deletion.post_id.is_(None),
        Thread.published_at.is_not(None),
        visible(Thread.category_id),
        tuple_(Post.created_at, Post.id) < _before,
    )
    .order_by(Post.created_at.desc(), Post.id.desc())
    .limit(PAGE + 1)
)

_TAGS = (
    select(Tag.name)
    .where(
        select(Tagging.tag_id)
        .join(Thread, Thread.id == Tagging.thread_id)
        .where(Tagging.tag_id == Tag.id, Thread.published_at.is_not(None), visible(Thread.category_id))
        .exists()
    )
    .order_by(Tag.thread_count.desc(), Tag.name)
    .limit(bindparam("most"))
)


def latest(actor: Actor, before: str | None = None) -> Page[ThreadRow]:
    """List threads by their last post."""
    return _page(_LATEST, actor, before, _by_last_post)


def unanswered(actor: Actor, before: str | None = None) -> Page[ThreadRow]:
    """List threads nobody has replied to."""
    return _page(_UNANSWERED, actor, before, _by_start)


def in_category(actor: Actor, category_id: int, before: str | None = None) -> Page[ThreadRow]:
    """List a category's threads; the pinned ones stand on its first page, before the others."""
    page = _page(_IN_CATEGORY, actor, before, _by_last_post, category_id=category_id)
    if before:
        return page
    first = _rows(_PINNED, actor, category_id=category_id)
    return Page([*first, *page.rows], page.next)


def tagged(actor: Actor, tag: str, before: str | None = None) -> Page[ThreadRow]:
    """List the threads that have a tag."""
    return _page(_TAGGED, actor, before, _by_last_post, tag=tag)


def started_by(actor: Actor, author_id: int, before: str | None = None) -> Page[ThreadRow]:
    """List the threads a member started."""
    return _page(_BY_MEMBER, actor, before, _by_start, author_id=author_id)


def top_of_week(actor: Actor) -> list[ThreadRow]:
    """List the threads with the most posts and likes of the last seven days."""
    return among(actor, busiest())[:PAGE]


def busiest() -> list[int]:
    """Rank the threads of the last seven days, whoever may see them; kept for a minute."""
    since = now() - NEW_FOR
    return cache.fresh("busiest", TOP_S, lambda: list(read().scalars(_BUSIEST, {"since": since})))


def waiting() -> list[int]:
    """List the newest questions nobody has replied to, whoever may see them; kept for a while."""
    return cache.fresh("waiting", WAITING_S, lambda: list(read().scalars(_WAITING)))


def among(actor: Actor, ids: Sequence[int]) -> list[ThreadRow]:
    """Give those of the threads that the actor may see now, in the order of their ids as given."""
    rows = {row.id: row for row in _rows(_AMONG, actor, ids=ids)}
    return [rows[thread_id] for thread_id in ids if thread_id in rows]


def most_liked(actor: Actor, before: str | None = None) -> Page[ThreadRow]:
    """List threads by the likes of all their posts."""
    likes, _, number = (before or "").partition("-")
    known = likes.isascii() and likes.isdigit() and number.isascii() and number.isdigit()
    fits = known and len(likes) <= 9 and len(number) <= 18
    place = (int(likes), int(number)) if fits else (2**31 - 1, LARGEST_ID)
    rows = _rows(_LOVED, actor, likes=place[0], id=place[1])
    more = f"{rows[PAGE - 1].like_count}-{rows[PAGE - 1].id}" if len(rows) > PAGE else None
    return Page(rows[:PAGE], more)


def posts_by(actor: Actor, author_id: int, before: str | None = None) -> Page[PostRow]:
    """List a member's posts that the actor may see."""
    values = {**_seen_by(actor), **_after(before), "author_id": author_id}
    rows = read().execute(_POSTS_BY, values).all()
    page = paged(rows, PAGE, lambda row: Cursor(row.created_at, row.id))
    return Page([PostRow(*row[:9]) for row in page.rows], page.next)


def popular_tags(actor: Actor, most: int = 60) -> list[str]:
    """List the tags with the most threads; how many is not said, since some may be hidden (S15)."""
    return list(read().scalars(_TAGS, {"audiences": list(actor.audiences), "most": most}))


def _page(
    statement: Statement, actor: Actor, before: str | None, place: Callable[[Any], Cursor], **values: object
) -> Page[ThreadRow]:
    rows = read().execute(statement, {**_seen_by(actor), **_after(before), **values}).all()
    page = paged(rows, PAGE, place)
    return Page([row_of(row, signed_in=actor.signed_in) for row in page.rows], page.next)


def _rows(statement: Statement, actor: Actor, **values: object) -> list[ThreadRow]:
    rows = read().execute(statement, {**_seen_by(actor), **values})
    return [row_of(row, signed_in=actor.signed_in) for row in rows]


def _seen_by(actor: Actor) -> Mapping[str, object]:
    return {"audiences": list(actor.audiences), "member_id": actor.member_id}


def _after(before: str | None) -> Mapping[str, object]:
    place = cursor(before)
    return {"moment": place.moment, "id": place.id}


def _by_last_post(row: Any) -> Cursor:
    return Cursor(row.last_post_at, row.id)


def _by_start(row: Any) -> Cursor:
    return Cursor(row.created_at, row.id)
