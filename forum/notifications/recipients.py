"""Those whom letters go to, as they are when one leaves."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, bindparam, select

from forum.brands.queries import first_brand
from forum.core.access import Actor, audiences_of
from forum.core.clock import now
from forum.core.db import Statement, read
from forum.core.i18n import LANGUAGES
from forum.members.models import Member, Suspension
from forum.members.registry import passes
from forum.notifications.hours import quiet_until, zone_of
from forum.notifications.models import Habit


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member whom a letter may reach, with the rights they have at this moment (S19)."""

    actor: Actor
    email: str
    language: str
    zone: ZoneInfo
    quiet_until: datetime | None
    digest_told_to: datetime | None


@cache
def _recipient() -> Statement:
    """Make the statement that finds a member, once every room has said which passes it gives."""
    return (
        select(
            Member.id,
            Member.name,
            Member.email,
            Member.role,
            Member.scope,
            Member.trust_level,
            Member.confirmed_at,
            Member.locale,
            Member.timezone,
            Suspension.until,
            Habit.quiet_from,
            Habit.quiet_to,
            Habit.mail_off_at,
            Habit.digest_told_to,
            passes().label("passes"),
        )
        .outerjoin(Suspension, and_(Suspension.member_id == Member.id, Suspension.until > bindparam("now")))
        .outerjoin(Habit, Habit.member_id == Member.id)
        .where(Member.id == bindparam("member_id"))
    )


def recipient(member_id: int) -> Recipient | None:
    """Give a member as a letter finds them; None where none may reach them: gone, suspended, or mail is off."""
    row = read().execute(_recipient(), {"member_id": member_id, "now": now()}).first()
    if row is None or row.email is None or row.confirmed_at is None or row.until or row.mail_off_at:
        return None
    zone = zone_of(row.timezone)
    return Recipient(
        actor=_actor(row),
        email=row.email,
        language=row.locale if row.locale in LANGUAGES else first_brand().locale,
        zone=zone,
        quiet_until=quiet_until(now(), zone, row.quiet_from, row.quiet_to),
        digest_told_to=row.digest_told_to,
    )


def quiet_hours(member_id: int) -> datetime | None:
    """Tell until when a member wants no noise now; None where they may hear it."""
    row = read().execute(_recipient(), {"member_id": member_id, "now": now()}).first()
    return quiet_until(now(), zone_of(row.timezone), row.quiet_from, row.quiet_to) if row else None


def actor_of(member_id: int) -> Actor | None:
    """Give a member with the rights they have at this moment."""
    row = read().execute(_recipient(), {"member_id": member_id, "now": now()}).first()
    return _actor(row) if row else None


def _actor(row: Row[Any]) -> Actor:
    return Actor(
        member_id=row.id,
        name=row.name,
        role=row.role,
        audiences=audiences_of(row.role).union(filter(None, row.passes.split(","))),
        trust_level=row.trust_level,
        confirmed=row.confirmed_at is not None,
        suspended_until=row.until.isoformat() if row.until else None,
        scope=frozenset(row.scope) if row.scope is not None else None,
        locale=row.locale,
        timezone=row.timezone,
    )
