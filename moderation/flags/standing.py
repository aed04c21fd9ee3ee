"""What flags count for superfans: those that were right."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext, ngettext
from sqlalchemy import func, select

from forum.core.db import read
from forum.superfans.registry import sign
from moderation.flags.models import Flag


@sign(
    "flags",
    lazy_gettext("Flags that were right"),
    lambda n: ngettext("raised %(num)s flag that was right", "raised %(num)s flags that were right", n),
    weight=2,
    why=lazy_gettext("Somebody who looks after the place, and sees what the guidelines see."),
)
def right_flags(since: datetime, until: datetime) -> Mapping[int, int]:
    """Count the flags that moderators upheld."""
    statement = (
        select(Flag.member_id, func.count())
        .where(Flag.outcome == "upheld", Flag.settled_at >= since, Flag.settled_at < until)
        .group_by(Flag.member_id)
    )
    return {row[0]: row[1] for row in read().execute(statement)}
