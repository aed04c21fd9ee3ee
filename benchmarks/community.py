"""Communities made in bulk, the same every time: rows straight into the tables, words rendered by the product."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, chain, cycle, islice
from typing import Any

from sqlalchemy import Connection, insert

from benchmarks.prose import Text, sentence
from forum.brands.actions import found_brand
from forum.categories.actions import create_category
from forum.categories.models import Category
from forum.core.access import HOUSE
from forum.core.clock import now
from forum.core.db import db
from forum.core.slug import slug
from forum.members.models import Member
from forum.members.names import skeleton
from forum.threads.models import Post, Reaction, ReadMark, Tag, Tagging, Thread

CHUNK = 20_000
TILT = 4
"""How many threads of ten are in the first category."""
MARKS = 1000

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a community is. Thread 1 is the longest; `sizes` are the posts of the others, over and over.

    The last posts of the threads lie evenly in the time that it `lasts`, until the last midnight.
    """

    members: int
    categories: int
    tags: int
    threads: int
    longest: int
    sizes: Sequence[int]
    texts: Sequence[Text]
    lasts: timedelta = timedelta(days=1000)

    @property
    def posts(self) -> int:
        """Count the posts."""
        return sum(self.each())

    @property
    def ends(self) -> datetime:
        """Tell when the last post was written."""
        return now().replace(hour=0, minute=0, second=0, microsecond=0)

    def each(self) -> Iterator[int]:
        """Give the number of posts of each thread, in the order of their ids."""
        return chain((self.longest,), islice(cycle(self.sizes), self.threads - 1))


@dataclass(frozen=True, slots=True)
class Plan:
    """A thread before it is a row: its place in all that is written."""

    id: int
    posts: int
    first_post: int
    begins: datetime
    step: timedelta
    category_id: int
    tags: tuple[int, int]


def fill(shape: Shape) -> None:
    """Fill the empty database of the current application."""
    brand_id = found_brand(HOUSE, "Fern & Flint")
    categories = [
        create_category(HOUSE, brand_id, name=f"Category {number:02}", slug=f"category-{number:02}")
        for number in range(shape.categories)
    ]
    plans = list(_plans(shape, categories))
    _insert(Member, (_member(shape, number) for number in range(1, shape.members + 1)))
    _insert(Tag, _tags(shape, plans))
    _insert(Thread, (_thread(shape, plan) for plan in plans))
    _insert(Tagging, (row for plan in plans for row in _taggings(plan)))
    _insert(Post, (row for plan in plans for row in _posts(shape, plan)))
    _insert(Reaction, (row for plan in plans for row in _reactions(shape, plan)))
    _insert(ReadMark, (_mark(plan) for plan in plans[:MARKS]))
    _count_categories(plans)


def name_of(number: int) -> str:
    """Name a member by their number."""
    return f"reader-{number}"


def _plans(shape: Shape, categories: Sequence[int]) -> Iterator[Plan]:
    """Lay the threads out in time: their last posts evenly over the whole span, the longest one ending last of all."""
    firsts = accumulate(shape.each(), initial=1)
    for number, (size, first) in enumerate(zip(shape.each(), firsts, strict=False), 1):
        others = categories[1:] or categories
        category = categories[0] if number % 10 < TILT else others[number % len(others)]
        ends = shape.ends - shape.lasts * ((number - 1) / shape.threads)
        step = min(timedelta(hours=3), shape.lasts / 2 / size)
        tags = (number % shape.tags + 1, (number + 1 + number // shape.tags) % shape.tags + 1)
        pair = tags if tags[0] != tags[1] else (tags[0], tags[0] % shape.tags + 1)
        yield Plan(number, size, first, ends - step * (size - 1), step, category, pair)


def _member(shape: Shape, number: int) -> Row:
    name = name_of(number)
    return {
        "name": name, "name_key": skeleton(name), "title": "", "email": f"{name}@example.org",
        "email_key": f"{name}@example.org", "role": "member", "trust_level": 1, "about_source": "", "about_html": "",
        "confirmed_at": shape.ends - shape.lasts, "created_at": shape.ends - shape.lasts,
    }  # fmt: skip


def _thread(shape: Shape, plan: Plan) -> Row:
    title = sentence(plan.id)[:100]
    ends = plan.begins + plan.step * (plan.posts - 1)
    return {
        "id": plan.id, "category_id": plan.category_id, "author_id": _author(shape, plan.first_post),
        "kind": "question" if plan.id % 3 == 0 else "discussion", "title": title, "slug": slug(title, "thread"),
        "locale": "en", "tags": [_tag_name(number) for number in plan.tags],
        "excerpt": shape.texts[plan.first_post % len(shape.texts)].excerpt, "created_at": plan.begins,
        "published_at": plan.begins, "last_post_at": ends,
        "last_author_id": _author(shape, plan.first_post + plan.posts - 1),
        "last_number": plan.posts, "post_count": plan.posts, "like_count": plan.posts // 4, "version": plan.posts,
    }  # fmt: skip


def _posts(shape: Shape, plan: Plan) -> Iterator[Row]:
    for number in range(1, plan.posts + 1):
        post_id = plan.first_post + number - 1
        text, moment = shape.texts[number % len(shape.texts)], plan.begins + plan.step * (number - 1)
        yield {
            "id": post_id, "thread_id": plan.id, "number": number, "author_id": _author(shape, post_id),
            "reply_to": number // 2 if number % 5 == 0 else None, "source": text.source, "html": text.html,
            "excerpt": text.excerpt, "render_version": text.version, "created_at": moment, "published_at": moment,
            "edit_count": 0, "like_count": int(number % 4 == 0), "reply_count": 0,
        }  # fmt: skip


def _reactions(shape: Shape, plan: Plan) -> Iterator[Row]:
    """Let every fourth post be liked, by whoever wrote the one after it."""
    for number in range(4, plan.posts + 1, 4):
        post_id = plan.first_post + number - 1
        yield {
            "post_id": post_id, "thread_id": plan.id, "number": number, "kind": "like",
            "member_id": _author(shape, post_id + 1), "made_at": plan.begins + plan.step * number,
        }  # fmt: skip


def _tags(shape: Shape, plans: Sequence[Plan]) -> Iterator[Row]:
    for number in range(1, shape.tags + 1):
        yield {"id": number, "name": _tag_name(number), "thread_count": sum(number in plan.tags for plan in plans)}


def _tag_name(number: int) -> str:
    return f"tag-{number}"


def _taggings(plan: Plan) -> Iterator[Row]:
    ends = plan.begins + plan.step * (plan.posts - 1)
    return ({"thread_id": plan.id, "tag_id": number, "last_post_at": ends} for number in plan.tags)


def _mark(plan: Plan) -> Row:
    return {"member_id": 1, "thread_id": plan.id, "number": (plan.posts + 1) // 2}


def _author(shape: Shape, post_id: int) -> int:
    """Spread posts over the members so that neighbours differ."""
    return post_id * 7 % shape.members + 1


def _insert(model: type[Any], rows: Iterator[Row]) -> None:
    """Insert in chunks, each committed by itself so that no log grows without bound."""
    while chunk := list(islice(rows, CHUNK)):
        with db.engine.begin() as connection:
            connection.execute(insert(model), chunk)


def _count_categories(plans: Sequence[Plan]) -> None:
    with db.engine.begin() as connection:
        for category_id in {plan.category_id for plan in plans}:
            _count(connection, category_id, [plan.posts for plan in plans if plan.category_id == category_id])


def _count(connection: Connection, category_id: int, sizes: Sequence[int]) -> None:
    table = Category.__table__
    found = table.update().where(table.c.id == category_id)  # type: ignore[attr-defined]
    connection.execute(found.values(thread_count=len(sizes), post_count=sum(sizes)))
