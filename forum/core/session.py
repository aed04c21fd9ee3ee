"""The cookie of a session: an opaque token that only the server can read anything from.

Flask-Login keeps the id of its user in Flask's session; ours holds nothing but that id, which is the token
of a row in the database, so that a session can be listed and ended from the server (S07-S09).
"""

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

from forum.core.config import Settings

LIFETIME_S = 30 * 24 * 3600
TOKEN = "_user_id"


class TokenSession(dict[str, Any], SessionMixin):
    """Flask's session for one request; only the token in it outlives the request."""

    def __init__(self, token: str | None) -> None:
        super().__init__({TOKEN: token} if token else {})
        self.came_with = token


class TokenSessions(SessionInterface):
    """Reads and writes the one cookie."""

    def __init__(self, settings: Settings) -> None:
        self.secure = settings.secure
        self.cookie = "__Host-session" if settings.secure else "session"

    def open_session(self, app: Flask, request: Request) -> TokenSession:
        """Begin with the token that came, if one came."""
        token = request.cookies.get(self.cookie, "")
        return TokenSession(token if 20 <= len(token) <= 100 and token.isascii() else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the token when it changed."""
        assert isinstance(session, TokenSession)
        token = session.get(TOKEN)
        if token == session.came_with:
            return
        if token is None:
            response.delete_cookie(self.cookie, secure=self.secure, httponly=True, samesite="Lax")
        else:
            response.set_cookie(
                self.cookie, token, max_age=LIFETIME_S, secure=self.secure, httponly=True, samesite="Lax"
            )
