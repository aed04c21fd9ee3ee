"""The front of the house: answers guests with pages that are kept, and draws what is not, once for all who ask."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask import Flask

from forum.core.config import Settings
from forum.core.pages.asked import Asked, Environ, Reception, Route
from forum.core.pages.declared import EVERYTHING, SHOWN
from forum.core.pages.door import Door
from forum.core.pages.flights import Flights, awaited
from forum.core.pages.ledger import Ledger
from forum.core.pages.page import KEPT_S, Headers, Page, best_coding, may_be_kept
from forum.core.pages.shared import SharedShelf
from forum.core.pages.shelf import Shelf

Start = Callable[..., Any]
Wsgi = Callable[[Environ, Start], Iterable[bytes]]


class Wish(NamedTuple):
    """A page that is asked for and must be drawn; it is wanted if it was kept until now."""

    asked: Asked
    route: Route
    environ: Environ
    wanted: bool


class Answer(NamedTuple):
    """What the application said."""

    status: str
    headers: Headers
    body: bytes


def start(app: Flask, settings: Settings) -> None:
    """Put the front before the application, and the door that members pass first between them."""
    reception = Reception(app, settings)
    door = Door(app, reception)
    shared = app.extensions["shared"]
    front = Front(door, reception, Ledger(app), SharedShelf(shared) if shared else None)
    app.extensions.update(door=door, front=front)
    app.wsgi_app = front  # type: ignore[assignment,method-assign]


class Front:
    """Stands before the application and answers for it where it can."""

    def __init__(self, app: Wsgi, reception: Reception, ledger: Ledger, shared: SharedShelf | None) -> None:
        self._app, self._reception, self._ledger, self._shared = app, reception, ledger, shared
        self.shelf, self._flights = Shelf(), Flights()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer with a kept page, or have the application answer."""
        found = self._reception.asked(environ) if self._ledger.current() else None
        if found is None:
            return self._app(environ, start)
        page = self.shelf.get(found[0])
        if page is None or not self._holds(page):
            drawn = self._drawn(Wish(*found, environ, wanted=page is not None))
            if isinstance(drawn, Answer):
                start(drawn.status, drawn.headers)
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [drawn.body]
            page = drawn
        status, headers, body = page.answer(
            best_coding(environ.get("HTTP_ACCEPT_ENCODING", "")),
            environ.get("HTTP_IF_NONE_MATCH", ""),
            environ.get("HTTP_IF_MODIFIED_SINCE", ""),
        )
        start(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else body

    def _holds(self, page: Page) -> bool:
        return page.age <= KEPT_S and self._ledger.holds(page.labels, page.cursor)

    def _drawn(self, wish: Wish) -> Page | Answer:
        """Draw what is asked for, unless somebody does: then wait for it, but not for long."""
        flight, ours = self._flights.join(wish.asked)
        if not ours:
            return awaited(flight, self._holds) or self._answered(wish)[0]
        try:
            flight.page = self._found_shared(wish.asked)
            if flight.page is None:
                answer, flight.page = self._draw(wish)
            return flight.page or answer
        finally:
            self._flights.land(wish.asked, flight)

    def _found_shared(self, asked: Asked) -> Page | None:
        page = self._shared.get(asked) if self._shared else None
        if page is None or not self._holds(page):
            return None
        self.shelf.put(asked, page)
        return page

    def _draw(self, wish: Wish) -> tuple[Answer, Page | None]:
        cursor = self._ledger.cursor()
        answer, shown = self._answered(wish)
        if not may_be_kept(answer.status, answer.headers):
            return answer, None
        labels = frozenset({EVERYTHING, *wish.route.labels, *shown})
        page = Page.drawn(answer.body, answer.headers, labels, cursor)
        if self._holds(page):
            self.shelf.put(wish.asked, page)
            if self._shared:
                self._shared.put(wish.asked, page)
        return answer, page

    def _answered(self, wish: Wish) -> tuple[Answer, set[str]]:
        """Have the application answer a request in which nothing but the key is."""
        request = self._reception.request(wish.asked, wish.environ, wanted=wish.wanted)
        said: list[tuple[str, Headers]] = []
        pieces: list[bytes] = []

        def start(status: str, headers: Headers, _error: object = None) -> Callable[[bytes], None]:
            said.append((status, list(headers)))
            return pieces.append

        body = self._app(request, start)
        try:
            pieces.extend(body)
        finally:
            if close := getattr(body, "close", None):
                close()
        return Answer(*said[-1], b"".join(pieces)), request[SHOWN]
