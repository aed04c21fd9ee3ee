"""Changing what one signs in with, and where one is signed in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.db import read
from forum.members import actions
from forum.members.models import Member, Session
from tests.members.people import NEW_PASSWORD, age, is_in, link_in, try_password, without_tokens
from tests.services.smtp import Smtp
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.data, pytest.mark.usefixtures("founded")]

PAGES = [
    "/settings/profile",
    "/settings/account",
    "/settings/account/password",
    "/settings/account/email",
    "/settings/sessions",
]


@pytest.mark.parametrize("address", PAGES)
def test_settings_are_for_members(client: FlaskClient, world: World, address: str):
    assert client.get(address).location.startswith("/sign-in?next=%2Fsettings")
    world.sign_in(client, world.member("ana"))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/settings/profile", "/settings/account/password", "/settings/account/email"])
def test_a_guest_changes_nothing(client: FlaskClient, world: World, address: str):
    assert world.post(client, address, about="x", password=NEW_PASSWORD, email="x@example.org").location.startswith(
        "/sign-in"
    )


def test_s08_a_new_password_signs_out_every_other_browser(client: FlaskClient, app: Flask, world: World):
    ana = world.member("ana")
    other = world.sign_in(app.test_client(), ana)
    world.sign_in(client, ana)
    before = client.get_cookie("session")
    changed = world.post(client, "/settings/account/password", password=NEW_PASSWORD)
    after = client.get_cookie("session")
    assert changed.status_code == 303
    assert is_in(client)
    assert not is_in(other)
    assert before
    assert after
    assert before.value != after.value
    assert try_password(world, app.test_client(), ana.email, NEW_PASSWORD).status_code == 303


def test_s08_a_reset_by_mail_signs_out_everywhere(client: FlaskClient, world: World, relay, smtp: Smtp):
    ana = world.member("ana")
    world.sign_in(client, ana)
    guest = world.client()
    world.post(guest, "/password-reset", email=ana.email)
    relay()
    world.post(guest, link_in(smtp.to(ana.email)), password=NEW_PASSWORD)
    relay()
    assert not is_in(client)
    assert "was changed" in str(smtp.to(ana.email)["Subject"])


def test_s09_after_ten_minutes_the_password_is_asked_for(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    assert "Present password" not in client.get("/settings/account/password").text
    age(Session, "verified_at", 0.2)
    assert "Present password" in client.get("/settings/account/password").text
    refused = world.post(client, "/settings/account/password", password=NEW_PASSWORD)
    assert refused.status_code == 422
    assert "know it is you" in refused.text
    wrong = world.post(client, "/settings/account/password", password=NEW_PASSWORD, current="wrong")
    assert "not your present password" in wrong.text
    assert NEW_PASSWORD not in wrong.text
    assert world.post(client, "/settings/account/password", password=NEW_PASSWORD, current=PASSWORD).status_code == 303


def test_s09_another_address_takes_the_password_too(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    age(Session, "verified_at", 0.2)
    refused = world.post(client, "/settings/account/email", email="ana@home.example")
    assert refused.status_code == 422
    assert "ana@home.example" in refused.text
    sent = world.post(client, "/settings/account/email", email="ana@home.example", current=PASSWORD)
    assert sent.location == "/mail-sent?for=email"


def test_s04_the_present_password_is_not_for_guessing(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    age(Session, "verified_at", 0.2)
    for _try in range(10):
        world.post(client, "/settings/account/password", password=NEW_PASSWORD, current="wrong")
    answer = world.post(client, "/settings/account/password", password=NEW_PASSWORD, current=PASSWORD)
    assert answer.status_code == 422
    assert read().execute(select(Session.verified_at)).scalars().all()


def test_an_address_is_changed_by_the_letter_to_the_new_one(client: FlaskClient, world: World, relay, smtp: Smtp):
    ana = world.member("ana")
    world.sign_in(client, ana)
    world.post(client, "/settings/account/email", email="ana@home.example")
    relay()
    assert read().execute(select(Member.email)).scalar_one() == ana.email
    link = link_in(smtp.to("ana@home.example"))
    assert "ana@home.example" in client.get(link).text
    assert world.post(client, link).location == "/settings/account"
    relay()
    assert read().execute(select(Member.email_key)).scalar_one() == "ana@home.example"
    assert "another mail address" in smtp.to(ana.email).get_content()
    assert world.post(client, link).status_code == 410


def test_s05_asking_for_a_known_address_tells_nothing(client: FlaskClient, world: World, relay, smtp: Smtp, statements):
    world.member("ben")
    world.sign_in(client, world.member("ana"))
    with statements() as known:
        first = world.post(client, "/settings/account/email", email="ben@example.org")
    with statements() as unknown:
        second = world.post(client, "/settings/account/email", email="eva@example.org")
    assert without_tokens(first) == without_tokens(second)
    assert known == unknown
    relay()
    assert "/confirm/" not in smtp.to("ben@example.org").get_content()
    assert "/confirm/" in smtp.to("eva@example.org").get_content()


def test_an_address_taken_meanwhile_is_not_taken_twice(client: FlaskClient, world: World, relay, smtp: Smtp):
    world.sign_in(client, world.member("ana"))
    world.post(client, "/settings/account/email", email="new@example.org")
    relay()
    world.member("ben", email="new@example.org")
    assert world.post(client, link_in(smtp.to("new@example.org"))).status_code == 410


@pytest.mark.parametrize("email", ["", "nobody", "a b@example.org", "x" * 300 + "@example.org"])
def test_a_wrong_address_is_explained(client: FlaskClient, world: World, email: str):
    world.sign_in(client, world.member("ana"))
    assert world.post(client, "/settings/account/email", email=email).status_code == 422


def test_s09_a_member_sees_and_ends_their_own_sessions(client: FlaskClient, world: World):
    ana = world.member("ana")
    phone = world.sign_in(world.client(), ana)
    world.sign_in(client, ana)
    shown = client.get("/settings/sessions").text
    assert shown.count('class="session') == 3
    assert "this one" in shown
    session_id = read().execute(select(Session.id).order_by(Session.id)).scalars().first()
    assert world.delete(client, f"/settings/sessions/{session_id}").status_code == 303
    assert not is_in(phone)
    assert is_in(client)


def test_s09_all_others_end_at_once_without_scripts(client: FlaskClient, world: World):
    ana = world.member("ana")
    others = [world.sign_in(world.client(), ana) for _n in range(2)]
    world.sign_in(client, ana)
    assert world.post(client, "/settings/sessions?_method=DELETE").status_code == 303
    assert is_in(client)
    assert not any(map(is_in, others))


def test_s17_nobody_ends_somebody_elses_session(client: FlaskClient, world: World):
    ben = world.client(world.member("ben"))
    session_id = read().execute(select(Session.id)).scalar_one()
    world.sign_in(client, world.member("ana"))
    world.delete(client, f"/settings/sessions/{session_id}")
    world.delete(client, "/settings/sessions")
    assert is_in(ben)


def test_a_session_that_is_over_is_over(client: FlaskClient, world: World):
    world.sign_in(client, world.member("ana"))
    age(Session, "expires_at", 0)
    assert not is_in(client)


def test_when_a_session_was_seen_is_written_every_ten_minutes(client: FlaskClient, world: World, statements):
    world.sign_in(client, world.member("ana"))
    with statements() as said:
        client.get("/settings/account")
    assert not [text for text in said if text.startswith("UPDATE")]
    age(Session, "seen_at", 0.2)
    for count in (1, 0):
        with statements() as said:
            client.get("/settings/account")
        assert len([text for text in said if text.startswith("UPDATE")]) == count


def test_a_member_without_a_password_may_set_one_after_a_letter(client: FlaskClient, app: Flask, world: World):
    world.brand()
    member_id = actions.make_member("ana", "ana@example.org", None)
    assert member_id
    world.sign_in(client, world.member("ben"))
    assert try_password(world, world.client(), "ana@example.org", "").status_code == 422
