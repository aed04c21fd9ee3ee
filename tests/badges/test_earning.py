import pytest
from sqlalchemy import select

from forum.badges.models import Award, Badge
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
