"""Ten thousand watchers are told in bounded batches, each by few statements."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from forum.core.clock import now
from forum.core.db import db, read
from forum.core.outbox import Fact
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.notifications.audience import BATCH
from forum.notifications.models import Attention, Notification
from forum.notifications.telling import receive
from forum.threads.events import PostPublished
from forum.threads.notifications import tell_of_post
from tests.watching import Statements
from tests.world import Talk, World

pytestmark = pytest.mark.data

Relay = Callable[..., int]
WATCHERS = 2 * BATCH + 100


@transaction
def watch(talk: Talk, count: int) -> None:
    """Let many members watch a thread, as an import would."""
    moment = now()
    people = [
        {"name": f"fan-{each}", "name_key": f"fan-{each}", "role": "member", "trust_level": 0, "title": "",
         "about_source": "", "about_html": "", "email": f"fan-{each}@example.org",
         "email_key": f"fan-{each}@example.org", "confirmed_at": moment, "created_at": moment}
        for each in range(count)
    ]  # fmt: skip
    ids = db.session.scalars(insert(Member).returning(Member.id), people).all()
    levels = [{"member_id": each, "place": f"thread:{talk.id}", "level": "watch", "chosen_at": moment} for each in ids]
    db.session.execute(insert(Attention), levels)


def told(talk: Talk) -> int:
    """Count who was told of a thread's posts."""
    these = select(func.count()).where(Notification.place == f"thread:{talk.id}", Notification.kind == "post")
    return read().execute(these).scalar_one()


def test_a_crowd_is_told_in_batches(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("Everybody watches", by=world.member("ana"))
    relay()
    watch(talk, WATCHERS)
    world.reply(talk, by=world.member("ben"))
    relay()
    assert told(talk) == WATCHERS + 1
    facts = read().execute(select(func.count()).where(Fact.name == "MembersTold")).scalar_one()
    assert facts == 3, "one for each batch, not for each member"


def test_a_batch_takes_few_statements_and_the_rest_is_left_to_a_job(
    app: Flask, world: World, relay: Relay, statements: Callable[[], AbstractContextManager[Statements]]
) -> None:
    talk = world.thread("Everybody watches", by=world.member("ana"))
    relay()
    watch(talk, WATCHERS)
    said = world.reply(talk, by=world.member("ben"))
    news = tell_of_post(PostPublished(said.id, talk.id, 2, world.member("ben").id, []))
    assert news is not None
    with statements() as seen:
        receive(news)
    assert told(talk) == BATCH
    assert len(seen) <= 8


def test_a_reply_in_a_usual_thread_is_told_by_few_statements(
    app: Flask, world: World, relay: Relay, statements: Callable[[], AbstractContextManager[Statements]]
) -> None:
    talk = world.thread("Two people talk", by=world.member("ana"))
    relay()
    said = world.reply(talk, by=world.member("ben"))
    with statements() as seen:
        news = tell_of_post(PostPublished(said.id, talk.id, 2, world.member("ben").id, []))
        assert news is not None
        receive(news)
    assert told(talk) == 1
    assert len(seen) <= 7
