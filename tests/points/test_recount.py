"""Counting anew gives what living through it gave."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from forum.core.access import HOUSE, Denied
from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.relay import run_due
from forum.core.transaction import transaction
from forum.points import recounting
from forum.points.counting import go_on, start_counting
from forum.points.models import Edition, Entry, PointsRule, Total
from forum.points.queries import served, total_of
from forum.threads import actions, steering
from forum.threads.models import Post, Thread

pytestmark = pytest.mark.data

LONG, SHORT = "Trim the wick level with the collar, then let it cool.", "Trim."
NAMES = ("marta", "ben", "ana", "joris")
TIGHT: dict[str, dict[str, Any]] = {
    "reply_written": {"points": 8, "when": [["letters", "least", 20]], "fade": [1, 50], "cap": 13},
    "like_received": {"points": 9, "giver": [1, 60], "mutual": 30, "cap": 20},
    "like_given": {"points": 2, "cap": 3},
    "answer_accepted": {"points": 16, "giver": [1, 50], "mutual": 25},
    "thread_started": {"points": 1, "per": ["letters", 10, 3], "fade": [1, 50]},
}
DOES = ("start", "reply", "like", "unlike", "edit", "delete", "restore", "accept", "unaccept", "move", "tell")
STEPS = st.lists(
    st.tuples(st.sampled_from(DOES), st.integers(0, 3), st.integers(0, 20), st.sampled_from((1, 1, 1, 9, 200))),
    min_size=5,
    max_size=30,
)


@transaction
def tighten() -> None:
    """Let every bound be met soon."""
    recounting.ship_rules()
    for key, terms in TIGHT.items():
        db.session.execute(update(PointsRule).where(PointsRule.key == key).values(terms=terms))


class Evening:
    """People who do things in any order, over months; what they may not is refused."""

    def __init__(self, world) -> None:
        self.people = [world.member(name).actor for name in NAMES]
        self.places = [world.category("stoves").id, world.category("lanterns").id]
        self.posts: list[int] = []
        self.moment = now() - timedelta(days=400)

    def do(self, step: str, who: int, which: int, hours: int) -> None:
        """Do a step some hours later, or be refused."""
        self.moment += timedelta(hours=hours, seconds=7)
        with at(self.moment), suppress(Refused, Denied):
            if step == "start" or not self.posts:
                words = LONG[: 10 + which]
                placed = actions.start(self.people[who], self.places[which % 2], "question", "How to trim?", words)
                self.posts.append(placed.post_id)
            elif step != "tell":
                self._do(step, self.people[who], self.posts[-1 - which % len(self.posts)], which)
        if step == "tell":
            run_due()

    def _do(self, step: str, actor, post_id: int, which: int) -> None:
        thread_id = read().execute(select(Post.thread_id).where(Post.id == post_id)).scalar_one()
        asker = read().scalar(select(Thread.author_id).where(Thread.id == thread_id))
        match step:
            case "reply":
                self.posts.append(actions.reply(actor, thread_id, LONG if which % 4 else SHORT).post_id)
            case "like" | "unlike":
                getattr(steering, step)(actor, post_id)
            case "edit":
                actions.edit(HOUSE, post_id, f"{SHORT if which % 2 else LONG} {which}")
            case "delete" | "restore":
                getattr(actions, step)(HOUSE, post_id)
            case "accept" | "unaccept":
                getattr(steering, step)(next(one for one in self.people if one.member_id == asker), post_id)
            case _:
                steering.move(HOUSE, thread_id, self.places[which % 2])


def ledger():
    columns = (Entry.deed_id, Entry.rule_id, Entry.member_id, Entry.place, Entry.points, Entry.note, Entry.happened_at)
    return sorted(tuple(row) for row in read().execute(select(*columns).where(Entry.edition_id == served)))


def totals():
    kept = select(Total.member_id, Total.points).where(Total.edition_id == served, Total.points != 0)
    return sorted(tuple(row) for row in read().execute(kept))


def sums():
    kept = select(Entry.member_id, func.sum(Entry.points)).where(Entry.edition_id == served).group_by(Entry.member_id)
    return sorted((row[0], row[1]) for row in read().execute(kept) if row[1])


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
@given(steps=STEPS)
def test_a_recount_gives_exactly_the_ledger_that_living_through_it_gave(app, world, steps):
    with app.app_context():
        tighten()
        evening = Evening(world)
        for step in steps:
            evening.do(*step)
        run_due()
        lived, had, edition = ledger(), totals(), read().execute(select(served)).scalar_one()
        assert had == sums()
        start_counting(gather=True)
        run_due()
        assert read().scalar(select(served)) > edition
        assert ledger() == lived
        assert totals() == had


def test_while_it_is_counted_the_old_ledger_is_served_and_nothing_that_happens_is_lost(world, relay, monkeypatch):
    monkeypatch.setattr(recounting, "DEEDS", 1)
    tighten()
    evening = Evening(world)
    for number in range(8):
        evening.do("reply", number % 4, 1, 1)
        evening.do("like", (number + 1) % 4, 0, 1)
    relay()
    before, people = ledger(), [actor.member_id for actor in evening.people]
    edition_id = recounting.begin()
    assert recounting._step(edition_id)
    assert ledger() == before
    assert go_on(edition_id, going=False)
    assert not recounting._step(edition_id), "a stopped count stands still"
    for number in range(4):
        evening.do("like", number, 3, 1)
        evening.do("reply", number, 1, 1)
    relay()
    lived, had = ledger(), [total_of(one) for one in people]
    assert lived != before
    assert go_on(edition_id, going=True)
    relay()
    assert read().scalar(select(served)) == edition_id
    assert ledger() == lived
    assert [total_of(one) for one in people] == had
    assert totals() == sums()
    assert set(read().scalars(select(Edition.state))) == {"served"}
