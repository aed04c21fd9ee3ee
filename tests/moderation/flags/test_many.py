import threading
from time import process_time

import pytest
from sqlalchemy import func, insert, select

from forum.core.clock import now
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from moderation.flags import actions
from moderation.flags.models import Flag
from moderation.queue.models import Case, Hit
from tests.world import World

pytestmark = pytest.mark.data

CASES = 100_000


@transaction
def fill_queue() -> None:
    moment = now()
    plain = {"kind": "post", "state": "open", "opened_at": moment, "due_at": moment, "priority": 1.0}
    for start in range(0, CASES, 10_000):
        rows = [plain | {"thing_id": 1_000_000 + number} for number in range(start, start + 10_000)]
        db.session.execute(insert(Case), rows)


def test_a_flag_costs_little_where_a_hundred_thousand_cases_wait(world: World, relay) -> None:
    ben, talk = world.member("ben"), world.thread()
    relay()
    fill_queue()
    began = process_time()
    actions.flag(ben.actor, "post", talk.post_id, 1)
    assert process_time() - began < 0.5


def test_s52_ten_flags_of_one_member_at_once_are_one(world: World, relay) -> None:
    ben, talk = world.member("ben"), world.thread()
    relay()
    refused: list[str] = []

    def press() -> None:
        with world.app.app_context():
            try:
                actions.flag(ben.actor, "post", talk.post_id, 1)
            except Refused as refusal:
                refused.append(refusal.reason)

    presses = [threading.Thread(target=press) for _ in range(10)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(refused) == 9
    assert [read().scalar(select(func.count()).select_from(table)) for table in (Flag, Hit)] == [1, 1]
