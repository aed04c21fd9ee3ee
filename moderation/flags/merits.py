"""What members earn points for with flags: that they were right."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select

from forum.core.db import Statement, read
from forum.points.registry import Earned, Touch, earns
from moderation.flags.actions import SOURCE
from moderation.flags.events import FlagAnswered, FlagWithdrawn
from moderation.flags.models import Flag
from moderation.queue.events import DecisionReversed, DecisionUndone

_UPHELD: Statement = select(Flag.id, Flag.member_id, Flag.settled_at, Flag.made_at).where(
    Flag.id.in_(bindparam("ids", expanding=True)), Flag.outcome == "upheld", Flag.withdrawn_at.is_(None)
)


def _flag(fact: FlagAnswered | FlagWithdrawn) -> list[Touch]:
    return [Touch(fact.flag_id)]


def _flags(fact: DecisionUndone | DecisionReversed) -> list[Touch]:
    return [Touch(int(number)) for source, number in fact.hits if source == SOURCE and number is not None]


@earns(
    "flag_upheld",
    label=_l("A flag that moderators agreed with"),
    cause="flag",
    walks=Flag.id,
    moved_by={FlagAnswered: _flag, FlagWithdrawn: _flag, DecisionUndone: _flags, DecisionReversed: _flags},
    terms={"points": 3, "cap": 15},
)
def flags_upheld(touches: Sequence[Touch]) -> Iterable[Earned]:
    """List flags that were right."""
    for row in read().execute(_UPHELD, {"ids": [touch.id for touch in touches]}):
        yield Earned(cause_id=row.id, member_id=row.member_id, happened_at=row.settled_at or row.made_at)
