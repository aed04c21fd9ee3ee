"""What every open page of a member may be told: whatever rooms draw for the member alone."""

from forum.core.access import Actor
from forum.realtime.registry import admits


@admits("member", key="member_id")
def admit(actor: Actor, member_id: int) -> int | None:
    """Nobody but the member."""
    return member_id if actor.member_id == member_id else None
