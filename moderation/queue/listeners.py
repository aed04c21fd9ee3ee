"""A new member is a case, where the house chose that."""

from forum.core.events import on
from forum.members.events import MemberJoined
from moderation.queue.actions import report
from moderation.queue.newcomers import KIND, is_new
from moderation.queue.terms import terms


@on(MemberJoined)
def look_at_newcomer(event: MemberJoined) -> None:
    """Open the case of somebody who joined."""
    if terms().approves and is_new(event.member_id):
        report(KIND, event.member_id, source="member")
