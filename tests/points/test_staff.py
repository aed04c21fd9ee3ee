"""Staff change what earns points, and see beforehand what it would do."""

import pytest
from sqlalchemy import select

from forum.core.access import Denied
from forum.core.db import read
from forum.core.refusal import Refused
from forum.points import actions
from forum.points.models import Edition, PointsRule, Trial
from forum.points.queries import counting, served, total_of, trial_of
from forum.points.reckoning import Terms
from forum.points.registry import MERITS, MOVED_BY, earns
from forum.threads import steering
from forum.threads.models import Post

pytestmark = pytest.mark.data

LONG = "Trim the wick level with the collar, then let it cool."


def rule_id(key):
    return read().scalar(select(PointsRule.id).where(PointsRule.key == key))


def talked(world, relay):
    marta, ben, ana = world.member("marta"), world.member("ben"), world.member("ana")
    talk = world.thread("How do I trim the wick?", by=marta, source=LONG)
    said = [world.reply(talk, by=ben, source=LONG) for _ in range(3)] + [world.reply(talk, by=ana, source=LONG)]
    steering.like(ana.actor, said[0].id)
    relay()
    return ben, ana


def test_a_change_is_tried_shown_saved_and_counted(world, relay):
    ben, _ana = talked(world, relay)
    before, hana = total_of(ben.id), world.client(world.staff())
    page = hana.get("/staff/points")
    assert "A like received" in page.text
    number = rule_id("reply_written")
    form = hana.get(f"/staff/points/{number}").text
    assert 'name="fade_free"' in form
    typed = {"points": "10", "active": "y", "least_letters": "20", "fade_free": "1", "fade_percent": "50"}
    answer = world.post(hana, f"/staff/points/{number}", **typed)
    assert answer.status_code == 303, answer.text
    there = answer.headers["Location"]
    assert "0 of 0" in hana.get(there).text
    relay()
    shown = hana.get(there).text
    assert "2 members get points by it" in shown
    assert "8 points now, 27 then" in shown
    assert "ben" in shown
    assert total_of(ben.id) == before, "nothing is changed by trying"
    assert world.post(hana, there).status_code == 303
    assert "Points are counted anew" in hana.get("/staff/points").text
    assert total_of(ben.id) == before, "the old ledger shows until the new one is done"
    relay()
    assert total_of(ben.id) == before - 6 + 17
    assert "Counted by these rules since" in hana.get("/staff/points").text
    assert hana.get(there).status_code == 404


def test_a_rule_can_be_switched_off_and_who_loses_is_shown(world, relay):
    ben, _ana = talked(world, relay)
    before, hana = total_of(ben.id), world.client(world.staff())
    answer = world.post(hana, f"/staff/points/{rule_id('like_received')}", points="2")
    relay()
    shown = hana.get(answer.headers["Location"]).text
    assert "0 members get points by it" in shown
    assert "1 loses" in shown
    assert world.post(hana, answer.headers["Location"]).status_code == 303
    relay()
    assert total_of(ben.id) == before - 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"points": "1000000"}, "Between 1 and 1000"),
        ({"points": ""}, "Give a number"),
        ({"points": "0"}, "Between 1 and 1000"),
        ({"points": "5", "per": "letters", "per_every": "0"}, "Nothing can be shared by nothing"),
        ({"points": "500", "per": "letters", "per_every": "1", "per_most": "50"}, "Together this is more than"),
        ({"points": "5", "least_letters": "50", "most_letters": "20"}, "raise this"),
        ({"points": "5", "cap": "3"}, "less than the rule gives once"),
        ({"points": "5", "fade_free": "2", "fade_percent": "100"}, "Between 0 and 99"),
        ({"points": "5", "since": "yesterday"}, "Write the day like"),
        ({"points": "99999999999999999999999"}, "Between 1 and 1000"),
    ],
)
def test_a_rule_that_cannot_be_right_is_refused_with_how_to_mend_it(world, relay, typed, words):
    world.thread("Hello")
    relay()
    hana = world.client(world.staff())
    answer = world.post(hana, f"/staff/points/{rule_id('reply_written')}", active="y", **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed["points"]}"' in answer.text, "nothing typed is lost"


def test_points_that_would_make_points_are_refused(world):
    @earns("most_points", label="Many points", cause="member", walks=Post.id, moved_by={}, rests_on_points=True)
    def none(_touches):
        return ()

    try:
        with pytest.raises(Refused, match="without end"):
            actions.try_rule(world.staff().actor, None, "most_points", Terms(points=5))
    finally:
        del MERITS["most_points"]
    assert not any(merit.key == "most_points" for merits in MOVED_BY.values() for merit in merits)


def test_a_rule_that_matches_everybody_or_lets_friends_farm_warns_and_wants_a_yes(world, relay):
    for number in range(10):
        world.thread("Hello", by=world.member(f"guest{number}"), source=LONG)
    relay()
    hana = world.staff()
    trial_id = actions.try_rule(hana.actor, None, "thread_started", Terms(points=5))
    farming = actions.try_rule(hana.actor, None, "like_received", Terms(points=5))
    with pytest.raises(Refused, match="Wait until"):
        actions.save_trial(hana.actor, trial_id)
    relay()
    found = trial_of(trial_id)
    assert found
    assert any("tells nobody apart" in line for line in actions.warnings(found))
    with pytest.raises(Refused, match="Read the warning"):
        actions.save_trial(hana.actor, farming)
    client = world.client(hana)
    assert "Friends could farm this" in client.get(f"/staff/points/trials/{farming}").text
    assert world.post(client, f"/staff/points/trials/{farming}").status_code == 422
    actions.save_trial(hana.actor, trial_id, sure=True)
    relay()
    assert {row.key for row in read().execute(select(PointsRule.key).where(PointsRule.event == "thread_started"))} == {
        "thread_started",
        None,
    }


def test_a_counting_is_stopped_and_goes_on_from_the_page(world, relay):
    talked(world, relay)
    hana = world.client(world.staff())
    assert world.post(hana, "/staff/points/countings").status_code == 303
    under_way = counting()
    assert under_way
    assert world.delete(hana, f"/staff/points/countings/{under_way.id}").status_code == 303
    relay()
    assert "The counting is stopped." in hana.get("/staff/points").text
    assert read().scalar(select(Edition.state).where(Edition.id == under_way.id)) == "stopped"
    assert world.post(hana, f"/staff/points/countings/{under_way.id}").status_code == 303
    relay()
    assert read().scalar(select(served)) == under_way.id


def test_members_may_not_change_rules(world):
    ben = world.member("ben")
    with pytest.raises(Denied):
        actions.try_rule(ben.actor, None, "reply_written", Terms(points=1))
    with pytest.raises(Denied):
        actions.count_again(ben.actor)
    assert world.client(ben).get("/staff/points").status_code == 404
    assert read().scalar(select(Trial.id)) is None


def test_a_member_sees_why_and_others_see_by_rule(world, relay):
    ben, ana = talked(world, relay)
    own = world.client(ben).get("/u/ben/points").text
    assert "How do I trim the wick?" in own
    assert "Only you and staff see this list." in own
    other = world.client(ana).get("/u/ben/points").text
    assert "A like received" in other
    assert "2 points a day" not in other
    assert "One by one" not in other
    assert "One by one" not in world.client().get("/u/ben/points").text
    assert world.client().get("/u/nobody/points").status_code == 404
    assert "No points yet" in world.client().get(f"/u/{world.staff().name}/points").text


def test_a_cause_that_the_member_may_not_see_any_more_has_no_link(world, relay):
    ben, place = world.member("ben"), world.category("backroom", see="staff", reply="staff", start="staff")
    talk = world.thread("A secret lantern", by=ben, source=LONG)
    relay()
    assert "A secret lantern" in world.client(ben).get("/u/ben/points").text
    steering.move(world.admin().actor, talk.id, place.id)
    relay()
    assert "A secret lantern" not in world.client(ben).get("/u/ben/points").text
