"""Roles, titles and suspensions: who gives them to whom, and what they do."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.access import HOUSE, Denied
from forum.core.clock import now
from forum.core.db import read
from forum.core.refusal import Refused
from forum.members import actions
from forum.members.models import Member, Session, Suspension
from forum.members.sessions import load_visitor
from tests.members.people import age, is_in, try_password
from tests.world import PASSWORD, World

pytestmark = pytest.mark.data

ROLES = ("member", "moderator", "staff", "admin")


def role_of(name: str) -> str:
    return str(read().execute(select(Member.role).where(Member.name == name)).scalar_one())


def week() -> timedelta:
    return timedelta(days=7)


def test_an_administrator_changes_a_role(client: FlaskClient, world: World):
    world.member("ben")
    world.sign_in(client, world.admin())
    assert world.post(client, "/u/ben/role", role="moderator").location == "/u/ben"
    assert role_of("ben") == "moderator"
    assert "Moderator" in client.get("/u/ben").text


def test_s07_a_session_does_not_live_on_with_another_role(client: FlaskClient, world: World):
    ben = world.member("ben")
    world.sign_in(client, ben)
    actions.change_role(HOUSE, ben.id, "moderator")
    assert not is_in(client)
    assert try_password(world, client, ben.email, PASSWORD).status_code == 303


@pytest.mark.parametrize("role", ROLES[:3])
def test_s17_nobody_else_changes_roles(client: FlaskClient, world: World, role: str):
    world.member("ben")
    world.sign_in(client, world.member("eva", role=role))
    assert world.post(client, "/u/ben/role", role="admin").status_code == 403
    assert world.post(client, "/u/eva/role", role="admin").status_code == 403
    assert (role_of("ben"), role_of("eva")) == ("member", role)


def test_a_guest_does_none_of_it(client: FlaskClient, world: World):
    world.member("ben")
    for what in ("role", "title"):
        answer = world.post(client, f"/u/ben/{what}", role="admin", title="x", days="3", reason="x")
        assert answer.location.startswith("/sign-in")
    assert role_of("ben") == "member"


def test_nobody_changes_their_own_role(world: World):
    ada = world.admin()
    with pytest.raises(Denied, match="their own role"):
        actions.change_role(ada.actor, ada.id, "member")


@pytest.mark.parametrize("role", ["god", "guest", "", "Admin"])
def test_a_role_that_is_none_is_refused(client: FlaskClient, world: World, role: str):
    world.member("ben")
    world.sign_in(client, world.admin())
    assert world.post(client, "/u/ben/role", role=role).status_code == 422
    assert role_of("ben") == "member"


def test_a_moderator_may_be_limited_to_categories(client: FlaskClient, world: World):
    ben = world.member("ben")
    actions.change_role(HOUSE, ben.id, "moderator", scope=[3, 4])
    try_password(world, client, ben.email, PASSWORD)
    cookie = client.get_cookie("session")
    assert cookie is not None
    actor = load_visitor(cookie.value)
    assert actor is not None
    assert actor.moderates(3)
    assert not actor.moderates(5)


def test_staff_give_titles(client: FlaskClient, world: World):
    world.member("ben")
    world.sign_in(client, world.staff())
    world.post(client, "/u/ben/title", title="  Stove   doctor ")
    assert "Stove doctor" in client.get("/u/ben").text
    assert world.post(client, "/u/ben/title", title="x" * 61).status_code == 422
    assert world.post(world.client(world.moderator()), "/u/ben/title", title="x").status_code == 403


@pytest.mark.parametrize(("who", "whom"), [(who, whom) for n, who in enumerate(ROLES) for whom in ROLES[n:]])
def test_s17_nobody_suspends_equals_or_higher(world: World, who: str, whom: str):
    one, other = world.member("one", role=who), world.member("other", role=whom)
    with pytest.raises(Denied):
        actions.suspend(one.actor, other.id, now() + week(), "because")
    with pytest.raises(Denied):
        actions.lift_suspension(one.actor, other.id)


def test_s23_a_suspended_member_reads_and_writes_nothing(client: FlaskClient, world: World):
    ben = world.member("ben")
    world.sign_in(client, ben)
    actions.suspend(HOUSE, ben.id, now() + week(), "spam")
    assert world.post(client, "/settings/profile", about="still here").location.startswith("/sign-in")
    world.sign_in(client, ben)
    assert client.get("/u/ben").status_code == 200
    refused = world.post(client, "/settings/profile", about="still here")
    assert refused.status_code == 403
    assert "suspended until" in refused.text
    assert read().execute(select(Member.about_source)).scalar_one() == ""


def test_s23_suspended_staff_have_no_power(client: FlaskClient, world: World):
    world.member("ben")
    ada = world.admin()
    actions.suspend(HOUSE, ada.id, now() + week(), "key stolen")
    world.sign_in(client, ada)
    assert world.post(client, "/u/ben/role", role="admin").status_code == 403
    assert world.post(client, "/u/ben/title", title="x").status_code == 403


def test_a_suspension_ends_by_itself(client: FlaskClient, world: World):
    ben = world.member("ben")
    actions.suspend(HOUSE, ben.id, now() + week(), "spam")
    world.sign_in(client, ben)
    age(Suspension, "until", 0)
    assert world.post(client, "/settings/profile", about="back").status_code == 303


def test_what_is_not_there_cannot_be_changed(client: FlaskClient, world: World):
    world.sign_in(client, world.admin())
    assert world.post(client, "/u/nobody/role", role="staff").status_code == 404
    with pytest.raises(Refused):
        actions.change_role(HOUSE, 999, "staff")
    assert read().execute(select(func.count()).select_from(Session)).scalar_one() == 1
