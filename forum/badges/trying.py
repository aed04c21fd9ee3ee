"""Tries out what a badge asks for, before it is saved: who would get it, of everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from forum.badges.conditions import Condition, Counted, conditions_of
from forum.badges.earning import Earnable, dues, present
from forum.badges.models import Award
from forum.badges.queries import count_members
from forum.core.db import Statement, read
from forum.members.queries import Author, authors

SHOWN = 10
ALMOST_ALL = 0.5
"""From so large a part of the members on, a badge says little."""

_HELD: Statement = select(Award.member_id, Award.cause, Award.revoked_at).where(Award.badge_id == bindparam("badge_id"))


@dataclass(frozen=True, slots=True)
class Trial:
    """Who would get a badge: how many members, how many awards, the first ten, and who holds it without earning it."""

    members: int
    awards: int
    new: int
    first: list[tuple[Author, int]]
    kept: int
    """Hold it already and would not earn it: they keep it."""
    everybody: int

    @property
    def almost_all(self) -> bool:
        """Tell whether it would go to so many that it says little."""
        return self.everybody > 0 and self.members > ALMOST_ALL * self.everybody


def try_out(badge_id: int | None, conditions: Sequence[Mapping[str, Any]], of: str, *, many: bool) -> Trial:
    """Tell who would get a badge by conditions that are not saved, over everything that ever happened."""
    asked = conditions_of(conditions)
    counted = Counted()
    found = present(dues(Earnable(badge_id or 0, asked, of, many), counted)) if asked else []
    rows = read().execute(_HELD, {"badge_id": badge_id or 0}).all()
    causes = {(row.member_id, row.cause) for row in rows}
    holding = {row.member_id for row in rows if row.revoked_at is None}
    earning = {member_id for member_id, _cause in found}
    new = [due for due in found if due not in causes and (many or due[0] not in holding)]
    return Trial(
        members=len(earning), awards=len(found), new=len({member_id for member_id, _cause in new}),
        first=_first(asked, counted, [member_id for member_id, _cause in new], of), kept=len(holding - earning),
        everybody=count_members(),
    )  # fmt: skip


def _first(asked: Sequence[Condition], counted: Counted, ids: Sequence[int], of: str) -> list[tuple[Author, int]]:
    """Give the first ten with the number that they are due it for: those first who did the most."""
    times: dict[int, int] = {}
    for each in ids:
        times[each] = times.get(each, 0) + 1
    if of == "member" and asked:
        numbers = counted.numbers(asked[0])
        times = {each: numbers.get(each, 0) for each in times}
    best = sorted(times, key=lambda each: (-times[each], each))[:SHOWN]
    known = authors(best)
    return [(known[each], times[each]) for each in best if each in known]
