"""What rewards follow: badges and medals that bring one."""

from forum.badges.events import BadgeAwarded
from forum.core.events import on
from forum.leaderboards.events import MedalGiven
from forum.rewards.rules import grant_for_badge, grant_for_place


@on(BadgeAwarded)
def reward_badge(fact: BadgeAwarded) -> None:
    """Grant what the badge brings."""
    grant_for_badge(fact.badge_id, fact.member_id, fact.award_id)


@on(MedalGiven)
def reward_place(fact: MedalGiven) -> None:
    """Grant what the place brings."""
    grant_for_place(fact.place, fact.member_id, fact.season_id)
