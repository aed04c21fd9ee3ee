"""Joining: a name, an address and a password, confirmed by a letter."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.db import read
from forum.members.models import Joining, Member
from forum.members.queries import member_page
from tests.members.people import age, ask_to_join, is_in, link_in, try_password, without_tokens
from tests.services.smtp import Smtp
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.data, pytest.mark.usefixtures("founded")]


def test_it_works(client: FlaskClient, world: World, relay, smtp: Smtp):
    assert client.get("/join").status_code == 200
    asked = ask_to_join(world, client, "ana", "Ana@Example.org")
    assert (asked.status_code, asked.location) == (303, "/mail-sent?for=join")
    relay()
    letter = smtp.to("Ana@example.org")
    link = link_in(letter)
    assert "ana" in client.get(link).text
    done = world.post(client, link, name="ana")
    assert (done.status_code, done.location) == (303, "/")
    assert is_in(client)
    assert client.get("/u/ana").status_code == 200


def test_a_letter_is_in_the_language_of_the_page(client: FlaskClient, world: World, relay, smtp: Smtp):
    client.set_cookie("language", "pl")
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    assert read().execute(select(Joining.locale)).scalar_one() == "pl"
    assert "localhost" in smtp.to("ana@example.org").get_content()


def test_nobody_is_a_member_before_the_letter_is_answered(client: FlaskClient, world: World, relay):
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    assert member_page("ana") is None
    assert client.get("/u/ana").status_code == 404
    assert try_password(world, client, "ana@example.org", PASSWORD).status_code == 422


def test_a_name_given_away_meanwhile_can_be_changed(client: FlaskClient, world: World, relay, smtp: Smtp):
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    link = link_in(smtp.to("ana@example.org"))
    world.member("ana", email="first@example.org")
    refused = world.post(client, link, name="ana")
    assert refused.status_code == 422
    assert "Somebody has this name" in refused.text
    assert world.post(client, link, name="ana_2").status_code == 303
    assert is_in(client)


def test_who_asks_twice_joins_once(client: FlaskClient, world: World, relay, smtp: Smtp):
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    first = link_in(smtp.to("ana@example.org"))
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    second = link_in(smtp.to("ana@example.org"))
    assert world.post(client, second, name="ana").status_code == 303
    assert client.get(first).status_code == 410
    assert read().execute(select(func.count()).select_from(Member)).scalar_one() == 1


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "two words", "no spaces"), ("name", "", "Choose a name"), ("name", "admin", "community itself"),
        ("name", "x" * 300, "longer than"), ("email", "nobody", "letters can reach"), ("email", "", "Type your mail"),
        ("email", "a@b\r\nBcc: c@example.org", "letters can reach"), ("email", "ż@example.org", "letters can reach"),
        ("password", "short", "at least 15"), ("password", "", "Choose a password"),
        ("password", "passwordpassword", "easy to guess"), ("password", "marta_k1 goes home", "Leave your name"),
        ("password", "x" * 2000, "longer than"),
    ],
)  # fmt: skip
def test_bad_input_is_explained_and_kept(client: FlaskClient, world: World, field: str, value: str, says: str):
    typed = {"name": "marta_k1", "email": "marta@example.org", "password": PASSWORD} | {field: value}
    answer = ask_to_join(world, client, **typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Bcc" not in answer.text.replace(value, "") or field == "email"
    assert PASSWORD not in answer.text
    for name in {"name", "email"} - {field}:
        assert typed[name] in answer.text


def test_s05_a_known_address_gets_the_same_answer(client: FlaskClient, world: World, relay, smtp: Smtp, statements):
    world.member("ana")
    ask_to_join(world, client, "anyone", "ana@example.org")  # what the house keeps for seconds is kept now
    with statements() as known:
        first = ask_to_join(world, client, "newone", "ana@example.org")
    with statements() as unknown:
        second = ask_to_join(world, client, "newtwo", "eva@example.org")
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert without_tokens(first) == without_tokens(second)
    assert known == unknown
    relay()
    assert "already" in smtp.to("ana@example.org").get_content()
    assert "/confirm/" in smtp.to("eva@example.org").get_content()
    assert read().execute(select(Joining.email)).scalars().all() == ["eva@example.org"]


def test_s05_a_name_asked_for_is_not_given_away(client: FlaskClient, world: World):
    world.member("ana")
    ask_to_join(world, client, "newone", "ana@example.org")
    ask_to_join(world, client, "newtwo", "eva@example.org")
    for name in ("newone", "newtwo"):
        assert ask_to_join(world, client, name, "ida@example.org").status_code == 303


def test_s06_a_link_to_join_works_once(client: FlaskClient, app: Flask, world: World, relay, smtp: Smtp):
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    link = link_in(smtp.to("ana@example.org"))
    assert client.get(link).status_code == client.get(link).status_code == 200
    assert world.post(app.test_client(), link, name="ana").status_code == 303
    assert world.post(app.test_client(), link, name="ben").status_code == 410


def test_s06_a_link_to_join_works_for_an_hour(client: FlaskClient, world: World, relay, smtp: Smtp):
    ask_to_join(world, client, "ana", "ana@example.org")
    relay()
    link = link_in(smtp.to("ana@example.org"))
    age(Joining, "expires_at", 0)
    assert client.get(link).status_code == 410
    assert world.post(client, link, name="ana").status_code == 410


def test_s36_a_name_makes_no_link_in_a_letter(client: FlaskClient, world: World, relay, smtp: Smtp):
    ask_to_join(world, client, "free-stoves.example", "ana@example.org")
    relay()
    assert "free-stoves.example" not in smtp.to("ana@example.org").get_content()


def test_joining_often_from_one_network_is_slowed_down(client: FlaskClient, world: World):
    codes = [ask_to_join(world, client, f"ana{n}", f"ana{n}@example.org").status_code for n in range(22)]
    assert codes[:20] == [303] * 20
    assert codes[-1] == 429


def test_s14_there_is_no_member_in_a_new_house(app: Flask):
    assert read().execute(select(func.count()).select_from(Member)).scalar_one() == 0


def test_who_is_signed_in_need_not_join(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    assert client.get("/join").status_code == 303
