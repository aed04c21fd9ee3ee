"""Searches that found nothing: the words and how often, never who searched."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from forum.core.clock import now
from forum.core.db import db, insert_new, read
from forum.core.transaction import transaction
from forum.search.models import Miss

KEPT_FOR = timedelta(days=120)
MOST_SHOWN = 100
MOST_KEPT = 5000
LONGEST = 100


@dataclass(frozen=True, slots=True)
class MissRow:
    """A search that found nothing, as staff see it."""

    words: str
    times: int
    last_at: datetime


_OFTEN = select(Miss.words, Miss.times, Miss.last_at).order_by(Miss.times.desc(), Miss.last_at.desc()).limit(MOST_SHOWN)


@transaction
def note_miss(typed: str) -> None:
    """Count a search that found nothing; what looks like somebody's address or number is not kept."""
    words = " ".join(typed.casefold().split())[:LONGEST]
    if not words or "@" in words or sum(letter.isdigit() for letter in words) > 6:
        return
    moment = now()
    db.session.execute(insert_new(Miss, words=words, times=0, first_at=moment, last_at=moment))
    counted = update(Miss).where(Miss.words == words).values(times=Miss.times + 1, last_at=moment)
    db.session.execute(counted, execution_options={"synchronize_session": False})


@transaction
def forget_old() -> None:
    """Forget what nobody has looked for in months, and the rarest of far too many."""
    db.session.execute(delete(Miss).where(Miss.last_at < now() - KEPT_FOR))
    too_many = select(Miss.id).order_by(Miss.last_at.desc()).offset(MOST_KEPT)
    db.session.execute(delete(Miss).where(Miss.id.in_(too_many)))


def often_missed() -> list[MissRow]:
    """List what was looked for in vain, the most often first."""
    return [MissRow(*row) for row in read().execute(_OFTEN)]
