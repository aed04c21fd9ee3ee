"""What is counted of those who flag: for badges."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from forum.badges.registry import concerns, counts, measure
from moderation.flags.events import FlagAnswered, FlagRaised
from moderation.flags.models import Flag

_flags = select(Flag.member_id, func.count())

measure("flags", _l("Flags raised"), moved_by=(FlagRaised,), windowed=True)(
    counts(_flags.where(Flag.withdrawn_at.is_(None)), Flag.member_id, Flag.made_at)
)
measure("right_flags", _l("Flags that were right"), moved_by=(FlagAnswered,), windowed=True)(
    counts(_flags.where(Flag.outcome == "upheld"), Flag.member_id, Flag.settled_at)
)


@concerns(FlagRaised, FlagAnswered)
def flaggers(facts: Sequence[FlagRaised | FlagAnswered]) -> Iterable[int]:
    """Whoever flagged."""
    return {fact.member_id for fact in facts}
