"""A page of a thread: its head for one reader, and its posts, which look the same to all readers of a kind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String as Text
from sqlalchemy import and_, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from forum.categories.models import Category
from forum.core.access import Actor
from forum.core.cache import cache
from forum.core.db import Statement, read
from forum.members.models import Member
from forum.threads.grounds import verbs, verbs_of_thread
from forum.threads.models import Closure, Deletion, DraftText, Pin, Post, Reaction, ReadMark, Thread
from forum.threads.policy import Ground, may_see
from forum.threads.rows import avatar_url

PAGE = 25
LAST_PLACE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class ThreadHead:
    """A thread as its page shows it to one reader."""

    id: int
    slug: str
    title: str
    kind: str
    tags: list[str]
    excerpt: str
    version: int
    category_id: int
    category_slug: str
    category_name: str
    author_id: int
    author_name: str
    created_at: datetime
    last_post_at: datetime
    last_number: int
    post_count: int
    like_count: int
    answer_id: int | None
    answer_number: int | None
    published: bool
    closed_at: datetime | None
    closed_by: str | None
    closed_reason: str
    pinned: bool
    ground: Ground
    read_to: int
    liked: frozenset[int]
    """Ids of posts on this page that the reader likes."""
    draft: str | None
    drafted_at: datetime | None

    @property
    def address(self) -> str:
        """Where the thread stands."""
        return f"/t/{self.slug}/{self.id}"

    @property
    def pages(self) -> int:
        """How many pages the thread has."""
        return max(1, -(-self.last_number // PAGE))


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as it is drawn; html is None where the reader may not see the words."""

    id: int
    number: int
    author_id: int
    author_name: str
    author_title: str
    author_role: str
    author_avatar: str | None
    author_flair: str
    reply_to: int | None
    html: str
    published_at: datetime
    edited_at: datetime | None
    edit_count: int
    like_count: int
    reply_count: int
    deleted_at: datetime | None
    deleted_by_id: int | None
    deleted_by: str | None
    deleted_reason: str


_closer, _deleter = aliased(Member), aliased(Member)

_liked = (
    select(func.aggregate_strings(cast(Reaction.post_id, Text), ","))
    .where(
        Reaction.member_id == bindparam("member_id"),
        Reaction.thread_id == Thread.id,
        Reaction.kind == "like",
        Reaction.number > bindparam("after"),
        Reaction.number <= bindparam("to"),
    )
    .correlate(Thread)
    .scalar_subquery()
)
_answer_number = select(Post.number).where(Post.id == Thread.answer_id).correlate(Thread).scalar_subquery()

_HEAD: Statement = (
    select(
        Thread.id,
        Thread.slug,
        Thread.title,
        Thread.kind,
        Thread.tags,
        Thread.excerpt,
        Thread.version,
        Thread.category_id,
        Category.slug.label("category_slug"),
        Category.name.label("category_name"),
        Thread.author_id,
        Member.name.label("author_name"),
        Thread.created_at,
        Thread.last_post_at,
        Thread.last_number,
        Thread.post_count,
        Thread.like_count,
        Thread.answer_id,
        _answer_number.label("answer_number"),
        Thread.published_at,
        Closure.made_at.label("closed_at"),
        _closer.name.label("closed_by"),
        Closure.reason,
        Pin.made_at.label("pinned_at"),
        verbs_of_thread.label("verbs"),
        ReadMark.number.label("read_to"),
        _liked.label("liked_ids"),
        DraftText.source.label("draft"),
        DraftText.saved_at.label("drafted_at"),
    )
    .join(Category, Category.id == Thread.category_id)
    .join(Member, Member.id == Thread.author_id)
    .outerjoin(Closure, Closure.thread_id == Thread.id)
    .outerjoin(_closer, _closer.id == Closure.by_id)
    .outerjoin(Pin, Pin.thread_id == Thread.id)
    .outerjoin(ReadMark, and_(ReadMark.thread_id == Thread.id, ReadMark.member_id == bindparam("member_id")))
    .outerjoin(DraftText, and_(DraftText.place == bindparam("place"), DraftText.member_id == bindparam("member_id")))
    .where(Thread.id == bindparam("thread_id"))
)

_POSTS: Statement = (
    select(
        Post.id,
        Post.number,
        Post.author_id,
        Member.name,
        Member.title,
        Member.role,
        Member.avatar_key,
        Member.flair,
        Post.reply_to,
        Post.html,
        Post.published_at,
        Post.edited_at,
        Post.edit_count,
        Post.like_count,
        Post.reply_count,
        Deletion.made_at,
        Deletion.by_id,
        _deleter.name,
        Deletion.reason,
    )
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .outerjoin(_deleter, _deleter.id == Deletion.by_id)
    .where(Post.thread_id == bindparam("thread_id"), Post.number > bindparam("after"))
    .order_by(Post.number)
    .limit(PAGE)
)


def page_links(thread: ThreadHead, current: int) -> list[tuple[str, str | None, bool]]:
    """List the pages a reader may want from here: the ends and the neighbours; None stands for a gap."""
    if thread.pages == 1:
        return []
    wanted = sorted({1, 2, current - 1, current, current + 1, thread.pages} & set(range(1, thread.pages + 1)))
    links: list[tuple[str, str | None, bool]] = []
    before = 0
    for page in wanted:
        if page > before + 1:
            links.append(("…", None, False))
        links.append((str(page), address_of(thread, page), page == current))
        before = page
    return links


def address_of(thread: ThreadHead, page: int) -> str:
    """Give the address of one page of a thread."""
    return thread.address if page == 1 else f"{thread.address}/{(page - 1) * PAGE + 1}"


def page_of(number: int) -> int:
    """Tell on which page, counted from 1, a post number stands."""
    return max(1, -(-number // PAGE))


def head(actor: Actor, thread_id: int, page: int = 1) -> ThreadHead | None:
    """Give a thread's head, or None where the actor may not see it or there is none."""
    after = min((page - 1) * PAGE, LAST_PLACE)
    row = (
        read()
        .execute(
            _HEAD,
            {
                "thread_id": thread_id,
                "member_id": actor.member_id,
                "audiences": list(actor.audiences),
                "after": after,
                "to": after + PAGE,
                "place": f"thread-{thread_id}",
            },
        )
        .first()
    )
    if row is None:
        return None
    found = _head(row)
    return found if may_see(actor, found.ground) is None else None


def posts(thread: ThreadHead, page: int) -> tuple[PostView, ...]:
    """Give the posts of one page; they are kept while nothing in the thread changes."""
    key = ("posts", thread.id, page, thread.version)
    return cache.versioned(key, lambda: _posts(thread.id, (page - 1) * PAGE))


def _posts(thread_id: int, after: int) -> tuple[PostView, ...]:
    rows = read().execute(_POSTS, {"thread_id": thread_id, "after": after})
    return tuple(_post(row) for row in rows)


def _post(row: Any) -> PostView:
    given: list[Any] = list(row)
    given[6], given[18] = avatar_url(row[6]), row[18] or ""
    return PostView(*given)


def _head(row: Any) -> ThreadHead:
    given = {name: value for name, value in row._mapping.items() if name in ThreadHead.__slots__}
    ground = Ground(
        category_id=row.category_id, verbs=verbs(row.verbs), thread_author_id=row.author_id, author_id=row.author_id,
        kind=row.kind, published=row.published_at is not None, closed=row.closed_at is not None, number=1,
        replied=row.post_count > 1,
    )  # fmt: skip
    liked = frozenset(int(number) for number in (row.liked_ids or "").split(",") if number)
    more = {"published": ground.published, "pinned": row.pinned_at is not None, "closed_reason": row.reason or ""}
    return ThreadHead(**{**given, **more, "ground": ground, "liked": liked, "read_to": row.read_to or 0})
