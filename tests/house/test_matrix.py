"""Every address that changes something, tried by everybody it is not for, on things they may not touch (S16, S17)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.access import RANKS
from forum.core.db import Model, read
from forum.polls.models import Poll
from moderation.queue.actions import report
from tests.house.doors import CHANGING, changing
from tests.house.permissions import DOORS
from tests.world import World

pytestmark = pytest.mark.data

REFUSED = {401, 403, 404}
FIELDS = {
    "source": "Changed by a stranger.", "title": "Another title", "reason": "None", "category": "1", "number": "1",
    "choices": "1", "question": "Which?", "days": "3", "until": "2030-01-01", "role": "admin", "name": "eve",
}  # fmt: skip
NOT_ROWS_OF_ANYTHING = {"session", "clock_work"}


def things(world: World, *, see: str) -> dict[str, object]:
    """Make a thread with a reply and a poll; give the ids that addresses name."""
    author = world.staff("hana") if see == "staff" else world.member("ana")
    place = world.category(f"for-{see}", see=see, reply="members", start="members")
    talk = world.thread("A plan", by=author, category=place, poll=("Which?", ["One", "Two"]))
    said = world.reply(talk, by=author)
    poll_id = read().execute(select(Poll.id).where(Poll.thread_id == talk.id)).scalar_one()
    ids = {"thread_id": talk.id, "post_id": said.id, "poll_id": poll_id, "number": 2, "slug": talk.slug}
    ids |= {"category_id": place.id, "notification_id": 1, "note_id": 1, "decision_id": 1}
    ids |= {"edition": 1, "locale": "en", "member_id": author.id, "rule_id": 1, "replay_id": 1, "task": "spam"}
    ids |= {"kind": "post", "thing_id": said.id, "flag_id": 1, "kudos_id": 1, "segment_id": 1, "edition_id": 1}
    ids |= {"trial_id": 1, "award_id": 1}
    ids |= {"mediation_id": 1, "reward_id": 1, "grant_id": 1, "shop_id": 1}
    ids["case_id"] = report("post", said.id, source="flag", guideline=1)
    return ids | {"name": author.name, "session_id": 1, "key": "x" * 32, "token": "x" * 43, "place": "new"}


def knock(world: World, client: FlaskClient, endpoint: str, ids: dict[str, object]) -> tuple[int, str]:
    """Try an address; give the status, and where it leads to."""
    rule = changing(world.app)[endpoint]
    with world.app.test_request_context():
        address = world.app.url_map.bind("localhost").build(endpoint, {name: ids[name] for name in rule.arguments})
    method = min((rule.methods or set()) & CHANGING)
    answer = client.open(address, method=method, data=FIELDS | {"csrf_token": world.token(client)})
    return answer.status_code, answer.headers.get("Location", "")


def everything(app: Flask) -> dict[str, list[object]]:
    """Read every row that could have been changed."""
    tables = [table for table in Model.metadata.sorted_tables if table.name not in NOT_ROWS_OF_ANYTHING]
    return {table.name: [tuple(row) for row in read().execute(select(table))] for table in tables}


@pytest.mark.parametrize("role", ["guest", "member", "moderator", "staff"])
def test_s17_nobody_gets_in_at_a_door_that_is_not_theirs(world: World, role: str):
    ids = things(world, see="everyone")
    visitor = world.client(None if role == "guest" else getattr(world, role)("eve"))
    before = everything(world.app)
    shut = [door for door, least in DOORS.items() if RANKS[role] < RANKS[least]]
    answers = {door: knock(world, visitor, door, ids) for door in shut}
    assert {door: said for door, said in answers.items() if not _refused(*said)} == {}
    assert everything(world.app) == before


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_s16_a_hidden_thing_is_as_absent_as_one_that_never_was(world: World, role: str):
    hidden = things(world, see="staff")
    absent = hidden | {"thread_id": 10**6, "post_id": 10**6, "poll_id": 10**6}
    visitor = world.client(getattr(world, role)("eve"))
    before = everything(world.app)
    rules = changing(world.app)
    doors = [door for door in DOORS if rules[door].arguments & {"thread_id", "post_id", "poll_id"}]
    answers = {door: (knock(world, visitor, door, hidden), knock(world, visitor, door, absent)) for door in doors}
    assert {door: said for door, said in answers.items() if said[0][0] != 404 or said[0] != said[1]} == {}
    assert everything(world.app) == before


def test_s23_a_suspended_member_changes_nothing(world: World):
    ids = things(world, see="everyone")
    ana = world.member("ana")
    visitor = world.client(ana)
    world.suspend(ana)
    doors = [door for door in DOORS if door.split(".")[0] in {"threads", "threads_staff", "polls", "media"}]
    watched = ("post", "thread", "edit", "deletion", "closure", "pin", "poll", "vote", "reaction", "picture")
    before = {name: rows for name, rows in everything(world.app).items() if name in watched}
    for door in doors:
        knock(world, visitor, door, ids)
    assert {name: rows for name, rows in everything(world.app).items() if name in watched} == before


def _refused(status: int, address: str) -> bool:
    return status in REFUSED or (status == 303 and address.startswith("/sign-in"))
