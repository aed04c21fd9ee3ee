"""What moderators know of people: notes on them, and traces of where they came from."""

from sqlalchemy import delete, select

from forum.core.db import write
from forum.core.personal import Holding, Person, Rows, Wish, holds, holds_nobody, plain
from moderation.people.models import MemberNote, Trace


def give(person: Person) -> Rows:
    """Give the notes on them, without who wrote them, and when traces were kept."""
    me = person.member_id
    notes = select(MemberNote.words, MemberNote.made_at).where(MemberNote.member_id == me).order_by(MemberNote.id)
    traces = select(Trace.kind, Trace.first_at, Trace.last_at).where(Trace.member_id == me).order_by(Trace.first_at)
    return {"notes_about_you": plain(notes), "traces": plain(traces)}


def erase(person: Person, _wish: Wish) -> None:
    """Forget both."""
    for table in (MemberNote, Trace):
        write().execute(delete(table).where(table.member_id == person.member_id))


holds(Holding(room="people", tables=frozenset({"member_note", "trace"}), gives=give, erases=erase))
holds_nobody("networks and mail hosts, until their block ends", "block")
