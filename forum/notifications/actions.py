"""What members do with what they are told."""

from flask_babel import gettext as _
from sqlalchemy import case, delete, update
from sqlalchemy.sql.dml import Update

from forum.core.access import Actor, require
from forum.core.clock import now
from forum.core.db import db, insert_new
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.notifications.levels import NAMES
from forum.notifications.models import Attention, Notification
from forum.notifications.policy import may_be_told
from forum.notifications.registry import scenes
from forum.notifications.ringing import ring


@transaction
def read_one(actor: Actor, notification_id: int) -> None:
    """Note that a member has seen one thing they were told."""
    require(may_be_told(actor))
    _mark_read(actor, _unread(actor).where(Notification.id == notification_id))


@transaction
def read_all(actor: Actor) -> None:
    """Note that a member has seen everything they were told."""
    require(may_be_told(actor))
    _mark_read(actor, _unread(actor))


@transaction
def read_place(actor: Actor, place: str, number: int) -> None:
    """Note that a member has read a place up to a post; what tells of later posts as well tells of those now."""
    if not actor.signed_in:
        return
    begun = _unread(actor).where(Notification.place == place, Notification.number <= number)
    done = Notification.last_number <= number
    _ring(
        actor,
        begun.values(
            read_at=case((done, now())),
            mail_due_at=case((done, None), else_=Notification.mail_due_at),
            number=case((done, Notification.number), else_=number + 1),
            count=case((done, Notification.count), else_=Notification.last_number - number),
        ),
    )


@transaction
def choose_level(actor: Actor, place: str, level: str) -> None:
    """Choose how closely to be told of a place one may see; "" leaves it to the places around it."""
    require(may_be_told(actor))
    if level and level not in NAMES:
        raise Refused(_("There is no such level."))
    if level and place not in scenes(actor, [place]):
        raise Refused(_("There is nothing here for you."))
    db.session.execute(
        delete(Attention).where(Attention.member_id == actor.member_id, Attention.place == place),
        execution_options={"synchronize_session": False},
    )
    if level:
        db.session.execute(insert_new(Attention, member_id=actor.member_id, place=place, level=level, chosen_at=now()))


def _unread(actor: Actor) -> Update:
    return update(Notification).where(Notification.member_id == actor.member_id, Notification.read_at.is_(None))


def _mark_read(actor: Actor, which: Update) -> None:
    _ring(actor, which.values(read_at=now(), mail_due_at=None))


def _ring(actor: Actor, change: Update) -> None:
    """Make a change, and let the member's open pages know if it changed something."""
    changed = db.session.execute(change.execution_options(synchronize_session=False))
    if changed.rowcount > 0:  # type: ignore[attr-defined]
        ring([actor.member_id or 0])
