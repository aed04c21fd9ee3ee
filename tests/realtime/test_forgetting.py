"""Facts are kept as long as anybody may ask for what came after them."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from forum.core import outbox
from forum.core.db import read
from forum.core.events import Event, on, record
from forum.core.outbox import Fact
from forum.core.transaction import transaction
from forum.realtime.jobs import forget_old_facts

pytestmark = pytest.mark.data


@dataclass(frozen=True, slots=True)
class BellTested(Event):
    """A bell was rung to hear whether it rings."""

    number: int


@transaction
def ring(number: int) -> int:
    return record(BellTested(number))


def kept() -> int:
    return read().execute(select(func.count()).where(Fact.name == "BellTested")).scalar_one()


def test_facts_are_forgotten_after_a_month(world, founded):
    ring(1)
    with world.days_later(29):
        forget_old_facts()
        ring(2)
    assert kept() == 2
    with world.days_later(31):
        forget_old_facts()
    assert kept() == 1


def test_what_somebody_is_still_to_be_told_of_is_kept(world, founded):
    @on(BellTested)
    def listener(fact: BellTested) -> None:
        """Never told here."""

    try:
        ring(1)
        with world.days_later(400):
            forget_old_facts()
        assert kept() == 1
    finally:
        del outbox.LISTENERS["BellTested"]
