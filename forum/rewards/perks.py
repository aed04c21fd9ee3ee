"""Perks: a title, or a pass to a category, for a time or for good; taken back when the time is over."""

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
    if reward.perk == "title":
        member = lock(Member, grant.member_id)
        grant.former = member.title
        _stand_under(member, reward.perk_value)
    elif reward.perk == "category":
        record(PassesChanged(grant.member_id or 0))


def end(reward: Reward, grant: RewardGrant) -> None:
    """Take the perk back, and give back what it took the place of unless somebody changed that since."""
    grant.state, grant.until, grant.ended_at = "ended", None, now()
    if grant.member_id is None:
        return
    if reward.perk == "title":
        member = lock(Member, grant.member_id)
        if member.title == reward.perk_value:
            _stand_under(member, grant.former)
        _hand_down(grant, reward.perk_value)
    elif reward.perk == "category":
        record(PassesChanged(grant.member_id))
    record(PerkEnded(grant.id, reward.id, grant.member_id))


def _hand_down(grant: RewardGrant, title: str) -> None:
    """Let a perk that took the place of this one give back what this one took the place of."""
    over_it = update(RewardGrant).where(
        RewardGrant.member_id == grant.member_id, RewardGrant.state == "held", RewardGrant.former == title
    )
    write().execute(over_it.values(former=grant.former))


def _stand_under(member: Member, title: str) -> None:
    member.title = title
    record(TitleGiven(member.id, None))
    record(MemberChanged(member.id))
