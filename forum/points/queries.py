"""What can be seen of points: how many, since when, and what for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select

from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.paging import Cursor, Page, cursor, paged
from forum.points.models import Deed, Edition, Entry, Total
from forum.points.registry import MERITS

ON_PAGE = 50

served = select(func.max(Edition.id)).where(Edition.state == "served").scalar_subquery()
"""The edition of the ledger that counts now: part of every statement about entries and totals."""

_ENTRY = (
    select(
        Entry.id, Entry.rule_id, Entry.member_id, Deed.event, Deed.cause_id, Deed.from_id, Entry.place, Entry.points,
        Entry.note, Entry.happened_at,
    )
    .join(Deed, Deed.id == Entry.deed_id)
)  # fmt: skip
_ENTRIES: Statement = (
    _ENTRY.where(
        Entry.edition_id == served,
        Entry.member_id == bindparam("member_id"),
        (Entry.happened_at < bindparam("moment", type_=Moment))
        | ((Entry.happened_at == bindparam("moment", type_=Moment)) & (Entry.id < bindparam("number"))),
    )
    .order_by(Entry.happened_at.desc(), Entry.id.desc())
    .limit(ON_PAGE + 1)
)
_TOTAL: Statement = select(Total.points).where(Total.edition_id == served, Total.member_id == bindparam("member_id"))
_TOTALS: Statement = select(Total.member_id, Total.points).where(
    Total.edition_id == served, Total.member_id.in_(bindparam("ids", expanding=True))
)
_SINCE: Statement = select(Entry.happened_at, Entry.points).where(
    Entry.edition_id == served,
    Entry.member_id == bindparam("member_id"),
    Entry.happened_at >= bindparam("since", type_=Moment),
    Entry.points > 0,
)


@dataclass(frozen=True, slots=True)
class EntryView:
    """What one rule gave for one deed; `note` says why it is less than usual ("" where it is not)."""

    id: int
    rule_id: int
    member_id: int
    event: str
    cause_id: int
    from_member_id: int
    place: str
    points: int
    note: str
    happened_at: datetime

    @property
    def cause(self) -> str:
        """Name what it hangs on ("post:9")."""
        merit = MERITS.get(self.event)
        return f"{merit.cause if merit else self.event}:{self.cause_id}"


def total_of(member_id: int) -> int:
    """Give a member's points."""
    return int(read().scalar(_TOTAL, {"member_id": member_id}) or 0)


def totals_of(member_ids: list[int]) -> dict[int, int]:
    """Give the points of several members, by id; who has none is not there."""
    return {row.member_id: row.points for row in read().execute(_TOTALS, {"ids": member_ids})}


def entries_of(member_id: int, before: str | None = None) -> Page[EntryView]:
    """List what a member has points for, the newest first, from a place in the list."""
    place = cursor(before)
    given = {"member_id": member_id, "moment": place.moment, "number": place.id}
    rows = [EntryView(*row) for row in read().execute(_ENTRIES, given)]
    return paged(rows, ON_PAGE, lambda row: Cursor(row.happened_at, row.id))


def points_by_day(member_id: int, days: int) -> dict[date, int]:
    """Give what each of the last days (UTC) brought a member; days that brought nothing are not there."""
    since = (now() - timedelta(days=days - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    found: dict[date, int] = {}
    for row in read().execute(_SINCE, {"member_id": member_id, "since": since}):
        found[row.happened_at.date()] = found.get(row.happened_at.date(), 0) + row.points
    return found
