"""Tries figures on the members before they hold: who would rise, who would fall."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from forum.core.db import read
from forum.members.models import Member, SeenDay
from forum.trust.ladder import TOP, TOP_BY_CLOCK
from forum.trust.models import Standing
from forum.trust.queries import numbers, weigh_all

MOST = 2000


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who would come to another level."""

    name: str
    former: int
    level: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What figures would do to those they were tried on: the members who were here last, `many` of them."""

    rises: list[Mover]
    falls: list[Mover]
    many: int
    all_of_them: bool


def rehearse(figures: Mapping[str, int | None]) -> Tried:
    """Weigh the members by other figures; nothing is stored. Whoever is held by hand stays."""
    last = select(SeenDay.member_id, func.max(SeenDay.day).label("day")).group_by(SeenDay.member_id).subquery()
    statement = (
        select(Member.id, Member.name, Member.trust_level, Standing.lacking_since)
        .join(last, last.c.member_id == Member.id)
        .outerjoin(Standing, Standing.member_id == Member.id)
        .where(Member.trust_level < TOP, or_(Standing.held.is_(None), Standing.held.is_(False)))
        .order_by((Member.trust_level == TOP_BY_CLOCK).desc(), last.c.day.desc(), Member.id)
        .limit(MOST + 1)
    )
    people = read().execute(statement).all()
    tried = people[:MOST]
    found = weigh_all(numbers(figures), tried, grace=False)
    moved = [Mover(row.name, row.trust_level, found[row.id]) for row in tried if found[row.id] != row.trust_level]
    moved.sort(key=lambda each: (-abs(each.level - each.former), each.name))
    return Tried(
        [each for each in moved if each.level > each.former], [each for each in moved if each.level < each.former],
        len(tried), len(people) <= MOST,
    )  # fmt: skip
