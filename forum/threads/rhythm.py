"""Days and hours of writing: what no database counts, because everybody has a clock of their own."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from forum.badges.registry import Counter, Scope
from forum.core.db import Moment, Statement, read
from forum.members.models import Member
from forum.notifications.hours import zone_of
from forum.threads.models import Deletion, Post, Thread

ONE_DAY = timedelta(days=1)

_gone = select(Deletion.post_id).where(Deletion.post_id == Post.id).exists()
_WRITTEN: Statement = (
    select(Post.author_id, Post.published_at, Member.timezone)
    .join(Member, Member.id == Post.author_id)
    .where(Post.number.is_not(None), ~_gone)
)
_some = Post.author_id.in_(bindparam("ids", expanding=True))
_lately = Post.published_at >= bindparam("since", type_=Moment)
_STATEMENTS: dict[tuple[bool, bool], Any] = {
    (False, False): _WRITTEN,
    (True, False): _WRITTEN.where(_some),
    (False, True): _WRITTEN.where(_lately),
    (True, True): _WRITTEN.where(_some, _lately),
}
_WROTE: Statement = select(Post.author_id).where(_lately, Post.author_id.is_not(None)).distinct()
_AFTER: Statement = (
    select(Post.id, Post.published_at, Thread.published_at.label("opened_at"))
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.number > 1, ~_gone)
)
_SOME_AFTER = _AFTER.where(Post.id.in_(bindparam("ids", expanding=True)))


def by_own_clock(reckon: Callable[[list[datetime]], int]) -> Counter:
    """Make a counter of a function that is given the moments of somebody's posts, as their clock shows them."""

    def count(scope: Scope) -> dict[int, int]:
        moments: dict[int, list[datetime]] = {}
        zones: dict[str | None, ZoneInfo] = {}
        for author_id, moment, timezone in _written(scope):
            zone = zones.get(timezone) or zones.setdefault(timezone, zone_of(timezone))
            moments.setdefault(author_id, []).append(moment.astimezone(zone))
        return {author_id: reckon(found) for author_id, found in moments.items()}

    return count


def wrote_since(moment: datetime) -> list[int]:
    """List who wrote since a moment: only their days and hours have moved."""
    return list(read().scalars(_WROTE, {"since": moment}))


def longest_run(days: Iterable[date]) -> int:
    """Count the days of the longest run without a gap."""
    longest, length, before = 0, 0, date.min
    for day in sorted(set(days)):
        length = length + 1 if day - before == ONE_DAY else 1
        longest, before = max(longest, length), day
    return longest


def streak(moments: list[datetime]) -> int:
    """Count the days of the longest run of days with a post."""
    return longest_run(moment.date() for moment in moments)


def active_days(moments: list[datetime]) -> int:
    """Count the days with a post."""
    return len({moment.date() for moment in moments})


def between(begins: int, ends: int) -> Callable[[list[datetime]], int]:
    """Count the posts between two hours of the day."""
    return lambda moments: sum(begins <= moment.hour < ends for moment in moments)


def days_after(scope: Scope) -> Mapping[int, int]:
    """Tell for replies how many days after the thread's beginning they were written."""
    given = {"ids": list(scope.ids)} if scope.ids is not None else {}
    rows = read().execute(_AFTER if scope.ids is None else _SOME_AFTER, given)
    return {row.id: (row.published_at - row.opened_at).days for row in rows if row.published_at and row.opened_at}


def _written(scope: Scope) -> Iterable[Any]:
    given: dict[str, Any] = {"ids": list(scope.ids)} if scope.ids is not None else {}
    if scope.since is not None:
        given["since"] = scope.since
    found = read().execute(_STATEMENTS[scope.ids is not None, scope.since is not None], given)
    return (row for row in found if row.published_at is not None)
