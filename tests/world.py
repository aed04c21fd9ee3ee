"""Builds a small world by the actions people have, and acts in it as a browser would."""

from contextvars import Context
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.core import security

COOKIES = ("session", "guest")
PASSWORD = "a quiet lantern at dusk"


class World:
    """Makes what a test needs, through the actions, and what that needs in turn."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def token(self, client: FlaskClient) -> str:
        """Give a token that the client's next form may carry, as a page shown to it would."""
        return Context().run(self._token, client)

    def post(self, client: FlaskClient, address: str, **fields: Any) -> TestResponse:
        """Send a form with its token."""
        fields.setdefault("csrf_token", self.token(client))
        return client.post(address, data=fields)

    def delete(self, client: FlaskClient, address: str, **fields: Any) -> TestResponse:
        """Send a delete with its token."""
        fields.setdefault("csrf_token", self.token(client))
        return client.delete(address, data=fields)

    def _token(self, client: FlaskClient) -> str:
        kept = {name: cookie.value for name in COOKIES if (cookie := client.get_cookie(name))}
        header = "; ".join(f"{name}={value}" for name, value in kept.items())
        with self.app.test_request_context("/", headers={"Cookie": header}):
            token = security.csrf_token()
            if made := g.get("guest_token"):
                client.set_cookie("guest", made)
            return token
