"""What boards follow: points that move, members who come, go or change their role, categories that move."""

from collections.abc import Sequence

from forum.categories.events import CategoryMoved, CategoryRemoved
from forum.core.events import record
from forum.core.following import follows
from forum.core.tail import Told
from forum.leaderboards import keeping, periods
from forum.leaderboards.events import BoardsMoved
from forum.members.events import MemberErased, RoleChanged
from forum.points.events import PointsMoved, PointsRecounted


@follows(keeping.NAME)
def keep(told: Sequence[Told]) -> None:
    """Bring the standings of all whom these facts are about up to what the ledger says."""
    facts = [each.event for each in told]
    moved = sorted({fact.member_id for fact in facts if isinstance(fact, PointsMoved | RoleChanged | MemberErased)})
    if moved:
        periods.open_due()
        keeping.keep_members(moved)
        record(BoardsMoved(moved))
    for fact in facts:
        if isinstance(fact, PointsRecounted):
            periods.ask_for_all(f"edition:{fact.edition_id}")
    if any(isinstance(fact, CategoryMoved | CategoryRemoved) for fact in facts):
        periods.ask_for_all("categories")
