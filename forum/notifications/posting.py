"""Posts letters that are due: a letter that cannot leave waits in its row, with longer and longer pauses.

Nothing piles up in the outbox while the mail server is away. What is due is taken with a lease, so that a worker that
dies leaves it to another one.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from flask_babel import force_locale
from sqlalchemy import Row, bindparam, or_, select, update

from forum.core.clock import now
from forum.core.db import Statement, db, read
from forum.core.jobs import job
from forum.core.mail import MailAway
from forum.core.transaction import transaction
from forum.notifications.letters import write_of_place
from forum.notifications.models import Notification
from forum.notifications.queries import lines
from forum.notifications.recipients import Recipient, recipient

AT_ONCE = 50
LEASE = timedelta(minutes=10)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
STALE = timedelta(days=3)
"""What could not be mailed for so long is left to the bell and the digest."""

log = logging.getLogger(__name__)

Due = tuple[int, str]
"""A member and a place."""

_LOOSELY = {"synchronize_session": False}
_OF_PLACE: Statement = (
    select(Notification.__table__)
    .where(
        Notification.member_id == bindparam("member_id"),
        Notification.place == bindparam("place"),
        Notification.read_at.is_(None),
        Notification.mail_due_at.is_not(None),
    )
    .order_by(Notification.number, Notification.id)
)


@job
def post_due() -> None:
    """Post all letters that are due, the oldest first."""
    while (taken := _take()) and _post_all(taken):
        pass


def _post_all(taken: Sequence[Due]) -> bool:
    """Post some letters; tells whether the mail server is there for more."""
    for done, (member_id, place) in enumerate(taken):
        try:
            _post(member_id, place)
        except MailAway:
            _put_off(taken[done:])
            return False
        except (SMTPException, OSError) as error:
            log.warning("a letter to member %s could not leave: %s", member_id, error)
            _put_off([(member_id, place)])
    return True


def _post(member_id: int, place: str) -> None:
    """Write and hand over one letter, or find that there is nothing to write (S15, S19)."""
    rows = read().execute(_OF_PLACE, {"member_id": member_id, "place": place}).all()
    to = recipient(member_id) if rows else None
    if to is None:
        _settle(rows, None)
    elif to.quiet_until is not None:
        _wait(rows, to.quiet_until)
    else:
        _send(to, rows)


def _send(to: Recipient, rows: Sequence[Row[Any]]) -> None:
    with force_locale(to.language):
        seen = lines(to.actor, rows)
    if seen:
        write_of_place(to, seen)
    _settle(rows, now() if seen else None)


@transaction
def _take() -> list[Due]:
    """Take what is due with a lease; what has been waiting for too long is let go."""
    moment = now()
    gone = update(Notification).where(Notification.mail_due_at.is_not(None))
    old = or_(Notification.read_at.is_not(None), Notification.last_at < moment - STALE)
    db.session.execute(gone.where(old).values(mail_due_at=None), execution_options=_LOOSELY)
    due = (
        select(Notification.id)
        .where(Notification.mail_due_at <= moment)
        .order_by(Notification.mail_due_at, Notification.id)
        .limit(AT_ONCE)
    )
    taken = (
        update(Notification)
        .where(Notification.id.in_(due.scalar_subquery()), Notification.mail_due_at <= moment)
        .values(mail_due_at=moment + LEASE, mail_tries=Notification.mail_tries + 1)
        .returning(Notification.member_id, Notification.place)
    )
    return sorted({(row.member_id, row.place) for row in db.session.execute(taken, execution_options=_LOOSELY)})


@transaction
def _settle(rows: Sequence[Row[Any]], mailed_at: datetime | None) -> None:
    """Note that these need no letter any more; what grew meanwhile gets one later."""
    for row in rows:
        same = update(Notification).where(Notification.id == row.id, Notification.last_at == row.last_at)
        done = {"mailed_at": mailed_at, "mail_due_at": None, "mail_tries": 0}
        db.session.execute(same.values(**done), execution_options=_LOOSELY)


@transaction
def _wait(rows: Sequence[Row[Any]], until: datetime) -> None:
    waiting = update(Notification).where(Notification.id.in_([row.id for row in rows]))
    db.session.execute(waiting.values(mail_due_at=until, mail_tries=0), execution_options=_LOOSELY)


@transaction
def _put_off(dues: Sequence[Due]) -> None:
    """Try again later, each time after a longer pause."""
    for member_id, place in dues:
        theirs = select(Notification.id, Notification.mail_tries).where(
            Notification.member_id == member_id, Notification.place == place, Notification.mail_due_at.is_not(None)
        )
        for row in db.session.execute(theirs).all():
            pause = min(FIRST_PAUSE * 2 ** max(row.mail_tries - 1, 0), LONGEST_PAUSE)
            later = update(Notification).where(Notification.id == row.id)
            db.session.execute(later.values(mail_due_at=now() + pause), execution_options=_LOOSELY)
