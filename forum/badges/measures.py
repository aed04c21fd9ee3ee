"""What is counted of members themselves: for badges."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from forum.badges.registry import Scope, concerns, counts, measure
from forum.core.clock import now
from forum.core.db import Statement, read
from forum.members.events import AvatarChanged, MemberChanged, MemberConfirmed, MemberJoined
from forum.members.models import Member
from forum.points.events import PointsMoved
from forum.points.models import Total
from forum.points.queries import served

DAY_S = 86400

_JOINED: Statement = select(Member.id, Member.created_at)

measure("about", _l("Has said something about themselves"), most=1, moved_by=(MemberChanged, MemberJoined))(
    counts(select(Member.id, func.count()).where(Member.about_source != ""), Member.id)
)
measure("picture", _l("Has a picture of their own"), most=1, moved_by=(AvatarChanged,))(
    counts(select(Member.id, func.count()).where(Member.avatar_key.is_not(None)), Member.id)
)
measure("confirmed", _l("Has a confirmed address"), most=1, moved_by=(MemberConfirmed, MemberJoined))(
    counts(select(Member.id, func.count()).where(Member.confirmed_at.is_not(None)), Member.id)
)
measure("points", _l("Points"), moved_by=(PointsMoved,))(
    counts(select(Total.member_id, Total.points).where(Total.edition_id == served), Total.member_id)
)


@measure("days_here", _l("Days since joining"), grows=True)
def days_here(scope: Scope) -> Mapping[int, int]:
    """Count the days since somebody joined."""
    told = _JOINED if scope.ids is None else _JOINED.where(Member.id.in_(scope.ids))
    moment = now()
    return {row.id: int((moment - row.created_at).total_seconds() // DAY_S) for row in read().execute(told)}


@concerns(PointsMoved, MemberJoined, MemberConfirmed, MemberChanged, AvatarChanged)
def themselves(facts: Sequence[MemberChanged]) -> Iterable[int]:
    """Whoever changed."""
    return {fact.member_id for fact in facts}
