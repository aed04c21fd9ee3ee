"""Which pages a member's facts change."""

from forum.core.pages.declared import EVERYTHING, FURNITURE, changes, changes_nothing
from forum.members import events
from forum.members.labels import of_member


@changes(events.MemberSuspended, events.SuspensionLifted, events.MemberConfirmed)
def page_of_member(event: events.MemberSuspended) -> tuple[str, ...]:
    """Name the member's own page, the only one that tells how they stand."""
    return (of_member(event.member_id),)


@changes(events.MemberChanged, events.AvatarChanged, events.RoleChanged)
def all_that_they_wrote(_event: events.MemberChanged) -> tuple[str, ...]:
    """Name everything: how a member looks shows wherever they wrote."""
    return EVERYTHING, FURNITURE


changes_nothing(
    events.MemberJoined,
    events.MemberSignedIn,
    events.SessionsEnded,
    events.PasswordChanged,
    events.EmailChanged,
    events.TitleGiven,
    events.PassesChanged,
    events.DataTaken,
    events.ErasureAsked,
    events.MemberErased,
)
