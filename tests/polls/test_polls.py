"""Polls: asked on a thread, voted in once, counted exactly."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import read
from forum.polls.actions import open_poll, vote
from forum.polls.models import Choice, Poll
from tests.world import Talk, World

pytestmark = pytest.mark.data


@pytest.fixture
def talk(world: World) -> Talk:
    return world.thread("The next mug", by=world.member("ana"), poll=("Which colour?", ["Moss", "Rust", "Fog"]))


def choices() -> list[int]:
    return list(read().scalars(select(Choice.id).order_by(Choice.position)))


def counts() -> list[int]:
    return list(read().scalars(select(Choice.vote_count).order_by(Choice.position)))


def poll_id() -> int:
    return read().scalars(select(Poll.id)).one()


def test_an_author_asks_and_a_member_votes(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("The next mug", by=ana)
    world.sign_in(client, ana)
    world.post(client, f"/threads/{talk.id}/poll", question="Which colour?", choices="Moss\nRust\n\nFog")
    world.sign_in(client, world.member("ben"))
    assert "Which colour?" in client.get(talk.url).text
    world.post(client, f"/polls/{poll_id()}/votes", choice=str(choices()[1]))
    assert counts() == [0, 1, 0]
    assert "is-mine" in client.get(talk.url).text


def test_voting_again_changes_the_vote(world: World, talk: Talk) -> None:
    ben = world.member("ben")
    for choice in (choices()[0], choices()[2], choices()[2]):
        vote(ben.actor, poll_id(), [choice])
    assert counts() == [0, 0, 1]


def test_a_vote_can_be_taken_back(client: FlaskClient, world: World, talk: Talk) -> None:
    world.sign_in(client, world.member("ben"))
    world.post(client, f"/polls/{poll_id()}/votes", choice=str(choices()[0]))
    world.post(client, f"/polls/{poll_id()}/votes?_method=DELETE")
    assert counts() == [0, 0, 0]


def test_the_answer_to_a_vote_is_the_poll_itself(client: FlaskClient, world: World, talk: Talk) -> None:
    world.sign_in(client, world.member("ben"))
    answer = client.post(
        f"/polls/{poll_id()}/votes", data={"choice": str(choices()[0])},
        headers={"HX-Request": "true", "X-CSRF-Token": world.token(client)},
    )  # fmt: skip
    assert answer.text.lstrip().startswith("<section")
    assert "<html" not in answer.text


@pytest.mark.parametrize("chosen", [[], ["0"], ["999999"], ["x"], ["٣"], ["all of them"]])
def test_a_vote_for_nothing_that_can_be_chosen_is_explained(
    client: FlaskClient, world: World, talk: Talk, chosen: list[str]
) -> None:
    world.sign_in(client, world.member("ben"))
    page = client.get(world.post(client, f"/polls/{poll_id()}/votes", choice=chosen).headers["Location"]).text
    assert "Choose one of the choices." in page
    assert counts() == [0, 0, 0]


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"question": ""}, "Ask something"),
        ({"choices": "Moss"}, "Give 2 to 12 choices"),
        ({"choices": "Moss\nmoss"}, "the same"),
        ({"choices": "\n".join(map(str, range(13)))}, "Give 2 to 12 choices"),
        ({"choices": f"Moss\n{'x' * 101}"}, "shorten"),
        ({"days": "0"}, "Between 1 and 365"),
        ({"days": "soon"}, ""),
    ],
)
def test_a_poll_that_cannot_be_is_explained_and_kept(
    client: FlaskClient, world: World, fields: dict[str, str], word: str
) -> None:
    ana = world.member("ana")
    talk = world.thread("The next mug", by=ana)
    world.sign_in(client, ana)
    given = {"question": "Which colour?", "choices": "Moss\nRust", "days": "3", **fields}
    answer = world.post(client, f"/threads/{talk.id}/poll", **given)
    assert answer.status_code == 422
    assert word in answer.text


def test_only_the_author_asks(client: FlaskClient, world: World) -> None:
    talk = world.thread("The next mug", by=world.member("ana"))
    world.sign_in(client, world.member("ben"))
    assert world.post(client, f"/threads/{talk.id}/poll", question="Mine?", choices="a\nb").status_code == 403


def test_a_poll_that_is_over_takes_no_votes(client: FlaskClient, world: World) -> None:
    ana = world.member("ana")
    talk = world.thread("The next mug", by=ana)
    open_poll(ana.actor, talk.id, "Which colour?", ["Moss", "Rust"], days=3)
    world.sign_in(client, world.member("ben"))
    with at(now() + timedelta(days=4)):
        assert world.post(client, f"/polls/{poll_id()}/votes", choice=str(choices()[0])).status_code == 403
        assert "closed" in client.get(talk.url).text


def test_s52_many_votes_at_once_are_counted_exactly(app: Flask, world: World, talk: Talk) -> None:
    people = [world.member(f"voter{number}") for number in range(8)]
    first, second, _third = choices()

    def cast(number: int) -> None:
        with app.app_context():
            for choice in (first, second, first):
                vote(people[number].actor, poll_id(), [choice])

    threads = [threading.Thread(target=cast, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts() == [8, 0, 0]
