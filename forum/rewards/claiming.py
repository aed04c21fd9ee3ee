"""From an offer to what was offered: a code is set aside for one member, and shown to nobody else."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import bindparam, or_, select

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import Moment, Statement, db, lock, read
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.sealing import unseal
from forum.core.transaction import transaction
from forum.rewards import perks
from forum.rewards.events import CodeRevealed, RewardClaimed
from forum.rewards.models import CouponCode, Reward, RewardGrant
from forum.rewards.offering import claim_until, is_open
from forum.rewards.policy import may_claim
from forum.rewards.pool import PURPOSE

_FREE: Statement = (
    select(CouponCode.id)
    .where(
        CouponCode.reward_id == bindparam("reward"),
        CouponCode.grant_id.is_(None),
        or_(CouponCode.expires_at.is_(None), CouponCode.expires_at > bindparam("now", type_=Moment)),
    )
    .order_by(CouponCode.id)
    .limit(1)
)
_OFFER: Statement = (
    select(RewardGrant.reward_id)
    .join(Reward, Reward.id == RewardGrant.reward_id)
    .where(
        RewardGrant.id == bindparam("grant"),
        RewardGrant.member_id == bindparam("member"),
        RewardGrant.state == "offered",
        Reward.kind == "coupon",
        Reward.closed_at.is_(None),
    )
)


def claim(actor: Actor, grant_id: int) -> None:
    """Claim what was offered: a code is set aside, a perk begins. Claiming twice is claiming once.

    Whoever comes to an empty pool is told so without waiting for those who write.
    """
    offer = read().execute(_OFFER, {"grant": grant_id, "member": actor.member_id}).first()
    if offer is not None:
        _free_code(offer.reward_id)
    _claim(actor, grant_id)


@transaction
def reveal(actor: Actor, grant_id: int) -> str:
    """Give a member their own code; the first time it counts as shown, and goes back to no pool after that."""
    grant = _own(actor, grant_id)
    grant = lock(RewardGrant, grant.id)
    code = db.session.scalars(select(CouponCode).where(CouponCode.grant_id == grant.id)).one_or_none()
    if code is None:
        raise Refused(_("Claim it first."))
    if grant.state == "reserved":
        if _passed(grant.until):
            raise Refused(_("The time for this reward is over."))
        grant.state, grant.until, grant.revealed_at = "revealed", None, now()
        record(CodeRevealed(grant.id, grant.reward_id, actor.member_id or 0))
    return unseal(PURPOSE, code.sealed)


@transaction
def _claim(actor: Actor, grant_id: int) -> None:
    found = _own(actor, grant_id)
    reward = lock(Reward, found.reward_id)
    grant = lock(RewardGrant, grant_id)
    if grant.state in {"expired", "withdrawn"}:
        raise Refused(_("The time for this reward is over."))
    if grant.state != "offered":
        return
    if not is_open(reward) or _passed(grant.until):
        raise Refused(_("The time for this reward is over."))
    if reward.kind == "gift":
        raise Refused(_("Tell us where to send it."))
    grant.claimed_at = now()
    if reward.kind == "coupon":
        _set_aside(reward, grant)
    else:
        perks.begin(reward, grant)
    record(RewardClaimed(grant.id, reward.id, actor.member_id or 0))


def _set_aside(reward: Reward, grant: RewardGrant) -> None:
    """Take the next free code; the pool's row is locked, so that nobody else takes it now."""
    code = db.session.get_one(CouponCode, _free_code(reward.id))
    code.grant_id = grant.id
    grant.state, grant.until = "reserved", claim_until(reward)


def _free_code(reward_id: int) -> int:
    values = {"reward": reward_id, "now": now()}
    found = read().scalar(_FREE, values)
    if found is None:
        raise Refused(_("All codes are taken. Your offer stays: try again when the pool is filled."))
    return int(found)


def _own(actor: Actor, grant_id: int) -> RewardGrant:
    grant = db.session.get(RewardGrant, grant_id)
    if grant is None:
        raise Refused(_("This reward is not there any more."))
    require(may_claim(actor, grant.member_id))
    return grant


def _passed(moment: datetime | None) -> bool:
    return moment is not None and moment <= now()
