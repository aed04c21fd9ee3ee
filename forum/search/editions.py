"""Editions of the index: the one that is searched, and the one that is being built to take its place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, or_, select, update

from forum.core.cache import cache
from forum.core.clock import now
from forum.core.config import settings
from forum.core.db import db, read
from forum.core.transaction import transaction
from forum.search import shelf
from forum.search.engine import FORMAT, Engine, Unready
from forum.search.models import Change, Edition

LEASE = timedelta(seconds=10)
RESUMED_WITHIN = timedelta(hours=20)
"""Changes are kept for a day: an edition broken off longer ago would miss some."""
KNOWN_S = 1.0

_WAITING = select(func.count(Change.id)).where(Change.fed_at.is_(None))
_ALL = select(*Edition.__table__.columns).order_by(Edition.id.desc())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an edition is built."""

    id: int
    kind: str
    key: int
    done: int
    change_id: int
    begun_at: datetime
    current: bool


def current_id() -> int:
    """Give the edition that is searched; raises Unready while there is none."""
    found = current_or_none()
    if found is None:
        raise Unready("no index is built yet")
    return found


def current_or_none() -> int | None:
    """Give the edition that is searched, if there is one."""
    return cache.fresh("search edition", KNOWN_S, _current)


def current() -> Engine:
    """Give the engine to search with; raises Unready while there is no index."""
    return shelf.engine(current_id(), shelf.READING)


def current_to_write() -> tuple[int, Engine] | None:
    """Give the edition to feed and its engine, None while there is none."""
    found = _current()
    return (found, shelf.engine(found, shelf.WRITING)) if found is not None else None


def being_built(edition_id: int) -> Engine:
    """Give the engine to build an edition with."""
    return shelf.engine(edition_id, shelf.BUILDING)


def progress() -> Progress | None:
    """Tell how far the edition is that is being built; None when none is."""
    return next((each for each in _ours() if not each.current), None)


@transaction
def begin(*, anew: bool) -> Progress:
    """Begin an edition, or go on with one that was broken off less than a day ago unless it is to be `anew`."""
    open_one = progress()
    if open_one and not anew and now() - open_one.begun_at < RESUMED_WITHIN and shelf.there(open_one.id):
        return open_one
    db.session.execute(delete(Edition).where(Edition.current_at.is_(None)))
    last_change = db.session.scalar(select(func.max(Change.id))) or 0
    moment = now()
    made = Edition(engine=shelf.engine_name(settings()), form=FORMAT, change_id=last_change, begun_at=moment)
    db.session.add(made)
    db.session.flush()
    return Progress(made.id, "", 0, 0, last_change, moment, current=False)


@transaction
def note(edition_id: int, kind: str, key: int, done: int, change_id: int) -> bool:
    """Note how far an edition is built; False when it is not wanted any more."""
    change = update(Edition).where(Edition.id == edition_id)
    values = {"kind": kind, "key": key, "done": done, "change_id": change_id, "held_until": now() + LEASE}
    return bool(db.session.execute(change.values(**values)).rowcount)  # type: ignore[attr-defined]


@transaction
def make_current(edition_id: int) -> None:
    """Search this edition from now on; what changed since it was built is fed to it, what it has is not."""
    change_id = db.session.scalar(select(Edition.change_id).where(Edition.id == edition_id))
    db.session.execute(update(Edition).where(Edition.id == edition_id).values(current_at=now(), held_until=None))
    db.session.execute(update(Change).where(Change.id > change_id).values(fed_at=None))
    has = update(Change).where(Change.id <= change_id, Change.fed_at.is_(None))
    db.session.execute(has.values(fed_at=now()))
    db.session.execute(delete(Edition).where(Edition.id != edition_id))
    cache.drop("search edition")


@transaction
def condemn(edition_id: int) -> None:
    """Give an edition up that cannot be read."""
    db.session.execute(delete(Edition).where(Edition.id == edition_id))
    cache.drop("search edition")
    shelf.let_go(edition_id)


@transaction
def hold(edition_id: int) -> bool:
    """Take an edition to oneself for some seconds; False while somebody else has it."""
    free = or_(Edition.held_until.is_(None), Edition.held_until < now())
    mine = update(Edition).where(Edition.id == edition_id, free).values(held_until=now() + LEASE)
    return bool(db.session.execute(mine).rowcount)  # type: ignore[attr-defined]


@transaction
def renew(edition_id: int) -> None:
    """Keep an edition some seconds longer."""
    db.session.execute(update(Edition).where(Edition.id == edition_id).values(held_until=now() + LEASE))


@transaction
def release(edition_id: int) -> None:
    """Let others have an edition."""
    db.session.execute(update(Edition).where(Edition.id == edition_id).values(held_until=None))


def waiting() -> int:
    """Count the changes that are not in the index yet."""
    return read().scalar(_WAITING) or 0


def sweep() -> None:
    """Remove the files of editions that are no more."""
    shelf.sweep(list(read().scalars(select(Edition.id))))


def _current() -> int | None:
    return next((each.id for each in _ours() if each.current), None)


def _ours() -> list[Progress]:
    """List the editions that this version can read, in the engine that is chosen."""
    name = shelf.engine_name(settings())
    rows = read().execute(_ALL).all()
    return [_progress(row) for row in rows if row.engine == name and row.form == FORMAT]


def _progress(row: Row[Any]) -> Progress:
    return Progress(row.id, row.kind, row.key, row.done, row.change_id, row.begun_at, row.current_at is not None)
