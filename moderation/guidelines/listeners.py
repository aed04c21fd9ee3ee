"""What guidelines do when others' facts happen."""

from sqlalchemy import select

from forum.brands.events import BrandFounded
from forum.core.clock import now
from forum.core.db import add_new, read
from forum.core.events import on
from forum.members.events import MemberJoined
from forum.members.models import Member
from moderation.guidelines import actions
from moderation.guidelines.models import Acknowledgement
from moderation.guidelines.queries import current_edition


@on(BrandFounded)
def begin_with_guidelines(_fact: BrandFounded) -> None:
    """Give a new house its first guidelines."""
    actions.lay_first_set()


@on(MemberJoined)
def accept_by_joining(fact: MemberJoined) -> None:
    """Note that whoever joins goes by the edition that held: the form said so."""
    edition = current_edition()
    if edition and read().scalar(select(Member.id).where(Member.id == fact.member_id)):
        add_new(Acknowledgement, member_id=fact.member_id, edition=edition, made_at=now())
