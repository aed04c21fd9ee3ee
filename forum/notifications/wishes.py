"""When a member wants a thing mailed, said to the database."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, null

from forum.core.db import Moment
from forum.members.models import Member
from forum.notifications.models import Habit, MailWish

DELAYS = (5, 10, 30, 60)
"""Minutes that reading has to cancel a letter."""
DELAY = 10
NOW, LATER, DIGEST, NEVER = "now", "later", "digest", "never"


def mail_due() -> ColumnElement[Any]:
    """Say when `Member` wants a thing of a kind mailed that is usually mailed as `usual`; NULL is not at all.

    `moment` is now, `in_10` ten minutes later.
    """
    how = func.coalesce(MailWish.how, bindparam("usual"))
    later = {delay: bindparam(f"in_{delay}", type_=Moment) for delay in DELAYS}
    return case(
        (Member.confirmed_at.is_(None), null()),
        (Habit.mail_off_at.is_not(None), null()),
        (how == NOW, bindparam("moment", type_=Moment)),
        (how == LATER, case(later, value=func.coalesce(Habit.delay, DELAY), else_=later[DELAY])),
        else_=null(),
    )
