"""What badges hold of people: what they earned, and when staff gave or revoked something by hand."""

from sqlalchemy import delete, select, update

from forum.badges.models import Award, Badge, Round
from forum.core.db import read, write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain


def give(person: Person) -> Rows:
    """Give their badges, those included that they hold no more."""
    earned = select(
        Badge.slug.label("badge"), Award.cause, Award.awarded_at, Award.reason, Award.revoked_at, Award.revoked_reason
    ).join(Badge, Badge.id == Award.badge_id)
    return {"badges": plain(earned.where(Award.member_id == person.member_id).order_by(Award.id))}


def erase(person: Person, _wish: Wish) -> None:
    """Take their badges off the lists and out of the counts, and their name off what they gave by hand."""
    held = select(Award.badge_id).where(Award.member_id == person.member_id, Award.revoked_at.is_(None))
    counts: dict[int, int] = {}
    for badge_id in read().scalars(held):
        counts[badge_id] = counts.get(badge_id, 0) + 1
    for badge_id, count in sorted(counts.items()):
        write().execute(update(Badge).where(Badge.id == badge_id).values(award_count=Badge.award_count - count))
    write().execute(delete(Award).where(Award.member_id == person.member_id))
    for column, value in ((Award.by_id, {"by_id": None}), (Award.revoked_by_id, {"revoked_by_id": None})):
        write().execute(update(Award).where(column == person.member_id).values(value))
    write().execute(update(Round).where(Round.by_id == person.member_id).values(by_id=None))


TABLES = (Award, Round)
holds(Holding(room="badges", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase))
holds_nobody("what there is to earn", "badge")
