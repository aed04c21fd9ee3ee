"""What a member may: role, title, suspension."""

from datetime import datetime

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor, require
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.text import clean_line
from forum.core.transaction import transaction
from forum.members.events import MemberChanged, MemberSuspended, RoleChanged, SuspensionLifted, TitleGiven
from forum.members.keys import drop_keys
from forum.members.models import Member, Session, Suspension
from forum.members.policy import may_change_role, may_suspend, may_title
from forum.members.sessions import end_sessions

LONGEST_TITLE, LONGEST_REASON = 60, 1000


@transaction
def change_role(actor: Actor, member_id: int, role: str, scope: list[int] | None = None) -> None:
    """Give a member another role; their sessions end, so that no old one carries new power (S07).

    `scope` limits a moderator to some categories, by id.
    """
    member = _member(member_id)
    require(may_change_role(actor, member))
    if role not in RANKS or role == "guest":
        raise Refused(_("There is no role called %(role)s.", role=role), "role")
    former, member.role = member.role, role
    member.scope = scope if role == "moderator" else None
    end_sessions(Session.member_id == member.id)
    record(RoleChanged(member.id, role, former, actor.member_id))
    record(MemberChanged(member.id))


@transaction
def give_title(actor: Actor, member_id: int, title: str) -> None:
    """Give a member a title, or take it."""
    require(may_title(actor))
    member = _member(member_id)
    member.title = clean_line(title, LONGEST_TITLE, "title")
    record(TitleGiven(member.id, actor.member_id))
    record(MemberChanged(member_id))


@transaction
def suspend(actor: Actor, member_id: int, until: datetime, reason: str) -> None:
    """Let a member only read until a moment; their sessions end and their mailed keys die (S06, S08, S23)."""
    member = _member(member_id)
    require(may_suspend(actor, member))
    reason = clean_line(reason, LONGEST_REASON, "reason")
    if not reason:
        raise Refused(_("Say why: the member will read it."), "reason")
    if until <= now():
        raise Refused(_("Choose a day that is to come."), "days")
    given = Suspension(member_id=member.id, by_id=actor.member_id, reason=reason, since=now(), until=until)
    db.session.merge(given)
    drop_keys(member.id)
    end_sessions(Session.member_id == member.id)
    record(MemberSuspended(member.id, until.isoformat(), reason, actor.member_id))


@transaction
def lift_suspension(actor: Actor, member_id: int) -> None:
    """Let a member write again before time."""
    member = _member(member_id)
    require(may_suspend(actor, member))
    suspension = db.session.get(Suspension, member.id)
    if suspension is not None:
        db.session.delete(suspension)
        record(SuspensionLifted(member.id, actor.member_id))


def _member(member_id: int) -> Member:
    member = db.session.get(Member, member_id)
    if member is None:
        raise Refused(_("There is no such member."))
    return member
