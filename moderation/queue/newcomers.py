"""Members as moderators look at them: who just joined, and who behaves badly wherever they are."""

from datetime import timedelta

from sqlalchemy import bindparam, func, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import Statement, read
from forum.core.refusal import Refused
from forum.core.review import Exhibit
from forum.members.models import Member
from moderation.queue.models import Case, Hit
from moderation.queue.policy import may_moderate, tends
from moderation.queue.terms import terms

KIND = "member"
"""The kind of a case about somebody who joins, as the gates call it too."""
CONDUCT = "conduct"
"""The kind of a case about what somebody does everywhere, rather than one thing of theirs."""
PEOPLE = frozenset({KIND, CONDUCT})
NEW_FOR = timedelta(days=7)

_stops = select(Hit.id).where(Hit.case_id == Case.id, Hit.source.in_(("member", "held"))).exists()
_CASE: Statement = (
    select(Case.state)
    .where(Case.kind == KIND, Case.thing_id == bindparam("member_id"), _stops)
    .order_by(Case.id.desc())
    .limit(1)
)
_MEMBER: Statement = select(
    Member.name, Member.about_source, Member.about_html, Member.created_at, Member.role, Member.email
).where(Member.id == bindparam("member_id"))
_WAITING: Statement = (
    select(Case.id)
    .join(Hit, Hit.case_id == Case.id)
    .where(Case.author_id == bindparam("member_id"), Case.state == "open", Case.kind.not_in(PEOPLE))
    .group_by(Case.id)
    .having(func.count() == func.sum((Hit.source == "held").cast(func.count().type)))
)


def show(actor: Actor, member_id: int) -> Exhibit | None:
    """Show a member to moderators of the whole house."""
    row = read().execute(_MEMBER, {"member_id": member_id}).first()
    if row is None or may_moderate(actor) is not None or not tends(actor, ""):
        return None
    return Exhibit(
        title=row.name, author_id=member_id, source=row.about_source or row.name, html=row.about_html,
        address=f"/u/{row.name}", hidden=False,
    )  # fmt: skip


def never(_actor: Actor, _member_id: int, _why: str = "") -> None:
    """Refuse to hide or restore a member."""
    raise Refused("")


def waits(actor: Actor) -> bool:
    """Tell whether a member's words wait until a moderator has looked at who came.

    That is so where the house chose to look at everybody, and for whom a rule held when they joined.
    """
    if actor.member_id is None or actor.role != "member" or not (terms().approves or actor.trust_level == 0):
        return False
    state = read().execute(_CASE, {"member_id": actor.member_id}).scalar()
    return state == "open" if state else terms().approves and is_new(actor.member_id)


def is_new(member_id: int) -> bool:
    """Tell whether somebody joined a short while ago."""
    row = read().execute(_MEMBER, {"member_id": member_id}).first()
    return row is not None and row.role == "member" and row.created_at > now() - NEW_FOR


def held_of(member_id: int) -> list[int]:
    """List the cases of what a member wrote that waits for nothing but this."""
    return list(read().scalars(_WAITING, {"member_id": member_id}))
