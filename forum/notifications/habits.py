"""How a member wants to be told: by mail or not, when, how often; and what switches their mail off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from forum.core.access import AUDIENCES, Actor, require
from forum.core.clock import now
from forum.core.db import db, insert_new, read
from forum.core.refusal import Refused
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.notifications.hours import next_digest, zone_of
from forum.notifications.levels import FOLLOW, NORMAL, WATCH
from forum.notifications.models import Habit, MailWish, Notification
from forum.notifications.policy import may_be_told
from forum.notifications.registry import KINDS, News
from forum.notifications.ringing import ring
from forum.notifications.telling import receive
from forum.notifications.way_out import DIGESTS, Leaving
from forum.notifications.wishes import DELAYS, DIGEST, LATER, NEVER, NOW

HOWS = (NOW, LATER, DIGEST, NEVER)
DIGEST_HOWS = ("never", "daily", "weekly")
MAIL_OFF = "mail_off"
HOUSE = "house:mail"
ON_TAKING_PART = (WATCH, FOLLOW, NORMAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """All that a member chose, with what counts for everybody where they chose nothing."""

    on_start: str = WATCH
    on_reply: str = FOLLOW
    delay: int = 10
    quiet_from: int | None = None
    quiet_to: int | None = None
    digest: str = "weekly"
    digest_day: int = 4
    digest_hour: int = 8
    mail_off_at: datetime | None = None
    mail_off_reason: str = ""


def habits_of(actor: Actor) -> Habits:
    """Give how a member wants to be told."""
    row = read().execute(select(Habit.__table__).where(Habit.member_id == actor.member_id)).first()
    names = Habits.__slots__
    return Habits(**{name: row._mapping[name] for name in names}) if row else Habits()


def wishes_of(actor: Actor) -> dict[str, str]:
    """Give how a member wants each kind of thing mailed."""
    rows = read().execute(select(MailWish.kind, MailWish.how).where(MailWish.member_id == actor.member_id))
    chosen = {row.kind: row.how for row in rows}
    return {name: chosen.get(name, kind.mail) for name, kind in KINDS.items() if kind.chosen}


@transaction
def keep_habits(actor: Actor, wishes: Mapping[str, str], **chosen: Any) -> None:
    """Keep what a member chose; their next digest is due by it."""
    require(may_be_told(actor))
    _check(wishes, chosen)
    habit = _habit(actor.member_id or 0)
    for name, value in chosen.items():
        setattr(habit, name, value)
    habit.digest_due_at = next_digest(now(), zone_of(actor.timezone), habit.digest, habit.digest_day, habit.digest_hour)
    _wish(actor.member_id or 0, wishes)


@transaction
def leave(leaving: Leaving) -> None:
    """Switch off what somebody no longer wants mailed, by the link in a letter."""
    habit = _habit(leaving.member_id)
    if leaving.sort == DIGESTS:
        habit.digest, habit.digest_due_at = "never", None
        return
    _wish(leaving.member_id, {name: NEVER for name, kind in KINDS.items() if kind.chosen})
    _drop_letters(leaving.member_id)


@transaction
def switch_mail_off(address: str, reason: str) -> str | None:
    """Mail an address no more, because it sends letters back; its member reads so in the bell. Gives their name."""
    found = db.session.execute(select(Member.id, Member.name).where(Member.email == address)).first()
    if found is None:
        return None
    habit = _habit(found.id)
    if habit.mail_off_at is None:
        habit.mail_off_at, habit.mail_off_reason = now(), reason[:300]
        _drop_letters(found.id)
        receive(News(subject=HOUSE, place=HOUSE, actor_id=None, audiences=list(AUDIENCES), to={MAIL_OFF: [found.id]}))
    return str(found.name)


@transaction
def switch_mail_on(actor: Actor) -> None:
    """Mail a member again, as they ask."""
    require(may_be_told(actor))
    welcome_address(actor.member_id or 0)


@transaction
def welcome_address(member_id: int) -> None:
    """Mail a member again: they have another address, or the old one takes letters again."""
    habit = _habit(member_id)
    habit.mail_off_at, habit.mail_off_reason = None, ""
    note = (Notification.member_id == member_id, Notification.kind == MAIL_OFF)
    db.session.execute(delete(Notification).where(*note), execution_options={"synchronize_session": False})
    ring([member_id])


def _habit(member_id: int) -> Habit:
    """Load the row of a member, made if there is none."""
    db.session.execute(insert_new(Habit, member_id=member_id, **USUAL))
    return db.session.get_one(Habit, member_id, populate_existing=True)


def _wish(member_id: int, wishes: Mapping[str, str]) -> None:
    db.session.execute(delete(MailWish).where(MailWish.member_id == member_id, MailWish.kind.in_(wishes)))
    for kind, how in wishes.items():
        db.session.execute(insert_new(MailWish, member_id=member_id, kind=kind, how=how))


def _drop_letters(member_id: int) -> None:
    waiting = update(Notification).where(Notification.member_id == member_id, Notification.mail_due_at.is_not(None))
    db.session.execute(waiting.values(mail_due_at=None), execution_options={"synchronize_session": False})


def _check(wishes: Mapping[str, str], chosen: Mapping[str, Any]) -> None:
    """Refuse what no form of ours offers."""
    allowed: dict[str, tuple[Any, ...]] = {
        "on_start": ON_TAKING_PART, "on_reply": ON_TAKING_PART, "delay": DELAYS, "digest": DIGEST_HOWS,
        "digest_day": tuple(range(7)), "digest_hour": tuple(range(24)),
        "quiet_from": (None, *range(1440)), "quiet_to": (None, *range(1440)),
    }  # fmt: skip
    for name, value in chosen.items():
        if value not in allowed[name]:
            raise Refused(_("Choose one of these."), name)
    if any(kind not in KINDS or how not in HOWS for kind, how in wishes.items()):
        raise Refused(_("Choose one of these."))


USUAL = {
    "on_start": WATCH, "on_reply": FOLLOW, "delay": 10, "digest": "weekly", "digest_day": 4, "digest_hour": 8,
    "mail_off_reason": "",
}  # fmt: skip
