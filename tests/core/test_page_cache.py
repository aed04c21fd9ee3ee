"""Guests get pages that are kept whole, and never what a fact has changed."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.tail import Tail
from tests.world import World

pytestmark = pytest.mark.data


@pytest.fixture
def follower(app: Flask) -> Tail:
    tail: Tail = app.extensions["tail"]
    tail.step()
    return tail


def test_a_page_asked_for_twice_is_drawn_once(world: World, follower: Tail, client: FlaskClient, statements: Any):
    talk = world.thread("How do I clean it?")
    follower.step()
    first = client.get(talk.url)
    with statements() as said:
        again = client.get(talk.url)
    assert said == []
    assert again.data == first.data
    assert b"How do I clean it?" in again.data


def test_a_reply_is_there_at_once_when_the_fact_is_told(world: World, follower: Tail, client: FlaskClient):
    talk = world.thread("How do I clean it?")
    follower.step()
    client.get(talk.url)
    world.reply(talk, source="With warm soapy water.")
    follower.step()
    assert "warm soapy water" in client.get(talk.url).text
