"""What hangs on trust here: newcomers' limits, which end at the level that their rule names."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from forum.core.db import read
from forum.trust.registry import settled_elsewhere
from moderation.screening.models import Rule


def free_from() -> int | None:
    """Give the level from which on no rule for newcomers holds anything back, or None where there is none."""
    rules = (
        read()
        .execute(select(Rule.settings).where(Rule.kind == "newcomers", Rule.mode.in_(("flag", "hold", "block"))))
        .all()
    )
    return max((int(row.settings.get("trusted", 1)) for row in rules), default=None)


settled_elsewhere(lazy_gettext("Write with as many links, pictures and mentions as you like"), free_from)
