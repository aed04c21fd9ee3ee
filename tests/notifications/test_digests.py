"""A digest tells what a member missed, at their hour, once, and nothing where there is nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from forum.core.clock import at, now
from forum.core.db import db
from forum.core.transaction import transaction
from forum.notifications.actions import choose_level, read_all
from forum.notifications.digests import ask_for_due, set_first
from forum.notifications.habits import keep_habits
from forum.notifications.jobs import send_digests
from forum.notifications.levels import MUTE
from forum.notifications.models import Habit
from tests.services.smtp import Smtp
from tests.world import World

pytestmark = pytest.mark.data

Relay = Callable[..., int]


@pytest.fixture
def friday(smtp: Smtp, app: Flask, world: World, relay: Relay) -> Iterator[None]:
    """A week later, when all digests are due; ana missed a reply in her thread."""
    talk = world.thread("A yellow flame", by=world.member("ana"))
    keep_habits(world.member("ana").actor, {"post": "digest"})
    world.reply(talk, by=world.member("ben"), source="With a brush.")
    relay()
    set_first()
    with at(now() + timedelta(days=7)):
        yield


def texts(smtp: Smtp, name: str) -> list[str]:
    return [
        str(letter.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        for letter in smtp.messages
        if letter["To"] == f"{name}@example.org"
    ]


def test_a_digest_tells_what_was_missed(friday: None, smtp: Smtp, relay: Relay) -> None:
    send_digests()
    relay()
    (text,) = texts(smtp, "ana")
    assert "ben replied: A yellow flame" in text
    assert "/unsubscribe/" in text


def test_the_best_of_what_others_wrote_is_in_it(friday: None, smtp: Smtp, world: World, relay: Relay) -> None:
    world.thread("Stoves of the world", by=world.member("dora"))
    world.thread("Muted", by=world.member("dora"), category=world.category("noise"))
    choose_level(world.member("ana").actor, f"category:{world.category('noise').id}", MUTE)
    send_digests()
    relay()
    assert "Stoves of the world" in texts(smtp, "ana")[0]
    assert "Muted" not in texts(smtp, "ana")[0]


def test_s15_no_hidden_thread_is_in_it(friday: None, smtp: Smtp, world: World, relay: Relay) -> None:
    office = world.category("office", see="staff", reply="staff", start="staff")
    world.thread("A canary", by=world.staff("hana"), category=office)
    send_digests()
    relay()
    assert all("canary" not in text for text in texts(smtp, "ana"))


def test_nothing_to_say_is_no_letter(friday: None, smtp: Smtp, world: World, relay: Relay) -> None:
    keep_habits(world.member("nora").actor, {}, digest="weekly")
    with at(now() + timedelta(minutes=1)):
        relay()  # the badges of these days are told of together, a little later
    for name in ("ana", "ben"):
        read_all(world.member(name).actor)
    with at(now() + timedelta(days=21)):
        send_digests()
        relay()
    assert smtp.messages == []


def test_a_digest_goes_out_once_however_often_it_is_asked_for(friday: None, smtp: Smtp, relay: Relay) -> None:
    for _time in range(3):
        send_digests()
        relay()
    assert len(texts(smtp, "ana")) == 1


def test_a_run_that_dies_goes_on_with_those_it_had_not_come_to(friday: None, smtp: Smtp, relay: Relay) -> None:
    assert ask_for_due() >= 2
    assert ask_for_due() == 0, "the letters that were asked for wait in the outbox, for whoever comes after us"
    relay()
    send_digests()
    relay()
    assert len(texts(smtp, "ana")) == 1


def test_a_digest_that_cannot_leave_is_tried_again(friday: None, smtp: Smtp, relay: Relay) -> None:
    smtp.refusing = True
    send_digests()
    relay()
    assert smtp.messages == []
    smtp.refusing = False
    with at(now() + timedelta(minutes=5)):
        relay()
    assert len(texts(smtp, "ana")) == 1


def test_who_wants_none_gets_none(friday: None, smtp: Smtp, world: World, relay: Relay) -> None:
    keep_habits(world.member("ana").actor, {}, digest="never")
    _make_due(world.member("ana").id)
    send_digests()
    relay()
    assert texts(smtp, "ana") == []


@transaction
def _make_due(member_id: int) -> None:
    db.session.execute(update(Habit).where(Habit.member_id == member_id).values(digest_due_at=now()))
