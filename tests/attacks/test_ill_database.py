"""The database is gone, locked, read only, or its disk is full: an honest word, nothing lost, and all is well after."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from forum.core.config import Settings
from forum.core.db import db, read
from forum.threads.models import Post
from tests.attacks.doors import Doors
from tests.attacks.outages import away
from tests.attacks.typed import typed_in
from tests.services.waiting import until
from tests.world import World

pytestmark = pytest.mark.data

HARMLESS = {"brands_staff.contrast", "kudos_staff.shout", "threads_api.preview"}
WORDS = "A long letter about wicks, and how they are cut, that nobody would like to type a second time."


def posts(app: Flask) -> int:
    with app.app_context():
        return read().scalar(select(func.count()).select_from(Post)) or 0


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_s64_with_the_database_away_everybody_gets_an_honest_word(
    app: Flask, settings: Settings, world: World, accept: str
):
    doors = Doors(world)
    there, guest = f"/threads/{doors.things()['thread_id']}/posts", world.client()
    fields = doors.fit(source=WORDS, to="", once="a-key")
    headers = {"Accept": accept}
    assert guest.get("/latest").status_code == 200
    with away(app, settings):
        looked = [visitor.get("/latest", headers=headers) for visitor in (guest, doors.client)]
        refused = doors.client.post(there, data=fields, headers=headers)
        for answer in (*looked, refused):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
            assert answer.headers["Content-Security-Policy"]
            assert "no-store" in answer.headers["Cache-Control"]
            assert "Nothing was changed" in answer.text
            assert not {"sqlite", "psycopg", "select"} & set(re.findall(r"\w+", answer.text.lower()))
        assert accept != "text/html" or typed_in(refused.text)["source"] == [WORDS]
        assert guest.get("/healthz").status_code == 200
        until(lambda: guest.get("/readyz").status_code == 503)
    assert guest.get("/latest").status_code == 200
    until(lambda: guest.get("/readyz").status_code == 200)
    assert doors.client.post(there, data=fields).status_code == 303
    assert posts(app) == 3


@contextmanager
def read_only(app: Flask, settings: Settings) -> Iterator[None]:
    """Let the database be read and take no change in the block."""

    def forbid(connection: Any, *_: object) -> None:
        if settings.embedded:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.read_only = True

    def allow(connection: Any, *_: object) -> None:
        if settings.embedded:
            connection.execute("PRAGMA query_only=OFF")
        else:
            connection.read_only = None

    with app.app_context():
        event.listen(db.engine, "checkout", forbid)
        event.listen(db.engine, "checkin", allow)
    try:
        yield
    finally:
        with app.app_context():
            event.remove(db.engine, "checkout", forbid)
            event.remove(db.engine, "checkin", allow)


def test_s64_a_database_that_takes_no_change_is_still_read(app: Flask, settings: Settings, world: World):
    doors = Doors(world)
    there = f"/threads/{doors.things()['thread_id']}/posts"
    fields, before = doors.fit(source=WORDS, to="", once="a-key"), posts(app)
    with read_only(app, settings):
        refused = doors.client.post(there, data=fields)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
        offered = typed_in(refused.text)
        assert offered["source"] == [WORDS]
        for path in ("/latest", "/", f"/threads/{doors.things()['thread_id']}", "/settings/profile", "/drafts"):
            assert doors.client.get(path, follow_redirects=True).status_code == 200, path
        assert doors.client.get("/healthz").status_code == 200
        until(lambda: doors.client.get("/readyz").json == {"ready": False, "failing": ["database_writes"]})
        for rule in doors.rules(changing=True):
            status = doors.send(rule, doors.fit()).status_code
            assert status in {303, 400, 401, 403, 404, 405, 410, 422, 503} or (
                status == 200 and rule.endpoint in HARMLESS
            ), rule
    assert posts(app) == before
    again = doors.client.post(there, data={name: values[0] for name, values in offered.items()})
    assert again.status_code == 303
    assert posts(app) == before + 1
