"""A visitor for tests: each request stands alone, as it does in the house."""

from contextvars import Context, copy_context
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Visitor(FlaskClient):
    """Flask's client, whose requests know nothing of the application context that the test stands in."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request in a context of its own."""
        return apart().run(super().open, *args, **kwargs)


def apart() -> Context:
    """Make a context like the present one, a pretended time included, but outside every Flask context."""
    fresh = Context()
    for variable, value in copy_context().items():
        if not variable.name.startswith("flask."):
            fresh.run(variable.set, value)
    return fresh
