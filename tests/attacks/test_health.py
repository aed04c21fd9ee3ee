"""What the house says of its own health, and to whom (S70)."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from forum.core import outbox
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import db
from forum.core.transaction import transaction
from tests.world import World

pytestmark = pytest.mark.data


@transaction
def put_off(minutes: float, *, parked: bool = False) -> None:
    """Leave a job that should have been done some minutes ago, and perhaps failed for good."""
    due = now() - timedelta(minutes=minutes)
    job = outbox.Job(name="tests.lost", payload={}, due_at=due, attempts=8, error="ValueError: a secret")
    job.parked_at = now() if parked else None
    db.session.add(job)


@transaction
def set_revision(name: str) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = :name"), {"name": name})


def ready(client: FlaskClient) -> tuple[int, list[str]]:
    cache.clear()
    answer = client.get("/readyz")
    said: dict[str, list[str]] = answer.get_json()
    return answer.status_code, said["failing"]


def test_s70_a_well_house_is_alive_and_ready_and_says_no_more(client: FlaskClient, world: World):
    assert world.brand_id
    assert ready(client) == (200, [])
    assert client.get("/healthz").text == "alive\n"
    for path in ("/healthz", "/readyz"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
        assert client.post(path).status_code in {403, 405}
    for path in ("/metrics", "/debug", "/status", "/console", "/server-status", "/.env", "/.git/config"):
        assert client.get(path).status_code == 404


def test_s70_work_that_piles_up_makes_the_house_unready_but_not_dead(client: FlaskClient, world: World):
    assert world.brand_id
    put_off(minutes=4)
    assert ready(client) == (200, [])
    put_off(minutes=6)
    assert ready(client) == (503, ["work_is_done"])
    assert client.get("/healthz").status_code == 200


def test_s70_tables_of_another_version_make_the_house_unready(client: FlaskClient, world: World):
    assert world.brand_id
    set_revision("0000")
    assert ready(client) == (503, ["migrations"])
    assert client.get("/latest").status_code == 200


def test_s70_what_failed_for_good_is_told_to_the_doctor_and_no_visitor(app: Flask, client: FlaskClient, world: World):
    assert world.brand_id
    put_off(minutes=60, parked=True)
    assert ready(client) == (200, [])
    told = app.test_cli_runner().invoke(args=["doctor"])
    assert told.exit_code == 1
    parked = re.search(r"parked job (\d+) tests.lost: ValueError: a secret", told.output)
    assert parked
    assert f"flask retry {parked[1]}" in told.output
    assert app.test_cli_runner().invoke(args=["retry", parked[1]]).output == "queued\n"
    assert app.test_cli_runner().invoke(args=["retry", parked[1]]).output == "there is no such parked job\n"
    assert "secret" not in client.get("/readyz").text


def test_s50_asking_for_health_all_day_costs_one_look_a_second(client: FlaskClient, world: World, statements):
    assert world.brand_id
    client.get("/readyz")
    with statements() as said:
        for _ in range(20):
            client.get("/readyz")
    assert len(said) <= 5
