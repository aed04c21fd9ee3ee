"""Standings kept as the ledger is: those of some members are summed anew by a few statements, however many there are.

Only one transaction at a time does so, the one that holds the follower "leaderboards". What somebody's entries sum up
to is never added to: so a recount, a hidden post and a late fact need no words of their own.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    union_all,
)

from forum.categories.models import Category
from forum.categories.queries import MOST_LEVELS
from forum.core.access import RANKS
from forum.core.db import insert_or_change, write
from forum.core.following import hold
from forum.leaderboards.buckets import bucket_in_sql
from forum.leaderboards.models import WHOLE, Absence, BoardRules, Bucket, Period, Standing
from forum.members.models import Erasure, Member
from forum.points.models import Entry
from forum.points.queries import served

NAME = "leaderboards"
STAFF = tuple(role for role, rank in RANKS.items() if rank >= RANKS["staff"])

Among = Callable[[Any], ColumnElement[bool]]

_open = select(Period.id).where(Period.closed_at.is_(None))
# By ids, and the period only looked at (+ 0): SQLite would rather read a whole period than the rows of some members.
_in_range = select(Member.id).where(Member.id > bindparam("behind"), Member.id <= bindparam("last"))
_shows_staff = select(BoardRules.id).where(BoardRules.shows_staff).exists()
_inside = select(Category.id, Category.id.label("place_id"), literal(0).label("level")).cte("inside", recursive=True)
_inside = _inside.union_all(
    select(_inside.c.id, Category.parent_id, _inside.c.level + 1)
    .join(Category, Category.id == _inside.c.place_id)
    .where(Category.parent_id.is_not(None), _inside.c.level < MOST_LEVELS)
)


def keep_members(ids: Sequence[int]) -> None:
    """Sum anew what these members have on open boards, within a transaction that is alone with it."""
    if ids:
        _keep("some", {"ids": list(ids)})


def keep_range(behind: int, last: int) -> None:
    """Do so for all whose ids lie in a range: above the first, up to the last."""
    _keep("range", {"behind": behind, "last": last})


def forget(member_id: int) -> None:
    """Take a member off every board, closed ones too, within a transaction that is alone with it."""
    theirs = (Standing.member_id == member_id,)
    write().execute(_count(insert_or_change(Bucket), theirs, -1))
    write().execute(delete(Standing).where(*theirs))


def alone() -> None:
    """Let nobody else change standings until the transaction is over."""
    hold(NAME)


def _keep(who: str, given: dict[str, Any]) -> None:
    for statement in _statements(who, insert_or_change(Bucket), insert_or_change(Standing)):
        write().execute(statement, given)


@cache
def _statements(who: str, fresh_bucket: Any, fresh_standing: Any) -> tuple[Any, ...]:
    """Make the statements: out of the buckets, off the boards, onto the boards, into the buckets."""
    among = AMONG[who]
    theirs = (among(Standing.member_id), (Standing.period_id + 0).in_(_open))
    return (
        _count(fresh_bucket, theirs, -1),
        delete(Standing).where(*theirs),
        fresh_standing.from_select(["period_id", "place_id", "member_id", "points", "bucket"], _sums(among)),
        _count(fresh_bucket, theirs, 1),
    )


def _count(fresh: Any, theirs: Sequence[ColumnElement[bool]], step: int) -> Any:
    keys = (Standing.period_id, Standing.place_id, Standing.bucket)
    rows = select(*keys, literal(step, Integer) * cast(func.count(), Integer)).where(*theirs).group_by(*keys)
    adding = fresh.from_select(["period_id", "place_id", "bucket", "members"], rows.order_by(*keys))
    return adding.on_conflict_do_update(
        index_elements=["period_id", "place_id", "bucket"],
        set_={"members": Bucket.members + adding.excluded.members},
    )


def _sums(among: Among) -> Select[Any]:
    """Sum entries by period and member: in all places together, and in each category with those around it."""
    lasting = and_(Entry.happened_at >= Period.begins_at, Entry.happened_at < Period.ends_at)
    summed = (
        select(Period.id.label("period_id"), Entry.place, Entry.member_id, func.sum(Entry.points).label("points"))
        .join(Period, lasting)
        .where(Entry.edition_id == served, among(Entry.member_id), Period.closed_at.is_(None))
        .group_by(Period.id, Entry.place, Entry.member_id)
        .cte("summed")
    )
    named = literal("category:", String) + cast(_inside.c.id, String)
    everywhere = select(
        summed.c.period_id, literal(WHOLE, BigInteger).label("place_id"), summed.c.member_id,
        func.sum(summed.c.points).label("points"),
    ).group_by(summed.c.period_id, summed.c.member_id)  # fmt: skip
    somewhere = (
        select(summed.c.period_id, _inside.c.place_id, summed.c.member_id, func.sum(summed.c.points).label("points"))
        .join(_inside, named == summed.c.place)
        .group_by(summed.c.period_id, _inside.c.place_id, summed.c.member_id)
    )
    rows = union_all(everywhere, somewhere).subquery("sums")
    points = cast(rows.c.points, Integer)
    return (
        select(rows.c.period_id, rows.c.place_id, rows.c.member_id, points, bucket_in_sql(points))
        .join(Member, Member.id == rows.c.member_id)
        .where(rows.c.points > 0, *_stands())
    )


def _stands() -> tuple[ColumnElement[bool], ...]:
    """Say who stands on boards: whoever is here, wants to, and is not of the staff unless it may."""
    return (
        ~select(Absence.member_id).where(Absence.member_id == Member.id).exists(),
        ~select(Erasure.member_id).where(Erasure.member_id == Member.id).exists(),
        or_(Member.role.not_in(STAFF), _shows_staff),
    )


AMONG: dict[str, Among] = {
    "some": lambda column: column.in_(bindparam("ids", expanding=True)),
    "range": lambda column: column.in_(_in_range),
}
