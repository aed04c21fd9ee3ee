"""Which kept pages the facts of rewards change: none, what a member was given only they see."""

from forum.core.pages.declared import changes_nothing
from forum.rewards import events

changes_nothing(
    events.RewardChanged,
    events.CodesImported,
    events.RewardGranted,
    events.RewardClaimed,
    events.CodeRevealed,
    events.GrantWithdrawn,
    events.GiftLookedAt,
    events.GiftSent,
    events.PerkEnded,
    events.CodeRedeemed,
)
