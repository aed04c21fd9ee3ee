"""Houses for the browser to visit: the product in a process of its own, and the builder of its world."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import Select, select

from app import create_app
from forum.core.config import Settings
from forum.core.db import db, read
from forum.members.models import Member
from tests.services import product
from tests.services.chromium import Complaints
from tests.services.product import Live
from tests.world import PASSWORD, Someone, World


class House:
    """A running house whose world is built, and looked into, from here."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.app = create_app(Settings(data=live.data, url=live.url))
        self.world = World(self.app)

    def person(self, name: str) -> Someone:
        """Find a member of a world that we did not build."""
        with self.app.app_context():
            row = read().execute(select(Member.id, Member.email, Member.role).where(Member.name == name)).one()
        return Someone(row.id, name, row.email or "", PASSWORD, self.world.member("stand-in").actor)

    def number(self, statement: Select[Any]) -> int:
        """Give the first number that a question to the database gives."""
        with self.app.app_context():
            return int(read().scalars(statement.limit(1)).one())

    def close(self) -> None:
        """Let go of the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def standing(data: Path, **settings: str) -> Iterator[House]:
    """Run a house on a data folder for the length of the block."""
    with product.living(data, **settings) as live:
        house = House(live)
        try:
            yield house
        finally:
            house.close()


class Visits:
    """Opens browsers, each of one person, and keeps what their pages complain of."""

    def __init__(self, browser: Browser, url: str, world: World) -> None:
        self._browser, self._url, self._world = browser, url, world
        self.contexts: list[BrowserContext] = []
        self.complaints: list[Complaints] = []

    def __call__(self, who: Someone | None = None, **options: Any) -> Page:
        """Open a browser of its own for a member, or for a guest."""
        options.setdefault("reduced_motion", "reduce")
        context = self._browser.new_context(base_url=self._url, **options)
        context.set_default_timeout(6_000)
        self.contexts.append(context)
        if who:
            cookie = self._world.client(who).get_cookie("session")
            assert cookie
            context.add_cookies([{"name": "session", "value": cookie.value, "url": self._url}])
        return self.another(context)

    def another(self, context: BrowserContext) -> Page:
        """Open one more page in a browser that is open."""
        page = context.new_page()
        vars(page)["complaints"] = heard = Complaints(page)
        self.complaints.append(heard)
        return page

    @property
    def unexpected(self) -> list[str]:
        """List what pages complained of and nobody expected."""
        return [text for complaints in self.complaints for text in complaints.unexpected]

    def close(self) -> None:
        """Close every browser."""
        for context in self.contexts:
            context.close()
