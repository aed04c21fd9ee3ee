"""What points hold of people: what they did that counted, and what it brought."""

from sqlalchemy import delete, or_, select

from forum.core.db import write
from forum.core.following import hold
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from forum.points.models import Deed, Entry, Total, Trial
from forum.points.observing import let_go
from forum.points.queries import served
from forum.points.recounting import FOLLOWER, take


def give(person: Person) -> Rows:
    """Give their points, entry by entry."""
    me = person.member_id
    entries = select(Deed.event, Deed.cause_id, Entry.points, Entry.note, Entry.happened_at)
    entries = entries.join(Deed, Deed.id == Entry.deed_id).where(Entry.edition_id == served, Entry.member_id == me)
    total = select(Total.points).where(Total.edition_id == served, Total.member_id == me)
    return {"points": plain(total), "points_for": plain(entries.order_by(Entry.happened_at, Entry.id))}


def erase(person: Person, _wish: Wish) -> None:
    """Forget what they did and what it brought; what they gave others counts no longer either."""
    me = person.member_id
    hold(FOLLOWER)
    take(let_go(me))
    for table in (Entry, Total):
        write().execute(delete(table).where(table.member_id == me))
    write().execute(delete(Entry).where(Entry.deed_id.in_(select(Deed.id).where(Deed.from_id == me))))
    write().execute(delete(Deed).where(or_(Deed.member_id == me, Deed.from_id == me)))
    write().execute(delete(Trial).where(Trial.made_by_id == me))


TABLES = (Deed, Entry, Total, Trial)
holds(Holding(room="points", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase))
holds_nobody("the rules of points, and which ledger counts", "points_rule", "points_edition")
