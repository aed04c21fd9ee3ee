from typing import Any

import pytest
from sqlalchemy import select

from forum.core.access import Denied
from forum.core.db import read
from forum.core.refusal import Refused
from forum.members.models import Suspension
from forum.threads.models import Deletion
from moderation.appeals.actions import appeal
from moderation.appeals.models import Appeal
from moderation.queue import actions
from moderation.queue.models import Case, Hit
from moderation.sanctions.queries import points_of
from tests.world import Someone, World

pytestmark = pytest.mark.data
WORDS = "It was a quote from the manual, not my own words."
HARSH: dict[str, Any] = {"guideline": 3, "reason": "You insulted Ben.", "days": 30}


def suspended(world: World, ana: Someone, by: Someone) -> int:
    case = actions.report("post", world.thread(by=ana).post_id, source="flag", source_id=5, guideline=3)
    return actions.decide(by.actor, case, "suspend", **HARSH)


def waiting(appeal_id: int) -> int:
    found = select(Case.id).where(Case.kind == "appeal", Case.thing_id == appeal_id, Case.state == "open")
    return read().execute(found).scalar_one()


def outcome(appeal_id: int) -> str:
    return read().execute(select(Appeal.outcome).where(Appeal.id == appeal_id)).scalar_one()


def test_overturning_undoes_all_of_it_and_counts_against_the_flag(world: World) -> None:
    mira, olga, ana = world.moderator("mira"), world.moderator("olga"), world.member("ana")
    made = appeal(ana.actor, suspended(world, ana, mira), WORDS)
    actions.decide(olga.actor, waiting(made), "overturn", reason="You are right: it is a quote.")
    assert outcome(made) == "overturned"
    assert points_of(ana.id) == 0
    assert read().execute(select(Deletion.post_id)).all() == []
    assert read().execute(select(Suspension.member_id)).all() == []
    assert read().execute(select(Hit.outcome).where(Hit.source == "flag")).scalar_one() == "rejected"


def test_upholding_changes_nothing_and_says_why(world: World) -> None:
    mira, olga, ana = world.moderator("mira"), world.moderator("olga"), world.member("ana")
    made = appeal(ana.actor, suspended(world, ana, mira), WORDS)
    actions.decide(olga.actor, waiting(made), "uphold", reason="The manual says no such thing.")
    assert outcome(made) == "upheld"
    assert points_of(ana.id) == 3


def test_whoever_decided_first_does_not_decide_the_appeal(world: World) -> None:
    mira, ana = world.moderator("mira"), world.member("ana")
    made = appeal(ana.actor, suspended(world, ana, mira), WORDS)
    with pytest.raises(Denied, match="somebody else looks"):
        actions.decide(mira.actor, waiting(made), "uphold", reason="I was right.")


def test_there_is_one_appeal_for_each_decision(world: World) -> None:
    mira, olga, ana = world.moderator("mira"), world.moderator("olga"), world.member("ana")
    decision = suspended(world, ana, mira)
    made = appeal(ana.actor, decision, WORDS)
    with pytest.raises(Denied, match="one for each"):
        appeal(ana.actor, decision, WORDS)
    actions.decide(olga.actor, waiting(made), "uphold", reason="No.")
    with pytest.raises(Denied, match="one for each"):
        appeal(ana.actor, decision, WORDS)


def test_an_appeal_after_six_months_is_late(world: World) -> None:
    ana = world.member("ana")
    decision = suspended(world, ana, world.moderator())
    with world.days_later(184), pytest.raises(Denied, match="time for appeals is over"):
        appeal(ana.actor, decision, WORDS)
    with world.days_later(182):
        assert appeal(ana.actor, decision, WORDS)


def test_nobody_appeals_for_somebody_else(world: World) -> None:
    decision = suspended(world, world.member("ana"), world.moderator())
    with pytest.raises(Denied, match="member concerned"):
        appeal(world.member("ben").actor, decision, WORDS)


def test_an_appeal_says_what_was_wrong(world: World) -> None:
    ana = world.member("ana")
    with pytest.raises(Refused, match="a sentence or two"):
        appeal(ana.actor, suspended(world, ana, world.moderator()), "no")


def test_undoing_an_overturn_at_once_lets_the_decision_hold_again(world: World) -> None:
    mira, olga, ana = world.moderator("mira"), world.moderator("olga"), world.member("ana")
    made = appeal(ana.actor, suspended(world, ana, mira), WORDS)
    overturned = actions.decide(olga.actor, waiting(made), "overturn", reason="You are right: it is a quote.")
    actions.undo(olga.actor, overturned)
    assert outcome(made) == ""
    assert points_of(ana.id) == 3
    assert len(read().execute(select(Deletion.post_id)).all()) == 1
    assert read().execute(select(Suspension.member_id)).scalar_one() == ana.id
    assert read().execute(select(Hit.outcome).where(Hit.source == "flag")).scalar_one() == "upheld"
