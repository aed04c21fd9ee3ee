"""Which pages trust changes: the table of rights, and what each process keeps of the figures."""

from forum.core.pages.declared import FURNITURE, changes, changes_nothing
from forum.members.labels import of_member
from forum.trust.events import TrustChanged, TrustFiguresChanged, TrustHeld


@changes(TrustFiguresChanged)
def all_that_asks(_event: TrustFiguresChanged) -> tuple[str, ...]:
    """Name what each process keeps."""
    return (FURNITURE,)


@changes(TrustChanged)
def page_of_member(event: TrustChanged) -> tuple[str, ...]:
    """Name the member's own page."""
    return (of_member(event.member_id),)


changes_nothing(TrustHeld)
