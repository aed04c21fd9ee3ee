"""Threads as places that members are told of: what lies around one, and what a reader may see of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import Row, bindparam, func, select, tuple_
from sqlalchemy.orm import aliased

from forum.categories.models import Category, Permission
from forum.categories.queries import path_of, visible
from forum.core.access import Actor
from forum.core.db import Statement, read
from forum.members.models import Member
from forum.notifications.levels import Ladder
from forum.notifications.queries import muted_by
from forum.notifications.registry import Saying, Scene
from forum.threads.models import Deletion, Post, Tag, Tagging, Thread
from forum.threads.queries import among, busiest
from forum.threads.rows import ThreadRow

STEP = "/{number}#post-{number}"
QUOTE = re.compile(
    r"^ {0,3}>[ >]*\[[^\]\n]*\]\((?:https?://[^/)\s]+)?/t/[^/)\s]+/(\d{1,15})(?:/(\d{1,9}))?[#)]", re.MULTILINE
)
"""The first line of a quote as our pages write it: its author's name, with a link to the post."""
MOST_QUOTES = 10
MOST_SAID = 10

_replied = aliased(Post)

_seers = (
    select(func.aggregate_strings(Permission.audience, ","))
    .where(Permission.category_id == Thread.category_id, Permission.verb == "see")
    .correlate(Thread)
    .scalar_subquery()
)
_EVENT: Statement = (
    select(
        Post.id,
        Post.number,
        Post.author_id,
        Post.source,
        Post.thread_id,
        Thread.author_id.label("thread_author_id"),
        Thread.category_id,
        Category.parent_id,
        Thread.tags,
        _replied.author_id.label("replied_id"),
        _seers.label("seers"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Category, Category.id == Thread.category_id)
    .outerjoin(_replied, (_replied.thread_id == Post.thread_id) & (_replied.number == Post.reply_to))
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.id == bindparam("post_id"),
        Post.number.is_not(None),
        Deletion.post_id.is_(None),
        Thread.published_at.is_not(None),
    )
)
_seen = (Thread.published_at.is_not(None), visible(Thread.category_id))
_POSTS: Statement = (
    select(Post.id, Post.number, Post.excerpt, Thread.id.label("thread_id"), Thread.slug, Thread.title)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.id.in_(bindparam("ids", expanding=True)), Deletion.post_id.is_(None), Post.number.is_not(None), *_seen)
)
_THREADS: Statement = select(Thread.id, Thread.slug, Thread.title, Thread.excerpt).where(
    Thread.id.in_(bindparam("ids", expanding=True)), *_seen
)
_TAGS: Statement = select(Tag.name).where(
    Tag.name.in_(bindparam("names", expanding=True)),
    select(Tagging.tag_id)
    .join(Thread, Thread.id == Tagging.thread_id)
    .where(Tagging.tag_id == Tag.id, *_seen)
    .exists(),
)
_QUOTED: Statement = select(Post.author_id).where(
    tuple_(Post.thread_id, Post.number).in_(bindparam("pairs", expanding=True))
)
_SAID: Statement = (
    select(Member.name, Post.excerpt, Post.number, Post.published_at, Post.thread_id, Thread.slug)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.thread_id == bindparam("thread_id"),
        Post.number.between(bindparam("first"), bindparam("last")),
        Post.author_id != bindparam("member_id"),
        Deletion.post_id.is_(None),
        *_seen,
    )
    .order_by(Post.number)
    .limit(MOST_SAID)
)
_LADDER: Statement = select(Thread.tags, Thread.category_id).where(Thread.id == bindparam("thread_id"))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A post that is there to be told of, and what surrounds it."""

    id: int
    number: int
    author_id: int
    source: str
    thread_id: int
    thread_author_id: int
    category_id: int
    parent_id: int | None
    """The category around that."""
    tags: list[str]
    replied_id: int | None
    seers: str | None

    @property
    def audiences(self) -> list[str]:
        """List who may see it; nobody is nobody (S22)."""
        return self.seers.split(",") if self.seers else []

    @property
    def ladder(self) -> Ladder:
        """Give the places around it, the nearest first."""
        path = path_of(self.category_id) if self.parent_id is not None else [self.category_id]
        return _ladder(self.thread_id, self.tags, path)


def spoken(post_id: int) -> Spoken | None:
    """Give a post as it is told of; None where it is held or gone."""
    row = read().execute(_EVENT, {"post_id": post_id}).first()
    return Spoken(*row) if row else None


def _ladder(thread_id: int, tags: Sequence[str], path: Sequence[int]) -> Ladder:
    """Give the places around a post: its thread, its tags, its categories from the inside out."""
    around = [[f"category:{each}"] for each in path]
    tagged = [[f"tag:{tag}" for tag in tags]] if tags else []
    return [[f"thread:{thread_id}"], *tagged, *around]


def around_thread(place: str) -> Ladder:
    """Give the places around a thread, itself first."""
    row = read().execute(_LADDER, {"thread_id": _ids([place])[0]}).first() if _ids([place]) else None
    return _ladder(_ids([place])[0], row.tags, path_of(row.category_id)) if row else [[place]]


def see_posts(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show the posts that a reader may see."""
    return {f"post:{row.id}": Scene(row.title, _address(row), row.excerpt) for row in _rows(_POSTS, actor, names)}


def see_threads(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show the threads that a reader may see."""
    return {
        f"thread:{row.id}": Scene(row.title, f"/t/{row.slug}/{row.id}", row.excerpt, STEP)
        for row in _rows(_THREADS, actor, names)
    }


def tell_one_by_one(actor: Actor, place: str, first: int, last: int) -> list[Saying]:
    """Give the posts of a thread from one number to another, as a reader may see them; their own are left out."""
    given = {"thread_id": next(iter(_ids([place])), 0), "first": first, "last": last}
    rows = read().execute(_SAID, {**given, "member_id": actor.member_id, "audiences": list(actor.audiences)})
    return [
        Saying(
            row.name, row.excerpt, f"/t/{row.slug}/{row.thread_id}" + STEP.format(number=row.number), row.published_at
        )
        for row in rows
    ]


def recommend(actor: Actor, most: int) -> list[Scene]:
    """Give what was alive this week, is unread to a reader, and not muted by them."""
    muted = muted_by(actor)
    rows = [row for row in among(actor, busiest()[: 4 * most]) if row.unread and not muted & _around(row)]
    others = [row for row in rows if row.author.member_id != actor.member_id]
    return [Scene(row.title, row.address, row.excerpt) for row in others[:most]]


def see_tags(actor: Actor, names: Sequence[str]) -> Mapping[str, Scene]:
    """Show the tags of threads that a reader may see."""
    words = [name.partition(":")[2] for name in names]
    found = read().scalars(_TAGS, {"names": words, "audiences": list(actor.audiences)})
    return {f"tag:{tag}": Scene(tag, f"/tags/{quote(tag)}") for tag in found}


def quoted_authors(source: str) -> list[int]:
    """List the members whose posts a source quotes, as our quotes name them."""
    pairs = [(int(thread), int(number or 1)) for thread, number in QUOTE.findall(source)][:MOST_QUOTES]
    if not pairs:
        return []
    return list(dict.fromkeys(read().scalars(_QUOTED, {"pairs": pairs})))


def _address(row: Row[Any]) -> str:
    return f"/t/{row.slug}/{row.thread_id}" + STEP.format(number=row.number)


def _rows(statement: Statement, actor: Actor, names: Sequence[str]) -> Sequence[Row[Any]]:
    given = {"ids": _ids(names), "audiences": list(actor.audiences)}
    return read().execute(statement, given).all() if given["ids"] else []


def _around(row: ThreadRow) -> set[str]:
    return {f"thread:{row.id}", f"category:{row.category_id}", *(f"tag:{tag}" for tag in row.tags)}


def _ids(names: Sequence[str]) -> list[int]:
    words = (name.partition(":")[2] for name in names)
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 18]
