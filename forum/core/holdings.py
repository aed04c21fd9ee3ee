"""What the ground floor holds of people: facts and jobs that name them, letters that were laid down."""

import json
from typing import Any

from sqlalchemy import Text, cast, delete, or_, select, update

from forum.core.config import settings
from forum.core.db import write
from forum.core.mail import FOLDER
from forum.core.outbox import Fact, Job
from forum.core.personal import Holding, Person, Wish, holds, holds_nobody
from forum.core.receipts import Receipt


def erase(person: Person, _wish: Wish) -> None:
    """Take their name and address out of what happened, and drop work and letters that would use them."""
    write().execute(delete(Receipt).where(Receipt.member_id == person.member_id))
    write().execute(delete(Job).where(_names(Job.payload, person), Job.fact_id.is_(None)))
    for fact in write().execute(select(Fact.id, Fact.payload).where(_names(Fact.payload, person))).all():
        payload = {name: _without(value, person) for name, value in fact.payload.items()}
        write().execute(update(Fact).where(Fact.id == fact.id).values(payload=payload))
    _drop_letters(person)


def _names(column: Any, person: Person) -> Any:
    """Tell whether JSON holds their name or address, as JSON writes them."""
    written = [json.dumps(word)[1:-1].replace("\\", "\\\\").replace("%", "\\%") for word in person.words]
    words = [word.replace("_", "\\_") for word in written]
    return or_(*(cast(column, Text).like(f"%{word}%", escape="\\") for word in words))


def _without(value: Any, person: Person) -> Any:
    if isinstance(value, str):
        return person.without(value)
    if isinstance(value, list):
        return [_without(each, person) for each in value]
    return {name: _without(each, person) for name, each in value.items()} if isinstance(value, dict) else value


def _drop_letters(person: Person) -> None:
    """Remove letters to them from the folder that stands for a mail server."""
    folder = settings().data / FOLDER
    for path in folder.glob("*.eml") if person.email else ():
        if person.email.encode() in path.read_bytes():
            path.unlink(missing_ok=True)


holds(Holding(room="core", tables=frozenset({"fact", "job", "receipt"}), erases=erase))
holds_nobody("the clock's last turns, and how far facts are followed", "clock_work", "follower")
