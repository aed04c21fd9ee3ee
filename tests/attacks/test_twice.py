"""The same form sent twice: by an impatient finger, a retrying network, a second tab, the back button (S59)."""

import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from forum.categories.models import Category
from forum.core.db import Model, read
from forum.media.models import Picture
from forum.polls.models import Poll, Vote
from forum.threads.models import Edit, Post, Reaction, Thread
from tests.attacks.doors import Doors
from tests.attacks.typed import typed_in
from tests.media.pictures import encoded, quarters
from tests.world import World

pytestmark = pytest.mark.data

T = TypeVar("T")

MADE: dict[str, type[Model]] = {
    "/start": Thread, "/threads/{thread_id}/posts": Post, "/threads/{thread_id}/poll": Poll,
    "/staff/categories/new": Category,
}  # fmt: skip
SHOWN = ("/start", "/threads/{thread_id}/reply", "/t/{slug}/{thread_id}", "/threads/{thread_id}/poll",
         "/staff/categories/new", "/media/new", "/settings/avatar", "/staff/brand/logo")  # fmt: skip


@pytest.fixture
def doors(world: World) -> Doors:
    made = Doors(world)
    made.things()
    return made


def plain(world: World, doors: Doors) -> dict[str, Any]:
    """Give a thread without a poll, so that one can be put on it."""
    talk = world.thread("Another plan", by=doors.admin)
    return {"thread_id": talk.id, "slug": talk.slug}


def count(table: type[Model]) -> int:
    return read().scalar(select(func.count()).select_from(table)) or 0


def at_once(acts: list[Callable[[], T]]) -> list[T]:
    """Do several things at the same moment; gives what came of each."""
    ready = threading.Barrier(len(acts))
    done: list[T] = []

    def act(step: Callable[[], T]) -> None:
        ready.wait(timeout=10)
        done.append(step())

    threads = [threading.Thread(target=act, args=(step,)) for step in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def sender(doors: Doors, address: str, fields: MultiDict[str, str]) -> Callable[[], tuple[int, str | None]]:
    """Be one browser of several with the same session."""
    client = doors.app.test_client()
    cookie = doors.client.get_cookie("session")
    assert cookie
    client.set_cookie("session", cookie.value)

    def send() -> tuple[int, str | None]:
        answer = client.post(address, data=fields)
        return answer.status_code, answer.location

    return send


@pytest.mark.parametrize("address", MADE)
def test_s59_a_double_click_makes_one_thing_and_both_get_the_same_answer(world: World, doors: Doors, address: str):
    there, before = address.format(**plain(world, doors)), count(MADE[address])
    fields = doors.fit(once="a-key-of-this-form", to="", name="Wicks", title="One title")
    answers = at_once([sender(doors, there, fields) for _ in range(3)])
    assert {status for status, _ in answers} == {303}
    assert len(set(answers)) == 1
    assert count(MADE[address]) == before + 1


@pytest.mark.parametrize("address", MADE)
def test_s59_a_retry_long_after_gets_the_first_answer(world: World, doors: Doors, address: str):
    there = address.format(**plain(world, doors))
    fields = doors.fit(once="a-key-of-this-form", to="", name="Wicks", title="One title")
    first = doors.client.post(there, data=fields)
    world.reply(world.thread("Meanwhile"), by=doors.other)
    before = count(MADE[address])
    second = doors.client.post(there, data=fields)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, second.location)
    assert count(MADE[address]) == before


@pytest.mark.parametrize("address", MADE)
def test_s59_after_the_back_button_other_words_need_a_second_click(world: World, doors: Doors, address: str):
    there, before = address.format(**plain(world, doors)), count(MADE[address])
    fields = doors.fit(once="a-key-of-this-form", to="", name="Wicks", title="One title")
    doors.client.post(there, data=fields)
    fields = doors.fit(once="a-key-of-this-form", to="", name="Others", title="Another title", source="Other words",
                       question="Another question?")  # fmt: skip
    refused = doors.client.post(there, data=fields)
    assert refused.status_code == 422
    assert count(MADE[address]) == before + 1
    typed = typed_in(refused.text)
    assert any(words in typed[name] for name, words in fields.items() if name in typed and name != "once")
    fresh = typed["once"][0]
    assert fresh != "a-key-of-this-form"
    if MADE[address] is not Poll:  # a thread has one poll
        assert doors.client.post(there, data=doors.fit(**{**fields.to_dict(), "once": fresh})).status_code == 303
        assert count(MADE[address]) == before + 2


@pytest.mark.parametrize("address", SHOWN)
def test_s59_every_form_that_makes_something_carries_a_key_of_its_own(world: World, doors: Doors, address: str):
    there = address.format(**plain(world, doors))
    keys = [typed_in(doors.client.get(there).text)["once"][0] for _tab in range(2)]
    assert len(set(keys)) == 2
    assert min(len(key) for key in keys) >= 20


def test_s59_a_key_is_its_members_own(world: World, doors: Doors):
    there, before = f"/threads/{doors.things()['thread_id']}/posts", count(Post)
    for who in (doors.admin, doors.other):
        doors.as_(who)
        assert doors.client.post(there, data=doors.fit(once="the same key", to="")).status_code == 303
    assert count(Post) == before + 2


def test_s59_a_key_of_signs_that_cannot_be_kept_is_still_a_key(world: World, doors: Doors):
    there, before = f"/threads/{doors.things()['thread_id']}/posts", count(Post)
    for _ in range(2):
        doors.client.post(there, data=doors.fit(once="\0\x01" + "é" * 5000, to=""))
    assert count(Post) <= before + 1


def test_s59_a_picture_sent_twice_is_one_picture(world: World, doors: Doors):
    places = set()
    for _ in range(2):
        fields: dict[str, Any] = {
            "alt": "Four colours",
            "kind": "post",
            "once": "a-key",
            "csrf_token": doors.fit()["csrf_token"],
        }
        answer = doors.client.post("/media/pictures", data=fields | {"file": (BytesIO(encoded(quarters())), "x.png")})
        places.add((answer.status_code, answer.location))
    assert len(places) == 1
    assert count(Picture) == 1


def test_s59_an_edit_saved_twice_is_saved_once(world: World, doors: Doors):
    there = f"/posts/{doors.things()['post_id']}/edit"
    fields = doors.fit(source="Better words", seen="0")
    answers = at_once([sender(doors, there, fields) for _ in range(3)])
    assert {status for status, _ in answers} == {303}
    assert len(set(answers)) == 1
    assert count(Edit) == 1


def test_s59_a_post_deleted_twice_is_deleted_and_counted_once(world: World, doors: Doors):
    talk = world.thread("Counted")
    said = world.reply(talk, by=doors.other)
    there = f"/posts/{said.id}/deletion"
    answers = at_once([sender(doors, there, doors.fit()) for _ in range(3)])
    assert sorted(status for status, _ in answers) == [303, 403, 403]
    assert world.posts(talk) == 1
    answers = at_once([sender(doors, f"{there}?_method=DELETE", doors.fit()) for _ in range(3)])
    assert sorted(status for status, _ in answers) == [303, 403, 403]
    assert world.posts(talk) == 2


def test_s52_twenty_clicks_are_one_like_and_one_vote(world: World, doors: Doors):
    things = doors.things()
    acts = [sender(doors, f"/posts/{things['post_id']}/reactions", doors.fit()) for _ in range(10)]
    acts += [sender(doors, f"/polls/{things['poll_id']}/votes", doors.fit()) for _ in range(10)]
    assert {status for status, _ in at_once(acts)} == {303}
    assert (count(Reaction), count(Vote), world.likes(things["post_id"])) == (1, 1, 1)
    assert read().execute(select(Poll.voter_count).where(Poll.id == things["poll_id"])).scalar_one() == 1


def test_s52_two_tabs_that_read_and_type_at_the_same_time_are_no_fault(world: World, doors: Doors):
    things = doors.things()
    doors.as_(doors.other)
    acts = [sender(doors, f"/threads/{things['thread_id']}/reading", doors.fit(number="2")) for _ in range(6)]
    acts += [sender(doors, "/drafts/new?_method=PUT", doors.fit()) for _ in range(2)]
    assert {status for status, _ in at_once(acts)} <= {200, 204, 405}
