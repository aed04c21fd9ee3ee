from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.access import Denied
from forum.core.clock import now
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.relay import run_due
from forum.members.models import Session, Suspension
from forum.threads.models import Deletion
from moderation.queue import actions
from moderation.queue.models import Case
from moderation.sanctions import actions as sanctions
from moderation.sanctions.models import Sanction, Statement, Strike
from moderation.sanctions.queries import points_of
from tests.world import World

pytestmark = pytest.mark.data
HARSH: dict[str, Any] = {"guideline": 3, "reason": "You insulted Ben, again."}


def opened(world: World, **about: Any) -> int:
    return actions.report("post", world.thread(**about).post_id, source="flag", guideline=3)


def hidden(case_id: int) -> bool:
    return read().execute(select(Deletion.post_id).where(Deletion.post_id == post_of(case_id))).first() is not None


def post_of(case_id: int) -> int:
    return db.session.get_one(Case, case_id, populate_existing=True).thing_id


def test_hiding_takes_the_post_and_undoing_brings_it_back(world: World) -> None:
    mira, case = world.moderator(), opened(world)
    made = actions.decide(mira.actor, case, "hide", guideline=3)
    assert hidden(case)
    actions.undo(mira.actor, made)
    assert not hidden(case)


def test_a_guideline_is_named_for_everything_that_is_taken(world: World) -> None:
    with pytest.raises(Refused, match="Name the guideline"):
        actions.decide(world.moderator().actor, opened(world), "hide")


def test_a_warning_leaves_a_strike_that_decays(world: World) -> None:
    ana = world.member("ana")
    actions.decide(world.moderator().actor, opened(world, by=ana), "warn", **HARSH)
    assert points_of(ana.id) == 3
    with world.days_later(91):
        assert points_of(ana.id) == 0


def test_s08_a_suspended_member_is_out_at_once_and_reads_on_after_signing_in(world: World) -> None:
    ana = world.member("ana")
    visitor = world.client(ana)
    actions.decide(world.moderator().actor, opened(world, by=ana), "suspend", days=30, **HARSH)
    assert read().execute(select(Session.id).where(Session.member_id == ana.id)).all() == []
    assert "Sign in" in visitor.get("/").text
    assert visitor.get("/").status_code == 200


def test_silence_refuses_words_until_the_clock_lifts_it(world: World) -> None:
    ana, talk = world.member("ana"), world.thread(by=world.member("ben"))
    actions.decide(world.moderator().actor, opened(world, by=ana, title="Fools all of you"), "silence", days=1, **HARSH)
    with pytest.raises(Refused, match="silent until"):
        world.reply(talk, by=ana)
    with world.days_later(1.1):
        assert sanctions.lift_due() == 1
        assert world.reply(talk, by=ana).number == 2


def test_slow_mode_lets_one_post_through_and_then_waits(world: World) -> None:
    ana, talk = world.member("ana"), world.thread(by=world.member("ben"))
    actions.decide(world.moderator().actor, opened(world, by=ana, title="Fools all of you"), "slow", days=3, **HARSH)
    world.reply(talk, by=ana)
    with pytest.raises(Refused, match="slow mode"):
        world.reply(talk, by=ana, source="And another thing.")
    with world.days_later(1 / 20):
        assert world.reply(talk, by=ana, source="And another thing.").number == 3


def test_the_ladder_proposes_and_a_moderator_who_differs_says_why(world: World) -> None:
    mira = world.moderator()
    with pytest.raises(Refused, match="say why"):
        actions.decide(mira.actor, opened(world), "suspend", guideline=10, days=30)
    assert actions.decide(mira.actor, opened(world, title="Another"), "warn", guideline=10)


def test_nobody_sanctions_staff_or_their_equals(world: World) -> None:
    mira, hana = world.moderator(), world.staff()
    case = opened(world, by=hana)
    with pytest.raises(Denied, match="your own role or a higher one"):
        actions.decide(mira.actor, case, "silence", days=1, **HARSH)
    assert not hidden(case)


def test_nobody_sanctions_themselves(world: World) -> None:
    mira = world.moderator()
    with pytest.raises(Denied, match="about you"):
        actions.decide(mira.actor, opened(world, by=mira), "warn", **HARSH)


def test_s18_a_moderator_of_one_category_takes_nothing_outside_of_it(world: World) -> None:
    stoves = world.category("stoves")
    olga = world.moderator("olga", scope=[stoves.id])
    case = opened(world, category=stoves)
    with pytest.raises(Denied, match="some categories only"):
        actions.decide(olga.actor, case, "suspend", days=3, **HARSH)
    assert actions.decide(olga.actor, case, "hide", guideline=3)


def test_reversing_undoes_all_of_it(world: World) -> None:
    mira, ana = world.moderator(), world.member("ana")
    case = opened(world, by=ana)
    made = actions.decide(mira.actor, case, "suspend", days=30, **HARSH)
    actions.reverse(mira.actor, made, "It was a quote.")
    assert not hidden(case)
    assert points_of(ana.id) == 0
    assert read().execute(select(Suspension.member_id)).all() == []
    assert read().scalars(select(Sanction.void)).all() == [True]
    assert read().scalars(select(Strike.void)).all() == [True]


def test_a_suspension_that_ran_before_comes_back_when_a_longer_one_is_reversed(world: World) -> None:
    mira, ana = world.moderator(), world.member("ana")
    case = opened(world, by=ana)
    world.suspend(ana, days=3, reason="The first time")
    made = actions.decide(mira.actor, case, "suspend", days=30, **HARSH)
    actions.reverse(mira.actor, made, "It was a quote.")
    until, reason = read().execute(select(Suspension.until, Suspension.reason)).one()
    assert (until < now() + timedelta(days=4), reason) == (True, "The first time")


def test_what_was_hidden_can_be_mended_by_its_author_and_is_looked_at_again(world: World) -> None:
    mira, ana = world.moderator(), world.member("ana")
    case = opened(world, by=ana)
    actions.decide(mira.actor, case, "resubmit", guideline=3)
    asked = read().execute(select(Sanction.id)).scalar_one()
    again = sanctions.resubmit(ana.actor, asked, "I am sorry: does anybody know how to clean it?")
    assert again != case
    assert hidden(case)
    actions.decide(mira.actor, again, "keep")
    assert not hidden(case)


def test_the_author_is_told_why_unless_it_was_undone_at_once(world: World, relay: Callable[[], int]) -> None:
    mira = world.moderator()
    first, second = opened(world, title="First of them"), opened(world, title="Second of them")
    actions.decide(mira.actor, first, "hide", guideline=3)
    actions.undo(mira.actor, actions.decide(mira.actor, second, "hide", guideline=3))
    relay()
    with world.days_later(0.01):
        run_due()
    assert len(read().execute(select(Statement.decision_id)).all()) == 1
