"""What members earn points for as members: they can be reached, and say who they are."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select

from forum.core.db import Statement, read
from forum.members.events import AvatarChanged, MemberChanged, MemberConfirmed
from forum.members.models import Member
from forum.points.registry import Earned, Touch, earns

_among = Member.id.in_(bindparam("ids", expanding=True))
_CONFIRMED: Statement = select(Member.id, Member.confirmed_at).where(_among, Member.confirmed_at.is_not(None))
_TOLD: Statement = select(Member.id, Member.created_at).where(
    _among, Member.about_source != "", Member.avatar_key.is_not(None)
)


def _self(fact: MemberConfirmed | MemberChanged | AvatarChanged) -> list[Touch]:
    return [Touch(fact.member_id)]


@earns(
    "confirmed",
    label=_l("E-mail address confirmed"),
    cause="member",
    walks=Member.id,
    moved_by={MemberConfirmed: _self},
    terms={"points": 5},
)
def confirmed(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List who of them can be reached."""
    for row in read().execute(_CONFIRMED, {"ids": [touch.id for touch in touches]}):
        yield Earned(cause_id=row.id, member_id=row.id, happened_at=row.confirmed_at)


@earns(
    "profile_told",
    label=_l("A profile with a picture and some words"),
    cause="member",
    walks=Member.id,
    moved_by={MemberChanged: _self, AvatarChanged: _self},
    terms={"points": 5},
)
def profile_told(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List who of them says who they are."""
    seen = {touch.id: touch.at for touch in touches}
    for row in read().execute(_TOLD, {"ids": list(seen)}):
        yield Earned(cause_id=row.id, member_id=row.id, happened_at=seen[row.id] or row.created_at)
