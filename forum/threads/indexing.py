"""What is findable of threads: every post by itself, the first one with the thread's title."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, literal, select
from sqlalchemy.orm import aliased

from forum.categories.models import Category
from forum.categories.queries import visible
from forum.core.access import Actor
from forum.core.db import Statement, db, read
from forum.core.events import on
from forum.core.text import excerpt
from forum.members.models import Member
from forum.search.analysis import terms
from forum.search.engine import Document
from forum.search.jobs import changed, feed_soon
from forum.search.models import Change
from forum.search.registry import MOST_LETTERS, Found, filters, indexes
from forum.threads.events import PostDeleted, PostEdited, PostPublished, PostRestored, ThreadMoved, ThreadRetagged
from forum.threads.models import Deletion, Post, Thread
from forum.threads.rows import avatar_url

KIND = "post"

_FINDABLE = (
    select()
    .select_from(Post)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.number.is_not(None), Deletion.post_id.is_(None), Thread.published_at.is_not(None))
)
_AMONG = Post.id.in_(bindparam("keys", expanding=True))
_DOCUMENTS: Statement = _FINDABLE.with_only_columns(
    Post.id, Post.thread_id, Post.number, Post.author_id, Post.html, Post.created_at, Thread.title, Thread.category_id,
    Thread.kind, Thread.tags, Thread.post_count,
).where(_AMONG)  # fmt: skip
_SEEN: Statement = (
    _FINDABLE.with_only_columns(
        Post.id, Post.thread_id, Post.number, Post.html, Post.created_at, Post.author_id, Thread.title, Thread.slug,
        Thread.kind, Thread.answer_id, Thread.post_count, Category.name.label("category"), Category.slug.label("place"),
        Member.name.label("author"), Member.avatar_key,
    )
    .join(Category, Category.id == Thread.category_id)
    .join(Member, Member.id == Post.author_id)
    .where(_AMONG, visible(Thread.category_id))
)  # fmt: skip
_AFTER = select(Post.id).where(Post.id > bindparam("after")).order_by(Post.id).limit(bindparam("most"))
_COUNT = select(func.count(Post.id))
_opening = aliased(Post)
_OPENING = select(_opening.id).where(_opening.thread_id == bindparam("thread_id"), _opening.number == 1)


@indexes(KIND)
class Posts:
    """Posts, as search knows them."""

    def these(self, keys: Sequence[int]) -> list[Document]:
        """Make documents of the posts that anybody may find."""
        rows = read().execute(_DOCUMENTS, {"keys": list(keys)})
        return sorted((_document(row) for row in rows), key=lambda document: document.key)

    def after(self, key: int, most: int) -> list[int]:
        """List the next posts."""
        return list(read().scalars(_AFTER, {"after": key, "most": most}))

    def seen(self, actor: Actor, keys: Sequence[int]) -> Mapping[int, Found]:
        """Load the posts that the actor may see."""
        rows = read().execute(_SEEN, {"keys": list(keys), "audiences": list(actor.audiences)})
        return {row.id: _found(row) for row in rows}

    def count(self) -> int:
        """Count all posts."""
        return int(read().scalar(_COUNT) or 0)


@filters("tag")
def tagged(_actor: Actor, value: str) -> list[str]:
    """Find threads with a tag."""
    return [_tag(value)]


@on(PostPublished)
def index_post(event: PostPublished) -> None:
    """Index a new post; with the first reply its thread is not unanswered any more."""
    changed(KIND, event.post_id, *(_opening_of(event.thread_id) if event.number == 2 else ()))


@on(PostEdited)
def index_edited(event: PostEdited) -> None:
    """Index what an edited post says now."""
    changed(KIND, event.post_id)


@on(PostDeleted)
def forget_deleted(event: PostDeleted) -> None:
    """Take a deleted post out."""
    _change_with_thread(event.post_id, event.thread_id)


@on(PostRestored)
def index_restored(event: PostRestored) -> None:
    """Take a post in that is back."""
    _change_with_thread(event.post_id, event.thread_id)


@on(ThreadMoved)
def index_moved(event: ThreadMoved) -> None:
    """Index a thread's posts where they stand now."""
    _change_thread(event.thread_id)


@on(ThreadRetagged)
def index_retagged(event: ThreadRetagged) -> None:
    """Index a thread's posts with its tags of now."""
    _change_thread(event.thread_id)


def _change_with_thread(post_id: int, thread_id: int) -> None:
    """Index a post that went or came back; with the first one the whole thread goes or comes."""
    opening = _opening_of(thread_id)
    if post_id in opening:
        _change_thread(thread_id)
    else:
        changed(KIND, post_id, *opening)


def _change_thread(thread_id: int) -> None:
    posts = select(literal(KIND), Post.id).where(Post.thread_id == thread_id)
    db.session.execute(insert(Change).from_select(["kind", "key"], posts, include_defaults=False))
    feed_soon()


def _opening_of(thread_id: int) -> list[int]:
    return list(read().scalars(_OPENING, {"thread_id": thread_id}))


def _document(row: Any) -> Document:
    first = row.number == 1
    unanswered = first and row.post_count == 1 and row.kind != "announcement"
    facets = [f"by:{row.author_id}", *map(_tag, row.tags)]
    facets += ["is:opening"] * first + ["is:question"] * (row.kind == "question") + ["is:unanswered"] * unanswered
    return Document(
        kind=KIND, key=row.id, group=row.thread_id, place=f"category:{row.category_id}",
        at=int(row.created_at.timestamp()), title=terms(row.title) if first else [],
        body=terms(excerpt(row.html, MOST_LETTERS)), facets=facets,
    )  # fmt: skip


def _found(row: Any) -> Found:
    base = f"/t/{row.slug}/{row.thread_id}"
    return Found(
        kind=KIND, key=row.id, group=row.thread_id, title=row.title, html=row.html, number=row.number,
        address=base if row.number == 1 else f"{base}/{row.number}#post-{row.number}", place_name=row.category,
        place_address=f"/c/{row.place}", author=row.author, author_id=row.author_id,
        avatar_url=avatar_url(row.avatar_key), at=row.created_at, kind_of_group=row.kind,
        answered=row.answer_id is not None, replies=max(row.post_count - 1, 0),
    )  # fmt: skip


def _tag(name: str) -> str:
    return f"tag:{'-'.join(name.casefold().split())}"
