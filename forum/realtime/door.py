"""The door to the sockets: who may knock, from where, and how often (S26, S51)."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from forum.core.security import is_known_host
from forum.realtime.line import is_handshake

PATH = "/socket.io/"
MOST_PER_ADDRESS = 50
MOST_BESIDE_PAGES = 1500
MOST_ALONE = 7500
"""How many sockets a process holds: the embedded house keeps connections for pages."""
HEADERS = frozenset({
    "HTTP_HOST", "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE", "HTTP_UPGRADE", "HTTP_CONNECTION", "HTTP_SEC_WEBSOCKET_KEY",
})  # fmt: skip
COOKIES = ("session=", "guest=")

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Door:
    """Lets pages through to the house, and our own pages' sockets to the sockets."""

    def __init__(self, app: Flask, sockets: Wsgi, house: Wsgi, most: int) -> None:
        self.app, self._sockets, self._house, self._most = app, sockets, house, most
        self.inside: Counter[str] = Counter()
        self.closed = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self._house(environ, start_response)
        if no := self._refusal(environ):
            start_response(no, [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")])
            return [no.encode()]
        address = environ.get("REMOTE_ADDR", "")
        self.inside[address] += 1
        try:
            return self._sockets(_slim(environ), start_response)  # for as long as the socket lives
        finally:
            self.inside[address] -= 1
            if not self.inside[address]:
                del self.inside[address]

    def _refusal(self, environ: dict[str, Any]) -> str | None:
        if not is_handshake(environ):
            return "426 Upgrade Required"
        if not hasattr(environ["wsgi.input"], "raw"):
            return "503 Service Unavailable"  # this process serves pages only
        if not self._is_ours(environ):
            return "403 Forbidden"
        if self.closed or self.inside.total() >= self._most:
            return "503 Service Unavailable"
        if self.inside[environ.get("REMOTE_ADDR", "")] >= MOST_PER_ADDRESS:
            return "429 Too Many Requests"
        return None

    def _is_ours(self, environ: dict[str, Any]) -> bool:
        """Tell whether a page of ours knocks; a visitor with a cookie must say which page it is."""
        host: str = environ.get("HTTP_HOST", "")
        origin: str | None = environ.get("HTTP_ORIGIN")
        with self.app.app_context():
            if not is_known_host(host):
                return False
        if origin is None:
            return not any(name in environ.get("HTTP_COOKIE", "") for name in COOKIES)
        return origin.partition("://")[2] == host


def _slim(environ: dict[str, Any]) -> dict[str, Any]:
    """Keep of a request what a socket needs, since it keeps it as long as it lives."""
    kept = {name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in HEADERS}
    environ.clear()
    return kept
