"""What rewards cost and brought, and to whom they went and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from forum.core.db import Statement, read
from forum.members.models import Member
from forum.rewards.models import CouponCode, Redemption, Reward, RewardGrant, RewardHook
from forum.rewards.money import written

HEADS = (
    "reward", "kind", "member", "how", "cause", "reason", "granted by", "state", "granted", "claimed", "used", "orders",
    "currency", "cost", "brought",
)  # fmt: skip
_by = Member.__table__.alias("by_")
_used = (
    select(
        CouponCode.grant_id,
        func.count(Redemption.id).label("orders"),
        func.min(Redemption.redeemed_at).label("first"),
        func.sum(Redemption.cost).label("cost"),
        func.sum(Redemption.brought).label("brought"),
    )
    .join(Redemption, Redemption.code_id == CouponCode.id)
    .where(CouponCode.grant_id.is_not(None))
    .group_by(CouponCode.grant_id)
    .subquery()
)
_ACCOUNTS: Statement = (
    select(
        Reward.title, Reward.kind, Member.name, RewardGrant.how, RewardGrant.cause, RewardGrant.reason,
        _by.c.name, RewardGrant.state, RewardGrant.granted_at, RewardGrant.claimed_at, _used.c.first, _used.c.orders,
        Reward.currency, func.coalesce(_used.c.cost, RewardGrant.cost), func.coalesce(_used.c.brought, 0),
    )
    .join(Reward, Reward.id == RewardGrant.reward_id)
    .outerjoin(Member, Member.id == RewardGrant.member_id)
    .outerjoin(_by, _by.c.id == RewardGrant.by_id)
    .outerjoin(_used, _used.c.grant_id == RewardGrant.id)
    .order_by(RewardGrant.id.desc())
)  # fmt: skip
_WHY = (
    select(
        RewardGrant.how,
        Reward.currency,
        func.count(RewardGrant.id),
        func.count(RewardGrant.claimed_at),
        func.count(_used.c.orders),
        func.coalesce(func.sum(_used.c.cost), 0),
        func.coalesce(func.sum(_used.c.brought), 0),
    )
    .join(Reward, Reward.id == RewardGrant.reward_id)
    .outerjoin(_used, _used.c.grant_id == RewardGrant.id)
    .group_by(RewardGrant.how, Reward.currency)
    .order_by(RewardGrant.how)
)


def by_cause() -> list[Sequence[Any]]:
    """Sum what came of rewards by how they were granted: how, currency, granted, claimed, used, cost, brought."""
    return [tuple(row) for row in read().execute(_WHY)]


def accounts() -> Iterator[Sequence[object]]:
    """List every grant for a spreadsheet: who, why, what it cost and brought; never a code."""
    yield HEADS
    for row in read().execute(_ACCOUNTS):
        *plain, cost, brought = row
        cells = [value.isoformat() if isinstance(value, datetime) else value for value in plain]
        yield [*cells, written(int(cost)), written(int(brought))]


def connected_at() -> datetime | None:
    """Tell since when a shop is heard, if one is."""
    found: datetime | None = read().scalar(select(RewardHook.made_at))
    return found
