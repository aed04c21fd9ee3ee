"""Coming in with an address and a password, and going out."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from forum.core.config import ROOT
from forum.core.db import db, read
from forum.core.transaction import transaction
from forum.members.models import Member, Session
from forum.members.passwords import is_outdated
from tests.members.people import is_in, link_in, try_password, without_tokens
from tests.services.smtp import Smtp
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.data, pytest.mark.usefixtures("founded")]

ELSEWHERE = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "javascript:alert(1)",
    "/%2fevil.example", "http:evil.example", "//ana@evil.example", "/a//evil.example", "/\r\nSet-Cookie: a=b",
]  # fmt: skip


@transaction
def keep_hash(kept: str) -> None:
    db.session.execute(update(Member).values(password_hash=kept))


def test_it_works(client: FlaskClient, world: World):
    ana = world.member("ana")
    assert client.get("/sign-in").status_code == 200
    entered = try_password(world, client, ana.email, PASSWORD)
    assert (entered.status_code, entered.location) == (303, "/")
    assert is_in(client)
    assert world.post(client, "/sign-out").status_code == 303
    assert not is_in(client)


def test_the_case_of_an_address_does_not_matter(client: FlaskClient, world: World):
    world.member("ana", email="Ana@Example.org")
    assert try_password(world, client, " aNA@example.ORG ", PASSWORD).status_code == 303


def test_who_signs_in_comes_to_the_page_they_wanted(client: FlaskClient, world: World):
    ana = world.member("ana")
    assert 'value="/settings/sessions"' in client.get("/sign-in?next=/settings/sessions").text
    entered = try_password(world, client, ana.email, PASSWORD, next="/settings/sessions")
    assert entered.location == "/settings/sessions"
    assert client.get("/sign-in?next=/latest").location == "/latest"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_s30_nobody_is_led_elsewhere(app: Flask, world: World, target: str):
    ana = world.member("ana")
    client = app.test_client()
    assert "evil" not in client.get("/sign-in", query_string={"next": target}).text
    assert try_password(world, client, ana.email, PASSWORD, next=target).location == "/"
    assert client.get("/sign-in", query_string={"next": target}).location == "/"


def test_a_wrong_password_is_refused_and_the_address_kept(client: FlaskClient, world: World):
    ana = world.member("ana")
    refused = try_password(world, client, ana.email, "seven wrong words in a row", next="/latest")
    assert refused.status_code == 422
    assert "do not go together" in refused.text
    assert ana.email in refused.text
    assert 'value="/latest"' in refused.text
    assert "seven wrong words" not in refused.text
    assert not is_in(client)


@pytest.mark.parametrize(
    "fields",
    [{}, {"email": ""}, {"email": "ana@example.org"}, {"password": PASSWORD}, {"email": "x" * 999, "password": "y"}],
)  # fmt: skip
def test_a_form_half_filled_is_explained(client: FlaskClient, world: World, fields: dict[str, str]):
    assert world.post(client, "/sign-in", **fields).status_code == 422


def test_s05_unknown_and_known_addresses_get_the_same_answer(client: FlaskClient, world: World, statements):
    world.member("ana")
    with statements() as known:
        first = try_password(world, client, "ana@example.org", "seven wrong words in a row")
    with statements() as unknown:
        second = try_password(world, client, "eva@example.org", "seven wrong words in a row")
    assert first.status_code == second.status_code
    assert without_tokens(first) == without_tokens(second).replace("eva@", "ana@")
    assert known == unknown


def test_s04_after_ten_wrong_tries_the_right_password_gets_the_same_answer(client: FlaskClient, world: World):
    ana = world.member("ana")
    wrong = [try_password(world, client, ana.email, f"wrong {n} wrong {n} wrong") for n in range(10)]
    right = try_password(world, client, ana.email, PASSWORD)
    assert {answer.status_code for answer in wrong} == {right.status_code} == {422}
    assert without_tokens(right) == without_tokens(wrong[0])
    assert not is_in(client)


def test_s04_the_owner_still_comes_in_by_mail(client: FlaskClient, world: World, relay, smtp: Smtp):
    ana = world.member("ana")
    for n in range(11):
        try_password(world, client, ana.email, f"wrong {n} wrong {n} wrong")
    world.post(client, "/sign-in/mail", email=ana.email)
    relay()
    assert world.post(client, link_in(smtp.to(ana.email))).status_code == 303
    assert is_in(client)


def test_s04_a_network_is_slowed_down_over_all_accounts(client: FlaskClient, world: World):
    ana = world.member("ana")
    for n in range(30):
        try_password(world, client, f"nobody{n}@example.org", "x")
    assert try_password(world, client, ana.email, PASSWORD).status_code == 422


def test_s04_an_invented_forwarding_header_is_no_other_network(client: FlaskClient, world: World):
    ana = world.member("ana")
    token = world.token(client)
    for n in range(11):
        form = {"email": ana.email, "password": "wrong", "csrf_token": token}
        client.post("/sign-in", data=form, headers={"X-Forwarded-For": f"203.0.{n}.9"})
    assert try_password(world, client, ana.email, PASSWORD).status_code == 422


def test_s01_a_hash_with_weaker_parameters_is_renewed_at_the_door(client: FlaskClient, world: World):
    ana = world.member("ana")
    keep_hash(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD))
    assert try_password(world, client, ana.email, PASSWORD).status_code == 303
    assert not is_outdated(str(read().execute(select(Member.password_hash)).scalar_one()))
    assert try_password(world, client, ana.email, PASSWORD).status_code == 303


def test_s03_who_has_a_password_that_would_be_refused_now_is_asked_for_another(client: FlaskClient, world: World):
    ana = world.member("ana")
    keep_hash(PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1).hash("passwordpassword"))
    entered = try_password(world, client, ana.email, "passwordpassword")
    assert entered.location == "/settings/account/password"
    assert is_in(client)


def test_s07_a_session_known_before_is_dead_after_signing_in(app: Flask, world: World):
    ana = world.member("ana")
    victim, attacker = app.test_client(), app.test_client()
    for browser in (victim, attacker):
        browser.set_cookie("session", "a-token-that-somebody-chose-beforehand-123")
    try_password(world, victim, ana.email, PASSWORD)
    assert is_in(victim)
    assert not is_in(attacker)


def test_s07_signing_in_again_ends_the_session_before(client: FlaskClient, world: World):
    ana = world.member("ana")
    try_password(world, client, ana.email, PASSWORD)
    first = client.get_cookie("session")
    try_password(world, client, ana.email, PASSWORD)
    second = client.get_cookie("session")
    assert first
    assert second
    assert first.value != second.value
    assert read().execute(select(func.count()).select_from(Session)).scalar_one() == 1


def test_s07_only_a_digest_of_the_token_is_kept(client: FlaskClient, world: World, settings):
    try_password(world, client, world.member("ana").email, PASSWORD)
    cookie = client.get_cookie("session")
    assert cookie is not None
    assert len(cookie.value) >= 43
    assert cookie.http_only
    kept = "".join(map(str, read().execute(select(Session.__table__)).one()))
    assert cookie.value not in kept


def test_s08_signing_out_ends_the_session_on_the_server(app: Flask, client: FlaskClient, world: World):
    try_password(world, client, world.member("ana").email, PASSWORD)
    cookie = client.get_cookie("session")
    assert cookie is not None
    world.post(client, "/sign-out")
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    assert not is_in(thief)


def test_s25_a_form_without_its_token_signs_nobody_in_or_out(client: FlaskClient, world: World):
    ana = world.member("ana")
    assert client.post("/sign-in", data={"email": ana.email, "password": PASSWORD}).status_code == 403
    world.sign_in(client, ana)
    assert client.post("/sign-out").status_code == 403
    assert is_in(client)


def test_s14_nobody_comes_in_as_an_author_without_an_account(
    client: FlaskClient, app: Flask, world: World, relay, smtp: Smtp
):
    world.member("ana")
    keep_author()
    for password in ("", PASSWORD):
        assert try_password(world, client, "ana@example.org", password).status_code == 422
    for address in ("/sign-in/mail", "/password-reset"):
        world.post(client, address, email="ana@example.org")
    relay()
    assert not smtp.messages


def test_s14_every_way_in_goes_through_the_one_door():
    opens = [
        path.name
        for path in Path(ROOT, "forum").rglob("*.py")
        if "Session(" in path.read_text() and "members" in str(path)
    ]
    assert set(opens) == {"sessions.py", "models.py"}


@transaction
def keep_author() -> None:
    db.session.execute(update(Member).values(email=None, email_key=None))


def test_loading_a_visitor_takes_one_statement(client: FlaskClient, world: World, statements):
    world.sign_in(client, world.member("ana"))
    client.get("/mail-sent")
    with statements() as said:
        client.get("/mail-sent")
    assert len([text for text in said if "session" in text]) == 1
    assert len(said) <= 2
