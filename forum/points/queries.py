"""What can be seen of points: how many, since when, and what for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import Moment, Statement, read
from forum.core.paging import Cursor, Page, cursor, paged
from forum.members.models import Member
from forum.points.models import Deed, Edition, Entry, PointsRule, Total, Trial
from forum.points.reckoning import Terms
from forum.points.registry import MERITS

ON_PAGE = 50
BROUGHT_S = 60

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


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as staff see it, and what it brought so far."""

    id: int
    key: str | None
    event: str
    terms: Terms
    active: bool
    version: int
    changed_at: datetime
    changed_by: str | None
    points: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Counting:
    """An edition of the ledger that is being counted, or was stopped."""

    id: int
    state: str
    gathering: bool
    done: int
    total: int
    began_at: datetime

    @property
    def running(self) -> bool:
        """Tell whether it goes on."""
        return self.state == "building"


@dataclass(frozen=True, slots=True)
class Sum:
    """What one rule brought a member."""

    rule_id: int
    event: str
    terms: Terms
    entries: int
    points: int


@dataclass(frozen=True, slots=True)
class TrialView:
    """A change of a rule that was tried, and what it would do."""

    id: int
    rule_id: int | None
    event: str
    terms: Terms
    active: bool
    done: int
    total: int
    found: dict[str, Any] | None
    made_at: datetime

    @property
    def running(self) -> bool:
        """Tell whether it goes on."""
        return self.found is None


_rule = select(
    PointsRule.id, PointsRule.key, PointsRule.event, PointsRule.terms, PointsRule.active, PointsRule.version,
    PointsRule.changed_at, Member.name,
).outerjoin(Member, Member.id == PointsRule.changed_by_id)  # fmt: skip
_RULES: Statement = _rule.order_by(PointsRule.id)
_RULE: Statement = _rule.where(PointsRule.id == bindparam("rule_id"))
_BROUGHT: Statement = (
    select(Entry.rule_id, func.sum(Entry.points), func.count())
    .where(Entry.edition_id == served)
    .group_by(Entry.rule_id)
)
_SUMS: Statement = (
    select(Entry.rule_id, func.count(), func.sum(Entry.points))
    .where(Entry.edition_id == served, Entry.member_id == bindparam("member_id"))
    .group_by(Entry.rule_id)
)
_COUNTING: Statement = (
    select(Edition.id, Edition.state, Edition.step, Edition.done, Edition.total, Edition.began_at)
    .where(Edition.state.in_(("building", "stopped")))
    .order_by(Edition.id.desc())
    .limit(1)
)
_SERVED_SINCE: Statement = select(Edition.served_at).where(Edition.id == served)
_TRIAL: Statement = select(
    Trial.id, Trial.rule_id, Trial.event, Trial.terms, Trial.active, Trial.done, Trial.total, Trial.found, Trial.made_at
).where(Trial.id == bindparam("trial_id"))


def rules() -> list[RuleView]:
    """List all rules with what they brought, as it was a minute ago at the most: it is a sum over the whole ledger."""
    edition = read().scalar(select(served))
    brought = cache.fresh(("points brought", edition), BROUGHT_S, _brought)
    return [replace(_view(row), points=brought.get(row.id, (0, 0))[0], entries=brought.get(row.id, (0, 0))[1])
            for row in read().execute(_RULES)]  # fmt: skip


def _brought() -> dict[int, tuple[int, int]]:
    return {row[0]: (int(row[1] or 0), row[2]) for row in read().execute(_BROUGHT)}


def rule_of(rule_id: int) -> RuleView | None:
    """Give a rule."""
    row = read().execute(_RULE, {"rule_id": rule_id}).first()
    return _view(row) if row else None


def sums_of(member_id: int) -> list[Sum]:
    """List what each rule brought a member, the most first."""
    known = {row.id: row for row in read().execute(_RULES)}
    rows = read().execute(_SUMS, {"member_id": member_id}).all()
    found = [
        Sum(rule_id, known[rule_id].event, Terms.of(known[rule_id].terms), count, int(points or 0))
        for rule_id, count, points in rows
    ]
    return sorted(found, key=lambda each: (-each.points, each.rule_id))


def counting() -> Counting | None:
    """Give the counting that is under way, or was stopped."""
    row = read().execute(_COUNTING).first()
    return Counting(row.id, row.state, row.step != "reckon", row.done, row.total, row.began_at) if row else None


def counted_at() -> datetime | None:
    """Tell since when the ledger that counts is served."""
    found: datetime | None = read().scalar(_SERVED_SINCE)
    return found


def trial_of(trial_id: int) -> TrialView | None:
    """Give a trial."""
    row = read().execute(_TRIAL, {"trial_id": trial_id}).first()
    return TrialView(row[0], row[1], row[2], Terms.of(row[3]), *row[4:]) if row else None


def _view(row: Any) -> RuleView:
    return RuleView(row[0], row[1], row[2], Terms.of(row[3]), *row[4:])
