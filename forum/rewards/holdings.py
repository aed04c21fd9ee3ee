"""What rewards hold of people: what they were given and why; where a gift goes to."""

import json

from sqlalchemy import delete, select, update

from forum.core.db import lock, read, write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from forum.core.sealing import Unreadable, unseal
from forum.rewards.models import (
    CodeImport,
    CouponCode,
    GiftDelivery,
    GiftLook,
    Redemption,
    Reward,
    RewardGrant,
    RewardHook,
    RewardRule,
)
from forum.rewards.offering import release
from forum.rewards.pool import PURPOSE
from forum.rewards.sending import GIFT


def give(person: Person) -> Rows:
    """Give what they were granted, the codes they have seen, and where gifts of theirs go to."""
    mine = RewardGrant.member_id == person.member_id
    granted = (
        select(
            Reward.title, Reward.kind, RewardGrant.state, RewardGrant.reason, RewardGrant.how, RewardGrant.granted_at,
            RewardGrant.claimed_at,
        )
        .join(Reward, Reward.id == RewardGrant.reward_id)
        .where(mine)
    )  # fmt: skip
    joined = select(Reward.title, CouponCode.sealed).join(RewardGrant, RewardGrant.id == CouponCode.grant_id)
    codes = joined.join(Reward, Reward.id == CouponCode.reward_id).where(mine, RewardGrant.revealed_at.is_not(None))
    gone_to = select(GiftDelivery.sealed).join(RewardGrant, RewardGrant.id == GiftDelivery.grant_id)
    gifts = gone_to.where(mine, GiftDelivery.sealed.is_not(None))
    return {
        "rewards": plain(granted),
        "reward_codes": [{"title": row.title, "code": _opened(PURPOSE, row.sealed)} for row in read().execute(codes)],
        "gift_details": [json.loads(_opened(GIFT, sealed) or "{}") for sealed in read().scalars(gifts)],
    }


def erase(person: Person, _wish: Wish) -> None:
    """Take them out of what they were granted; a code they saw stays theirs, so that nobody gets it again."""
    theirs = select(RewardGrant.id).where(RewardGrant.member_id == person.member_id)
    for grant in read().execute(theirs.add_columns(RewardGrant.reward_id)).all():
        _let_go(grant.id, grant.reward_id)
    write().execute(delete(GiftDelivery).where(GiftDelivery.grant_id.in_(theirs)))
    write().execute(delete(GiftLook).where(GiftLook.grant_id.in_(theirs)))
    left = update(RewardGrant).where(RewardGrant.member_id == person.member_id)
    write().execute(left.values(member_id=None, reason="", former="", cause=""))


def _let_go(grant_id: int, reward_id: int) -> None:
    """End what is only offered, and free a code that nobody saw."""
    reward = lock(Reward, reward_id)
    grant = lock(RewardGrant, grant_id)
    if grant.state in {"offered", "reserved"}:
        write().execute(update(CouponCode).where(CouponCode.grant_id == grant.id).values(grant_id=None))
        release(reward, grant, "withdrawn", None)
        write().execute(update(RewardGrant).where(RewardGrant.id == grant.id).values(state="withdrawn", until=None))


def _opened(purpose: str, sealed: str | None) -> str:
    try:
        return unseal(purpose, sealed or "")
    except Unreadable:
        return ""


TABLES = (RewardGrant, CouponCode, GiftDelivery, GiftLook, Redemption, CodeImport, RewardRule, Reward, RewardHook)
holds(
    Holding(room="rewards", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase)
)  # fmt: skip
holds_nobody("names of messages that shops sent", "hook_message")
