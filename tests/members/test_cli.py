"""Members from the command line."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.members.people import NEW_PASSWORD, is_in, try_password
from tests.world import PASSWORD, World

pytestmark = pytest.mark.data


def run(app: Flask, *words: str, typed: str = "") -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["member", *words], input=typed)
    return done.exit_code, done.output


def test_a_member_is_added(app: Flask, client: FlaskClient, world: World):
    code, said = run(app, "add", "ada", "ada@example.org", "--role", "admin", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (code, "member now" in said, PASSWORD in said) == (0, True, False)
    assert try_password(world, client, "ada@example.org", PASSWORD).status_code == 303


def test_a_role_is_changed(app: Flask, client: FlaskClient, world: World):
    world.member("ben")
    assert run(app, "role", "ben", "staff")[0] == 0
    world.sign_in(client, world.member("ben"))
    assert "Give the title" in client.get("/u/ada").text or client.get("/u/ada").status_code == 404


def test_s08_a_password_set_here_ends_all_sessions_and_links(app: Flask, client: FlaskClient, world: World):
    ana = world.member("ana")
    world.sign_in(client, ana)
    assert run(app, "password", "ana", typed=f"{NEW_PASSWORD}\n{NEW_PASSWORD}\n")[0] == 0
    assert not is_in(client)
    assert try_password(world, client, ana.email, PASSWORD).status_code == 422
    assert try_password(world, client, ana.email, NEW_PASSWORD).status_code == 303


def test_a_member_is_suspended(app: Flask, client: FlaskClient, world: World):
    ana = world.member("ana")
    assert run(app, "suspend", "ana", "--days", "3", "--reason", "spam")[0] == 0
    world.sign_in(client, ana)
    assert world.post(client, "/settings/profile", about="x").status_code == 403


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (("role", "nobody", "staff"), "", "no member called nobody"),
        (("role", "ana", "god"), "", "Invalid value"),
        (("password", "ana"), "short\nshort\n", "at least 15"),
        (("add", "a b", "x@example.org"), f"{NEW_PASSWORD}\n{NEW_PASSWORD}\n", "no spaces"),
        (("add", "ana", "x@example.org"), f"{NEW_PASSWORD}\n{NEW_PASSWORD}\n", "has this name"),
        (("add", "eva", "ana@example.org"), f"{NEW_PASSWORD}\n{NEW_PASSWORD}\n", "account with this address"),
        (("suspend", "ana"), "", "--reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_a_sentence(
    app: Flask, world: World, words: tuple[str, ...], typed: str, says: str
):
    world.member("ana")
    code, said = run(app, *words, typed=typed)
    assert code != 0
    assert says in said
    assert "Traceback" not in said
