"""Builds a small world by the actions people have, and acts in it as a browser would."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy import Select, select
from werkzeug.test import TestResponse

from forum.brands.actions import found_brand
from forum.categories.actions import create_category
from forum.core import security
from forum.core.access import HOUSE, Actor, audiences_of
from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.transaction import transaction
from forum.members.actions import change_role, make_member, suspend
from forum.members.models import Member
from forum.members.passwords import hash_password
from forum.members.sessions import Visit, open_session
from forum.polls.actions import open_poll
from forum.threads.actions import delete, edit, reply, start
from forum.threads.models import Post, Thread
from forum.threads.steering import accept
from tests.clients import apart

COOKIES = ("session", "guest")
PASSWORD = "a quiet lantern at dusk"


@dataclass(frozen=True, slots=True)
class Someone:
    """A member, with what they sign in by."""

    id: int
    name: str
    email: str
    password: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Place:
    """A category."""

    id: int
    slug: str

    @property
    def url(self) -> str:
        """Give its address."""
        return f"/c/{self.slug}"


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread with its first post."""

    id: int
    slug: str
    post_id: int

    @property
    def url(self) -> str:
        """Give its address."""
        return f"/t/{self.slug}/{self.id}"


@dataclass(frozen=True, slots=True)
class Said:
    """A reply; its number is None while a moderator has not seen it."""

    id: int
    number: int | None
    url: str


class World:
    """Makes what a test needs, through the actions, and what that needs in turn."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._brand_id: int | None = None
        self._people: dict[str, Someone] = {}
        self._places: dict[str, Place] = {}

    @property
    def brand_id(self) -> int:
        """Give the brand, founded when first asked for."""
        return self._brand_id or self.brand()

    def brand(self, name: str = "Fern & Flint") -> int:
        """Found a brand; gives its id."""
        with self._inside():
            self._brand_id = found_brand(HOUSE, name)
        return self._brand_id

    def member(
        self,
        name: str = "ana",
        *,
        role: str = "member",
        email: str | None = None,
        password: str | None = PASSWORD,
        confirmed: bool = True,
        **about: Any,
    ) -> Someone:
        """Make a member; the one of this name if there is one already. `about` goes to make_member.

        The usual password is hashed once a run: a hash takes a tenth of a second.
        """
        if name in self._people:
            return self._people[name]
        assert self.brand_id
        email = email or f"{name}@example.org"
        with self._inside():
            member_id = _make(name, email, password, role, confirmed=confirmed, **about)
        return self._meet(Someone(member_id, name, email, password or "", _actor(member_id, name, role, confirmed)))

    def moderator(self, name: str = "mira", *, scope: Sequence[int] | None = None) -> Someone:
        """Make a moderator, of some categories only if their ids are given."""
        if name in self._people:
            return self._people[name]
        made = self.member(name, role="staff")
        with self._inside():
            change_role(HOUSE, made.id, "moderator", list(scope) if scope else None)
        actor = replace(
            made.actor,
            role="moderator",
            audiences=audiences_of("moderator"),
            scope=frozenset(scope) if scope else None,
        )
        return self._meet(replace(made, actor=actor))

    def staff(self, name: str = "hana") -> Someone:
        """Make somebody of the brand's staff."""
        return self.member(name, role="staff")

    def admin(self, name: str = "ada") -> Someone:
        """Make an administrator."""
        return self.member(name, role="admin")

    def suspend(self, who: Someone, *, days: float = 7, reason: str = "Rude") -> None:
        """Let a member only read for some days."""
        with self._inside():
            suspend(HOUSE, who.id, now() + timedelta(days=days), reason)

    def category(self, slug: str = "stoves", *, parent: Place | None = None, **about: Any) -> Place:
        """Open a category; the one with this slug if there is one already.

        `about` is what create_category takes: name, description, kind, and the audiences of see, reply, start.
        """
        if slug not in self._places:
            about = {"name": slug.replace("-", " ").capitalize(), "parent_id": parent and parent.id} | about
            with self._inside():
                made = create_category(HOUSE, self.brand_id, slug=slug, **about)
            self._places[slug] = Place(made, slug)
        return self._places[slug]

    def thread(
        self,
        title: str = "How do I clean the burner?",
        *,
        by: Someone | None = None,
        category: Place | None = None,
        source: str = "It coughs, and the flame is yellow.",
        kind: str = "discussion",
        tags: Sequence[str] = (),
        poll: tuple[str, Sequence[str]] | None = None,
    ) -> Talk:
        """Start a thread, with a poll if its question and choices are given."""
        author, place = by or self.member(), category or self.category()
        with self._inside():
            made = start(author.actor, place.id, kind, title, source, tags)
            if poll:
                open_poll(author.actor, made.thread_id, *poll)
        return Talk(made.thread_id, made.slug, made.post_id)

    def reply(
        self,
        talk: Talk,
        *,
        by: Someone | None = None,
        source: str = "With a soft brush and warm water.",
        to: int | None = None,
    ) -> Said:
        """Reply in a thread."""
        author = by or self.member("ben")
        with self._inside():
            made = reply(author.actor, talk.id, source, to=to)
        return Said(made.post_id, made.number, f"{talk.url}/{made.number}")

    def edit(self, post_id: int, *, by: Someone, source: str, title: str | None = None) -> None:
        """Change the words of a post."""
        with self._inside():
            edit(by.actor, post_id, source, title=title)

    def delete_post(self, post_id: int, *, by: Someone, reason: str = "") -> None:
        """Delete a post."""
        with self._inside():
            delete(by.actor, post_id, reason)

    def accept(self, post_id: int, *, by: Someone) -> None:
        """Accept an answer."""
        with self._inside():
            accept(by.actor, post_id)

    def likes(self, post_id: int) -> int:
        """Count the likes of a post, as its row does."""
        return self._one(select(Post.like_count).where(Post.id == post_id))

    def posts(self, talk: Talk) -> int:
        """Count the posts of a thread, as its row does."""
        return self._one(select(Thread.post_count).where(Thread.id == talk.id))

    @contextmanager
    def days_later(self, days: float) -> Iterator[None]:
        """Do something as if it were some days later."""
        with at(now() + timedelta(days=days)):
            yield

    def sign_in(self, client: FlaskClient, who: Someone) -> FlaskClient:
        """Give a client a session of this member's, as any way of signing in ends in one; gives the client."""
        with self._inside():
            client.set_cookie("session", _open(who.id))
        return client

    def client(self, who: Someone | None = None) -> FlaskClient:
        """Make another visitor, signed in if a member is given."""
        visitor = self.app.test_client()
        return self.sign_in(visitor, who) if who else visitor

    def token(self, client: FlaskClient) -> str:
        """Give a token that the client's next form may carry, as a page shown to it would."""
        return apart().run(self._token, client)

    def post(self, client: FlaskClient, address: str, **fields: Any) -> TestResponse:
        """Send a form with its token."""
        fields.setdefault("csrf_token", self.token(client))
        return client.post(address, data=fields)

    def delete(self, client: FlaskClient, address: str, **fields: Any) -> TestResponse:
        """Send a delete with its token."""
        fields.setdefault("csrf_token", self.token(client))
        return client.delete(address, data=fields)

    def _one(self, statement: Select[int]) -> int:
        with self._inside():
            return read().execute(statement).scalar_one()

    def _meet(self, someone: Someone) -> Someone:
        self._people[someone.name] = someone
        return someone

    @contextmanager
    def _inside(self) -> Iterator[None]:
        """Act in the house, in English."""
        with self.app.app_context(), force_locale("en"):
            yield

    def _token(self, client: FlaskClient) -> str:
        kept = {name: cookie.value for name in COOKIES if (cookie := client.get_cookie(name))}
        header = "; ".join(f"{name}={value}" for name, value in kept.items())
        with self.app.test_request_context("/", headers={"Cookie": header}):
            token = security.csrf_token()
            if made := g.get("guest_token"):
                client.set_cookie("guest", made)
            return token


@transaction
def _make(name: str, email: str, password: str | None, role: str, **about: Any) -> int:
    if password != PASSWORD:
        return make_member(name, email, password, role, **about)
    member_id = make_member(name, email, None, role, **about)
    db.session.get_one(Member, member_id).password_hash = _usual_hash()
    return member_id


@cache
def _usual_hash() -> str:
    return hash_password(PASSWORD)


@transaction
def _open(member_id: int) -> str:
    return open_session(db.session.get_one(Member, member_id), "password", Visit(browser="a test")).token


def _actor(member_id: int, name: str, role: str, confirmed: bool) -> Actor:
    return Actor(member_id=member_id, name=name, role=role, audiences=audiences_of(role), confirmed=confirmed)
