"""Brings what changed into the current index, many changes at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, delete, insert, select, update

from forum.core.clock import now
from forum.core.db import db, read
from forum.core.quick import Quick
from forum.core.transaction import transaction
from forum.search import editions
from forum.search.engine import Batch, Document
from forum.search.models import Change
from forum.search.moments import facets_of
from forum.search.registry import KINDS

AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that waits, or that an index being built may have missed."""

    id: int
    kind: str
    key: int


_COLUMNS = (Change.id, Change.kind, Change.key)
_NOTE = Quick(insert(Change))
_WAITING = select(*_COLUMNS).where(Change.fed_at.is_(None)).order_by(Change.id).limit(AT_ONCE)
_SINCE = select(*_COLUMNS).where(Change.id > bindparam("after")).order_by(Change.id).limit(AT_ONCE)


def note_changes(kind: str, keys: Iterable[int]) -> None:
    """Store, in the current transaction, that these things changed."""
    rows = [{"kind": kind, "key": key, "fed_at": None} for key in keys]
    if rows:
        _NOTE.each(rows)


def feed() -> bool:
    """Feed all that waits to the current index; False when somebody else is at it and more may be left."""
    found = editions.current_to_write()
    if found is None:
        return True  # an index that is built later has it all
    edition_id, engine = found
    if not editions.hold(edition_id):
        return False
    try:
        while waiting := waiting_changes():
            engine.write(batch_of(waiting))
            _fed([change.id for change in waiting])
            editions.renew(edition_id)
    finally:
        editions.release(edition_id)
    return True


def waiting_changes() -> list[Changed]:
    """List the oldest changes that wait."""
    return [Changed(*row) for row in read().execute(_WAITING)]


def changes_since(change_id: int) -> list[Changed]:
    """List changes after one, fed or not."""
    return [Changed(*row) for row in read().execute(_SINCE, {"after": change_id})]


def batch_of(changes: Sequence[Changed]) -> Batch:
    """Load what changed as it is now; what cannot be found any more is to be forgotten."""
    documents: list[Document] = []
    gone: list[str] = []
    for kind in dict.fromkeys(change.kind for change in changes):
        keys = list(dict.fromkeys(change.key for change in changes if change.kind == kind))
        made = documents_of(kind, keys)
        there = {document.key for document in made}
        documents += made
        gone += [f"{kind}:{key}" for key in keys if key not in there]
    return Batch(documents, gone)


def documents_of(kind: str, keys: Sequence[int]) -> list[Document]:
    """Load documents, with the facets that all kinds have: where and when."""
    made = KINDS[kind].these(keys) if kind in KINDS else []
    return [replace(each, facets=(*each.facets, each.place, *facets_of(each.at))) for each in made]


@transaction
def forget_fed(before: object) -> None:
    """Forget changes that were fed long ago."""
    db.session.execute(delete(Change).where(Change.fed_at < before))


@transaction
def _fed(ids: Sequence[int]) -> None:
    db.session.execute(update(Change).where(Change.id.in_(ids)).values(fed_at=now()))
