"""What can be seen of trust: the figures that hold, what is counted of members, who changed level and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import Statement, read
from forum.members.models import Member
from forum.trust.ladder import EVER, TOP_BY_CLOCK, Numbers, Step, weigh
from forum.trust.models import Standing, TrustChange, TrustFigure
from forum.trust.registry import MEASURES, measures

KEPT_S, TOTALS_KEPT_S = 60.0, 3600.0
NUMBERS, TOTALS = ("trust", "figures"), ("trust", "totals")
MOST_CHANGES = 12

_FIGURES: Statement = select(TrustFigure.key, TrustFigure.value)
_WHO: Statement = (
    select(Member.id, Member.name, Member.trust_level, Standing.held, Standing.lacking_since)
    .outerjoin(Standing, Standing.member_id == Member.id)
    .where(Member.id == bindparam("member_id"))
)
_CHANGES: Statement = (
    select(Member.name, TrustChange.former, TrustChange.level, TrustChange.by_id, TrustChange.reason,
           TrustChange.made_at)
    .join(Member, Member.id == TrustChange.member_id)
    .order_by(TrustChange.id.desc())
    .limit(MOST_CHANGES)
)  # fmt: skip
_LEVELS: Statement = (
    select(Member.trust_level, func.count()).where(Member.email_key.is_not(None)).group_by(Member.trust_level)
)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a member stands, and what the next level asks of them."""

    level: int
    held: bool
    lacking_since: datetime | None
    falls_at: datetime | None
    steps: list[Step]

    @property
    def missing(self) -> list[Step]:
        """List what is not reached yet."""
        return [step for step in self.steps if not step.done]


def chosen() -> dict[str, int | None]:
    """Give the figures that staff chose, as they were less than a minute ago in other processes, here at once."""
    return cache.fresh(NUMBERS, KEPT_S, lambda: {row.key: row.value for row in read().execute(_FIGURES)})


def numbers(instead: Mapping[str, int | None] | None = None) -> Numbers:
    """Give all figures: those that hold, or others to try."""
    given = chosen() if instead is None else instead
    days = Numbers(given, {})["window"]
    return Numbers(given, cache.fresh((*TOTALS, days), TOTALS_KEPT_S, lambda: _totals(days)))


def figures_of(member_ids: Sequence[int], since: datetime | None = None) -> dict[int, dict[str, int]]:
    """Count everything of these members, since a moment or ever; a few statements however many they are."""
    found: dict[int, dict[str, int]] = {member_id: {} for member_id in member_ids}
    for each in measures():
        for member_id, count in each.count(member_ids, None if each.key in EVER else since).items():
            if member_id in found:
                found[member_id][each.key] = count
    return found


def window(held: Numbers) -> datetime:
    """Tell where the days begin that the third level looks at."""
    return now() - timedelta(days=held["window"])


def stand_of(member_id: int) -> Stand | None:
    """Tell where a member stands and what is missing."""
    who = read().execute(_WHO, {"member_id": member_id}).one_or_none()
    if who is None:
        return None
    held = numbers()
    falls = who.lacking_since and who.lacking_since + timedelta(days=held["grace"])
    towards = min(who.trust_level + 1, TOP_BY_CLOCK)
    if who.trust_level > TOP_BY_CLOCK:
        return Stand(who.trust_level, bool(who.held), None, None, [])
    figures = figures_of([member_id], window(held) if towards == TOP_BY_CLOCK else None)[member_id]
    return Stand(who.trust_level, bool(who.held), who.lacking_since, falls, held.steps(towards, figures))


def levels() -> dict[int, int]:
    """Count the members at each level."""
    return {row[0]: row[1] for row in read().execute(_LEVELS)}


def changes() -> Sequence[Row[Any]]:
    """List the newest changes of all members."""
    return read().execute(_CHANGES).all()


def weigh_all(held: Numbers, people: Sequence[Any], *, grace: bool) -> dict[int, int]:
    """Give the level that each of these members (id, trust_level, lacking_since) belongs to.

    Without grace, whoever lacks something for the third level is told as one who would lose it.
    """
    ids = [each.id for each in people]
    ever, lately = figures_of(ids), figures_of(ids, window(held))
    late = now() - timedelta(days=held["grace"])
    return {
        each.id: weigh(
            held, each.trust_level, ever[each.id], lately[each.id],
            overdue=not grace or (each.lacking_since is not None and each.lacking_since <= late),
        ).level
        for each in people
    }  # fmt: skip


def _totals(days: int) -> dict[str, int]:
    since = now() - timedelta(days=days)
    return {
        each.key: each.total(None if each.key in EVER else since)
        for each in MEASURES.values()
        if each.total is not None
    }
