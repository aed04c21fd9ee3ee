"""What people do around joining and signing in, as their browsers and mail programs do it."""

import re
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from forum.core.clock import now
from forum.core.db import db
from forum.core.transaction import transaction
from tests.world import PASSWORD, World

NEW_PASSWORD = "seven otters cross a bridge"


def ask_to_join(
    world: World, client: FlaskClient, name: str, email: str, password: str = PASSWORD, **more: Any
) -> TestResponse:
    """Send the form of joining."""
    return world.post(client, "/join", name=name, email=email, password=password, **more)


def try_password(world: World, client: FlaskClient, email: str, password: str, **more: Any) -> TestResponse:
    """Send the form of signing in."""
    return world.post(client, "/sign-in", email=email, password=password, **more)


def link_in(letter: EmailMessage) -> str:
    """Give the path of the link in a letter."""
    found = re.search(r"http://localhost(/\S+)", letter.get_content())
    assert found is not None, letter.get_content()
    return found[1]


def is_in(client: FlaskClient) -> bool:
    """Tell whether the browser is signed in."""
    return client.get("/settings/account").status_code == 200


@transaction
def age(model: Any, column: str, hours: float) -> None:
    """Make a moment in all rows of a table lie so many hours before now."""
    db.session.execute(update(model).values({column: now() - timedelta(hours=hours)}))


def without_tokens(response: TestResponse) -> str:
    """Give a page without what is random in it."""
    return re.sub(r'value="[\w=-]{60,}"', "", response.text)
