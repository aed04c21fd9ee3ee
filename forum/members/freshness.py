"""Which pages a member's facts change.

Another name, picture or role shows wherever the member wrote: of that nobody says what it changes, so it is everything.
"""

from forum.core.pages.declared import changes, changes_nothing
from forum.members import events
from forum.members.labels import of_member


@changes(events.MemberSuspended, events.SuspensionLifted, events.MemberConfirmed)
def page_of_member(event: events.MemberSuspended) -> tuple[str, ...]:
    """Name the member's own page, the only one that tells how they stand."""
    return (of_member(event.member_id),)


changes_nothing(
    events.MemberJoined, events.MemberSignedIn, events.SessionsEnded, events.PasswordChanged, events.EmailChanged
)
