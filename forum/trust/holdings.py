"""What trust holds of people: their levels over time, and why."""

from sqlalchemy import delete, select, update

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from forum.trust.models import Standing, TrustChange


def give(person: Person) -> Rows:
    """Give every change of their level with what was counted, and how they stand now."""
    change = (TrustChange.former, TrustChange.level, TrustChange.reason, TrustChange.figures, TrustChange.made_at)
    mine = TrustChange.member_id == person.member_id
    return {
        "trust_levels": plain(select(*change).where(mine).order_by(TrustChange.id)),
        "trust": plain(select(Standing.held, Standing.lacking_since).where(Standing.member_id == person.member_id)),
    }


def erase(person: Person, _wish: Wish) -> None:
    """Forget how they stood; of changes by their hand, forget whose it was."""
    write().execute(delete(Standing).where(Standing.member_id == person.member_id))
    write().execute(delete(TrustChange).where(TrustChange.member_id == person.member_id))
    write().execute(update(TrustChange).where(TrustChange.by_id == person.member_id).values(by_id=None))


holds(Holding(room="trust", tables=frozenset({"trust_standing", "trust_change"}), gives=give, erases=erase))
holds_nobody("figures that staff chose", "trust_figure")
