"""Gifts: where one goes to is seen by whoever sends it and nobody else, and is forgotten afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.access import Denied
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.personal import Person
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.rewards import holdings, sending
from forum.rewards.actions import Wording, make_reward
from forum.rewards.jobs import forget_deliveries
from forum.rewards.models import GiftDelivery, GiftLook, RewardGrant
from forum.rewards.sending import Delivery
from tests.rewards import giving
from tests.world import Someone, World

pytestmark = pytest.mark.data

STREET = "Miera iela 12, Rīga"


def asked(world: World, person: Someone) -> int:
    """Grant a gift."""
    reward_id = make_reward(world.staff("hana").actor, "gift", Wording(title="An enamel mug"))
    return giving.grant(world, reward_id, person)


def test_a_gift_goes_from_asked_to_closed_and_its_address_is_forgotten(world: World, relay) -> None:
    ana, hana = world.member("ana"), world.client(world.staff("hana"))
    own, grant_id = world.client(ana), asked(world, ana)
    assert world.post(own, f"/rewards/{grant_id}/details", name="Ana", street="").status_code == 422
    world.post(own, f"/rewards/{grant_id}/details", name="Ana", street=STREET)
    assert giving.state_of(grant_id) == "given"
    assert STREET not in own.get(f"/rewards/{grant_id}/details").text
    assert STREET not in str(read().execute(select(GiftDelivery)).all())
    world.post(hana, f"/staff/rewards/gifts/{grant_id}/sender")
    assert STREET not in hana.get(f"/staff/rewards/gifts/{grant_id}").text
    assert STREET in world.post(hana, f"/staff/rewards/gifts/{grant_id}/look").text
    world.post(hana, f"/staff/rewards/gifts/{grant_id}/sent")
    relay()
    assert "A gift for you is on its way" in own.get("/notifications").text
    world.post(own, f"/rewards/{grant_id}/receipt")
    assert giving.state_of(grant_id) == "closed"
    assert read().scalars(select(GiftDelivery.sealed)).one() is None
    with pytest.raises(Refused, match="erased"):
        sending.look(world.staff("hana").actor, grant_id)


def test_only_whoever_sends_it_sees_where_it_goes_and_each_look_is_noted(world: World, relay) -> None:
    ana, hana, ada = world.member("ana"), world.staff("hana"), world.admin("ada")
    grant_id = asked(world, ana)
    sending.give_details(ana.actor, grant_id, Delivery("Ana", STREET))
    for person in (hana, ada, world.moderator("mira"), ana):
        with pytest.raises(Denied):
            sending.look(person.actor, grant_id)
    sending.take_over(hana.actor, grant_id)
    with pytest.raises(Denied):
        sending.look(ada.actor, grant_id)
    with pytest.raises(Refused, match="Somebody else"):
        sending.take_over(ada.actor, grant_id)
    assert sending.look(hana.actor, grant_id).address == STREET
    assert sending.look(hana.actor, grant_id).address == STREET
    assert read().execute(select(GiftLook.by_id)).all() == [(hana.id,), (hana.id,)]
    relay()
    assert "looked at where a gift goes to" in world.client(hana).get("/staff/audit").text
    facts = read().exec_driver_sql("SELECT payload FROM fact").scalars().all()
    assert "Miera" not in str(facts)


def test_the_address_may_be_changed_until_somebody_packs_it(world: World) -> None:
    ana, hana = world.member("ana"), world.staff("hana")
    grant_id = asked(world, ana)
    sending.give_details(ana.actor, grant_id, Delivery("Ana", "Wrong street"))
    sending.give_details(ana.actor, grant_id, Delivery("Ana", STREET))
    sending.take_over(hana.actor, grant_id)
    with pytest.raises(Refused, match="being packed"):
        sending.give_details(ana.actor, grant_id, Delivery("Ana", "Another street"))
    assert sending.look(hana.actor, grant_id).address == STREET


def test_some_days_after_it_was_sent_the_clock_erases_where_it_went(world: World) -> None:
    ana, hana = world.member("ana"), world.staff("hana")
    grant_id = asked(world, ana)
    sending.give_details(ana.actor, grant_id, Delivery("Ana", STREET))
    sending.take_over(hana.actor, grant_id)
    sending.mark_sent(hana.actor, grant_id)
    with at(now() + timedelta(days=13)):
        forget_deliveries()
    assert read().scalars(select(GiftDelivery.sealed)).one() is not None
    with at(now() + timedelta(days=15)):
        forget_deliveries()
    assert read().scalars(select(GiftDelivery.sealed)).one() is None
    assert giving.state_of(grant_id) == "closed"


def test_s56_a_member_takes_along_what_is_theirs_and_leaves_nothing_of_it(world: World) -> None:
    ana = world.member("ana")
    grant_id = asked(world, ana)
    sending.give_details(ana.actor, grant_id, Delivery("Ana", STREET))
    pool = giving.coupon(world, ["FERN-1", "FERN-2"])
    giving.grant(world, pool, world.member("ben"))
    seen = giving.claim_and_see(ana, giving.grant(world, pool, ana))
    person = Person(ana.id, ana.name, ana.email, "former-1")
    given = holdings.give(person)
    assert given["gift_details"] == [{"name": "Ana", "address": STREET, "note": ""}]
    assert given["reward_codes"] == [{"title": "Ten percent off", "code": seen}]
    transaction(holdings.erase)(person, "delete")
    assert holdings.give(person) == {"rewards": [], "reward_codes": [], "gift_details": []}
    assert read().scalars(select(GiftDelivery.grant_id)).all() == []
    assert read().scalars(select(RewardGrant.reason).where(RewardGrant.member_id.is_(None))).all() == ["", ""]
    assert giving.claim_and_see(world.member("ben"), giving.grant_of(pool, world.member("ben"))) != seen
