from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.badges.models import Award, Badge
from forum.badges.rounds import go_round_by_the_clock
from forum.core.clock import at, now
from forum.core.db import read
from forum.threads.steering import accept, like

pytestmark = pytest.mark.data


def held(member):
    rows = select(Badge.slug).join(Award, Award.badge_id == Badge.id)
    rows = rows.where(Award.member_id == member.id, Award.revoked_at.is_(None)).order_by(Badge.slug)
    return list(read().scalars(rows))


def test_what_is_done_earns_badges_after_it(world, relay):
    ana, ben = world.member("ana"), world.member("ben")
    talk = world.thread("How do I clean it?", by=ana, kind="question")
    said = world.reply(talk, by=ben, source="With ash and a soft cloth.")
    like(ana.actor, said.id)
    accept(ana.actor, said.id)
    assert held(ben) == []
    relay()
    assert held(ben) == ["first-spark", "first-words", "heard", "liked-reply"]
    assert held(ana) == ["case-closed", "conversation-starter", "first-words", "kind-eye"]
    relay()
    assert read().scalar(select(Badge.award_count).where(Badge.slug == "first-words")) == 2


def test_days_in_a_row_are_looked_at_once_a_day_for_those_who_wrote(world, relay):
    ana, begun = world.member("ana"), now() - timedelta(days=8)
    for day in range(7):
        with at(begun + timedelta(days=day)):
            world.thread(f"Day {day}", by=ana)
    relay()
    assert "week-by-the-fire" not in held(ana)
    with at(begun + timedelta(days=7)):
        go_round_by_the_clock()
        go_round_by_the_clock()
    assert held(ana).count("week-by-the-fire") == 1
