"""What is kept of rewards: what they are, to whom they were offered, and what became of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Id, Model, Moment

KINDS = ("coupon", "gift", "perk")
PERKS = ("title", "flair", "category")


class Reward(Model):
    """Something the brand gives. Money is counted in hundredths of its currency.

    `granted` and `committed` are what its grants take of the budget; they change with the row locked.
    """

    __tablename__ = "reward"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")
    use: Mapped[str] = mapped_column(Text, default="")
    """How to use it, read by whoever has it."""
    perk: Mapped[str] = mapped_column(String(10), default="")
    perk_value: Mapped[str] = mapped_column(String(60), default="")
    perk_days: Mapped[int | None] = mapped_column()
    """How long a perk lasts; None is for good."""
    claim_days: Mapped[int] = mapped_column(default=30)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    unit_cost: Mapped[int] = mapped_column(default=0)
    most_grants: Mapped[int | None] = mapped_column()
    most_cost: Mapped[int | None] = mapped_column(Id)
    granted: Mapped[int] = mapped_column(default=0)
    committed: Mapped[int] = mapped_column(Id, default=0)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment)


class RewardRule(Model):
    """That a reward is granted by itself: for a badge (its id), a place (up to it), or points (from them on)."""

    __tablename__ = "reward_rule"
    __table_args__ = (Index("ix_reward_rule_how", "how", "value"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    reward_id: Mapped[int] = mapped_column(Id, ForeignKey("reward.id", ondelete="CASCADE"), index=True)
    how: Mapped[str] = mapped_column(String(10))
    value: Mapped[int] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(String(300))
    """Why, as the member reads it."""
    made_by_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment)


class RewardGrant(Model):
    """That a member may have a reward, why, and how far it has come; one of each reward for each member.

    `member_id` is None once they left: the code stays theirs, so that nobody gets it again.
    """

    __tablename__ = "reward_grant"
    __table_args__ = (
        UniqueConstraint("reward_id", "member_id"),
        Index("ix_reward_grant_state", "state", "until"),
        Index("ix_reward_grant_member", "member_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    reward_id: Mapped[int] = mapped_column(Id, ForeignKey("reward.id"))
    member_id: Mapped[int | None] = mapped_column(Id, ForeignKey("member.id"))
    how: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(10), default="offered")
    until: Mapped[datetime | None] = mapped_column(Moment)
    """When this state ends by itself."""
    cost: Mapped[int] = mapped_column(default=0)
    former: Mapped[str] = mapped_column(String(60), default="")
    """What a perk took the place of, to be given back."""
    granted_at: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    revealed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class CouponCode(Model):
    """A code of a pool, sealed; `mark` is its keyed digest. One that was shown never goes to somebody else."""

    __tablename__ = "coupon_code"
    __table_args__ = (Index("ix_coupon_code_free", "reward_id", "grant_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    reward_id: Mapped[int] = mapped_column(Id, ForeignKey("reward.id"))
    sealed: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    grant_id: Mapped[int | None] = mapped_column(Id, ForeignKey("reward_grant.id"), unique=True)
    import_id: Mapped[int] = mapped_column(Id, ForeignKey("code_import.id"))


class CodeImport(Model):
    """A file of codes that somebody brought: how many came in, and which lines did not and why."""

    __tablename__ = "code_import"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    reward_id: Mapped[int] = mapped_column(Id, ForeignKey("reward.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment)
    taken: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    faults: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    """Line, fault, and the line or pool it has to do with; never a code."""


class GiftDelivery(Model):
    """Where a gift goes to, sealed; gone some days after it was sent."""

    __tablename__ = "gift_delivery"

    grant_id: Mapped[int] = mapped_column(Id, ForeignKey("reward_grant.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Moment)
    sender_id: Mapped[int | None] = mapped_column(Id)
    sent_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)


class GiftLook(Model):
    """That whoever sends a gift looked at where it goes to."""

    __tablename__ = "gift_look"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    grant_id: Mapped[int] = mapped_column(Id, ForeignKey("reward_grant.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(Id)
    looked_at: Mapped[datetime] = mapped_column(Moment)


class Redemption(Model):
    """That a code was used: in which order, what it cost the brand, and what it brought."""

    __tablename__ = "redemption"
    __table_args__ = (UniqueConstraint("code_id", "order_name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code_id: Mapped[int] = mapped_column(Id, ForeignKey("coupon_code.id"))
    order_name: Mapped[str] = mapped_column(String(80))
    cost: Mapped[int] = mapped_column(Id)
    brought: Mapped[int] = mapped_column(Id)
    currency: Mapped[str] = mapped_column(String(3))
    source: Mapped[str] = mapped_column(String(10))
    redeemed_at: Mapped[datetime] = mapped_column(Moment)


class RewardHook(Model):
    """The secret that a shop signs its messages with, sealed."""

    __tablename__ = "reward_hook"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    sealed: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment)


class HookMessage(Model):
    """A message of a shop that was heard: it is not heard twice."""

    __tablename__ = "hook_message"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    heard_at: Mapped[datetime] = mapped_column(Moment, index=True)
