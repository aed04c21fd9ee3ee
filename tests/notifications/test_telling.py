"""Members are told what concerns them: once, and by its strongest reason."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.events import record
from forum.core.transaction import transaction
from forum.threads.events import PostPublished
from forum.threads.steering import like, unlike
from tests.notifications.bells import bell, unread
from tests.world import World

pytestmark = pytest.mark.data

Relay = Callable[..., int]


def test_who_started_a_thread_is_told_of_replies_in_one_line(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    relay()
    world.reply(talk, by=world.member("ben"))
    world.reply(talk, by=world.member("cleo"))
    relay()
    assert bell(app, world.member("ana")) == ["2 new replies, the last by cleo: A yellow flame"]


def test_a_mention_a_quote_and_a_reply_are_told_by_name(app: Flask, world: World, relay: Relay) -> None:
    ana, ben, cleo = world.member("ana"), world.member("ben"), world.member("cleo")
    talk = world.thread("A yellow flame", by=world.member("dora"))
    said = world.reply(talk, by=ana)
    world.reply(talk, by=ben)
    world.reply(talk, by=cleo, source=f"> [ben wrote]({talk.url}/3#post-3)\n>\n> With a brush\n\nYes.", to=said.number)
    relay()
    world.reply(talk, by=ben, source="Thank you, @cleo.")
    relay()
    assert bell(app, ana) == ["cleo replied to you: A yellow flame"]
    assert bell(app, ben) == ["cleo quoted you: A yellow flame"]
    assert bell(app, cleo) == ["ben mentioned you: A yellow flame"]


def test_one_post_tells_somebody_once_by_its_strongest_reason(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    world.reply(
        talk, by=world.member("ben"), source=f"> [ana]({talk.url}/1#post-1):\n>\n> It coughs\n\n@ana look.", to=1
    )
    relay()
    assert unread(app, world.member("ana")) == ["mention"]


def test_nobody_is_told_of_what_they_did_themselves(app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    talk = world.thread("A yellow flame", by=ana)
    world.reply(talk, by=ana, source=f"> [ana]({talk.url}/1#post-1):\n>\n> It coughs\n\nStill, @ana.", to=1)
    relay()
    assert bell(app, ana) == []


def test_likes_fold_into_one_line(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    for name in ("ben", "cleo", "dora", "emil"):
        like(world.member(name).actor, talk.post_id)
        relay()
    assert bell(app, world.member("ana")) == ["emil and 3 others like your post: A yellow flame"]


def test_a_like_given_again_does_not_ring_again(app: Flask, world: World, relay: Relay) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("A yellow flame", by=ana)
    like(ben.actor, talk.post_id)
    relay()
    world.post(world.client(ana), "/notifications/reading")
    for act in (unlike, like):
        act(ben.actor, talk.post_id)
        relay()
    assert bell(app, ana) == ["ben likes your post: A yellow flame"]
    assert unread(app, ana) == []


def test_a_like_taken_back_is_no_longer_told(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("A yellow flame", by=world.member("ana"))
    like(world.member("ben").actor, talk.post_id)
    relay()
    unlike(world.member("ben").actor, talk.post_id)
    relay()
    assert bell(app, world.member("ana")) == []
    assert "1 unread" not in world.client(world.member("ana")).get("/latest").text


def test_a_fact_told_twice_tells_once(app: Flask, world: World, relay: Relay) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("A yellow flame", by=ana)
    said = world.reply(talk, by=ben, source="Look, @ana")
    relay()
    before = bell(app, ana)
    transaction(record)(PostPublished(said.id, talk.id, said.number or 0, ben.id, [ana.id]))
    relay()
    assert bell(app, ana) == before


def test_an_accepted_answer_is_told_to_its_author(app: Flask, world: World, relay: Relay) -> None:
    talk = world.thread("How do I clean it?", by=world.member("ana"), kind="question")
    said = world.reply(talk, by=world.member("ben"))
    world.accept(said.id, by=world.member("ana"))
    relay()
    assert bell(app, world.member("ben")) == ["ana chose your post as the answer: How do I clean it?"]


def test_an_edit_tells_only_whom_it_names_anew(app: Flask, world: World, relay: Relay) -> None:
    ana, ben, cleo = world.member("ana"), world.member("ben"), world.member("cleo")
    talk = world.thread("A yellow flame", by=ana)
    said = world.reply(talk, by=ben, source="Look, @ana")
    relay()
    world.edit(said.id, by=ben, source="Look, @ana and @cleo")
    relay()
    assert bell(app, ana) == ["ben mentioned you: A yellow flame"]
    assert bell(app, cleo) == ["ben mentioned you: A yellow flame"]


def test_the_bell_counts_what_is_unread(app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    talk = world.thread("A yellow flame", by=ana)
    world.reply(talk, by=world.member("ben"))
    like(world.member("ben").actor, talk.post_id)
    relay()
    assert "2 unread notifications" in world.client(ana).get("/latest").text
