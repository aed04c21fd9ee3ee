from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from forum.categories.models import Category
from forum.core import review
from forum.core.access import Denied
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.refusal import Refused
from forum.core.relay import run_due
from forum.members.models import Suspension
from forum.points.queries import entries_of, total_of
from forum.threads.models import Deletion, Post, Thread
from moderation.appeals.actions import appeal
from moderation.queue import actions
from moderation.queue.models import Case, Decision
from moderation.queue.registry import REVERSAL
from moderation.sanctions.models import Sanction, Strike
from tests.world import World

pytestmark = pytest.mark.data

HOW: dict[str, dict[str, Any]] = {
    "keep": {},
    "hide": {"guideline": 3},
    "warn": {"guideline": 3, "reason": "Rude."},
    "silence": {"guideline": 3, "reason": "Rude.", "days": 2},
    "suspend": {"guideline": 3, "reason": "Rude.", "days": 2},
    "uphold": {"reason": "It was right."},
    "overturn": {"reason": "It was wrong."},
}
STEPS = st.lists(
    st.sampled_from([*HOW, "undo", "reverse", "appeal", "flag"]),
    min_size=3,
    max_size=9,
)  # fmt: skip
RUDE = "You are all fools, and your stoves are worse than anything that I have ever seen."
TAKING = ("hide", "warn", "silence", "suspend")


class Bench:
    """Two moderators and an author, who do in any order what they may; what they may not is refused."""

    def __init__(self, world: World, number: int) -> None:
        self.mira, self.olga = world.moderator("mira").actor, world.moderator("olga").actor
        self.author = world.member(f"author{number}").actor
        talk = world.thread(f"A talk of {number}", by=world.member("ben"), source="Let us talk about it.")
        self.thread_id = talk.id
        said = world.reply(talk, by=world.member(f"author{number}"), source=RUDE)
        self.post_id, self.credit = said.id, 0
        self.case = actions.report("post", self.post_id, source="flag", source_id=1)

    def do(self, step: str) -> None:
        """Do a step, or be refused."""
        with suppress(Refused, Denied):
            self._do(step)

    def _do(self, step: str) -> None:
        if step == "flag":
            self.case = actions.report("post", self.post_id, source="flag", source_id=2)
        elif step == "undo":
            last = self._last()
            actions.undo(self.mira if last.by_id == self.mira.member_id else self.olga, last.id)
        elif step == "reverse":
            actions.reverse(self.olga, self._last().id, "It was wrong.")
        elif step == "appeal":
            appeal(self.author, self._last().id, "I did not mean it like that.")
        elif step in {"uphold", "overturn"}:
            waiting = select(Case.id).where(
                Case.kind == "appeal", Case.state == "open", Case.author_id == self.author.member_id
            )
            actions.decide(self.olga, read().scalar(waiting) or 0, step, **HOW[step])
        else:
            actions.decide(self.mira, self.case, step, **HOW[step])

    def _last(self) -> Any:
        mine = select(Decision.id, Decision.by_id).join(Case, Case.id == Decision.case_id)
        mine = mine.where(Case.author_id == self.author.member_id, Decision.verdict != REVERSAL)
        last = read().execute(mine.order_by(Decision.id.desc())).first()
        if last is None:
            raise Refused("nothing is decided yet")
        return last

    def check(self) -> None:
        """Hold what is stored against what holds by the decisions."""
        holding = self._holding()
        hidden = read().scalar(select(Deletion.post_id).where(Deletion.post_id == self.post_id)) is not None
        waits = select(Case.sheltered).where(Case.thing_id == self.post_id, Case.kind == "post")
        sheltered = any(read().scalars(waits))
        assert hidden == (any(name in TAKING for name in holding) or sheltered)
        assert self.credit == (-1 if any(name in TAKING for name in holding) else 0)
        self._check_member(holding)
        self._check_counters()

    def check_points(self) -> None:
        """Hold what the author earned by the post against whether it can be seen, once all is told."""
        run_due()
        me = self.author.member_id or 0
        earned = {(row.event, row.cause): row.points for row in entries_of(me).rows}
        hidden = read().scalar(select(Deletion.post_id).where(Deletion.post_id == self.post_id)) is not None
        assert (earned.get(("reply_written", f"post:{self.post_id}"), 0) > 0) is not hidden
        assert total_of(me) == sum(earned.values())

    def _check_member(self, holding: list[str]) -> None:
        me = self.author.member_id
        strikes = read().scalar(select(func.count()).where(Strike.member_id == me, Strike.void.is_(False)))
        sanctions = read().scalar(select(func.count()).where(Sanction.member_id == me, Sanction.void.is_(False)))
        suspended = read().scalar(select(Suspension.member_id).where(Suspension.member_id == me)) is not None
        assert strikes == sum(name in {"warn", "silence", "suspend"} for name in holding)
        assert sanctions == sum(name in TAKING for name in holding)
        assert suspended == ("suspend" in holding)

    def _check_counters(self) -> None:
        shown = select(func.count()).select_from(Post).outerjoin(Deletion, Deletion.post_id == Post.id)
        shown = shown.where(Post.number.is_not(None), Deletion.post_id.is_(None))
        here = read().scalar(shown.where(Post.thread_id == self.thread_id))
        assert read().scalar(select(Thread.post_count).where(Thread.id == self.thread_id)) == here
        assert read().scalar(select(func.sum(Category.post_count))) == read().scalar(shown)

    def _holding(self) -> list[str]:
        held = select(Decision.verdict).join(Case, Case.id == Decision.case_id)
        held = held.where(Case.thing_id == self.post_id, Case.kind == "post", Decision.undone_at.is_(None))
        return list(read().scalars(held.where(Decision.verdict != REVERSAL)))


@pytest.fixture
def numbers() -> list[int]:
    return []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(steps=STEPS)
def test_in_any_order_post_counters_points_strikes_and_sanctions_agree(
    app: Flask, world: World, numbers: list[int], steps: list[str]
) -> None:
    assert world.brand_id
    run_due()
    numbers.append(len(numbers))
    bench = Bench(world, len(numbers))
    review.counts_standing(lambda _kind, thing_id, _author, step: count(bench, thing_id, step))
    moment = now()
    for place, step in enumerate(steps):
        with at(moment + timedelta(seconds=4 * place)):
            bench.do(step)
            bench.check()
    with at(moment + timedelta(seconds=4 * len(steps))):
        bench.check_points()


def count(bench: Bench, thing_id: int, step: int) -> None:
    if thing_id == bench.post_id:
        bench.credit += step
