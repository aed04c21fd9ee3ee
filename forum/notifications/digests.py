"""Digests: what a member missed, once a day or a week, at an hour of their own.

A member's next digest is moved on in the transaction that asks for the letter, so that a run that dies goes on with the
members it had not come to, and nobody gets two.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from flask_babel import force_locale
from sqlalchemy import bindparam, select, update

from forum.core.clock import now
from forum.core.db import Moment, Statement, db, insert_new, read
from forum.core.jobs import enqueue, job
from forum.core.mail import MailAway
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.notifications.habits import USUAL, Habits
from forum.notifications.hours import next_digest, zone_of
from forum.notifications.letters import write_digest
from forum.notifications.models import Habit, Notification
from forum.notifications.queries import lines
from forum.notifications.recipients import recipient
from forum.notifications.registry import best_for

AT_ONCE = 200
MOST_TOLD, MOST_BEST = 10, 5
PERIODS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
MOST_TRIES = 12

log = logging.getLogger(__name__)

_MISSED: Statement = (
    select(Notification.__table__)
    .where(
        Notification.member_id == bindparam("member_id"),
        Notification.read_at.is_(None),
        Notification.mailed_at.is_(None),
        Notification.last_at > bindparam("since", type_=Moment),
    )
    .order_by(Notification.last_at.desc())
    .limit(MOST_TOLD)
)


@transaction
def ask_for_due() -> int:
    """Ask for the digests that are due, and set each member's next; gives how many."""
    due = select(Habit).where(Habit.digest_due_at <= now()).order_by(Habit.digest_due_at).limit(AT_ONCE)
    habits = list(db.session.scalars(due.with_for_update(skip_locked=True)))
    theirs = select(Member.id, Member.timezone).where(Member.id.in_([habit.member_id for habit in habits]))
    zones = {row.id: row.timezone for row in db.session.execute(theirs)}
    for habit in habits:
        slot = habit.digest_due_at
        zone = zone_of(zones.get(habit.member_id))
        habit.digest_due_at = next_digest(now(), zone, habit.digest, habit.digest_day, habit.digest_hour)
        enqueue(
            mail_digest, unique=f"{habit.member_id}:{slot:%F}", member_id=habit.member_id, period=habit.digest, tries=0
        )
    return len(habits)


@transaction
def set_first() -> int:
    """Set the first digest of members who have chosen nothing yet; gives how many."""
    new = (
        select(Member.id, Member.timezone)
        .outerjoin(Habit, Habit.member_id == Member.id)
        .where(Member.email_key.is_not(None), Member.confirmed_at.is_not(None), Habit.member_id.is_(None))
        .order_by(Member.id)
        .limit(AT_ONCE)
    )
    rows, usual = db.session.execute(new).all(), Habits()
    for row in rows:
        due = next_digest(now(), zone_of(row.timezone), usual.digest, usual.digest_day, usual.digest_hour)
        db.session.execute(insert_new(Habit, member_id=row.id, digest_due_at=due, **USUAL))
    return len(rows)


@job
def mail_digest(member_id: int, period: str, tries: int) -> None:
    """Mail a member's digest, or nothing where there is nothing to say."""
    try:
        _mail(member_id, period)
    except (MailAway, SMTPException, OSError) as error:
        log.warning("the digest of member %s could not leave: %s", member_id, error)
        if tries < MOST_TRIES:
            _try_again(member_id, period, tries + 1)


def _mail(member_id: int, period: str) -> None:
    to = recipient(member_id)
    if to is None or period not in PERIODS:
        return
    since = max(filter(None, (to.digest_told_to, now() - 2 * PERIODS[period])))
    rows = read().execute(_MISSED, {"member_id": member_id, "since": since}).all()
    with force_locale(to.language):
        told = lines(to.actor, rows)
    titles = {line.scene.title for line in told}
    best = [scene for scene in best_for(to.actor, MOST_BEST + MOST_TOLD) if scene.title not in titles][:MOST_BEST]
    if told or best:
        write_digest(to, told, best, period)
    _note_told(member_id)


@transaction
def _note_told(member_id: int) -> None:
    """Note up to when a member was told, and that these need no digest again."""
    db.session.execute(update(Habit).where(Habit.member_id == member_id).values(digest_told_to=now()))


@transaction
def _try_again(member_id: int, period: str, tries: int) -> None:
    enqueue(mail_digest, after=60 * 2 ** min(tries, 7), member_id=member_id, period=period, tries=tries)
