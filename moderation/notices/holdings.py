"""What notices hold of people: who gave them, and what they said."""

from datetime import datetime

from sqlalchemy import func, select, update

from forum.core.db import read, write
from forum.core.personal import Holding, Person, Rows, Wish, holds, plain
from moderation.notices.actions import KEPT
from moderation.notices.models import Notice


def give(person: Person) -> Rows:
    """Give their notices."""
    made = select(
        Notice.id, Notice.address, Notice.ground, Notice.reason, Notice.name, Notice.email, Notice.made_at,
        Notice.outcome,
    )  # fmt: skip
    return {"notices": plain(made.where(Notice.member_id == person.member_id))}


def erase(person: Person, _wish: Wish) -> datetime | None:
    """Forget who gave what is answered; what waits is kept until it can be answered."""
    theirs = Notice.member_id == person.member_id
    write().execute(update(Notice).where(theirs, Notice.outcome != "").values(name="", email=""))
    last: datetime | None = read().scalar(select(func.max(Notice.made_at)).where(theirs, Notice.outcome == ""))
    return last + KEPT if last else None


holds(Holding(room="notices", tables=frozenset({Notice.__tablename__}), gives=give, erases=erase))
