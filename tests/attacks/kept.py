"""Visitors who say exactly what a test wants, before a house that keeps pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forum.core.pages import ledger
from forum.core.pages.asked import Asked
from forum.core.pages.front import Front
from forum.core.pages.shelf import Shelf
from forum.core.tail import Tail
from tests.world import Someone, World


class House:
    """A house with its tail in the test's own hand."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(ledger, "STALE_AFTER_S", 60.0)  # a busy machine may be slow between two lines of a test
        self.world, self.app = world, world.app
        self.tail: Tail = self.app.extensions["tail"]
        self.front: Front = self.app.extensions["front"]
        self.hear()

    def hear(self) -> None:
        """Hear what happened."""
        self.tail.step()

    def ask(self, path: str, headers: Mapping[str, str] | None = None, **given: Any) -> TestResponse:
        """Send a request with these headers alone."""
        return self.app.test_client(use_cookies=False).open(path, headers=dict(headers or {}), **given)

    def as_new(self, path: str, headers: Mapping[str, str] | None = None) -> TestResponse:
        """Ask for a page as if nothing was ever kept."""
        with deaf(self.app):
            return self.ask(path, headers)

    def kept_for(self) -> set[Asked]:
        """List what pages are kept for."""
        return {*self.front.shelf._once.pages, *self.front.shelf._often.pages}

    def forget(self) -> None:
        """Begin with nothing kept."""
        self.front.shelf = Shelf()

    def session(self, who: Someone) -> str:
        """Open a session; gives what its cookie holds."""
        cookie = self.world.client(who).get_cookie("session")
        assert cookie
        return cookie.value


@contextmanager
def deaf(app: Flask) -> Iterator[None]:
    """Let the house know for a while that it has not heard, so that it keeps nothing and gives nothing kept."""
    tail: Tail = app.extensions["tail"]
    heard, tail.looked_at = tail.looked_at, None
    yield
    tail.looked_at = heard
