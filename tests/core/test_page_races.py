"""Whatever commits, is told and is drawn in whatever order: no process gives a page without what it has heard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from forum.core.clock import now
from forum.core.db import db, read
from forum.core.events import Event
from forum.core.outbox import Fact
from forum.core.pages.declared import EVERYTHING, changes
from forum.core.pages.ledger import Cursor, Ledger
from forum.core.tail import Tail, Told
from forum.core.transaction import transaction

pytestmark = pytest.mark.data

LAMPS = 2
PROCESSES = 2
ALL = 0
"""The lamp whose light changes every page."""


@dataclass(frozen=True, slots=True)
class LampTrimmed(Event):
    """A lamp gives another light."""

    number: int


@changes(LampTrimmed)
def light_of(event: LampTrimmed) -> tuple[str, ...]:
    return (EVERYTHING,) if event.number == ALL else (f"lamp:{event.number}",)


class Drawn(NamedTuple):
    """A page: the lamp it shows, the facts that it was drawn from, and its cursor."""

    lamp: int
    facts: frozenset[int]
    cursor: Cursor


@dataclass
class Process:
    """A process with its own tail, ledger and shelf."""

    app: Flask
    heard: dict[int, int] = field(default_factory=dict)
    shelf: dict[int, Drawn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tail = self.app.extensions["tail"] = Tail(self.app)
        self.ledger = Ledger(self.app)
        self.tail.hear(self.hear)
        self.tail.step()

    def hear(self, told: Sequence[Told]) -> None:
        self.heard |= {each.id: each.event.number for each in told if isinstance(each.event, LampTrimmed)}

    def may_give(self, page: Drawn) -> bool:
        return self.ledger.holds({EVERYTHING, f"lamp:{page.lamp}"}, page.cursor)

    def must_show(self, lamp: int) -> set[int]:
        return {number for number, which in self.heard.items() if which in {ALL, lamp}}


@transaction
def commit(number: int, lamp: int) -> None:
    row = {"id": number, "name": "LampTrimmed", "payload": {"number": lamp}, "happened_at": now()}
    db.session.execute(insert(Fact).values(row))


def facts() -> frozenset[int]:
    return frozenset(read().scalars(select(Fact.id)))


@dataclass
class House:
    """Transactions that are under way, pages that are being drawn, and a shelf that both processes share."""

    app: Flask

    def __post_init__(self) -> None:
        self.ids = count(max(facts(), default=0) + 1)
        self.processes = [Process(self.app) for _ in range(PROCESSES)]
        self.under_way: list[tuple[int, int]] = []
        self.drawings: list[tuple[Process, int, Cursor, frozenset[int] | None]] = []
        self.shared: dict[int, Drawn] = {}

    def begin(self, lamp: int) -> None:
        self.under_way.append((next(self.ids), lamp))

    def end(self, which: int) -> None:
        if self.under_way:
            number, lamp = self.under_way.pop(which % len(self.under_way))
            if lamp <= LAMPS:  # the others are rolled back: their ids are never seen
                commit(number, lamp)

    def look(self, which: int) -> None:
        self.processes[which % PROCESSES].tail.step()

    def start(self, which: int) -> None:
        process = self.processes[which % PROCESSES]
        self.drawings.append((process, which % LAMPS + 1, process.ledger.cursor(), None))

    def see(self, which: int) -> None:
        if self.drawings:
            place = which % len(self.drawings)
            process, lamp, cursor, _seen = self.drawings[place]
            self.drawings[place] = process, lamp, cursor, facts()

    def keep(self, which: int) -> None:
        if self.drawings:
            process, lamp, cursor, seen = self.drawings.pop(which % len(self.drawings))
            process.shelf[lamp] = self.shared[lamp] = Drawn(lamp, facts() if seen is None else seen, cursor)

    def draw(self, which: int) -> None:
        self.start(which)
        self.keep(len(self.drawings) - 1)

    def check(self) -> None:
        for process in self.processes:
            for page in (*process.shelf.values(), *self.shared.values()):
                assert not process.may_give(page) or process.must_show(page.lamp) <= page.facts


steps = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), st.integers(ALL, LAMPS + 1)),
        st.tuples(st.sampled_from(["end", "look", "draw", "start", "see", "keep"]), st.integers(0, 3)),
    ),
    min_size=10,
    max_size=60,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
@example([("begin", 1), ("begin", 2), ("end", 1), ("look", 0), ("draw", 0), ("end", 0), ("look", 0)])
@example([("begin", 0), ("begin", 2), ("end", 1), ("look", 0), ("draw", 0), ("end", 0), ("look", 1)])
def test_no_page_is_given_without_a_fact_that_was_heard(app: Flask, steps: list[tuple[str, int]]):
    house = House(app)
    for step, which in steps:
        getattr(house, step)(which)
        house.check()


def test_a_page_holds_while_nothing_changes_it(app: Flask):
    house = House(app)
    house.start(0)
    house.keep(0)
    house.begin(2)
    house.end(0)
    house.look(0)
    page, process = house.shared[1], house.processes[0]
    assert process.may_give(page)
    house.begin(1)
    house.end(0)
    assert process.may_give(page)
    house.look(0)
    assert not process.may_give(page)


def test_a_page_from_before_a_process_listened_is_not_given(app: Flask):
    house = House(app)
    house.start(0)
    house.keep(0)
    house.begin(1)
    house.end(0)
    late = Process(app)
    late.ledger.cursor()
    assert not late.may_give(house.shared[1])


def test_a_page_that_misses_what_was_committed_before_a_process_listened_is_not_given(app: Flask):
    house = House(app)
    house.begin(1)
    house.begin(2)
    house.end(1)
    house.look(0)
    house.draw(0)
    house.end(0)
    late = Process(app)
    late.ledger.cursor()
    assert house.shared[1].cursor.missing
    assert not late.may_give(house.shared[1])
