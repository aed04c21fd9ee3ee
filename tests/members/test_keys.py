"""Links in letters: for one purpose, once, within an hour (S06)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.access import HOUSE
from forum.core.clock import now
from forum.core.db import read
from forum.core.outbox import Fact, Job
from forum.members import actions
from forum.members.models import MailedKey
from forum.members.sessions import Visit
from tests.members.people import NEW_PASSWORD, age, is_in, link_in, try_password
from tests.services.smtp import Smtp
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.data, pytest.mark.usefixtures("founded")]

ASKING = {"/password-reset": "/password-reset/", "/sign-in/mail": "/sign-in/mail/"}


@pytest.fixture
def asked(client: FlaskClient, world: World, relay, smtp: Smtp):
    """Ask for a link at an address of ours; gives its path."""

    def ask(address: str, email: str = "ana@example.org") -> str:
        world.post(client, address, email=email)
        relay()
        return link_in(smtp.to(email))

    return ask


def test_a_new_password_is_set_by_mail(client: FlaskClient, world: World, asked):
    ana = world.member("ana")
    link = asked("/password-reset")
    assert link.startswith("/password-reset/")
    assert client.get(link).status_code == 200
    done = world.post(client, link, password=NEW_PASSWORD)
    assert (done.status_code, done.location) == (303, "/sign-in")
    assert not is_in(client)
    assert try_password(world, client, ana.email, PASSWORD).status_code == 422
    assert try_password(world, client, ana.email, NEW_PASSWORD).status_code == 303


def test_a_letter_signs_in(client: FlaskClient, world: World, asked):
    world.member("ana")
    link = asked("/sign-in/mail")
    assert client.get(link).status_code == 200
    assert not is_in(client)
    assert world.post(client, link).status_code == 303
    assert is_in(client)


def test_an_address_is_confirmed_by_mail(client: FlaskClient, world: World, relay, smtp: Smtp):
    ana = world.member("ana", confirmed=False)
    world.sign_in(client, ana)
    assert "not confirmed" in client.get("/settings/account").text
    world.post(client, "/settings/account/confirmation")
    relay()
    link = link_in(smtp.to(ana.email))
    assert ana.email in client.get(link).text
    assert world.post(client, link).status_code == 303
    assert "not confirmed" not in client.get("/settings/account").text


def test_a_refused_password_leaves_the_link_alive(client: FlaskClient, world: World, asked):
    world.member("ana")
    link = asked("/password-reset")
    refused = world.post(client, link, password="short")
    assert refused.status_code == 422
    assert refused.headers["Referrer-Policy"] == "same-origin"
    assert world.post(client, link, password=NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize("address", ASKING)
def test_s06_looking_uses_nothing_up_and_using_does(client: FlaskClient, world: World, asked, address: str):
    world.member("ana")
    link = asked(address)
    assert [client.get(link).status_code for _look in range(3)] == [200] * 3
    assert client.head(link).status_code == 200
    assert world.post(client, link, password=NEW_PASSWORD).status_code == 303
    assert client.get(link).status_code == 410
    assert world.post(client, link, password=NEW_PASSWORD).status_code == 410


@pytest.mark.parametrize("address", ASKING)
def test_s06_a_link_works_for_an_hour(client: FlaskClient, world: World, asked, address: str):
    world.member("ana")
    link = asked(address)
    lasts = read().execute(select(MailedKey.expires_at)).scalar_one() - now()
    assert 3500 < lasts.total_seconds() <= 3600
    age(MailedKey, "expires_at", 0)
    assert client.get(link).status_code == 410
    assert world.post(client, link, password=NEW_PASSWORD).status_code == 410


def test_s06_a_link_works_for_one_purpose(client: FlaskClient, world: World, asked):
    world.member("ana")
    token = asked("/sign-in/mail").rpartition("/")[2]
    assert client.get(f"/password-reset/{token}").status_code == 410
    assert world.post(client, f"/password-reset/{token}", password=NEW_PASSWORD).status_code == 410
    assert world.post(client, f"/confirm/{token}").status_code == 410
    assert world.post(client, f"/sign-in/mail/{token}").status_code == 303


@pytest.mark.parametrize("address", ASKING)
def test_s06_links_die_with_a_new_password(client: FlaskClient, app: Flask, world: World, asked, address: str):
    ana = world.member("ana")
    link = asked(address)
    actions.set_password(ana.id, NEW_PASSWORD)
    assert client.get(link).status_code == 410
    assert world.post(client, link, password=PASSWORD).status_code == 410


def test_s06_links_die_with_a_suspension(client: FlaskClient, world: World, asked):
    ana = world.member("ana")
    link = asked("/password-reset")
    actions.suspend(HOUSE, ana.id, now().replace(year=now().year + 1), "spam")
    assert world.post(client, link, password=NEW_PASSWORD).status_code == 410


def test_s06_only_digests_are_kept_anywhere(client: FlaskClient, world: World, smtp: Smtp, relay, asked):
    world.member("ana")
    token = asked("/password-reset").rpartition("/")[2]
    assert len(token) >= 43
    kept = [*read().execute(select(MailedKey.__table__)), *read().execute(select(Job.payload))]
    kept += read().execute(select(Fact.payload))
    assert token not in str(kept)


def test_s06_a_key_waits_in_no_queue(client: FlaskClient, world: World):
    world.member("ana")
    world.post(client, "/password-reset", email="ana@example.org")
    assert "password-reset/" not in str(list(read().execute(select(Job.payload))))


def test_s06_the_host_of_a_link_is_ours_whatever_was_asked(client: FlaskClient, world: World, relay, smtp: Smtp):
    world.member("ana")
    token = world.token(client)
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    client.post("/password-reset", data={"email": "ana@example.org", "csrf_token": token}, headers=forged)
    relay()
    assert "http://localhost/password-reset/" in smtp.to("ana@example.org").get_content()


@pytest.mark.parametrize("path", ["/confirm/x", "/password-reset/x", "/sign-in/mail/x", "/confirm/" + "é" * 500])
def test_s06_pages_of_links_tell_nobody_their_address(client: FlaskClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 410
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ASKING)
def test_s05_asking_for_a_link_tells_nothing(
    client: FlaskClient, world: World, relay, smtp: Smtp, statements, address: str
):
    world.member("ana")
    with statements() as known:
        first = world.post(client, address, email="ana@example.org")
    with statements() as unknown:
        second = world.post(client, address, email="eva@example.org")
    assert (first.status_code, first.location, first.text) == (second.status_code, second.location, second.text)
    assert known == unknown
    relay()
    assert [str(letter["To"]) for letter in smtp.messages] == ["ana@example.org"]


def test_nobody_is_flooded_with_letters(client: FlaskClient, world: World):
    codes = [world.post(client, "/password-reset", email="ana@example.org").status_code for _n in range(6)]
    assert codes == [303] * 4 + [429] * 2


def test_a_wrong_address_is_explained(client: FlaskClient, world: World):
    answer = world.post(client, "/password-reset", email="nobody")
    assert answer.status_code == 422
    assert "letters can reach" in answer.text
    assert 'value="nobody"' in answer.text


def test_a_key_of_somebody_else_opens_only_their_account(client: FlaskClient, world: World, asked):
    world.member("ana")
    ben = world.member("ben")
    link = asked("/password-reset")
    world.post(client, link, password=NEW_PASSWORD)
    assert try_password(world, client, ben.email, PASSWORD).status_code == 303
    assert actions.sign_in(ben.email, PASSWORD, Visit())[0].member_id == ben.id
