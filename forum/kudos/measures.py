"""What is counted of those who thank and are thanked: for badges."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from forum.badges.registry import concerns, counts, measure
from forum.kudos.events import KudosGiven, KudosRestored, ShoutOutMade
from forum.kudos.models import Kudos, ShoutOut
from forum.threads.models import Deletion

_gone = select(Deletion.post_id).where(Deletion.post_id == Kudos.post_id).exists()
_there = (Kudos.published_at.is_not(None), ~_gone)
_SEEN = (KudosGiven, KudosRestored)

measure("thanks_received", _l("Thanks received"), moved_by=_SEEN, windowed=True)(
    counts(select(Kudos.to_id, func.count()).where(*_there), Kudos.to_id, Kudos.made_at)
)
measure("thanks_given", _l("Thanks given"), moved_by=_SEEN, windowed=True)(
    counts(select(Kudos.from_id, func.count()).where(*_there), Kudos.from_id, Kudos.made_at)
)
measure("people_thanked_by", _l("People who thanked them"), moved_by=_SEEN)(
    counts(select(Kudos.to_id, func.count(func.distinct(Kudos.from_id))).where(*_there), Kudos.to_id)
)
measure("shout_outs", _l("Shout-outs of the staff"), moved_by=(ShoutOutMade,), windowed=True)(
    counts(select(ShoutOut.member_id, func.count()), ShoutOut.member_id, ShoutOut.made_at)
)


@concerns(*_SEEN)
def both(facts: Sequence[Any]) -> Iterable[int]:
    """Whoever thanks and whoever is thanked."""
    return {each for fact in facts for each in (fact.from_member_id, fact.to_member_id)}


@concerns(ShoutOutMade)
def thanked(facts: Sequence[ShoutOutMade]) -> Iterable[int]:
    """Whom the staff thanked."""
    return {each for fact in facts for each in fact.member_ids}
