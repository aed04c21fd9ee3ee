"""What appeals hold of people: their words, and the answers they got."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from forum.core.clock import now
from forum.core.db import read, write
from forum.core.personal import ERASED, Holding, Person, Rows, Wish, holds, plain
from moderation.appeals.models import Appeal
from moderation.queue.terms import terms


def give(person: Person) -> Rows:
    """Give their appeals."""
    made = select(Appeal.decision_id, Appeal.words, Appeal.made_at, Appeal.outcome, Appeal.answer)
    return {"appeals": plain(made.where(Appeal.member_id == person.member_id))}


def erase(person: Person, _wish: Wish) -> datetime | None:
    """Take out the words of appeals that were answered long ago; the others are kept until then."""
    theirs, window = Appeal.member_id == person.member_id, timedelta(days=terms().appeal_days)
    over = Appeal.answered_at < now() - window
    write().execute(update(Appeal).where(theirs, over).values(words=str(ERASED), answer=""))
    count, last = (
        read().execute(select(func.count(), func.max(Appeal.made_at)).where(theirs, Appeal.words != str(ERASED))).one()
    )
    return last + window if count else None


holds(Holding(room="appeals", tables=frozenset({Appeal.__tablename__}), gives=give, erases=erase))
