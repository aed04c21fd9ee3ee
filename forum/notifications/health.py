"""How mail is: whether letters wait because they cannot leave."""

from datetime import timedelta

from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import read
from forum.core.health import advice
from forum.notifications.models import Notification

TRIED = 3
LATE = timedelta(minutes=30)


@advice
def letters_leave() -> str | None:
    """No letter waits because the mail server would not have it."""
    stuck = (Notification.mail_due_at.is_not(None), Notification.mail_tries >= TRIED)
    count = read().scalar(select(func.count()).where(*stuck))
    if count:
        return f"{count} letters could not leave for a while: is the mail server of HOMEGROUND_SMTP_URL there?"
    late = read().scalar(select(func.count()).where(Notification.mail_due_at < now() - LATE))
    return f"{late} letters are late: is a worker running?" if late else None
