"""What sanctions hold of people: what was taken from them, and what counts against them."""

from datetime import datetime

from sqlalchemy import func, select, update

from forum.core.clock import now
from forum.core.db import read, write
from forum.core.personal import ERASED, Holding, Person, Rows, Wish, holds, plain
from moderation.sanctions.models import Sanction, Statement, Strike


def give(person: Person) -> Rows:
    """Give their sanctions, strikes, and when they were given reasons."""
    me = person.member_id
    taken = select(
        Sanction.kind, Sanction.guideline, Sanction.reason, Sanction.from_at, Sanction.until_at, Sanction.lifted_at
    )
    return {
        "sanctions": plain(taken.where(Sanction.member_id == me)),
        "strikes": plain(select(Strike.weight, Strike.made_at, Strike.decays_at).where(Strike.member_id == me)),
        "reasons": plain(select(Statement.decision_id, Statement.given_at).where(Statement.member_id == me)),
    }


def erase(person: Person, _wish: Wish) -> datetime | None:
    """Take out the words of what is over; what still binds is kept until it ends."""
    theirs = Sanction.member_id == person.member_id
    write().execute(update(Sanction).where(theirs, Sanction.lifted_at.is_not(None)).values(reason=str(ERASED)))
    last: datetime | None = (
        read()
        .execute(
            select(func.max(Sanction.until_at)).where(theirs, Sanction.lifted_at.is_(None), Sanction.until_at > now())
        )
        .scalar()
    )
    return last


holds(
    Holding(
        room="sanctions",
        tables=frozenset(each.__tablename__ for each in (Sanction, Strike, Statement)),
        gives=give,
        erases=erase,
    )
)
