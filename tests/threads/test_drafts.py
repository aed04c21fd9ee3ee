"""What is typed is kept until it is sent."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world import World

pytestmark = pytest.mark.data


def put(client: FlaskClient, world: World, place: str, **fields: str) -> TestResponse:
    return client.put(f"/drafts/{place}", data=fields, headers={"X-CSRF-Token": world.token(client)})


def test_a_draft_is_there_on_every_device_and_gone_when_sent(client: FlaskClient, world: World) -> None:
    ana, talk = world.member("ana"), world.thread("How do I clean it?", by=world.member("ben"))
    world.sign_in(client, ana)
    assert put(client, world, f"thread-{talk.id}", source="With sa").status_code == 200
    other = world.app.test_client()
    world.sign_in(other, ana)
    assert "With sa" in other.get(talk.url).text
    assert "With sa" in other.get("/drafts").text
    world.post(client, f"/threads/{talk.id}/posts", source="With sand.", once="k")
    assert "With sa<" not in other.get(talk.url).text
    assert "No drafts" in other.get("/drafts").text


def test_a_newer_draft_is_not_overwritten_unseen(client: FlaskClient, world: World) -> None:
    world.sign_in(client, world.member("ana"))
    first = put(client, world, "new", source="one").get_json()
    put(client, world, "new", source="two", seen=first["saved_at"])
    answer = put(client, world, "new", source="three", seen=first["saved_at"])
    assert answer.status_code == 409
    assert answer.get_json()["source"] == "two"


def test_a_draft_has_only_places_that_exist(client: FlaskClient, world: World) -> None:
    world.sign_in(client, world.member("ana"))
    for place in ("elsewhere", "thread-x", "thread-99999999999999999999", "../new"):
        assert put(client, world, place, source="hello").status_code in {404, 405}


def test_drafts_of_others_stay_theirs(client: FlaskClient, world: World) -> None:
    world.sign_in(client, world.member("ana"))
    put(client, world, "new", source="my secret plan", title="A secret")
    other = world.app.test_client()
    world.sign_in(other, world.member("ben"))
    assert "secret" not in other.get("/drafts").text
    assert "secret" not in other.get("/start").text
