"""The house is killed in the middle of everything: what was acknowledged is there, once, and so is what follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.categories.models import Category
from forum.core.clock import monotonic
from forum.core.db import read
from forum.core.outbox import Job
from forum.core.receipts import Receipt
from forum.threads.models import Post, Thread
from tests.attacks.crowd import Crowd
from tests.attacks.houses import standing
from tests.services.product import Live
from tests.services.waiting import until
from tests.stack import SCALED, Stack

pytestmark = [pytest.mark.alone, pytest.mark.data]

PEOPLE, EACH = 40, 5
ENOUGH = 70
HEALTHY_S = 30 if SCALED else 10


@pytest.fixture
def house(stack: Stack, tmp_path: Path) -> Iterator[Live]:
    with standing(stack, tmp_path / "live") as running:
        yield running


def replies(crowd: Crowd) -> list[tuple[int, str]]:
    """Give number and words of every reply that is stored."""
    stored = select(Post.number, Post.source).where(Post.thread_id == crowd.talk.id, Post.number > 1)
    with crowd.live.world.app.app_context():
        return [(row.number, row.source) for row in read().execute(stored.order_by(Post.number))]


def counters(crowd: Crowd) -> tuple[int, ...]:
    """Give what the thread and its category think they hold."""
    counted = select(Thread.post_count, Thread.last_number, Category.thread_count, Category.post_count)
    with crowd.live.world.app.app_context():
        return tuple(read().execute(counted.join(Category, Category.id == Thread.category_id)).one())


def work_left(live: Live) -> int:
    with live.world.app.app_context():
        return read().scalar(select(func.count()).select_from(Job)) or 0


def times_told(live: Live) -> list[int]:
    """Give how often each post was told of, in the order of their ids."""
    told = select(Receipt.result_id).where(Receipt.key.startswith("told-")).order_by(Receipt.key)
    with live.world.app.app_context():
        return [times or 0 for times in read().scalars(told)]


def test_s57_a_kill_amid_200_replies_loses_and_doubles_nothing(house: Live):
    crowd = Crowd(house, house.world.thread(), PEOPLE, EACH)
    with crowd.speaking():
        crowd.wait_for(ENOUGH)
        house.kill()
    acknowledged = crowd.acknowledged
    assert ENOUGH <= len(acknowledged) < PEOPLE * EACH
    assert crowd.broken

    before = monotonic()
    house.start()
    until(lambda: house.get("/readyz").status_code == 200, seconds=HEALTHY_S, what="the house to be ready")
    assert monotonic() - before < HEALTHY_S
    kept = replies(crowd)
    words = [source for _, source in kept]
    assert {crowd.source(key) for key in acknowledged} <= set(words)
    assert len(set(words)) == len(words)
    assert [number for number, _ in kept] == list(range(2, len(kept) + 2))
    assert counters(crowd) == (len(kept) + 1, len(kept) + 1, 1, len(kept) + 1)

    crowd.speak_all()
    assert {status for answers in crowd.told.values() for status, _ in answers} == {303}
    assert all(len(set(answers)) == 1 for answers in crowd.told.values()), "a retry gets the same answer"
    kept = replies(crowd)
    assert sorted(source for _, source in kept) == sorted(crowd.source(key) for key in crowd.told)
    assert len(kept) == PEOPLE * EACH
    assert counters(crowd) == (len(kept) + 1, len(kept) + 1, 1, len(kept) + 1)

    until(lambda: work_left(house) == 0, seconds=30, what="what follows from the replies")
    assert times_told(house) == [1] * len(kept)
