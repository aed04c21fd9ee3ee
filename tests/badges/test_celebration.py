from datetime import timedelta

import pytest

from forum.badges import actions
from forum.core.clock import at, now
from forum.notifications.habits import keep_habits
from forum.notifications.queries import told
from forum.threads.steering import like
from tests.badges.looking import badge

pytestmark = pytest.mark.data

GATHERED = timedelta(seconds=30)


@pytest.fixture
def ben(world, relay):
    ana, ben = world.member("ana"), world.member("ben")
    said = world.reply(world.thread("How do I clean it?", by=ana), by=ben)
    like(ana.actor, said.id)
    relay()
    return ben


def lines(member):
    return [line for line in told(member.actor).rows if line.kind.name == "badge"]


def test_what_is_earned_together_is_one_line_in_the_bell(ben, relay):
    assert lines(ben) == []
    with at(now() + GATHERED):
        relay()
    (line,) = lines(ben)
    assert line.sentence == "You earned 3 badges"
    assert line.scene.title == "Good company, Heard, First words"
    assert line.address == "/badges"


def test_nothing_is_celebrated_in_quiet_hours(world, ben, relay):
    noon = now().replace(hour=12, minute=0) + timedelta(days=1)
    keep_habits(ben.actor, {}, quiet_from=11 * 60, quiet_to=13 * 60)
    with at(noon):
        relay()
        assert lines(ben) == []
    with at(noon + timedelta(hours=2)):
        relay()
        assert len(lines(ben)) == 1


def test_a_badge_that_is_taken_back_is_not_spoken_of(world, ben, relay):
    hana = world.staff("hana")
    award = actions.give(hana.actor, badge("thanks-of-the-house").id, "hana", "For all of it.")
    with at(now() + GATHERED):
        relay()
    assert len(lines(hana)) == 1
    actions.revoke(hana.actor, award, "A test.")
    relay()
    assert lines(hana) == []
