"""Every address of the house, knocked at with whatever a test wants to send."""

import re
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from forum.core import limits
from forum.core.db import read
from forum.polls.models import Choice, Poll
from tests.attacks.noticing import noticing
from tests.house.doors import CHANGING
from tests.world import PASSWORD, Someone, World

FIT = {
    "source": "A sentence that anybody may read.", "title": "A title that fits", "tags": "soot, wick", "to": "1",
    "kind": "discussion", "reason": "It is about something else.", "question": "Which colour?", "days": "3",
    "choices": "Moss\nRust", "multiple": "y", "number": "1", "theme": "dark", "next": "/latest", "language": "en",
    "name": "otter", "email": "otter@example.org", "password": "seven otters cross a bridge", "current": PASSWORD,
    "locale": "en", "keys": "y", "role": "member", "about": "I like lanterns.", "alt": "A lantern", "reply": "members",
    "brand": "Fern & Flint", "tagline": "Light for the woods", "see": "everyone", "start": "members", "ink": "#1d1f21",
    "description": "All about wicks", "accent": "#1f5f4a", "accent_dark": "#8fd0b5", "paper": "#ffffff",
    "paper_dark": "#16181a", "ink_dark": "#e8e6e3", "header_links": "Shop https://example.org/",
    "footer_links": "Shop https://example.org/", "footer_text": "Riga", "q": "ot", "show": "threads", "for": "join",
}  # fmt: skip
"""What each field of any form can well be."""

PART = re.compile(r"<(?:\w+:)?(\w+)>")
NAMED = {"thread_id", "post_id", "poll_id"}


def forgive(app: Flask) -> None:
    """Let the counters of limits begin anew; those in memory are thrown away, since a thread of theirs reads them."""
    settings = app.extensions["settings"]
    if settings.redis_url:
        app.extensions["limits"].storage.reset()
    else:
        limits.start(app, settings, None)


class Doors:
    """The addresses of a house, with things in it that they may be about, and an administrator who knocks."""

    def __init__(self, world: World) -> None:
        self.world, self.app = world, world.app
        self.admin, self.other = world.admin(), world.member("ben", password=None)
        self.place, _ = world.category(), world.category("lamps")
        self.client = self.as_(self.admin)
        self._things: dict[str, Any] = {}

    def as_(self, who: Someone | None) -> FlaskClient:
        """Let somebody else knock."""
        self.client = self.world.client(who)
        return self.client

    def rules(self, *, changing: bool) -> list[Rule]:
        """List the addresses that change something, or those that do not."""
        return [rule for rule in self.app.url_map.iter_rules() if bool((rule.methods or set()) & CHANGING) is changing]

    def forms(self) -> list[Rule]:
        """List the addresses that take a form of ours: not those that take what a signed link in a letter says."""
        views = self.app.view_functions
        forms = self.rules(changing=True)
        return [rule for rule in forms if not getattr(views[rule.endpoint], "by_signed_link", False)]

    def things(self) -> dict[str, Any]:
        """Give the ids of what addresses are about; made anew after a knock that changed something."""
        if not self._things:
            talk = self.world.thread("A plan", by=self.admin, category=self.place, poll=("Which?", ["One", "Two"]))
            said = self.world.reply(talk, by=self.other)
            poll = select(Poll.id, Choice.id).join(Choice).where(Poll.thread_id == talk.id).limit(1)
            poll_id, choice_id = read().execute(poll).one()
            self._things = {
                "thread_id": talk.id, "post_id": said.id, "poll_id": poll_id, "choice": choice_id, "number": 2,
                "slug": talk.slug, "name": self.other.name, "session_id": 1, "key": "x" * 32, "token": "x" * 43,
                "place": "new", "category_id": self.place.id, "brand_id": self.world.brand_id, "version": 1,
            }  # fmt: skip
        return self._things

    def address(self, rule: Rule, **values: Any) -> str:
        """Build the address of a rule, about things that are there unless told otherwise; anything fits anywhere."""
        given = self.things() | values
        return PART.sub(lambda part: quote(str(given.get(part[1], "x")), safe=""), rule.rule)

    def fit(self, **fields: str) -> MultiDict[str, str]:
        """Give fields that are well filled in, whatever the form, but for those that are told."""
        more = {"category": str(self.place.id), "choice": str(self.things()["choice"])}
        return MultiDict({**FIT, **more, "csrf_token": self.world.token(self.client), **fields})

    def send(self, rule: Rule, fields: Any, **more: Any) -> TestResponse:
        """Send a form to an address that changes something; limits do not count."""
        forgive(self.app)
        method = more.pop("method", None) or min((rule.methods or set()) & CHANGING)
        answer = self.client.open(self.address(rule), method=method, data=fields, **more)
        if answer.status_code < 400 and rule.arguments & NAMED:
            self._things = {}
        return answer

    def names(self, rule: Rule) -> list[str]:
        """Find the names of the fields that an address looks at."""
        with noticing(self.app) as asked:
            if (rule.methods or set()) & CHANGING:
                self.send(rule, self.fit())
            else:
                self.client.get(self.address(rule))
        return sorted(asked - {"csrf_token"})
