import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from forum.badges import actions as badges
from forum.badges.queries import all_badges
from forum.brands.actions import change_brand
from forum.categories.actions import change_category
from forum.core.access import HOUSE, Denied
from forum.core.clock import at, now
from forum.core.refusal import Refused
from forum.members.actions import change_role, give_title, lift_suspension
from forum.points import actions as points
from forum.points.queries import rules
from forum.threads import steering
from moderation.audit import actions
from moderation.audit.queries import Wanted, acts

pytestmark = pytest.mark.data


def told(**wanted):
    return [(act.act, act.name, act.subject) for act in acts(Wanted(**wanted))]


def test_s55_what_staff_do_in_the_forum_is_in_the_log(world, relay):
    ada, mira, ana = world.admin(), world.moderator(), world.member("ana")
    talk = world.thread(by=ana)
    other = world.category("lanterns")
    world.reply(talk, by=ana)
    change_role(ada.actor, ana.id, "staff")
    give_title(ada.actor, ana.id, "Keeper")
    steering.close(mira.actor, talk.id, "Done")
    steering.move(mira.actor, talk.id, other.id)
    world.delete_post(talk.post_id, by=mira, reason="Spam")
    relay()
    kept = told()
    assert ("member.role", "ada", f"member:{ana.id}") in kept
    assert ("member.title", "ada", f"member:{ana.id}") in kept
    assert ("thread.closed", "mira", f"thread:{talk.id}") in kept
    assert ("thread.moved", "mira", f"thread:{talk.id}") in kept
    assert ("post.deleted", "mira", f"post:{talk.post_id}") in kept
    assert [act.said["why"] for act in acts(Wanted(subject=f"post:{talk.post_id}"))] == ["Spam"]


def test_s55_suspensions_are_in_the_log_with_their_reason(world, relay):
    mira, ana = world.moderator(), world.member("ana")
    world.suspend(ana, reason="Rude to newcomers")
    lift_suspension(mira.actor, ana.id)
    relay()
    lifted, suspended = acts(Wanted(subject=f"member:{ana.id}"))[:2]
    assert (lifted.act, lifted.name) == ("member.suspension-lifted", "mira")
    assert (suspended.said["why"], suspended.automatic) == ("Rude to newcomers", True)


def test_s55_staff_who_come_in_are_in_the_log_and_members_are_not(world, relay):
    world.client(world.staff())
    world.client(world.member("ana"))
    relay()
    assert [name for act, name, _subject in told() if act == "staff.signed-in"] == ["hana"]


def test_members_who_tidy_up_after_themselves_are_nobodys_business(world, relay):
    ana = world.member("ana")
    talk = world.thread(by=ana)
    said = world.reply(talk, by=ana)
    world.edit(said.id, by=ana, source="Better words.")
    world.delete_post(said.id, by=ana)
    relay()
    assert not [act for act, _name, _subject in told() if act.startswith("post.")]


def test_s55_settings_are_in_the_log_before_and_after(world, relay):
    hana, place = world.staff(), world.category()
    change_brand(hana.actor, world.brand_id, tagline="Fire and water")
    relay()
    change_brand(hana.actor, world.brand_id, tagline="Fire, water, iron")
    change_category(hana.actor, place.id, name="Burners", see="members")
    relay()
    brand = next(act for act in acts(Wanted(act="brand.changed")))
    assert ("tagline", "Fire and water", "Fire, water, iron") in brand.differences
    category = next(act for act in acts(Wanted(act="category.changed")))
    assert ("see", "everyone", "members") in category.differences


def test_what_earns_points_is_in_the_log_before_and_after(world, relay):
    hana = world.staff()
    world.thread()
    relay()
    rule = next(each for each in rules() if each.key == "like_given")
    trial_id = points.try_rule(hana.actor, rule.id, rule.event, replace(rule.terms, points=4, cap=None))
    relay()
    points.save_trial(hana.actor, trial_id, sure=True)
    relay()
    (act,) = acts(Wanted(act="points.rule-changed"))
    assert (act.name, act.subject) == ("hana", f"points:{rule.id}")
    assert act.differences == [("cap", 3, None), ("points", 1, 4)]


def test_badges_made_changed_given_and_taken_back_are_in_the_log(world, relay):
    hana, ana = world.staff(), world.member("ana")
    look: dict[str, Any] = {"tier": "silver", "shape": "star", "glyph": "tent", "colour": "leaf", "conditions": []}
    slug = badges.make_badge(hana.actor, texts={"en": {"name": "Warden", "text": ""}}, **look)
    badge = next(each for each in all_badges() if each.slug == slug)
    badges.change_badge(hana.actor, badge.id, texts={"en": {"name": "Warden", "text": ""}}, **look | {"tier": "gold"})
    award_id = badges.give(hana.actor, badge.id, "ana", "Kept the hut.")
    badges.revoke(hana.actor, award_id, "Left it open.")
    relay()
    revoked, given = acts(Wanted(subject=f"member:{ana.id}"))[:2]
    assert (revoked.act, revoked.said["why"]) == ("badge.revoked", "Left it open.")
    assert (given.act, given.name, given.said["why"]) == ("badge.given", "hana", "Kept the hut.")
    changed, _made = acts(Wanted(subject=f"badge:{badge.id}"))
    assert changed.differences == [("tier", "silver", "gold")]
    assert "gave a badge by hand" in world.client(hana).get("/staff/audit").text


def test_staff_filter_and_page_the_log(world):
    hana = world.client(world.staff())
    for number in range(60):
        actions.note(world.moderator().actor if number % 2 else HOUSE, "post.deleted", f"post:{number}")
    first = hana.get("/staff/audit").get_data(as_text=True)
    assert "/staff/audit?before=" in first
    assert "post%3A59" in first
    assert 'post%3A9"' in hana.get("/staff/audit?before=11").get_data(as_text=True)
    only = hana.get("/staff/audit?subject=post:7").get_data(as_text=True)
    assert only.count("act-row") == 1
    assert hana.get("/staff/audit?name=mira").get_data(as_text=True).count("act-row") == 30
    assert "Nothing like this" in hana.get("/staff/audit?name=nobody").get_data(as_text=True)
    assert hana.get("/staff/audit?before=x%00&start=99999&end=-&act=%27--").status_code == 200


def test_a_page_of_the_log_costs_the_same_at_any_depth(world, statements):
    hana = world.client(world.staff())
    for number in range(120):
        actions.note(HOUSE, "post.deleted", f"post:{number}")
    hana.get("/staff/audit")
    with statements() as said:
        hana.get("/staff/audit?before=20")
    assert len(said) <= 8


@pytest.mark.parametrize("role", ["guest", "member", "moderator"])
def test_s16_the_log_is_not_there_for_others(world, role):
    assert world.brand_id
    visitor = world.client(None if role == "guest" else getattr(world, role)("eve"))
    assert visitor.get("/staff/audit").status_code == 404


def test_only_administrators_choose_how_much_is_public(world):
    assert world.brand_id
    with pytest.raises(Denied):
        actions.choose_degree(world.staff().actor, world.brand_id, "all")
    with pytest.raises(Refused):
        actions.choose_degree(world.admin().actor, world.brand_id, "everything")
    assert world.post(world.client(world.staff()), "/staff/audit/public", degree="all").status_code == 403
    assert world.post(world.client(world.admin()), "/staff/audit/public", degree="all").status_code == 303
    (act,) = acts(Wanted(act="audit.public-log"))
    assert act.differences == [("degree", "counts", "all")]


def public(world, degree):
    actions.note(world.moderator().actor, "member.suspended", "member:4711", why="A secret reason", guideline=3)
    actions.note(world.staff().actor, "staff.signed-in", "member:9")
    actions.choose_degree(world.admin().actor, world.brand_id, degree)
    return world.client().get("/moderation-log")


def test_s15_a_brand_may_show_nothing_of_the_log(world):
    assert public(world, "nothing").status_code == 404
    assert world.client().get("/transparency").status_code == 404
    assert world.client().get("/transparency.csv").status_code == 404
    assert world.client(world.staff()).get("/transparency").status_code == 200


def test_s15_a_brand_may_show_counts_alone(world):
    page = public(world, "counts").get_data(as_text=True)
    assert "suspended a member" in page
    assert "act-row" not in page
    assert "signed in" not in page


def test_s15_a_brand_may_show_acts_without_names(world):
    page = public(world, "acts").get_data(as_text=True)
    assert "act-row" in page
    assert not {word for word in ("mira", "4711", "A secret reason", "signed in") if word in page}


def test_a_brand_may_show_acts_with_names_but_never_the_reasons(world):
    page = public(world, "all").get_data(as_text=True)
    assert "mira" in page
    assert "A secret reason" not in page


def test_the_report_counts_a_period_and_no_more(world):
    mira = world.moderator().actor
    with at(now().replace(year=2025, month=3, day=31, hour=23, minute=59)):
        actions.note(mira, "post.deleted", "post:1")
    with at(now().replace(year=2025, month=4, day=1, hour=0, minute=0, second=0)):
        actions.note(mira, "post.deleted", "post:2")
        actions.note(HOUSE, "post.deleted", "post:3", automatic=True)
    sheet = world.client().get("/transparency.csv?start=2025-04-01&end=2025-04-30").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff"))))
    assert ["deleted a post", "1", "1", "2"] in rows
    assert "deleted a post" in world.client().get("/transparency?start=2025-04-01&end=2025-04-30").get_data(
        as_text=True
    )


@pytest.mark.parametrize(
    "query", ["start=x&end=%00", "start=2025-05-01&end=2025-04-01", "start=0001-01-01", "end=9999-12-31"]
)
def test_nonsense_for_a_period_is_the_last_month(world, query):
    assert world.brand_id
    assert world.client().get(f"/transparency?{query}").status_code == 200
