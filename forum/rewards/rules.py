"""Rules that grant by themselves: for a badge, for a place, for points; always within the reward's budget."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ScalarSelect, bindparam, select

from forum.badges.queries import all_badges
from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import Statement, db, read
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.points.models import Edition, Total
from forum.rewards.events import RewardChanged
from forum.rewards.models import Reward, RewardGrant, RewardRule
from forum.rewards.offering import LONGEST_REASON, grant_by_rule
from forum.rewards.policy import may_look_after

HOWS = ("badge", "place", "points")
MOST_POINTS = 10**9
PLACES = 3
A_BATCH = 500
_RULES: Statement = (
    select(RewardRule.reward_id, RewardRule.value, RewardRule.reason)
    .join(Reward, Reward.id == RewardRule.reward_id)
    .where(RewardRule.how == bindparam("how"), Reward.closed_at.is_(None))
    .order_by(RewardRule.id)
)
_served: ScalarSelect[int] = (
    select(Edition.id).where(Edition.state == "served").order_by(Edition.id.desc()).limit(1).scalar_subquery()
)
_HAVE = select(RewardGrant.id).where(
    RewardGrant.reward_id == bindparam("reward"), RewardGrant.member_id == Total.member_id
)
_RICH = (
    select(Total.member_id)
    .join(Member, Member.id == Total.member_id)
    .where(
        Total.edition_id == _served, Total.points >= bindparam("points"), Member.email_key.is_not(None), ~_HAVE.exists()
    )
    .order_by(Total.points.desc(), Total.member_id)
    .limit(A_BATCH)
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as staff see it."""

    id: int
    how: str
    value: int
    reason: str
    made_at: datetime


@transaction
def write_rule(actor: Actor, reward_id: int, how: str, value: int | None, reason: str) -> None:
    """Let a reward be granted by itself from now on."""
    require(may_look_after(actor))
    if db.session.get(Reward, reward_id) is None:
        raise Refused(_("This reward is not there any more."))
    if how not in HOWS:
        raise Refused(_("Choose one of the kinds in the list."), "how")
    kept = RewardRule(reward_id=reward_id, how=how, value=_value(how, value), made_by_id=actor.member_id, made_at=now())
    kept.reason = clean_line(reason, LONGEST_REASON, "words")
    if not kept.reason:
        raise Refused(_("Say why: the member will read it."), "words")
    db.session.add(kept)
    record(RewardChanged(reward_id, actor.member_id))


@transaction
def drop_rule(actor: Actor, reward_id: int, rule_id: int) -> None:
    """Let a reward be granted no more by this rule; what it granted stays."""
    require(may_look_after(actor))
    kept = db.session.get(RewardRule, rule_id)
    if kept is not None and kept.reward_id == reward_id:
        db.session.delete(kept)
        record(RewardChanged(reward_id, actor.member_id))


def rules_of(reward_id: int) -> list[RuleRow]:
    """List the rules of a reward."""
    found = select(RewardRule.id, RewardRule.how, RewardRule.value, RewardRule.reason, RewardRule.made_at)
    rows = read().execute(found.where(RewardRule.reward_id == reward_id).order_by(RewardRule.id))
    return [RuleRow(*row) for row in rows]


def grant_for_badge(badge_id: int, member_id: int, award_id: int) -> None:
    """Grant what a badge brings."""
    for rule in read().execute(_RULES, {"how": "badge"}).all():
        if rule.value == badge_id:
            grant_by_rule(rule.reward_id, [member_id], "badge", f"award:{award_id}", rule.reason)


def grant_for_place(place: int, member_id: int, season_id: int) -> None:
    """Grant what a place in a season brings."""
    for rule in read().execute(_RULES, {"how": "place"}).all():
        if place <= rule.value:
            grant_by_rule(rule.reward_id, [member_id], "place", f"season:{season_id}", rule.reason)


def grant_for_points() -> int:
    """Grant what points bring, those with the most first; gives how many were granted something."""
    granted = 0
    for rule in read().execute(_RULES, {"how": "points"}).all():
        found = list(read().scalars(_RICH, {"reward": rule.reward_id, "points": rule.value}))
        granted += grant_by_rule(rule.reward_id, found, "points", "", rule.reason) if found else 0
    return granted


def _value(how: str, value: int | None) -> int:
    if how == "badge" and value not in {badge.id for badge in all_badges()}:
        raise Refused(_("Choose a badge."), "badge")
    if how == "place" and not 1 <= (value or 0) <= PLACES:
        raise Refused(_("Give a place from 1 to %(most)s.", most=PLACES), "number")
    if how == "points" and not 1 <= (value or 0) <= MOST_POINTS:
        raise Refused(_("Give the points from which on it is granted."), "number")
    return value or 0
