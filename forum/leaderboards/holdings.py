"""What the house holds of people's places: where they stand, their medals, and that they want to stand nowhere."""

from sqlalchemy import delete, select, update

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from forum.leaderboards import keeping
from forum.leaderboards.models import Absence, BoardRules, Bucket, Medal, Period, Standing


def give(person: Person) -> Rows:
    """Give where they stand, and what they won."""
    me = person.member_id
    stands = (
        select(Period.kind, Period.begins_at, Standing.place_id.label("category_id"), Standing.points)
        .join(Period, Period.id == Standing.period_id)
        .where(Standing.member_id == me)
        .order_by(Period.id, Standing.place_id)
    )
    won = select(Medal.period_id.label("season"), Medal.place, Medal.points).where(Medal.member_id == me)
    return {
        "standings": plain(stands),
        "medals": plain(won),
        "absent_from_boards": plain(select(Absence.since).where(Absence.member_id == me)),
    }


def erase(person: Person, _wish: Wish) -> None:
    """Take them off all boards, those that are closed too."""
    keeping.alone()
    keeping.forget(person.member_id)
    write().execute(delete(Medal).where(Medal.member_id == person.member_id))
    write().execute(delete(Absence).where(Absence.member_id == person.member_id))
    write().execute(update(BoardRules).where(BoardRules.host_id == person.member_id).values(host_id=None))


TABLES = (Standing, Absence, Medal, BoardRules)
holds(
    Holding(room="leaderboards", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase)
)  # fmt: skip
holds_nobody("times, and how many members have how many points", Period.__tablename__, Bucket.__tablename__)
