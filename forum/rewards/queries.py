"""What can be seen of rewards: one's own, and by staff all but codes and addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.members.models import Member
from forum.rewards.models import (
    CodeImport,
    CouponCode,
    GiftDelivery,
    GiftLook,
    Redemption,
    Reward,
    RewardGrant,
)

A_PAGE = 50
CLAIMED = ("reserved", "revealed", "redeemed", "given", "sent", "closed", "held", "ended")


@dataclass(frozen=True, slots=True)
class OwnGrant:
    """Something a member was granted, as they see it."""

    id: int
    kind: str
    title: str
    text: str
    use: str
    perk: str
    perk_value: str
    perk_days: int | None
    closed: bool
    state: str
    reason: str
    until: datetime | None
    granted_at: datetime
    revealed_at: datetime | None
    expires_at: datetime | None
    sender_id: int | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class RewardRow:
    """A reward with its figures."""

    id: int
    kind: str
    title: str
    text: str
    use: str
    perk: str
    perk_value: str
    perk_days: int | None
    claim_days: int
    ends_at: datetime | None
    currency: str
    unit_cost: int
    most_grants: int | None
    most_cost: int | None
    granted: int
    committed: int
    closed_at: datetime | None
    claimed: int
    codes: int
    free: int
    redeemed: int
    cost: int
    brought: int

    @property
    def over(self) -> bool:
        """Tell whether nothing more is granted or claimed."""
        return self.closed_at is not None or (self.ends_at is not None and self.ends_at <= now())


@dataclass(frozen=True, slots=True)
class GrantRow:
    """To whom a reward was granted, as staff see it."""

    id: int
    name: str | None
    by: str | None
    how: str
    cause: str
    reason: str
    state: str
    until: datetime | None
    granted_at: datetime
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A file of codes that was brought."""

    id: int
    reward_id: int
    title: str
    by: str | None
    made_at: datetime
    taken: int
    refused: int
    faults: list[list[Any]]


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A gift on its way, as staff see it: never where it goes to."""

    grant_id: int
    reward_id: int
    title: str
    name: str | None
    state: str
    given_at: datetime
    sender_id: int | None
    sender: str | None
    sent_at: datetime | None
    erased_at: datetime | None
    looks: int


_by, _receiver, _sender = (Member.__table__.alias(name) for name in ("by_", "receiver_", "sender_"))
_alive = or_(CouponCode.expires_at.is_(None), CouponCode.expires_at > bindparam("now", type_=Moment))
_MINE: Statement = (
    select(
        RewardGrant.id, Reward.kind, Reward.title, Reward.text, Reward.use, Reward.perk, Reward.perk_value,
        Reward.perk_days, Reward.closed_at.is_not(None), RewardGrant.state, RewardGrant.reason, RewardGrant.until,
        RewardGrant.granted_at, RewardGrant.revealed_at, CouponCode.expires_at, GiftDelivery.sender_id,
        GiftDelivery.sent_at,
    )
    .join(Reward, Reward.id == RewardGrant.reward_id)
    .outerjoin(CouponCode, CouponCode.grant_id == RewardGrant.id)
    .outerjoin(GiftDelivery, GiftDelivery.grant_id == RewardGrant.id)
    .where(RewardGrant.member_id == bindparam("member"), RewardGrant.state != "withdrawn")
    .order_by(RewardGrant.granted_at.desc(), RewardGrant.id.desc())
    .limit(200)
)  # fmt: skip
_TITLES = (
    select(RewardGrant.id, Reward.title)
    .join(Reward, Reward.id == RewardGrant.reward_id)
    .where(RewardGrant.id.in_(bindparam("ids", expanding=True)), RewardGrant.member_id == bindparam("member"))
)
_claims = (
    select(func.count())
    .where(RewardGrant.reward_id == Reward.id, RewardGrant.state.in_(CLAIMED))
    .correlate(Reward)
    .scalar_subquery()
)
_codes = select(func.count()).where(CouponCode.reward_id == Reward.id).correlate(Reward).scalar_subquery()
_free = (
    select(func.count())
    .where(CouponCode.reward_id == Reward.id, CouponCode.grant_id.is_(None), _alive)
    .correlate(Reward)
    .scalar_subquery()
)


def _sum(what: Any) -> Any:
    """Make the sum over a reward's redemptions."""
    over = select(func.coalesce(what, 0)).select_from(Redemption).join(CouponCode, CouponCode.id == Redemption.code_id)
    return over.where(CouponCode.reward_id == Reward.id).correlate(Reward).scalar_subquery()


_REWARDS: Statement = select(
    Reward.id, Reward.kind, Reward.title, Reward.text, Reward.use, Reward.perk, Reward.perk_value, Reward.perk_days,
    Reward.claim_days, Reward.ends_at, Reward.currency, Reward.unit_cost, Reward.most_grants, Reward.most_cost,
    Reward.granted, Reward.committed, Reward.closed_at, _claims, _codes, _free,
    _sum(func.count(Redemption.id)), _sum(func.sum(Redemption.cost)), _sum(func.sum(Redemption.brought)),
).order_by(Reward.id.desc())  # fmt: skip
_REWARD: Statement = _REWARDS.where(Reward.id == bindparam("reward"))
_GRANTS: Statement = (
    select(
        RewardGrant.id, _receiver.c.name, _by.c.name, RewardGrant.how, RewardGrant.cause, RewardGrant.reason,
        RewardGrant.state, RewardGrant.until, RewardGrant.granted_at, RewardGrant.claimed_at,
    )
    .outerjoin(_receiver, _receiver.c.id == RewardGrant.member_id)
    .outerjoin(_by, _by.c.id == RewardGrant.by_id)
    .where(RewardGrant.reward_id == bindparam("reward"), RewardGrant.id < bindparam("before"))
    .order_by(RewardGrant.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip
_imports: Statement = (
    select(
        CodeImport.id, CodeImport.reward_id, Reward.title, _by.c.name, CodeImport.made_at, CodeImport.taken,
        CodeImport.refused, CodeImport.faults,
    )
    .join(Reward, Reward.id == CodeImport.reward_id)
    .outerjoin(_by, _by.c.id == CodeImport.by_id)
    .order_by(CodeImport.id.desc())
)  # fmt: skip
_IMPORTS: Statement = _imports.where(CodeImport.reward_id == bindparam("reward")).limit(20)
_IMPORT: Statement = _imports.where(CodeImport.id == bindparam("import"))
_looks = select(func.count()).where(GiftLook.grant_id == GiftDelivery.grant_id).correlate(GiftDelivery)
_gifts: Statement = (
    select(
        GiftDelivery.grant_id, RewardGrant.reward_id, Reward.title, _receiver.c.name, RewardGrant.state,
        GiftDelivery.given_at, GiftDelivery.sender_id, _sender.c.name, GiftDelivery.sent_at, GiftDelivery.erased_at,
        _looks.scalar_subquery(),
    )
    .join(RewardGrant, RewardGrant.id == GiftDelivery.grant_id)
    .join(Reward, Reward.id == RewardGrant.reward_id)
    .outerjoin(_receiver, _receiver.c.id == RewardGrant.member_id)
    .outerjoin(_sender, _sender.c.id == GiftDelivery.sender_id)
)  # fmt: skip
_GIFTS: Statement = _gifts.order_by(GiftDelivery.sent_at.is_not(None), GiftDelivery.given_at.desc()).limit(200)
_GIFT: Statement = _gifts.where(GiftDelivery.grant_id == bindparam("grant"))
NEWEST = 2**63 - 1


def mine(actor: Actor) -> list[OwnGrant]:
    """List what the actor was granted, the newest first."""
    return [OwnGrant(*row) for row in read().execute(_MINE, {"member": actor.member_id})]


def own(actor: Actor, grant_id: int) -> OwnGrant | None:
    """Give one thing that the actor was granted."""
    found = read().execute(_MINE.where(RewardGrant.id == grant_id), {"member": actor.member_id}).first()
    return OwnGrant(*found) if found else None


def titles_of(actor: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Name those of the grants that are the actor's."""
    return {row.id: row.title for row in read().execute(_TITLES, {"ids": list(ids), "member": actor.member_id})}


def rewards() -> list[RewardRow]:
    """List all rewards with their figures, the newest first."""
    return [RewardRow(*row) for row in read().execute(_REWARDS, {"now": now()})]


def reward(reward_id: int) -> RewardRow | None:
    """Give one reward with its figures."""
    row = read().execute(_REWARD, {"reward": reward_id, "now": now()}).first()
    return RewardRow(*row) if row else None


def grants_of(reward_id: int, before: int, most: int = A_PAGE) -> list[GrantRow]:
    """List to whom a reward was granted, the newest first."""
    values = {"reward": reward_id, "before": before, "most": most}
    return [GrantRow(*row) for row in read().execute(_GRANTS, values)]


def imports_of(reward_id: int) -> list[ImportRow]:
    """List the files of codes that came into a pool."""
    return [ImportRow(*row) for row in read().execute(_IMPORTS, {"reward": reward_id})]


def import_page(import_id: int) -> ImportRow | None:
    """Give one file of codes: how it came in."""
    row = read().execute(_IMPORT, {"import": import_id}).first()
    return ImportRow(*row) if row else None


def gifts() -> list[GiftRow]:
    """List gifts on their way, those that wait first."""
    return [GiftRow(*row) for row in read().execute(_GIFTS)]


def gift(grant_id: int) -> GiftRow | None:
    """Give one gift on its way."""
    row = read().execute(_GIFT, {"grant": grant_id}).first()
    return GiftRow(*row) if row else None


def titles(reward_ids: Sequence[int]) -> dict[int, str]:
    """Name rewards."""
    rows = read().execute(select(Reward.id, Reward.title).where(Reward.id.in_(reward_ids)))
    return {row.id: row.title for row in rows}
