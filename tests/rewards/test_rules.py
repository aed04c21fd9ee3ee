"""Rules grant by themselves: for a badge, for a place in a season, for points; once to each, within the budget."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from forum.badges.actions import lay_first_set
from forum.badges.events import BadgeAwarded
from forum.badges.queries import all_badges
from forum.core.clock import at, now
from forum.core.db import read, write
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.leaderboards.jobs import turn
from forum.members.models import Member
from forum.points.models import Edition, Total
from forum.rewards.actions import close_reward
from forum.rewards.jobs import reward_points
from forum.rewards.listeners import reward_badge
from forum.rewards.models import Reward, RewardGrant
from forum.rewards.rules import A_BATCH, drop_rule, grant_for_points, rules_of, write_rule
from tests.leaderboards.ledger import give
from tests.rewards import giving
from tests.world import World

pytestmark = pytest.mark.data

AUTUMN = datetime(2027, 10, 5, 12, tzinfo=UTC)
WINTER = datetime(2028, 1, 1, 0, 11, tzinfo=UTC)


def ruled(world: World, how: str, value: int, **said: Any) -> int:
    """Make a reward that is granted by a rule."""
    reward_id = giving.coupon(world, **said)
    write_rule(world.staff("hana").actor, reward_id, how, value, f"because of {how}")
    return reward_id


def granted(reward_id: int) -> dict[str, tuple[str, str, str]]:
    """Give who was granted it: how, for which cause and why."""
    found = select(Member.name, RewardGrant.how, RewardGrant.cause, RewardGrant.reason)
    rows = read().execute(
        found.join(Member, Member.id == RewardGrant.member_id).where(RewardGrant.reward_id == reward_id)
    )
    return {row.name: (row.how, row.cause, row.reason) for row in rows}


@transaction
def import_rich(count: int) -> None:
    """Let many be there who only have points: authors of imported posts, without an account."""
    rich = giving.crowd(count)
    write().execute(update(Member).where(Member.id.in_(rich)).values(email=None, email_key=None))
    edition = write().scalars(select(Edition.id).where(Edition.state == "served")).one()
    rows = [{"edition_id": edition, "member_id": each, "points": 10**6} for each in rich]
    write().execute(insert(Total), rows)


@transaction
def count_anew(member_id: int) -> None:
    """Let another ledger be counted, in which somebody has more."""
    write().execute(insert(Edition).values(state="building", rules=[], began_at=now()))
    edition = write().scalars(select(Edition.id).where(Edition.state == "building")).one()
    write().execute(insert(Total).values(edition_id=edition, member_id=member_id, points=10**6))


def test_points_grant_once_from_so_many_on_by_the_ledger_that_counts(world: World) -> None:
    reward_id = ruled(world, "points", 100)
    assert grant_for_points() == 0
    for name, points in (("ana", 100), ("ben", 99), ("carl", 150)):
        give(world.member(name).id, points)
    count_anew(world.member("ben").id)
    assert grant_for_points() == 2
    assert granted(reward_id) == dict.fromkeys(("ana", "carl"), ("points", "", "because of points"))
    assert grant_for_points() == 0
    give(world.member("ben").id, 1)
    reward_points()
    assert set(granted(reward_id)) == {"ana", "ben", "carl"}
    assert "because of points" in world.client(world.member("ben")).get("/rewards").text


def test_points_grant_to_those_with_the_most_while_the_budget_lasts(world: World) -> None:
    reward_id = ruled(world, "points", 10, most_grants=2)
    for name, points in (("ana", 20), ("ben", 40), ("carl", 30)):
        give(world.member(name).id, points)
    assert grant_for_points() == 2
    assert set(granted(reward_id)) == {"ben", "carl"}
    assert grant_for_points() == 0
    assert read().scalar(select(Reward.granted).where(Reward.id == reward_id)) == 2


def test_points_of_many_without_an_account_keep_nobody_from_theirs(world: World) -> None:
    reward_id = ruled(world, "points", 10)
    give(world.member("ana").id, 20)
    import_rich(A_BATCH + 1)
    assert grant_for_points() == 1
    assert set(granted(reward_id)) == {"ana"}


def test_a_closed_reward_and_a_dropped_rule_grant_nothing(world: World) -> None:
    hana = world.staff("hana").actor
    closed, dropped = ruled(world, "points", 10), ruled(world, "points", 10)
    close_reward(hana, closed)
    drop_rule(hana, closed, rules_of(dropped)[0].id)
    assert rules_of(dropped), "the rule of another reward stays"
    drop_rule(hana, dropped, rules_of(dropped)[0].id)
    give(world.member("ana").id, 20)
    assert grant_for_points() == 0
    assert granted(closed) == granted(dropped) == {}


def test_a_badge_brings_its_reward_to_whoever_earns_it_once(world: World, relay) -> None:
    lay_first_set()
    badges = {badge.slug: badge.id for badge in all_badges()}
    reward_id, other = ruled(world, "badge", badges["first-words"]), ruled(world, "badge", badges["case-closed"])
    ana = world.member("ana")
    world.reply(world.thread("A yellow flame", by=ana), by=world.member("ben"))
    relay()
    found = granted(reward_id)
    assert set(found) == {"ana", "ben"}
    how, cause, reason = found["ana"]
    assert (how, cause.partition(":")[0], reason) == ("badge", "award", "because of badge")
    assert granted(other) == {}
    reward_badge(BadgeAwarded(int(cause.partition(":")[2]), badges["first-words"], ana.id, ""))
    assert len(read().scalars(select(RewardGrant.id).where(RewardGrant.reward_id == reward_id)).all()) == 2
    assert "There is a reward for you" in world.client(ana).get("/notifications").text


def test_a_medal_brings_its_reward_down_to_the_place_of_the_rule(world: World, relay) -> None:
    with at(AUTUMN):
        turn()
        for name, points in (("ana", 50), ("ben", 40), ("carl", 30)):
            give(world.member(name).id, points)
        relay()
    with at(WINTER):
        first, two = ruled(world, "place", 1), ruled(world, "place", 2)
        turn()
        relay()
    assert set(granted(first)) == {"ana"}
    assert set(granted(two)) == {"ana", "ben"}
    how, cause, reason = granted(two)["ben"]
    assert (how, cause.partition(":")[0], reason) == ("place", "season", "because of place")


@pytest.mark.parametrize(("how", "value"), [("badge", 10**6), ("place", 0), ("place", 4), ("points", 0), ("x", 1)])
def test_a_rule_that_could_never_be_meant_is_refused(world: World, how: str, value: int) -> None:
    with pytest.raises(Refused):
        ruled(world, how, value)
