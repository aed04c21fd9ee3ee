"""The fixtures that tests stand on do what they say, on both stacks."""

import pytest
from sqlalchemy import select

from forum.core.db import read
from forum.members.models import Member
from forum.threads.models import Post

pytestmark = pytest.mark.data


def test_a_test_begins_with_an_empty_house(app):
    assert list(read().execute(select(Member.id))) == []


def test_a_thread_brings_what_it_needs(world):
    talk = world.thread("Hello")
    said = world.reply(talk)
    assert (said.number, said.url) == (2, f"{talk.url}/2")
    assert read().execute(select(Post.number).order_by(Post.number)).scalars().all() == [1, 2]


def test_a_member_is_made_once(world):
    assert world.member("ana") == world.member("ana")


def test_a_visitor_is_whom_the_session_says_and_nobody_else(app, world):
    ana, guest = world.client(world.member("ana")), world.client()
    assert ana.get("/settings/sessions").status_code == 200
    assert guest.get("/settings/sessions").status_code == 303


def test_a_form_carries_its_token(world):
    guest = world.client()
    assert guest.post("/theme", data={"theme": "dark"}).status_code == 403
    assert world.post(guest, "/theme", theme="dark").status_code == 303


def test_statements_are_counted_and_named(app, statements):
    with statements() as said:
        read().execute(select(Member.id))
    assert len(said) == 1
    assert "FROM member" in repr(said)


def test_the_relay_does_all_that_is_due(world, relay, smtp):
    world.post(world.client(), "/password-reset", email=world.member("ana").email)
    assert relay() > 0
    assert smtp.to("ana@example.org")
    assert relay() == 0


@pytest.mark.browser
def test_the_product_lives_dies_and_lives_again(live):
    assert live.get("/healthz").status_code == 200
    live.kill()
    live.start()
    assert live.get("/healthz").status_code == 200
    assert live.stop() == 0
