"""What superfans hold of people: what was counted, notes on them, when they were thanked."""

from sqlalchemy import delete, select, update

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, plain
from forum.superfans.models import Fan, FanNote, FanSegment, FanThanks

TABLES = (Fan, FanNote, FanThanks, FanSegment)


def give(person: Person) -> Rows:
    """Give what was counted of them, and the notes on them without who wrote them."""
    me = person.member_id
    counted = (Fan.score, Fan.former, Fan.trend, Fan.figures, Fan.thanked_at, Fan.reckoned_at)
    notes = select(FanNote.words, FanNote.made_at).where(FanNote.member_id == me).order_by(FanNote.id)
    return {
        "as_a_superfan": plain(select(*counted).where(Fan.member_id == me)),
        "superfan_notes_about_you": plain(notes),
        "thanked": plain(select(FanThanks.thanked_at).where(FanThanks.member_id == me)),
    }


def erase(person: Person, _wish: Wish) -> None:
    """Forget all of it; of notes and segments by their hand, forget whose they were."""
    me = person.member_id
    for table in (Fan, FanNote, FanThanks):
        write().execute(delete(table).where(table.member_id == me))
    for by in (FanNote, FanThanks, FanSegment):
        write().execute(update(by).where(by.by_id == me).values(by_id=None))


holds(Holding(room="superfans", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase))
