"""Rewards as tests make them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select

from forum.core.clock import now
from forum.core.db import read, write
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.rewards.actions import Wording, make_reward
from forum.rewards.claiming import claim, reveal
from forum.rewards.models import CouponCode, RewardGrant
from forum.rewards.offering import grant_by_hand
from forum.rewards.pool import bring
from tests.world import Someone, World


def coupon(world: World, codes: Iterable[str] = (), **said: Any) -> int:
    """Make a pool with codes."""
    said = {"title": "Ten percent off", "use": "Type it at the till."} | said
    reward_id = make_reward(world.staff("hana").actor, "coupon", Wording(**said))
    if codes := list(codes):
        bring(world.staff("hana").actor, reward_id, "\n".join(codes).encode())
    return reward_id


def grant(world: World, reward_id: int, *people: Someone, reason: str = "for your answers") -> int:
    """Grant by hand; gives the last grant."""
    grant_by_hand(world.staff("hana").actor, reward_id, [person.name for person in people], reason)
    return grant_of(reward_id, people[-1])


def grant_of(reward_id: int, person: Someone) -> int:
    found = select(RewardGrant.id).where(RewardGrant.reward_id == reward_id, RewardGrant.member_id == person.id)
    return read().scalars(found).one()


def state_of(grant_id: int) -> str:
    return read().scalars(select(RewardGrant.state).where(RewardGrant.id == grant_id)).one()


def held_codes(reward_id: int) -> list[int]:
    """List the grants that hold codes."""
    held = select(CouponCode.grant_id).where(CouponCode.reward_id == reward_id, CouponCode.grant_id.is_not(None))
    return [int(each) for each in read().scalars(held) if each is not None]


@transaction
def crowd(count: int) -> list[int]:
    """Let many members be there at once, without passwords."""
    rows = [
        {
            "name": f"fan{number}", "name_key": f"fan{number}", "email": f"fan{number}@example.org",
            "email_key": f"fan{number}@example.org", "title": "", "role": "member", "trust_level": 0,
            "about_source": "", "about_html": "", "created_at": now(),
        }
        for number in range(count)
    ]  # fmt: skip
    write().execute(insert(Member), rows)
    return list(write().scalars(select(Member.id).where(Member.name_key.like("fan%")).order_by(Member.id)))


def claim_and_see(person: Someone, grant_id: int) -> str:
    """Claim a code and look at it."""
    claim(person.actor, grant_id)
    return reveal(person.actor, grant_id)
