"""A visitor for tests: each request stands alone, as it does in the house."""

from contextvars import Context
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Visitor(FlaskClient):
    """Flask's client, whose requests know nothing of the application context that the test stands in."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request in a context of its own."""
        return Context().run(super().open, *args, **kwargs)
