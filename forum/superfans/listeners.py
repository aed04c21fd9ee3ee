"""What follows from others' facts: a reward is a thank-you."""

from forum.core.clock import now
from forum.core.events import on
from forum.rewards.events import RewardGranted
from forum.superfans.actions import note_thanks


@on(RewardGranted)
def thanked_by_reward(fact: RewardGranted) -> None:
    """Remember that the member was thanked."""
    note_thanks(fact.member_id, None, now())
