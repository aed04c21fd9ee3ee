"""Trust: earned by reading and taking part, lost after grace, settled by staff, told and shown to members."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.core.access import Denied
from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.jobs import enqueue
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.members.models import Member, SeenDay
from forum.threads.jobs import note_reading
from forum.threads.models import ReadingDay, Thread
from forum.threads.publishing import mark_read
from forum.threads.steering import like
from forum.trust.actions import place, settle, weigh_some
from forum.trust.jobs import weigh_on
from forum.trust.models import Standing, TrustChange
from forum.trust.queries import figures_of, numbers, stand_of
from forum.trust.rights import allows
from tests.world import Someone, World

pytestmark = pytest.mark.data

NOTHING = {f"{level}.{key}": None for level in (1, 2, 3) for key in (
    "days_visited", "threads_entered", "posts_read", "minutes_read", "threads_replied", "likes_given",
    "likes_received", "like_days", "likers", "threads_ever", "posts_ever",
)}  # fmt: skip


def level_of(who: Someone) -> int:
    return read().scalars(select(Member.trust_level).where(Member.id == who.id)).one()


def falls_at(who: Someone) -> datetime | None:
    stand = stand_of(who.id)
    assert stand is not None
    return stand.falls_at


@transaction
def reads(who: Someone, thread_id: int, number: int) -> None:
    mark_read(who.id, thread_id, number)


@transaction
def comes_by(who: Someone, days: int) -> None:
    for day in range(days):
        db.session.add(SeenDay(member_id=who.id, day=(now() - timedelta(days=day)).date(), seconds=600))


@transaction
def ask_the_clock() -> None:
    enqueue(weigh_on, behind=0, hours=0)


@transaction
def put(who: Someone, level: int) -> None:
    db.session.execute(update(Member).where(Member.id == who.id).values(trust_level=level))


def test_reading_brings_the_first_level_and_the_bell_tells(client: FlaskClient, world: World, relay) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    settle(
        world.staff().actor,
        {**NOTHING, "1.threads_entered": 2, "1.posts_read": 3, "2.likes_given": 1, "3.likes_given": 9},
    )
    first, second = world.thread("Wicks", by=ana), world.thread("Lamp jets", by=ana)
    reply = world.reply(first, by=ana)
    comes_by(ben, 1)
    world.sign_in(client, ben)
    assert "read 2 more threads" in client.get("/trust").text
    reads(ben, first.id, 2)
    weigh_some([ben.id])
    assert level_of(ben) == 0
    assert "read 1 more thread" in client.get("/trust").text
    reads(ben, second.id, 1)
    ask_the_clock()
    relay()
    assert level_of(ben) == 1
    page = client.get("/trust").text
    assert "You are at level 1" in page
    assert "like 1 more post" in page
    assert "Your trust level is another now" in client.get("/notifications").text
    like(ben.actor, reply.id)
    weigh_some([ben.id])
    assert [level_of(ben), level_of(ana)] == [2, 0]
    kept = read().execute(select(TrustChange.former, TrustChange.level).order_by(TrustChange.id)).all()
    assert [tuple(row) for row in kept] == [(0, 1), (1, 2)]


def test_likes_received_count_days_people_and_only_posts_that_stand(world: World) -> None:
    ana, ben, cleo = world.member("ana"), world.member("ben"), world.member("cleo")
    talk = world.thread("Wicks", by=ana)
    reply = world.reply(talk, by=ana)
    like(ben.actor, talk.post_id)
    with world.days_later(1):
        like(cleo.actor, talk.post_id)
        like(cleo.actor, reply.id)
    counted = figures_of([ana.id, ben.id, cleo.id])
    assert {key: counted[ana.id][key] for key in ("likes_received", "like_days", "likers")} == {
        "likes_received": 3, "like_days": 2, "likers": 2,
    }  # fmt: skip
    assert counted[cleo.id]["likes_given"] == 2
    world.delete_post(reply.id, by=ana)
    assert figures_of([ana.id])[ana.id]["likes_received"] == 2
    later = figures_of([ana.id, ben.id], now() + timedelta(hours=1))
    assert later[ana.id]["likes_received"] == 1
    assert "likes_given" not in later[ben.id]


def test_reading_within_the_last_days_is_told_from_what_was_read_before(world: World) -> None:
    ben = world.member("ben")
    first, second = world.thread("Wicks"), world.thread("Lamp jets")
    with at(now() - timedelta(days=200)):
        comes_by(ben, 1)
        reads(ben, first.id, 40)
        note_reading()
    reads(ben, second.id, 7)
    lately = figures_of([ben.id], now() - timedelta(days=100))[ben.id]
    assert (lately["threads_entered"], lately["posts_read"]) == (1, 7)
    assert (lately["threads_ever"], lately["posts_ever"]) == (2, 47)
    note_reading()
    assert read().scalars(select(ReadingDay.posts)).all() == [40]


def test_the_third_level_is_lost_after_grace_only_and_kept_by_nearly_enough(world: World) -> None:
    ben, held = world.member("ben"), world.member("held")
    staff = world.staff().actor
    settle(staff, {**NOTHING, "3.days_visited": 10, "grace": 14, "slack": 90})
    put(ben, 3)
    place(staff, held.id, 3, "A pillar of the house", held=True)
    comes_by(ben, 9)
    weigh_some([ben.id])
    assert read().scalars(select(Standing.lacking_since).where(Standing.member_id == ben.id)).all() == []
    for days, level in ((95, 3), (105, 3), (110, 2)):
        with world.days_later(days):
            weigh_some([ben.id, held.id])
            assert level_of(ben) == level, days
    assert level_of(held) == 3
    with world.days_later(120):
        assert level_of(ben) == 2


def test_coming_back_within_the_grace_keeps_the_third_level(world: World) -> None:
    ben = world.member("ben")
    settle(world.staff().actor, {**NOTHING, "3.days_visited": 5, "grace": 14})
    put(ben, 3)
    weigh_some([ben.id])
    assert falls_at(ben) is not None
    with world.days_later(10):
        comes_by(ben, 5)
        weigh_some([ben.id])
        assert falls_at(ben) is None


def test_a_suspension_costs_the_third_level_at_once(world: World, relay) -> None:
    ben = world.member("ben")
    settle(world.staff().actor, {**NOTHING})
    put(ben, 3)
    world.suspend(ben)
    relay()
    assert level_of(ben) == 2


def test_staff_try_figures_before_they_hold(world: World) -> None:
    ben, cleo = world.member("ben"), world.member("cleo")
    comes_by(ben, 3)
    comes_by(cleo, 3)
    put(cleo, 3)
    desk = world.client(world.staff())
    page = desk.get("/staff/trust").text
    assert 'name="f_1__threads_entered"' in page
    fields = {f"f_{key.replace('.', '__')}": "" for key in NOTHING} | {
        "f_1__days_visited": "3", "f_2__days_visited": "400", "f_3__days_visited": "40",
        "f_window": "100", "f_share": "25", "f_grace": "14", "f_slack": "90", "f_right__pictures": "2",
    }  # fmt: skip
    sent = {**_rights(page), **fields}
    tried = world.post(desk, "/staff/trust", **sent, **{"try": "1"}).text
    assert "1 member would rise, 1 would fall" in tried
    assert "from 0 to 1" in tried
    assert "from 3 to 2" in tried
    assert level_of(ben) == 0
    assert numbers().asked(1, "days_visited") is None
    world.post(desk, "/staff/trust", **sent)
    assert numbers().asked(1, "days_visited") == 3
    assert not allows(ben.actor, "pictures")
    refused = world.post(desk, "/staff/trust", **{**sent, "f_grace": "1000"})
    assert refused.status_code == 422
    assert 'value="1000"' in refused.text


def _rights(page: str) -> dict[str, str]:
    names = {part.split('"', 1)[0] for part in page.split('name="f_right__')[1:]}
    return {f"f_right__{name}": "3" for name in names}


def test_only_staff_settle_and_a_level_by_hand_needs_a_reason(client: FlaskClient, world: World) -> None:
    ana, staff = world.member("ana"), world.staff()
    with pytest.raises(Denied):
        settle(ana.actor, {"1.posts_read": 1})
    with pytest.raises(Refused):
        settle(staff.actor, {"1.flying": 1})
    with pytest.raises(Refused):
        place(staff.actor, ana.id, 4, " ", held=False)
    assert world.client(ana).get("/staff/trust").status_code == 404
    desk = world.client(staff)
    assert world.post(desk, f"/staff/trust/members/{ana.id}", level="4").status_code == 422
    world.post(desk, f"/staff/trust/members/{ana.id}", level="4", reason="Keeps the lanterns lit", held="y")
    assert level_of(ana) == 4
    assert "Keeps the lanterns lit" in desk.get("/staff/trust").text
    assert "Set the trust level" in desk.get("/u/ana").text
    assert "Set the trust level" not in client.get("/u/ana").text
    assert "What each level opens" in client.get("/trust").text


def test_visits_are_counted_by_day_and_minutes_in_steps(world: World) -> None:
    ana = world.member("ana")
    mine = world.client(ana)
    start = now()
    for minutes in (1, 11, 25, 200):
        with at(start + timedelta(minutes=minutes)):
            mine.get("/trust")
    seconds = sum(read().scalars(select(SeenDay.seconds).where(SeenDay.member_id == ana.id)))
    assert 60 + 11 * 60 + 14 * 60 + 60 - 2 <= seconds <= 60 + 11 * 60 + 14 * 60 + 60 + 2


def test_weighing_many_costs_no_more_statements_than_weighing_one(world: World, statements) -> None:
    people = [world.member(name) for name in ("ana", "ben", "cleo", "dora", "egon")]
    numbers()
    with statements() as one:
        weigh_some([people[0].id])
    with statements() as many:
        weigh_some([each.id for each in people])
    assert len(many) == len(one)


def test_rights_open_with_the_level_and_only_for_others_threads(world: World) -> None:
    ana, ben, cleo = world.member("ana"), world.member("ben"), world.member("cleo")
    talk = world.thread("Which wick?", by=ana, kind="question", tags=("wick",))
    reply = world.reply(talk, by=cleo)
    for level, status in ((2, 403), (3, 200)):
        put(ben, level)
        assert world.client(ben).get(f"/threads/{talk.id}/tags").status_code == status
    mine = world.client(ben)
    assert "Change the tags" in mine.get(talk.url).text
    world.post(mine, f"/threads/{talk.id}/tags", tags="lamp, wick")
    assert read().scalars(select(Thread.tags)).one() == ["lamp", "wick"]
    assert world.post(mine, f"/posts/{reply.id}/answer").status_code == 403
    put(ben, 4)
    world.post(mine, f"/posts/{reply.id}/answer")
    assert read().scalars(select(Thread.answer_id)).one() == reply.id
