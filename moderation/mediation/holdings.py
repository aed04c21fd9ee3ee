"""What mediations hold of people: with whom they talked, what they said, how it ended."""

from sqlalchemy import ColumnElement, or_, select, update

from forum.core.clock import now
from forum.core.db import db, write
from forum.core.personal import ERASED, Holding, Person, Rows, Wish, holds, plain
from moderation.mediation.models import Mediation, MediationMessage
from moderation.mediation.words import prepare


def give(person: Person) -> Rows:
    """Give the conversations they were in, and what they said; not what others said."""
    talks = select(Mediation.subject, Mediation.opened_at, Mediation.closed_at, Mediation.outcome).where(
        _theirs(person)
    )
    said = select(MediationMessage.source, MediationMessage.made_at)
    return {
        "mediations": plain(talks),
        "mediation_messages": plain(said.where(MediationMessage.author_id == person.member_id)),
    }


def erase(person: Person, _wish: Wish) -> None:
    """End what is open, take their words out, and call them by another name where others named them."""
    open_ = update(Mediation).where(_theirs(person), Mediation.closed_at.is_(None))
    write().execute(open_.values(closed_at=now(), rests_until=None))
    source, html = prepare(f"*{ERASED}*")
    mine = update(MediationMessage).where(MediationMessage.author_id == person.member_id)
    write().execute(mine.values(source=source, html=html))
    named = select(MediationMessage).where(MediationMessage.source.contains(person.name, autoescape=True))
    for message in db.session.scalars(named).all():
        message.source, message.html = prepare(person.without(message.source))
    talks = select(Mediation).where(
        or_(_theirs(person), Mediation.outcome.contains(person.name, autoescape=True)),
    )
    for talk in db.session.scalars(talks).all():
        talk.subject = person.without(talk.subject)
        if talk.outcome:
            talk.outcome, talk.outcome_html = prepare(person.without(talk.outcome))


def _theirs(person: Person) -> ColumnElement[bool]:
    return or_(Mediation.first_id == person.member_id, Mediation.second_id == person.member_id)


holds(
    Holding(
        room="mediation",
        tables=frozenset({Mediation.__tablename__, MediationMessage.__tablename__}),
        gives=give,
        erases=erase,
    )
)
