"""Claiming: one code for one member, never two, never one twice, whoever comes at the same moment."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.access import Actor, Denied
from forum.core.clock import at, now
from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.members.models import Member
from forum.rewards import claiming, offering
from forum.rewards.actions import Wording, close_reward, make_reward
from forum.rewards.jobs import end_what_is_over
from forum.rewards.models import Reward, RewardGrant
from tests.rewards import giving
from tests.world import World

pytestmark = pytest.mark.data

CODES = [f"FERN-{number:04d}" for number in range(100)]


def test_a_member_claims_and_sees_a_code_on_the_page(world: World) -> None:
    ana = world.member("ana")
    grant_id = giving.grant(world, giving.coupon(world, ["FERN-0001"]), ana)
    client = world.client(ana)
    page = client.get("/rewards").text
    assert "Ten percent off" in page
    assert "for your answers" in page
    world.post(client, f"/rewards/{grant_id}/claim")
    page = client.get("/rewards").text
    assert "Show my code" in page
    assert "FERN-0001" not in page
    shown = world.post(client, f"/rewards/{grant_id}/code")
    assert "FERN-0001" in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    assert "FERN-0001" in world.post(client, f"/rewards/{grant_id}/code").text


def test_nobody_else_claims_or_sees_it(world: World) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    grant_id = giving.grant(world, giving.coupon(world, ["FERN-0001"]), ana)
    for person in (ben, world.staff("hana"), world.admin("ada")):
        client = world.client(person)
        assert world.post(client, f"/rewards/{grant_id}/claim").status_code == 404
        assert world.post(client, f"/rewards/{grant_id}/code").status_code == 404
        with pytest.raises(Denied):
            claiming.reveal(person.actor, grant_id)
    assert giving.state_of(grant_id) == "offered"


def test_two_tabs_claim_one_code(app: Flask, world: World) -> None:
    ana = world.member("ana")
    reward_id = giving.coupon(world, CODES[:5])
    grant_id = giving.grant(world, reward_id, ana)
    both = threading.Barrier(2)

    def tab() -> str:
        with app.app_context():
            both.wait()
            claiming.claim(ana.actor, grant_id)
            return claiming.reveal(ana.actor, grant_id)

    with ThreadPoolExecutor(2) as tabs:
        one, other = [each.result() for each in [tabs.submit(tab), tabs.submit(tab)]]
    assert one == other
    assert giving.held_codes(reward_id) == [grant_id]


def test_after_its_time_nothing_is_claimed(world: World) -> None:
    ana, ben = world.member("ana"), world.member("ben")
    reward_id = giving.coupon(world, CODES[:2], claim_days=3, ends_at=now() + timedelta(days=5), most_grants=2)
    early, late = giving.grant(world, reward_id, ana), giving.grant(world, reward_id, ben)
    claiming.claim(ben.actor, late)
    with at(now() + timedelta(days=4)), pytest.raises(Refused, match="time for this reward is over"):
        claiming.claim(ana.actor, early)
    with at(now() + timedelta(days=6)):
        with pytest.raises(Refused, match="time for this reward is over"):
            claiming.reveal(ben.actor, late)
        end_what_is_over()
    assert [giving.state_of(early), giving.state_of(late)] == ["expired", "expired"]
    assert giving.held_codes(reward_id) == []
    assert read().execute(select(Reward.granted, Reward.committed)).one() == (0, 0)


def test_a_code_that_was_seen_never_goes_back(world: World) -> None:
    ana = world.member("ana")
    reward_id = giving.coupon(world, CODES[:1])
    grant_id = giving.grant(world, reward_id, ana)
    claiming.claim(ana.actor, grant_id)
    claiming.reveal(ana.actor, grant_id)
    with at(now() + timedelta(days=400)):
        end_what_is_over()
        assert claiming.reveal(ana.actor, grant_id) == CODES[0]
    assert giving.held_codes(reward_id) == [grant_id]


def test_a_suspended_member_claims_nothing_and_keeps_the_offer(world: World) -> None:
    ana = world.member("ana")
    grant_id = giving.grant(world, giving.coupon(world, CODES[:1]), ana)
    until = (now() + timedelta(days=3)).isoformat()
    suspended = Actor(member_id=ana.id, role="member", suspended_until=until)
    for act in (claiming.claim, claiming.reveal):
        with pytest.raises(Denied, match="suspended"):
            act(suspended, grant_id)
    assert giving.state_of(grant_id) == "offered"


def test_a_closed_reward_is_neither_granted_nor_claimed(world: World) -> None:
    ana, ben, hana = world.member("ana"), world.member("ben"), world.staff("hana")
    reward_id = giving.coupon(world, CODES[:1])
    grant_id = giving.grant(world, reward_id, ana)
    close_reward(hana.actor, reward_id)
    with pytest.raises(Refused):
        claiming.claim(ana.actor, grant_id)
    with pytest.raises(Refused, match="closed"):
        giving.grant(world, reward_id, ben)


def test_an_empty_pool_says_so_and_keeps_the_offer(world: World) -> None:
    ana = world.member("ana")
    grant_id = giving.grant(world, giving.coupon(world), ana)
    answer = world.post(world.client(ana), f"/rewards/{grant_id}/claim")
    assert answer.status_code == 422
    assert "All codes are taken" in answer.text
    assert giving.state_of(grant_id) == "offered"


def test_a_thousand_claims_at_once_give_a_hundred_codes_once_each(app: Flask, world: World) -> None:
    reward_id = giving.coupon(world, CODES)
    members = giving.crowd(1000)
    assert offering.grant_by_rule(reward_id, members, "points", "") == 1000
    rows = read().execute(select(RewardGrant.id, RewardGrant.member_id)).all()

    def one(row: tuple[int, int]) -> str:
        with app.app_context():
            actor = Actor(member_id=row[1], role="member")
            try:
                claiming.claim(actor, row[0])
            except Refused as refusal:
                return refusal.reason
            finally:
                db.session.remove()
            return ""

    with ThreadPoolExecutor(20) as people:
        answers = Counter(people.map(one, rows))
    assert answers[""] == 100
    assert sum(count for words, count in answers.items() if "All codes are taken" in words) == 900
    holders = giving.held_codes(reward_id)
    assert len(holders) == len(set(holders)) == 100
    seen = set()
    for grant_id, member_id in rows:
        if grant_id in holders:
            seen.add(claiming.reveal(Actor(member_id=member_id, role="member"), grant_id))
    assert seen == set(CODES)


@pytest.mark.parametrize(("limit", "given"), [({"most_grants": 7}, 7), ({"most_cost": 3500, "unit_cost": 500}, 7)])
def test_a_budget_is_never_overdrawn_by_many_at_once(app: Flask, world: World, limit, given) -> None:
    reward_id = giving.coupon(world, **limit)
    members = giving.crowd(40)
    start = threading.Barrier(4)

    def some(share: list[int]) -> int:
        with app.app_context():
            start.wait()
            return sum(offering.grant_by_rule(reward_id, [each], "badge", "award:1") for each in share)

    with ThreadPoolExecutor(4) as rules:
        assert sum(rules.map(some, [members[n::4] for n in range(4)])) == given
    kept = read().execute(select(Reward.granted, Reward.committed)).one()
    assert kept == (given, given * limit.get("unit_cost", 0))


def test_more_names_than_the_budget_allows_are_granted_to_nobody(world: World) -> None:
    reward_id = giving.coupon(world, most_grants=1)
    with pytest.raises(Refused, match="budget allows 1 more"):
        giving.grant(world, reward_id, world.member("ana"), world.member("ben"))
    assert read().scalar(select(Reward.granted)) == 0


def test_everybody_has_a_reward_once_and_anew_after_it_ran_out(world: World) -> None:
    ana, hana = world.member("ana"), world.staff("hana")
    reward_id = giving.coupon(world, claim_days=1)
    giving.grant(world, reward_id, ana)
    assert offering.grant_by_hand(hana.actor, reward_id, ["ana"], "again") == 0
    with at(now() + timedelta(days=2)):
        end_what_is_over()
        assert offering.grant_by_hand(hana.actor, reward_id, ["ana"], "again") == 1
    assert read().scalar(select(Reward.granted)) == 1


def test_a_title_is_worn_for_its_time_and_then_the_former_one(world: World) -> None:
    ana, hana = world.member("ana"), world.staff("hana")
    said = Wording(title="Keeper", perk="title", perk_value="Keeper of the Flame", perk_days=30)
    grant_id = giving.grant(world, make_reward(hana.actor, "perk", said), ana)
    claiming.claim(ana.actor, grant_id)
    assert "Keeper of the Flame" in world.client().get("/u/ana").text
    with at(now() + timedelta(days=31)):
        end_what_is_over()
    assert giving.state_of(grant_id) == "ended"
    assert "Keeper of the Flame" not in world.client().get("/u/ana").text


def test_a_flair_stands_beside_the_name_for_its_time_and_goes_with_the_member(world: World, relay) -> None:
    ana, hana, ben = world.member("ana"), world.staff("hana").actor, world.member("ben")
    talk = world.thread("A canary", by=ana)
    guest, own = world.client(), world.client(ben)
    mark = 'aria-label="Gem"'
    assert mark not in guest.get(talk.url).text + own.get(talk.url).text
    for value, days in (("star", 60), ("gem", 30)):
        said = Wording(title="A mark", perk="flair", perk_value=value, perk_days=days)
        claiming.claim(ana.actor, giving.grant(world, make_reward(hana, "perk", said), ana))
    relay()
    for reader in (guest, own):
        for address in (talk.url, "/u/ana"):
            page = reader.get(address).text
            assert mark in page, address
            assert 'aria-label="Star"' not in page
    with at(now() + timedelta(days=31)):
        end_what_is_over()
        relay()
        for reader in (guest, own):
            page = reader.get(talk.url).text
            assert mark not in page
            assert 'aria-label="Star"' in page, "the one it took the place of"
    with at(now() + timedelta(days=61)):
        end_what_is_over()
        relay()
        assert 'aria-label="Star"' not in guest.get(talk.url).text
    assert read().scalar(select(Member.flair).where(Member.id == ana.id)) == ""


def test_a_flair_is_one_that_the_house_can_draw(world: World) -> None:
    hana = world.staff("hana")
    for value in ("", "star star", "<svg>", "x"):
        with pytest.raises(Refused):
            make_reward(hana.actor, "perk", Wording(title="A mark", perk="flair", perk_value=value))
    fields = {"perk": "flair", "title": "A mark", "claim_days": "30", "currency": "EUR"}
    staff = world.client(hana)
    refused = world.post(staff, "/staff/rewards/new?kind=perk", **fields, flair="x")
    assert refused.status_code == 422
    assert "one of the marks" in refused.text
    made = world.post(staff, "/staff/rewards/new?kind=perk", **fields, flair="leaf")
    assert "Leaf" in staff.get(made.headers["Location"]).text


def test_a_flair_ends_beside_a_title_of_the_same_word(world: World) -> None:
    ana, hana = world.member("ana"), world.staff("hana").actor
    for perk, former in (("title", 30), ("flair", 60)):
        said = Wording(title="A star", perk=perk, perk_value="star", perk_days=former)
        claiming.claim(ana.actor, giving.grant(world, make_reward(hana, "perk", said), ana))
    over = Wording(title="A sun", perk="flair", perk_value="sun", perk_days=90)
    claiming.claim(ana.actor, giving.grant(world, make_reward(hana, "perk", over), ana))
    with at(now() + timedelta(days=31)):
        end_what_is_over()
    with at(now() + timedelta(days=91)):
        end_what_is_over()
        end_what_is_over()
    assert read().execute(select(Member.title, Member.flair).where(Member.id == ana.id)).one() == ("", "")


def test_s15_a_pass_opens_a_category_for_its_time_and_for_nobody_else(world: World) -> None:
    ana, ben, hana = world.member("ana"), world.member("ben"), world.staff("hana")
    room = world.category("inner-circle", see="staff", reply="staff", start="staff")
    talk = world.thread("Drawings of the next stove", by=hana, category=room)
    said = Wording(title="Inner circle", perk="category", perk_value=str(room.id), perk_days=30)
    grant_id = giving.grant(world, make_reward(hana.actor, "perk", said), ana)
    own = world.client(ana)
    assert own.get(talk.url).status_code == 404
    claiming.claim(ana.actor, grant_id)
    assert own.get(talk.url).status_code == own.get(room.url).status_code == 200
    assert "Drawings of the next stove" in own.get("/latest").text
    world.post(own, f"/threads/{talk.id}/posts", source="They are beautiful.")
    assert "They are beautiful" in own.get(talk.url).text
    for other in (world.client(ben), world.client()):
        assert other.get(talk.url).status_code == other.get(room.url).status_code == 404
        assert "Drawings" not in other.get("/latest").text
    with at(now() + timedelta(days=31)):
        assert own.get(talk.url).status_code == 404
        end_what_is_over()
    assert own.get(talk.url).status_code == 404


def test_a_pass_opens_no_category_inside_one_that_members_do_not_see(world: World) -> None:
    hana = world.staff("hana").actor
    outer = world.category("outer", see="staff", reply="staff", start="staff")
    inner = world.category("inner", parent=outer, see="staff", reply="staff", start="staff")
    for value in (str(inner.id), "999", "x", ""):
        with pytest.raises(Refused):
            make_reward(hana, "perk", Wording(title="Inner", perk="category", perk_value=value))


def test_s15_nobody_makes_a_pass_to_a_category_that_they_do_not_see(world: World) -> None:
    hana = world.staff("hana")
    room = world.category("for-admins", see="admins", reply="admins", start="admins")
    fields = {"title": "Inside", "claim_days": "30", "currency": "EUR", "perk": "category", "category": str(room.id)}
    answer = world.post(world.client(hana), "/staff/rewards/new?kind=perk", **fields)
    assert answer.status_code == 422
    assert "Choose a category" in answer.text
    make_reward(world.admin("ada").actor, "perk", Wording(title="In", perk="category", perk_value=str(room.id)))
