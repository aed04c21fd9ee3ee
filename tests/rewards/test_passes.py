"""Whoever holds a pass is told of what it opens, and nobody else, and nobody once it is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import read
from forum.notifications.actions import choose_level
from forum.notifications.levels import WATCH
from forum.notifications.models import Notification
from forum.notifications.posting import post_due
from forum.notifications.recipients import actor_of
from forum.rewards import claiming
from forum.rewards.actions import Wording, make_reward
from forum.rewards.jobs import end_what_is_over
from tests.rewards import giving
from tests.services.smtp import Smtp
from tests.world import Place, Someone, World

pytestmark = pytest.mark.data


def hold_pass(world: World, who: Someone, place: Place) -> None:
    said = Wording(title="Inside", perk="category", perk_value=str(place.id), perk_days=30)
    claiming.claim(who.actor, giving.grant(world, make_reward(world.staff("hana").actor, "perk", said), who))


def watch(who: Someone, place: Place) -> None:
    actor = actor_of(who.id)
    assert actor
    choose_level(actor, f"category:{place.id}", WATCH)


def bell(world: World, who: Someone) -> str:
    return world.client(who).get("/notifications").text


@pytest.fixture
def circle(smtp: Smtp, world: World, relay) -> Place:
    """A category of the staff, which ana's pass opens, as it opens another one to ben."""
    del smtp
    place, other = (world.category(name, see="staff", reply="staff", start="staff") for name in ("circle", "other"))
    hold_pass(world, world.member("ana"), place)
    hold_pass(world, world.member("ben"), other)
    world.member("carl")
    relay()
    return place


def letters(smtp: Smtp) -> set[str]:
    return {str(letter["To"]) for letter in smtp.messages if "canary" in str(letter)}


def test_s15_a_mention_reaches_whom_a_pass_lets_in_and_nobody_else(
    world: World, relay, circle: Place, smtp: Smtp
) -> None:
    world.thread("A canary", by=world.staff("hana"), category=circle, source="A canary, @ana @ben @carl")
    relay()
    assert "hana mentioned you" in bell(world, world.member("ana"))
    for other in ("ben", "carl"):
        assert "hana mentioned you" not in bell(world, world.member(other))
        assert "canary" not in bell(world, world.member(other))
    with at(now() + timedelta(minutes=11)):
        post_due()
    assert letters(smtp) == {"ana@example.org"}


def test_s15_a_crowd_is_told_while_their_passes_last(world: World, relay, circle: Place) -> None:
    ana, hana = world.member("ana"), world.staff("hana")
    watch(ana, circle)
    world.thread("A canary", by=hana, category=circle)
    relay()
    assert "A canary" in bell(world, ana)
    with at(now() + timedelta(days=31)):
        world.thread("A goldfinch", by=hana, category=circle, source="@ana, nobody has looked yet")
        relay()
        assert "goldfinch" not in bell(world, ana), "the pass is over, whether or not the clock has taken it back"


def test_s20_what_was_told_goes_with_the_pass_and_is_not_mailed(world: World, relay, circle: Place, smtp: Smtp) -> None:
    ana = world.member("ana")
    with at(now() + timedelta(days=30, minutes=-5)):
        world.thread("A canary", by=world.staff("hana"), category=circle, source="A canary, @ana")
        relay()
        assert "canary" in bell(world, ana)
    with at(now() + timedelta(days=30, minutes=15)):
        post_due()
        assert letters(smtp) == set()
        end_what_is_over()
        relay()
        assert "canary" not in bell(world, ana)
        assert read().scalars(select(Notification.id).where(Notification.kind == "mention")).all() == []
