"""Proves the chain: every row where it should be, sealed with the one before it, saying what it said."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Row, bindparam, func, select

from forum.core.db import Statement, read
from moderation.audit import chain
from moderation.audit.acts import FORGOTTEN
from moderation.audit.anchors import Anchor, anchors
from moderation.audit.models import Entry, Saying

ROWS_AT_ONCE = 2000
Told = Callable[[int], None]

_PART: Statement = (
    select(*Entry.__table__.columns, Saying.salt, Saying.words)
    .outerjoin(Saying, Saying.entry_id == Entry.id)
    .where(Entry.id > bindparam("last"))
    .order_by(Entry.id)
    .limit(ROWS_AT_ONCE)
)
_COUNT: Statement = select(func.count()).select_from(Entry)
_FORGOTTEN: Statement = select(Entry.subject).where(Entry.act == FORGOTTEN)


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row of the log that is not what it was, and what is wrong with it."""

    entry_id: int
    reason: str


def count() -> int:
    """Count the rows there are to prove."""
    found: int = read().execute(_COUNT).scalar_one()
    return found


def verify(told: Told = lambda _rows: None) -> Broken | None:
    """Walk the chain from its beginning; gives the first broken row, or None where all of it holds."""
    keys, forgotten = chain.keys(), set(read().scalars(_FORGOTTEN))
    held = {anchor.entry_id: anchor for anchor in anchors()}
    last, seal = 0, chain.BEGINNING
    while part := read().execute(_PART, {"last": last}).all():
        for row in part:
            broken = _broken(row, last + 1, seal, keys, forgotten) or _unlike(held.pop(row.id, None), row)
            if broken:
                return broken
            last, seal = row.id, row.seal
        told(len(part))
    return _cut_off(list(held.values()))


def _broken(
    row: Row[tuple[object, ...]], number: int, seal: str, keys: dict[str, bytes], gone: set[str]
) -> Broken | None:
    if row.id != number:
        return Broken(number, f"it is missing: the next row is number {row.id}")
    key = keys.get(row.key_id)
    if key is None:
        return Broken(number, f"it is sealed with key {row.key_id}: name that key in HOMEGROUND_OLD_SECRET_KEYS")
    if not hmac.compare_digest(chain.seal(key, seal, row._asdict()), row.seal):
        return Broken(number, "it was changed, or the row before it was: its seal does not fit")
    return _unsaid(row, key, gone)


def _unsaid(row: Row[tuple[object, ...]], key: bytes, gone: set[str]) -> Broken | None:
    if row.words is None:
        lost = row.saying_digest and f"audit:{row.id}" not in gone
        return Broken(row.id, "what it said was taken out, and no act says so") if lost else None
    if not hmac.compare_digest(chain.saying(key, row.words, row.salt), row.saying_digest):
        return Broken(row.id, "what it said was changed")
    return None


def _unlike(anchor: Anchor | None, row: Row[tuple[object, ...]]) -> Broken | None:
    if anchor and anchor.seal != row.seal:
        return Broken(row.id, f"it is not the row that was anchored on {anchor.made_at}")
    return None


def _cut_off(left: list[Anchor]) -> Broken | None:
    """Name the first row that an anchor knows and the log does not: the end of the log was cut off."""
    if not left:
        return None
    first = min(left, key=lambda anchor: anchor.entry_id)
    return Broken(first.entry_id, f"it was there on {first.made_at} and is missing: the end of the log was cut off")
