"""Reading threads: addresses that stay, pages, and what a page costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient

from forum.threads.drafts import read_to
from tests.watching import Statements
from tests.world import World

pytestmark = pytest.mark.data

Count = Callable[[], AbstractContextManager[Statements]]


def test_an_old_title_leads_to_the_new_address(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    assert client.get(f"/t/an-older-title/{talk.id}").headers["Location"] == talk.url
    assert client.get(f"/t/an-older-title/{talk.id}/1").headers["Location"] == talk.url


def test_an_address_with_a_number_lands_on_the_page_of_that_post(client: FlaskClient, world: World) -> None:
    talk = world.thread("A long story")
    for number in range(2, 61):
        world.reply(talk, by=world.member("ana"), source=f"Part {number}.")
    page = client.get(f"{talk.url}/30").text
    assert 'data-here="30"' in page
    assert "Part 30." in page
    assert "Part 25." not in page
    assert "Part 51." not in page


def test_a_number_past_the_end_leads_to_the_last_post(client: FlaskClient, world: World) -> None:
    talk = world.thread("A short story")
    assert client.get(f"{talk.url}/99").headers["Location"] == f"{talk.url}/1#post-1"


def test_a_deleted_post_keeps_its_place_and_loses_its_words(client: FlaskClient, world: World) -> None:
    mod = world.moderator("mod")
    talk = world.thread("How do I clean it?")
    said = world.reply(talk, by=world.member("ben"), source="Buy my lamps!")
    world.delete_post(said.id, by=mod, reason="Advertising")
    page = client.get(talk.url).text
    assert "Buy my lamps!" not in page
    assert "Advertising" in page
    assert 'id="post-2"' in page


def test_the_reader_s_place_is_marked(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("How do I clean it?", by=ana)
    world.reply(talk, by=world.member("ben"), source="With sand.")
    world.sign_in(client, ana)
    assert 'id="new"' in client.get(talk.url).text
    read_to(ana.actor, talk.id, 2)
    assert 'id="new"' not in client.get(talk.url).text


def test_a_script_tells_how_far_one_has_read(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?", by=world.member("ana"))
    world.sign_in(client, world.member("ben"))
    assert "is-unread" in client.get("/latest").text
    assert world.post(client, f"/threads/{talk.id}/reading", number="1").status_code == 204
    assert "is-unread" not in client.get("/latest").text


def test_a_guest_s_page_asks_the_database_twice(client: FlaskClient, world: World, statements: Count) -> None:
    talk = world.thread("How do I clean it?")
    client.get(talk.url)  # knows the brand now
    world.reply(talk, by=world.member("ben"), source="With sand.")
    with statements() as cold:
        client.get(talk.url)
    with statements() as warm:
        client.get(talk.url)
    assert len(cold) <= 4, cold
    assert len(warm) <= 2, warm


def test_a_member_s_page_asks_the_database_at_most_four_times(
    client: FlaskClient, world: World, statements: Count
) -> None:
    talk = world.thread("How do I clean it?", poll=("Which soap?", ["Sand", "Vinegar"]))
    world.sign_in(client, world.member("ben"))
    client.get(talk.url)
    with statements() as warm:
        client.get(talk.url)
    assert len(warm) <= 4, warm


def test_a_page_of_a_thread_tells_machines_what_it_is(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    question = world.thread("How do I clean it?", by=ana, kind="question")
    said = world.reply(question, by=world.member("ben"), source="With </script> sand.")
    world.accept(said.id, by=ana)
    page = client.get(question.url).text
    assert '"QAPage"' in page
    assert '"acceptedAnswer"' in page
    assert '"DiscussionForumPosting"' in client.get(world.thread("Just talk").url).text


def test_the_posts_around_a_long_pause_are_told_apart(client: FlaskClient, world: World) -> None:
    talk = world.thread("How do I clean it?")
    with world.days_later(40):
        world.reply(talk, by=world.member("ben"), source="Still black.")
    assert 'class="gap"' in client.get(talk.url).text
