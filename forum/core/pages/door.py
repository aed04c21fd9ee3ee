"""The door behind the front: members pass, guests for whom a page must be drawn go through the turnstile."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from flask_babel import force_locale
from flask_babel import gettext as _

from forum.core.limits import TooOften
from forum.core.pages.asked import LONGEST_HEADER, Environ, Reception, preferred
from forum.core.pages.declared import WANTED
from forum.core.pages.politeness import Politeness
from forum.core.pages.turnstile import TooMany, Turnstile
from forum.core.security import HEADERS, YEAR_S
from forum.core.visitor import address, reader

RETRY_AFTER_S = 5
LASTING_TLS = f"max-age={YEAR_S}; includeSubDomains"
READS = frozenset({"GET", "HEAD"})


class Door:
    """Turns guests away with few words and little work while the house is full; never a member."""

    def __init__(self, app: Flask, reception: Reception) -> None:
        self._app, self._inside, self._reception = app, app.wsgi_app, reception
        self.turnstile, self.politeness = Turnstile(), Politeness()
        self._page = lru_cache(16)(self._drawn)
        secure = app.extensions["settings"].secure
        self._protected = HEADERS | ({"Strict-Transport-Security": LASTING_TLS} if secure else {})
        app.before_request(self._look_closer)
        app.teardown_request(self._let_go)
        app.register_error_handler(TooMany, self._too_many)

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Let a request in, or ask a guest to come back."""
        if self._app.testing or self._reception.carries_session(environ) or not self._is_page(environ):
            return self._inside(environ, start)
        if seconds := self.politeness.take(environ.get("REMOTE_ADDR", "")):
            return self._refuse(environ, start, 429, seconds)
        try:
            with self.turnstile.passing(wanted=environ.get(WANTED, False)):
                return self._inside(environ, start)
        except TooMany:
            return self._refuse(environ, start, 503, RETRY_AFTER_S)

    def _is_page(self, environ: Environ) -> bool:
        """Tell whether a page has to be drawn that guests are counted for."""
        return environ["REQUEST_METHOD"] in READS and not self._reception.is_open(environ.get("PATH_INFO", ""))

    def _look_closer(self) -> None:
        """Count those as guests, too, whose session is over or was never one."""
        said = request.environ
        if not self._reception.carries_session(said) or not self._is_page(said):
            return
        if reader().signed_in:
            self.turnstile.member_passed()
        elif not self._app.testing:
            if seconds := self.politeness.take(address()):
                raise TooOften(seconds)
            turn = self.turnstile.passing()
            turn.__enter__()
            g.turn = turn

    def _let_go(self, _error: BaseException | None) -> None:
        if turn := g.pop("turn", None):
            turn.__exit__(None, None, None)

    def _refuse(self, environ: Environ, start: Callable[..., Any], status: int, seconds: int) -> Iterable[bytes]:
        spoken = preferred(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:LONGEST_HEADER]) or "en"
        body = self._page(status, spoken)
        headers = self._headers(seconds) | {"Content-Length": str(len(body))}
        start(f"{status} {HTTPStatus(status).phrase}", list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _too_many(self, _error: TooMany) -> Response:
        spoken = preferred(request.headers.get("Accept-Language", "")[:LONGEST_HEADER]) or "en"
        return Response(self._page(503, spoken), 503, self._headers(RETRY_AFTER_S))

    def _drawn(self, status: int, spoken: str) -> bytes:
        with self._app.app_context(), force_locale(spoken):
            text = (
                _("You ask for many pages in a short time. Wait a few seconds and load this one again.")
                if status == 429
                else _("Very many pages are asked for at this moment. Wait a few seconds and load this one again.")
            )
            template = self._app.jinja_env.get_template("errors/bare.html")
            return template.render(title=text, text=text, language=spoken).encode()

    def _headers(self, seconds: int) -> dict[str, str]:
        told = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store"}
        return self._protected | told | {"Retry-After": str(seconds)}
