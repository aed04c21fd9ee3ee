"""What flags hold of people: what they flagged, and why."""

from sqlalchemy import select, update

from forum.core.db import write
from forum.core.personal import ERASED, Holding, Person, Rows, Wish, holds, plain
from moderation.flags.models import Flag


def give(person: Person) -> Rows:
    """Give their flags and what became of them."""
    made = select(Flag.kind, Flag.thing_id, Flag.guideline, Flag.words, Flag.made_at, Flag.withdrawn_at, Flag.outcome)
    return {"flags": plain(made.where(Flag.member_id == person.member_id))}


def erase(person: Person, _wish: Wish) -> None:
    """Take out their words; that somebody flagged a thing stays with its case."""
    write().execute(update(Flag).where(Flag.member_id == person.member_id, Flag.words != "").values(words=str(ERASED)))


holds(Holding(room="flags", tables=frozenset({Flag.__tablename__}), gives=give, erases=erase))
