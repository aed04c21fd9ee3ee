"""Members for the pictures' tests."""

from flask import Flask
from flask.testing import FlaskClient

from forum.core.access import RANKS, Actor, audiences_of
from forum.core.db import db
from forum.core.transaction import transaction
from forum.members.actions import make_member
from forum.members.models import Member
from forum.members.sessions import Visit, load_visitor, open_session


def person(name: str = "Ilze", role: str = "member", trust_level: int = 0) -> Actor:
    """Make a member; gives them as an actor."""
    member_id = make_member(name, f"{name.lower()}@example.org", None, role, trust_level=trust_level)
    assert RANKS[role]
    return Actor(
        member_id=member_id, name=name, role=role, audiences=audiences_of(role), confirmed=True, trust_level=trust_level
    )  # fmt: skip


def browser_of(app: Flask, actor: Actor) -> FlaskClient:
    """Give a browser in which this member is signed in."""
    client = app.test_client()
    client.set_cookie("session", _session_of(actor))
    return client


@transaction
def _session_of(actor: Actor) -> str:
    token = open_session(db.session.get_one(Member, actor.member_id), "password", Visit()).token
    assert load_visitor(token)
    return token
