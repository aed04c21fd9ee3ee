"""What is read is silent, by whatever way it was read."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.notifications.queries import PAGE
from forum.threads.steering import like
from tests.notifications.bells import news, unread
from tests.world import World

pytestmark = pytest.mark.data

Relay = Callable[..., int]


def test_reading_a_thread_to_a_post_reads_what_tells_of_it(app: Flask, world: World, relay: Relay) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("A yellow flame", by=ana)
    for source in ("First", "@ana second", "Third"):
        world.reply(talk, by=ben, source=source)
    relay()
    visitor = world.client(ana)
    world.post(visitor, f"/threads/{talk.id}/reading", number=3)
    assert unread(app, ana) == ["post"]
    left = news(app, ana)[0]
    assert (left.number, left.last_number, left.sentence) == (4, 4, "ben replied")
    world.post(visitor, f"/threads/{talk.id}/reading", number=4)
    assert unread(app, ana) == []


def test_after_reading_new_replies_begin_a_new_line(app: Flask, world: World, relay: Relay) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("A yellow flame", by=ana)
    world.reply(talk, by=ben)
    relay()
    world.post(world.client(ana), f"/threads/{talk.id}/reading", number=2)
    world.reply(talk, by=world.member("cleo"))
    relay()
    (line,) = news(app, ana)
    assert (line.unread, line.sentence, line.address) == (True, "cleo replied", f"{talk.url}/3#post-3")


def test_following_a_line_reads_it(app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    talk = world.thread("A yellow flame", by=ana)
    like(world.member("ben").actor, talk.post_id)
    relay()
    answer = world.client(ana).get(f"/notifications/{news(app, ana)[0].id}")
    assert answer.headers["Location"] == f"{talk.url}/1#post-1"
    assert unread(app, ana) == []


def test_one_or_all_are_marked_read(app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    for title in ("One flame", "Two flames", "Three flames"):
        like(world.member("ben").actor, world.thread(title, by=ana).post_id)
    relay()
    visitor = world.client(ana)
    world.post(visitor, f"/notifications/{news(app, ana)[0].id}/reading")
    assert len(unread(app, ana)) == 2
    world.post(visitor, "/notifications/reading")
    assert unread(app, ana) == []


def test_the_page_goes_on_where_it_ended(app: Flask, world: World, relay: Relay) -> None:
    ana = world.member("ana")
    for number in range(PAGE + 2):
        like(world.member("ben").actor, world.thread(f"Flame {number:02}", by=ana).post_id)
    relay()
    visitor = world.client(ana)
    first = visitor.get("/notifications").text
    assert first.count('class="told ') == PAGE
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert visitor.get(older).text.count('class="told ') == 2


def test_the_bell_costs_no_statement(world: World, statements: Callable[..., object]) -> None:
    visitor = world.client(world.member("ana"))
    visitor.get("/categories")
    with statements() as said:  # type: ignore[attr-defined]
        visitor.get("/categories")
    assert sum("notification" in each for each in said) == 1, "inside the one that finds the visitor"
    assert "member.name" in next(each for each in said if "notification" in each)


def test_a_page_of_news_costs_a_fixed_number_of_statements(
    world: World, relay: Relay, statements: Callable[..., object]
) -> None:
    ana = world.member("ana")
    for number in range(5):
        like(world.member("ben").actor, world.thread(f"Flame {number}", by=ana).post_id)
    relay()
    visitor = world.client(ana)
    visitor.get("/notifications/newest")
    with statements() as said:  # type: ignore[attr-defined]
        visitor.get("/notifications/newest")
    assert len(said) <= 4


def test_an_empty_bell_says_what_will_be_there(world: World) -> None:
    assert "Nothing yet" in world.client(world.member("ana")).get("/notifications").text


@pytest.mark.parametrize("before", ["1", "x-y", "99999999999999999999-1", "0-0"])
def test_nonsense_for_a_cursor_is_taken_with_patience(world: World, before: str) -> None:
    assert world.client(world.member("ana")).get(f"/notifications?before={before}").status_code == 200


def test_guests_are_led_to_sign_in(world: World) -> None:
    world.category("stoves")
    answer = world.client().get("/notifications")
    assert answer.headers["Location"].startswith("/sign-in")
