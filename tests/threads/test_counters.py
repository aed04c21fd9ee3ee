"""Whatever people do, in whatever order, the counters say what the rows say."""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from forum.categories.models import Category
from forum.core.access import Denied
from forum.core.db import read
from forum.core.refusal import Refused
from forum.threads import actions, steering
from forum.threads.models import Deletion, Post, Reaction, Tag, Tagging, Thread
from tests.world import Someone, Talk, World

pytestmark = pytest.mark.data

Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reply", "like", "unlike", "delete", "restore", "move", "retag", "accept", "close", "open"]),
        st.integers(0, 5),
        st.integers(0, 2),
    ),
    max_size=25,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_counters_agree_with_the_rows(app: Flask, world: World, steps: list[Step]) -> None:
    mod = world.moderator("mod")
    people = [world.member("ana"), world.member("ben"), mod]
    places = [world.category("stoves").id, world.category("lamps").id]
    talk = world.thread("How do I clean it?", by=people[0], kind="question", tags=["soot"])
    for step in steps:
        try:
            act(talk, people, places, step)
        except (Denied, Refused):
            continue
    assert counters() == rows()


def act(talk: Talk, people: list[Someone], places: list[int], step: Step) -> None:
    verb, which, who = step
    actor, mod = people[who].actor, people[2].actor
    ids = list(read().scalars(select(Post.id).where(Post.thread_id == talk.id).order_by(Post.id)))
    post_id = ids[which % len(ids)]
    verbs: dict[str, Callable[[], object]] = {
        "reply": lambda: actions.reply(actor, talk.id, f"Reply {which} of {who}.", to=which or None),
        "like": lambda: steering.like(actor, post_id),
        "unlike": lambda: steering.unlike(actor, post_id),
        "delete": lambda: actions.delete(mod, post_id),
        "restore": lambda: actions.restore(mod, post_id),
        "move": lambda: steering.move(mod, talk.id, places[which % 2]),
        "retag": lambda: steering.retag(mod, talk.id, ["soot", "wick"][: which % 3]),
        "accept": lambda: steering.accept(mod, post_id),
        "close": lambda: steering.close(mod, talk.id),
        "open": lambda: steering.reopen(mod, talk.id),
    }
    verbs[verb]()


def counters() -> dict[str, object]:
    return {
        "posts": dict(read().execute(select(Thread.id, Thread.post_count)).all()),
        "likes": dict(read().execute(select(Post.id, Post.like_count)).all()),
        "thread likes": dict(read().execute(select(Thread.id, Thread.like_count)).all()),
        "category threads": dict(read().execute(select(Category.id, Category.thread_count)).all()),
        "category posts": dict(read().execute(select(Category.id, Category.post_count)).all()),
        "tags": dict(read().execute(select(Tag.name, Tag.thread_count).where(Tag.thread_count != 0)).all()),
    }


def rows() -> dict[str, object]:
    alive = (
        select(Post.thread_id, Post.id).outerjoin(Deletion).where(Deletion.post_id.is_(None), Post.number.is_not(None))
    )
    living = alive.subquery()
    posts: dict[int, int] = dict(
        read().execute(select(living.c.thread_id, func.count()).group_by(living.c.thread_id)).all()
    )
    threads = read().execute(select(Thread.id, Thread.category_id, Thread.published_at)).all()
    likes: dict[int, int] = dict(
        read().execute(select(Reaction.post_id, func.count()).group_by(Reaction.post_id)).all()
    )
    by_thread: dict[int, int] = dict(
        read().execute(select(Reaction.thread_id, func.count()).group_by(Reaction.thread_id)).all()
    )
    categories = list(read().scalars(select(Category.id)))
    tags = (
        select(Tag.name, func.count())
        .join(Tagging, Tagging.tag_id == Tag.id)
        .join(Thread, Thread.id == Tagging.thread_id)
        .where(Thread.published_at.is_not(None))
        .group_by(Tag.name)
    )
    return {
        "posts": {thread.id: posts.get(thread.id, 0) for thread in threads},
        "likes": {post_id: likes.get(post_id, 0) for post_id in read().scalars(select(Post.id))},
        "thread likes": {thread.id: by_thread.get(thread.id, 0) for thread in threads},
        "category threads": {
            place: sum(thread.published_at is not None for thread in threads if thread.category_id == place)
            for place in categories
        },
        "category posts": {
            place: sum(posts.get(thread.id, 0) for thread in threads if thread.category_id == place)
            for place in categories
        },
        "tags": dict(read().execute(tags).all()),
    }
