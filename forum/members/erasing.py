"""The work of erasing a member: room by room, and once more when what the law kept may go."""

from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import select, text

from forum.brands.queries import first_brand
from forum.core.clock import now
from forum.core.db import db, read, stop_reading
from forum.core.events import record
from forum.core.jobs import enqueue, every, job
from forum.core.personal import Holding, Person, in_order
from forum.core.transaction import transaction
from forum.members.events import MemberErased
from forum.members.exporting import person_of
from forum.members.models import Erasure

DAY_S = 24 * 3600


@job
def erase_member(member_id: int) -> None:
    """Let every room let go of a member, then leave nothing of it in the database's own files."""
    wish = _wish(member_id)
    if wish is None:
        return
    person = person_of(member_id)
    with force_locale(first_brand().locale):
        kept = [until for holding in in_order() if (until := _let_go(holding, person, wish))]
    _done(member_id, wish, min(kept, default=None))
    squeeze()


@every(DAY_S)
@transaction
def let_go_of_what_was_kept() -> None:
    """Erase once more where what the law let us keep is due."""
    for member_id in db.session.scalars(select(Erasure.member_id).where(Erasure.again_at <= now())).all():
        enqueue(erase_member, unique=str(member_id), member_id=member_id)


def squeeze() -> None:
    """Write the journal of an embedded house back into its file, so that old pages are overwritten there too."""
    if db.engine.dialect.name == "sqlite":
        stop_reading()
        with db.engine.connect().execution_options(reading=True) as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _wish(member_id: int) -> str | None:
    found: str | None = read().scalar(select(Erasure.how).where(Erasure.member_id == member_id))
    stop_reading()
    return found


@transaction
def _let_go(holding: Holding, person: Person, wish: str) -> datetime | None:
    return holding.erases(person, wish)


@transaction
def _done(member_id: int, wish: str, again_at: datetime | None) -> None:
    erasure = db.session.get_one(Erasure, member_id)
    first = erasure.done_at is None
    erasure.done_at, erasure.again_at = erasure.done_at or now(), again_at
    if first:
        record(MemberErased(member_id, wish))
