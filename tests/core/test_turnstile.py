"""Guests are let in one after the other, a crowd is asked to come back, and members never wait for either."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.pages import ledger
from forum.core.pages.politeness import AT_ONCE, MOST_NETWORKS, Politeness, network_of
from forum.core.pages.turnstile import BURST_S, SHARE, TooMany, Turnstile
from forum.core.tail import Tail
from tests.services.waiting import until
from tests.world import Talk, World

ABROAD: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "8.8.8.7"}}


def test_who_finds_the_room_full_is_asked_to_come_back():
    turnstile, inside, done = Turnstile(room=1), threading.Event(), threading.Event()

    def stay() -> None:
        with turnstile.passing():
            inside.set()
            done.wait(10)

    def follow() -> str:
        with turnstile.passing():
            return "in"

    with ThreadPoolExecutor(2) as guests:
        guests.submit(stay)
        assert inside.wait(10)
        second = guests.submit(follow)
        until(lambda: turnstile.waiting == 1, what="the second guest")
        with pytest.raises(TooMany), turnstile.passing():
            pass
        done.set()
        assert second.result(10) == "in"


def test_one_is_inside_at_a_time_and_all_get_in_who_may_wait():
    turnstile, inside, most = Turnstile(room=20), 0, 0

    def visit() -> None:
        nonlocal inside, most
        with turnstile.passing():
            inside += 1
            most = max(most, inside)
            inside -= 1

    with ThreadPoolExecutor(10) as guests:
        for visitor in [guests.submit(visit) for _ in range(20)]:
            visitor.result(10)
    assert most == 1


def test_guests_owe_nothing_while_no_member_is_about():
    turnstile = Turnstile()
    turnstile.charge(BURST_S)
    assert turnstile.owed() == 0.0


def test_guests_beyond_their_share_wait_until_it_is_even_while_members_are_about():
    turnstile = Turnstile()
    turnstile.member_passed()
    turnstile.charge(BURST_S + 0.3)
    assert turnstile.owed() == pytest.approx(0.3 / SHARE, abs=0.2)


def test_a_drawing_that_fails_lets_the_next_guest_in():
    turnstile = Turnstile(room=1)
    with pytest.raises(ZeroDivisionError), turnstile.passing():
        raise ZeroDivisionError
    with turnstile.passing():
        assert turnstile.waiting == 0


def test_s50_one_network_may_ask_fast_for_a_while_only():
    politeness = Politeness()
    assert not any(politeness.take("8.8.8.7") for _ in range(int(AT_ONCE)))
    assert politeness.take("8.8.8.200") >= 1
    assert politeness.take("8.8.9.7") == 0


@pytest.mark.parametrize(("address", "network"), [
    ("8.8.8.7", "8.8.8.0"), ("::ffff:8.8.8.7", "8.8.8.0"), ("2a00:1450:1:2:3::4", "2a00:1450:1:2::"),
    ("127.0.0.1", None), ("10.1.2.3", None), ("::1", None), ("fe80::1", None), ("", None), ("evil", None),
])  # fmt: skip
def test_networks_are_counted_and_those_behind_which_anybody_stands_are_not(address: str, network: str | None):
    assert network_of(address) == network


def test_networks_without_end_take_no_more_room():
    politeness = Politeness()
    for number in range(MOST_NETWORKS + 100):
        politeness.take(f"8.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        politeness.take(f"2a00:{number:x}::1")
    assert len(politeness.left) <= MOST_NETWORKS


@pytest.fixture
def talk(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setattr(ledger, "STALE_AFTER_S", 60.0)
    made = world.thread("How do I clean it?")
    tail: Tail = app.extensions["tail"]
    tail.step()
    app.testing = False  # in tests nobody is counted
    return made


def hurry(client: FlaskClient) -> Any:
    """Ask until the house has had enough."""
    answers = (client.get("/nowhere", **ABROAD) for _number in range(int(AT_ONCE) * 5))
    return next(answer for answer in answers if answer.status_code != 404)


@pytest.mark.data
def test_s50_who_asks_too_fast_is_told_when_to_come_back(app: Flask, talk: Talk, client: FlaskClient):
    client.get(talk.url, **ABROAD)
    refused = hurry(client)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.headers["Cache-Control"] == "private, no-store"
    assert len(refused.data) < 2_000
    polish = client.get("/nowhere", headers={"Accept-Language": "pl"}, **ABROAD)
    assert 'lang="pl"' in polish.text
    assert client.get(talk.url, **ABROAD).status_code == 200, "kept pages are for everybody"
    assert client.get("/sign-in", **ABROAD).status_code == 200, "the doors are open"


@pytest.mark.data
def test_s50_members_are_never_counted_and_a_forged_session_makes_no_member(
    app: Flask, world: World, talk: Talk, client: FlaskClient
):
    assert hurry(client).status_code == 429
    member = world.client(world.member("ana"))
    assert {member.get("/latest", **ABROAD).status_code for _ in range(int(AT_ONCE) + 5)} == {200}
    client.set_cookie("session", "f" * 43)
    refused = hurry(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]


@pytest.mark.data
def test_a_full_house_turns_guests_away_and_lets_members_in(app: Flask, world: World, talk: Talk):
    door = app.extensions["door"]
    door.turnstile = Turnstile(room=0)
    client = app.test_client()
    refused = client.get("/u/ana")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert client.head("/u/ana").data == b""
    assert world.client(world.member("ana")).get("/u/ana").status_code == 200
    client.set_cookie("session", "f" * 43)
    assert client.get("/u/ana").status_code == 503
    assert client.get("/healthz").status_code == 200
