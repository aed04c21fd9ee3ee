"""Processes of a scaled house share the pages they drew, and each judges for itself whether one still holds."""

import pytest
from flask import Flask

from app import create_app
from forum.core.config import Settings
from forum.core.pages import ledger
from forum.core.pages.asked import Asked
from forum.core.pages.front import Front
from forum.core.pages.ledger import Cursor
from forum.core.pages.page import Page
from forum.core.pages.shared import SharedShelf, packed, unpacked
from forum.core.shared import Shared
from forum.core.tail import Tail
from tests.clients import Visitor
from tests.watching import listening
from tests.world import World

ASKED = Asked("localhost", "/latest", "", "", ())
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", "7"),
    ("X-One", "ž".encode().decode("latin-1")),
]


def drawn(text: str = "a page") -> Page:
    return Page.drawn(text.encode(), HEADERS, frozenset({"lists", "thread:5"}), Cursor(9, frozenset({7})))


def test_a_page_is_the_same_after_it_was_written_down():
    page = drawn()
    again = unpacked(packed(page))
    assert (again.labels, again.cursor, again.headers) == (page.labels, page.cursor, page.headers)
    assert again.answer("gzip", "", "")[1] == page.answer("gzip", "", "")[1]
    assert again.answer("identity", "", "")[2] == [b"a page"]
    assert 0 <= again.age < 5


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"\x00\x00\x00\x02{}rest", b"\x02\xab\xd9\x97\xcc\x99\x05\xc8", b"\x00\x00\x00\x04null", b"\xff" * 40],
)
def test_what_is_no_page_is_refused(data: bytes):
    with pytest.raises((ValueError, KeyError, TypeError)):
        unpacked(data)


def test_what_lies_broken_in_redis_is_passed_over(redis_url: str):
    shared = Shared(redis_url)
    shelf = SharedShelf(shared)
    shelf.put(ASKED, drawn())
    assert shelf.get(ASKED)
    shared.redis.set(shelf._key(ASKED), b"broken")
    assert shelf.get(ASKED) is None
    assert shelf.get(ASKED._replace(path="/other")) is None


def test_s63_without_redis_pages_are_kept_in_the_process_alone():
    shelf = SharedShelf(Shared("redis://127.0.0.1:1"))
    shelf.put(ASKED, drawn())
    assert shelf.get(ASKED) is None


def house(settings: Settings) -> Flask:
    made = create_app(settings)
    made.testing, made.test_client_class = True, Visitor
    return made


def look(app: Flask) -> Front:
    tail: Tail = app.extensions["tail"]
    with app.app_context():
        tail.step()
    front: Front = app.extensions["front"]
    return front


@pytest.mark.data
def test_what_one_process_drew_the_other_gives_until_a_fact_changes_it(
    app: Flask, world: World, redis_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ledger, "STALE_AFTER_S", 60.0)
    talk = world.thread("How do I clean it?")
    shared = SharedShelf(Shared(redis_url))
    other = house(app.extensions["settings"])
    for each in (app, other):
        look(each)._shared = shared
    first = app.test_client().get(talk.url)
    with listening(other) as said:
        assert other.test_client().get(talk.url).data == first.data
    assert said == []
    world.reply(talk, source="With warm soapy water.")
    look(other)
    assert "warm soapy" in other.test_client().get(talk.url).text
