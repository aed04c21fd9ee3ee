"""Whoever follows the facts hears each of them once, in order, whatever commits when."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import insert

from forum.core import tail
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import Event, record
from forum.core.outbox import Fact
from forum.core.tail import Tail, Told
from forum.core.transaction import transaction
from tests.services.waiting import until

pytestmark = pytest.mark.data


@dataclass(frozen=True, slots=True)
class LampLit(Event):
    """A lamp was lit."""

    number: int


@transaction
def light(number: int, fact_id: int | None = None) -> None:
    if fact_id is None:
        record(LampLit(number))
    else:  # as a transaction that began earlier commits
        row = {"id": fact_id, "name": "LampLit", "payload": {"number": number}, "happened_at": now()}
        db.session.execute(insert(Fact).values(row))


class Ears:
    def __init__(self) -> None:
        self.heard: list[Told] = []

    def __call__(self, told: Sequence[Told]) -> None:
        self.heard += told

    @property
    def numbers(self) -> list[int]:
        return [told.event.number for told in self.heard if isinstance(told.event, LampLit)]


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def follower(app: Flask, ears: Ears) -> Tail:
    made = Tail(app)
    made.hear(ears)
    return made


def test_what_was_before_is_not_told(follower: Tail, ears: Ears):
    light(1)
    follower.step()
    assert ears.numbers == []


def test_each_fact_is_told_once_and_in_order(follower: Tail, ears: Ears):
    follower.step()
    for number in range(5):
        light(number)
    follower.step()
    light(5)
    follower.step()
    follower.step()
    assert ears.numbers == list(range(6))
    assert [told.id for told in ears.heard] == sorted({told.id for told in ears.heard})


def test_what_commits_late_is_told_when_it_is_there(follower: Tail, ears: Ears):
    light(0)
    follower.step()
    assert follower.newest
    light(2, follower.newest + 2)
    follower.step()
    light(1, follower.newest - 1)
    follower.step()
    follower.step()
    assert ears.numbers == [2, 1]


def test_what_was_under_way_when_we_began_is_told(follower: Tail, ears: Ears):
    light(1)
    light(3, 5)
    follower.step()
    light(2, 4)
    follower.step()
    assert ears.numbers == [2]


def test_what_never_commits_is_not_waited_for(follower: Tail, ears: Ears, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tail, "GIVEN_UP_AFTER_S", 0.0)
    light(0)
    follower.step()
    assert follower.newest
    light(1, follower.newest + 3)
    follower.step()
    follower.step()
    assert follower.missing == {}


def test_one_bad_hearer_does_not_deafen_the_others(follower: Tail, ears: Ears):
    def deaf(told: Sequence[Told]) -> None:
        raise RuntimeError

    follower.hearers.insert(0, deaf)
    follower.step()
    light(1)
    follower.step()
    assert ears.numbers == [1]


def test_facts_that_nobody_knows_any_more_are_passed_over(follower: Tail, ears: Ears):
    follower.step()

    @transaction
    def old() -> None:
        db.session.execute(insert(Fact).values(name="Forgotten", payload={}, happened_at=now()))

    old()
    light(1)
    follower.step()
    assert ears.numbers == [1]


def test_a_house_that_runs_hears_at_once(app: Flask, ears: Ears):
    follower: Tail = app.extensions["tail"]
    follower.hear(ears)
    thread = threading.Thread(target=follower.run)
    thread.start()
    until(lambda: follower.newest is not None, what="the tail to begin")
    light(7)
    until(lambda: ears.numbers == [7], what="the fact to be heard")
    follower.stop()
    thread.join(5)
