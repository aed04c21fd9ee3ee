"""Which pages points change."""

from forum.core.pages.declared import changes, changes_nothing
from forum.members.labels import of_member
from forum.points import events


@changes(events.PointsMoved)
def page_of_member(event: events.PointsMoved) -> tuple[str, ...]:
    """Name the page of the member whose points they are."""
    return (of_member(event.member_id),)


changes_nothing(events.PointsRecounted, events.PointsRuleChanged)
