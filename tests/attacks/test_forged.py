"""Forms that another site sends in a member's name: refused at every address that changes something (S25)."""

from itertools import cycle

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from forum.core.db import Model, read
from tests.attacks.doors import Doors
from tests.world import World

pytestmark = pytest.mark.data

FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
    {"Origin": "null"}, {"Origin": "http://localhost.evil.example"}, {"Origin": "http://localhost:81"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, {"Origin": "http://["}, {"Origin": ""},
    {"Origin": "http://localhost@evil.example"}, {"Origin": "http://evil.example/http://localhost"},
)  # fmt: skip
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data")


def everything() -> dict[str, list[object]]:
    tables = [table for table in Model.metadata.sorted_tables if table.name != "clock_work"]
    return {table.name: [tuple(row) for row in read().execute(select(table))] for table in tables}


@pytest.fixture
def doors(world: World) -> Doors:
    made = Doors(world)
    made.things()
    return made


def without_token(doors: Doors) -> MultiDict[str, str]:
    fields = doors.fit()
    del fields["csrf_token"]
    return fields


def test_s25_no_address_takes_a_form_without_a_token_of_this_session(world: World, doors: Doors):
    guest, stranger = world.client(), world.client(doors.other)
    world.sign_in(doors.client, doors.admin)
    forged = [
        "",
        "x",
        "A" * 88,
        "é" * 40,
        doors.fit()["csrf_token"][:-4] + "AAA=",
        world.token(guest),
        world.token(stranger),
    ]
    before = everything()
    statuses = {}
    for rule in doors.forms():
        for kind, token in zip(cycle(KINDS), forged, strict=False):
            answer = doors.send(rule, doors.fit(csrf_token=token), content_type=kind)
            statuses[rule.endpoint, "field", token] = answer.status_code
        for token in filter(str.isascii, forged):
            answer = doors.send(rule, without_token(doors), headers={"X-CSRF-Token": token})
            statuses[rule.endpoint, "header", token] = answer.status_code
    assert {asked: status for asked, status in statuses.items() if status != 403} == {}
    assert everything() == before


def test_s25_no_address_takes_what_another_site_sends(world: World, doors: Doors):
    world.sign_in(doors.client, doors.admin)
    before = everything()
    statuses = {}
    for rule in doors.forms():
        for headers in FOREIGN:
            answer = doors.send(rule, doors.fit(), headers=headers)
            statuses[rule.endpoint, str(headers)] = answer.status_code
            assert "evil.example" not in answer.text
            assert "A sentence that anybody may read." not in answer.text, (
                "what another site typed is not ours to offer"
            )
    assert {asked: status for asked, status in statuses.items() if status != 403} == {}
    assert everything() == before


def test_s25_looking_changes_nothing(world: World, doors: Doors):
    world.sign_in(doors.client, doors.admin)
    before = everything()
    for rule in doors.rules(changing=True):
        for method, query in (("GET", ""), ("GET", "?_method=DELETE"), ("HEAD", "?_method=POST"), ("OPTIONS", "")):
            answer = doors.client.open(doors.address(rule) + query, method=method)
            assert answer.status_code < 500, (rule, method)
    for rule in doors.rules(changing=False):
        assert doors.client.get(doors.address(rule)).status_code < 500, rule
    assert everything() == before


def test_s25_the_token_may_come_in_a_header(world: World, doors: Doors):
    world.sign_in(doors.client, doors.admin)
    header = {"X-CSRF-Token": doors.fit()["csrf_token"], "Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    answer = doors.client.post("/settings/profile", data={"about": "By hand"}, headers=header)
    assert answer.status_code == 303
