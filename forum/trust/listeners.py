"""What follows from others' facts: whoever is suspended is weighed at once."""

from forum.core.events import on
from forum.members.events import MemberSuspended
from forum.trust.actions import weigh_some


@on(MemberSuspended)
def weigh_suspended(fact: MemberSuspended) -> None:
    """See whether the member keeps their level."""
    weigh_some([fact.member_id])
