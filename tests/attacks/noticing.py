"""Notices by which names the house asks for what was sent to it, so that tests need no list of its forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict

_asked: ContextVar[set[str]] = ContextVar("asked", default=set())  # noqa: B039 (what is asked outside a block is lost)


class Noticing(ImmutableMultiDict[str, str]):
    """What was sent; it remembers which names were asked for."""

    def __getitem__(self, name: str) -> str:
        _asked.get().add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        _asked.get().add(str(name))
        return super().__contains__(name)

    def get(self, name: str, *more: Any, **others: Any) -> Any:  # type: ignore[override]
        """Give what was sent by a name."""
        _asked.get().add(name)
        return super().get(name, *more, **others)

    def getlist(self, name: str, *more: Any, **others: Any) -> list[Any]:  # type: ignore[override]
        """List what was sent by a name."""
        _asked.get().add(name)
        return super().getlist(name, *more, **others)


class NoticingRequest(Request):
    """A request whose fields notice."""

    parameter_storage_class = Noticing


@contextmanager
def noticing(app: Flask) -> Iterator[set[str]]:
    """Give the names that the house asks for in the block."""
    before, app.request_class = app.request_class, NoticingRequest
    token = _asked.set(set())
    try:
        yield _asked.get()
    finally:
        _asked.reset(token)
        app.request_class = before
