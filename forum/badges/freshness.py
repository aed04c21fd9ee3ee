"""Which pages a badge's facts change."""

from forum.badges import events
from forum.badges.labels import BADGES
from forum.core.pages.declared import changes, changes_nothing
from forum.members.labels import of_member


@changes(events.BadgeAwarded, events.BadgeRevoked)
def badges_and_member(event: events.BadgeAwarded) -> tuple[str, ...]:
    """Name the pages of badges, and the member's own."""
    return BADGES, of_member(event.member_id)


@changes(events.BadgeChanged)
def badges(_event: events.BadgeChanged) -> tuple[str, ...]:
    """Name the pages of badges."""
    return (BADGES,)


changes_nothing(events.AwardTold, events.BadgeGiven, events.BadgesCelebrated)
