"""What the house holds of people's thanks: those they gave, and those they were given."""

from sqlalchemy import delete, select, update

from forum.core.db import db, read, write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from forum.kudos.models import HiddenKudos, Kudos, KudosLimit, ShoutOut
from forum.threads.models import Post, Thread


def give(person: Person) -> Rows:
    """Give their thanks, and the shout-outs they stand in."""
    what = (Kudos.post_id, Kudos.reason, Kudos.made_at, Kudos.withdrawn_at)
    given = select(*what).where(Kudos.from_id == person.member_id).order_by(Kudos.id)
    received = select(*what[:3]).where(Kudos.to_id == person.member_id, Kudos.published_at.is_not(None))
    shouted = select(ShoutOut.thread_id, ShoutOut.made_at).where(ShoutOut.member_id == person.member_id)
    return {
        "thanks_given": plain(given),
        "thanks_received": plain(received.order_by(Kudos.id)),
        "shout_outs": plain(shouted),
    }


def erase(person: Person, wish: Wish) -> None:
    """Call them otherwise in what others thanked for; with their words go the thanks they gave and were given."""
    me = person.member_id
    write().execute(delete(ShoutOut).where(ShoutOut.member_id == me))
    write().execute(update(ShoutOut).where(ShoutOut.by_id == me).values(by_id=None))
    write().execute(update(HiddenKudos).where(HiddenKudos.by_id == me).values(by_id=None))
    naming = select(Kudos).where(Kudos.reason.contains(person.name, autoescape=True))
    for kudos in db.session.scalars(naming):
        kudos.reason = person.without(kudos.reason)
    db.session.flush()
    if wish == "delete":
        theirs = (Kudos.from_id == me) | (Kudos.to_id == me)
        around = set(read().scalars(select(Post.thread_id).join(Kudos, Kudos.post_id == Post.id).where(theirs)))
        write().execute(delete(HiddenKudos).where(HiddenKudos.kudos_id.in_(select(Kudos.id).where(theirs))))
        write().execute(delete(Kudos).where(theirs))
        write().execute(update(Thread).where(Thread.id.in_(around)).values(version=Thread.version + 1))


TABLES = (Kudos, HiddenKudos, ShoutOut)
holds(Holding(room="kudos", tables=frozenset(table.__tablename__ for table in TABLES), gives=give, erases=erase))
holds_nobody("how many thanks a trust level has a day", KudosLimit.__tablename__)
