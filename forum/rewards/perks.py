"""Perks: a title or a mark beside the name, or a pass to a category; for good, or taken back in time."""

from datetime import timedelta

from sqlalchemy import ScalarSelect, bindparam, func, literal, or_, select, update

from forum.core.clock import now
from forum.core.db import Moment, lock, write
from forum.core.events import record
from forum.members.events import MemberChanged, PassesChanged, TitleGiven
from forum.members.models import Member
from forum.members.registry import gives_passes
from forum.rewards.events import PerkEnded
from forum.rewards.models import Reward, RewardGrant

WORN = ("title", "flair")
"""Perks that stand beside the name, each in the column of a member that is called so."""


@gives_passes
def held_passes() -> ScalarSelect[str]:
    """Name the passes to categories that a member holds now."""
    lasting = or_(RewardGrant.until.is_(None), RewardGrant.until > bindparam("now", type_=Moment))
    return (
        select(func.aggregate_strings(literal("pass:") + Reward.perk_value, ","))
        .join(RewardGrant, RewardGrant.reward_id == Reward.id)
        .where(RewardGrant.member_id == Member.id, RewardGrant.state == "held", lasting, Reward.perk == "category")
        .correlate(Member)
        .scalar_subquery()
    )


def begin(reward: Reward, grant: RewardGrant) -> None:
    """Let a member have the perk, in the current transaction."""
    grant.state = "held"
    grant.until = now() + timedelta(days=reward.perk_days) if reward.perk_days else None
    if reward.perk in WORN:
        member = lock(Member, grant.member_id)
        grant.former = getattr(member, reward.perk)
        _wear(member, reward.perk, reward.perk_value)
    elif reward.perk == "category":
        record(PassesChanged(grant.member_id or 0))


def end(reward: Reward, grant: RewardGrant) -> None:
    """Take the perk back, and give back what it took the place of unless somebody changed that since."""
    grant.state, grant.until, grant.ended_at = "ended", None, now()
    if grant.member_id is None:
        return
    if reward.perk in WORN:
        member = lock(Member, grant.member_id)
        if getattr(member, reward.perk) == reward.perk_value:
            _wear(member, reward.perk, grant.former)
        _hand_down(reward, grant)
    elif reward.perk == "category":
        record(PassesChanged(grant.member_id))
    record(PerkEnded(grant.id, reward.id, grant.member_id))


def _hand_down(reward: Reward, grant: RewardGrant) -> None:
    """Let a perk that took the place of this one give back what this one took the place of."""
    alike = select(Reward.id).where(Reward.perk == reward.perk)
    over_it = update(RewardGrant).where(
        RewardGrant.member_id == grant.member_id, RewardGrant.state == "held", RewardGrant.reward_id.in_(alike),
        RewardGrant.former == reward.perk_value,
    )  # fmt: skip
    write().execute(over_it.values(former=grant.former))


def _wear(member: Member, perk: str, value: str) -> None:
    setattr(member, perk, value)
    if perk == "title":
        record(TitleGiven(member.id, None))
    record(MemberChanged(member.id))
