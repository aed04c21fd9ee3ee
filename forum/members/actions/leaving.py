"""How members take their data along, and how they go for good."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from forum.core.access import Actor
from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.jobs import enqueue
from forum.core.limits import limit
from forum.core.personal import WISHES
from forum.core.refusal import Refused
from forum.core.tokens import sign, unsign
from forum.core.transaction import transaction
from forum.members.actions.changing import require_verified
from forum.members.erasing import erase_member
from forum.members.events import DataTaken, ErasureAsked
from forum.members.keys import drop_keys
from forum.members.models import Erasure, Member, Session
from forum.members.names import skeleton
from forum.members.sessions import end_sessions

PURPOSE = "own data"
LINK_S = 3600
"""How long the link to somebody's own data leads anywhere."""


@transaction
def prepare_export(actor: Actor) -> str:
    """Give the key of a link to the actor's own data: for their present session alone, for an hour (S56)."""
    require_verified(actor)
    limit("export", "6/day", actor.member_id)
    record(DataTaken(actor.member_id or 0))
    return sign(PURPOSE, [actor.member_id, actor.session_id])


def opens_export(actor: Actor, key: str) -> bool:
    """Tell whether a key opens the actor's own data now."""
    return actor.signed_in and unsign(PURPOSE, key, LINK_S) == [actor.member_id, actor.session_id]


@transaction
def ask_erasure(actor: Actor, how: str, name: str) -> None:
    """Erase the actor: they are out at once, everything of them goes by a job (S56)."""
    require_verified(actor)
    if how not in WISHES:
        raise Refused(_("Choose what becomes of your posts."), "how")
    member = db.session.get_one(Member, actor.member_id)
    if skeleton(name.strip()) != member.name_key:
        raise Refused(_("Type your name as it stands above, so that this does not happen by accident."), "name")
    _erase(member, how)


@transaction
def erase_at_wish(member_id: int, how: str) -> None:
    """Erase a member who asked for it by another way, from the command line."""
    _erase(db.session.get_one(Member, member_id), how)


def _erase(member: Member, how: str) -> None:
    if member.role == "admin" and _admins() == 1:
        raise Refused(_("You are the only administrator: make somebody else one first."))
    db.session.merge(Erasure(member_id=member.id, how=how, asked_at=now()))
    drop_keys(member.id)
    end_sessions(Session.member_id == member.id)
    record(ErasureAsked(member.id, how))
    enqueue(erase_member, unique=str(member.id), member_id=member.id)


def _admins() -> int:
    return db.session.scalar(select(func.count()).select_from(Member).where(Member.role == "admin")) or 0
