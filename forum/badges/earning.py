"""Who earned what: measured for many at once, given once for each cause."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, union, update

from forum.badges.celebrating import celebrate_soon
from forum.badges.conditions import MOST_TIMES, Condition, Counted, conditions_of, earned, measurable
from forum.badges.events import BadgeAwarded
from forum.badges.models import Award, Badge
from forum.badges.registry import AUTHORS, CONCERNS, MEASURES
from forum.core.clock import now
from forum.core.db import Moment, Statement, insert_new, lock, read, write
from forum.core.events import Event, record
from forum.members.models import Erasure, Suspension

_ids: Any = bindparam("ids", expanding=True)
_EARNED: Statement = select(Badge.id, Badge.conditions, Badge.of, Badge.many).where(Badge.active).order_by(Badge.id)
_ABSENT = union(
    select(Suspension.member_id).where(Suspension.until > bindparam("now", type_=Moment)), select(Erasure.member_id)
)
_HELD: Statement = select(Award.badge_id, Award.member_id).where(Award.member_id.in_(_ids), Award.cause == "")
_CAUSES: Statement = select(Award.member_id, Award.cause, Award.revoked_at).where(
    Award.badge_id == bindparam("badge_id"), Award.member_id.in_(_ids)
)


@dataclass(frozen=True, slots=True)
class Earnable:
    """A badge as far as it is earned."""

    id: int
    conditions: list[Condition]
    of: str
    many: bool

    @property
    def facts(self) -> frozenset[str]:
        """Name the facts that can bring it nearer."""
        return frozenset().union(*(MEASURES[each.measure].moved_by for each in self.conditions))

    @property
    def grows(self) -> bool:
        """Tell whether time alone can bring it."""
        return any(MEASURES[each.measure].grows for each in self.conditions)

    def moved_since(self, moment: datetime) -> list[int]:
        """List those for whom a measure that is looked at once a day may have moved."""
        daily = [named for each in self.conditions if (named := MEASURES[each.measure].daily)]
        return sorted({each for named in daily for each in named(moment)})


Due = tuple[int, str]
"""A member, and the cause of the award."""


def earnable(row: Row[Any] | Badge) -> Earnable:
    """Read a badge as far as it is earned."""
    return Earnable(row.id, conditions_of(row.conditions), row.of, row.many)


def all_earnable() -> list[Earnable]:
    """Give the badges that can be earned now."""
    found = [earnable(row) for row in read().execute(_EARNED)]
    return [badge for badge in found if measurable(badge.conditions)]


def look_at(facts: Iterable[Event]) -> int:
    """Award what these facts earned somebody; gives how many awards that was."""
    by_name: dict[str, list[Event]] = {}
    for fact in facts:
        by_name.setdefault(type(fact).__name__, []).append(fact)
    moved = {(of, name): frozenset(CONCERNS[of, name](by_name[name])) for of, name in CONCERNS if name in by_name}
    return _award_moved(moved) if any(moved.values()) else 0


def dues(badge: Earnable, counted: Counted, ids: Iterable[int] | None = None) -> list[Due]:
    """Give who is due what, of some members or posts or of all; who has it already is among them."""
    times = earned(badge.conditions, counted, ids)
    if badge.of == "member":
        return [due for each in sorted(times) for due in _times(each, times[each] if badge.many else 1)]
    found: list[Due] = []
    seen: set[int] = set()
    for post_id, author in sorted(_authors(badge.of, sorted(times)).items()):
        if badge.many or author not in seen:
            found.append((author, f"{badge.of}:{post_id}"))
            seen.add(author)
    return found


def present(found: Sequence[Due]) -> list[Due]:
    """Leave out who is suspended or erased."""
    away = absent() if found else frozenset()
    return [due for due in found if due[0] not in away]


def absent() -> frozenset[int]:
    """Give the members who get nothing now."""
    return frozenset(read().scalars(_ABSENT, {"now": now()}))


def award(badge: Earnable, found: Sequence[Due], by_id: int | None = None, reason: str = "") -> list[int]:
    """Award what somebody is due and does not have, in the current transaction; gives the awards' ids.

    What was revoked does not come again for the same cause.
    """
    if not found:
        return []
    moment = now()
    lock(Badge, badge.id)  # whoever else awards it waits: one that comes once must not come twice
    ready = _new(badge, found)
    made = [award_id for due in ready if (award_id := _insert(badge, due, by_id, reason)) is not None]
    if made:
        write().execute(update(Badge).where(Badge.id == badge.id).values(award_count=Badge.award_count + len(made)))
        celebrate_soon({member_id for member_id, _cause in ready}, moment)
    return made


def _award_moved(moved: Mapping[tuple[str, str], frozenset[int]]) -> int:
    """Look at badges that hang on what was moved, each measure once for all whom it concerns."""
    counted, wanted = Counted(), list[tuple[Earnable, frozenset[int]]]()
    members = frozenset().union(*(ids for (of, _name), ids in moved.items() if of == "member"))
    held = (
        {(row.badge_id, row.member_id) for row in read().execute(_HELD, {"ids": sorted(members)})} if members else set()
    )
    for badge in all_earnable():
        ids = frozenset().union(*(moved.get((badge.of, name), frozenset()) for name in badge.facts))
        if badge.of == "member" and not badge.many:
            ids = frozenset(each for each in ids if (badge.id, each) not in held)
        if ids:
            counted.want(badge.conditions, ids)
            wanted.append((badge, ids))
    return sum(len(award(badge, present(dues(badge, counted, ids)))) for badge, ids in wanted)


def _new(badge: Earnable, found: Sequence[Due]) -> list[Due]:
    """Leave out what was awarded before."""
    given: dict[str, Any] = {"badge_id": badge.id, "ids": sorted({member_id for member_id, _cause in found})}
    rows = write().execute(_CAUSES, given).all()
    before = {(row.member_id, row.cause) for row in rows}
    once = badge.of != "member" and not badge.many
    having = {row.member_id for row in rows if once and row.revoked_at is None}
    return [due for due in found if due not in before and due[0] not in having]


def _insert(badge: Earnable, due: Due, by_id: int | None, reason: str) -> int | None:
    member_id, cause = due
    row = insert_new(
        Award, badge_id=badge.id, member_id=member_id, cause=cause, awarded_at=now(), by_id=by_id, reason=reason,
        revoked_reason="",
    ).returning(Award.id)  # fmt: skip
    award_id: int | None = write().execute(row).scalar()
    if award_id is not None:
        record(BadgeAwarded(award_id, badge.id, member_id, cause, by_id))
    return award_id


def _times(member_id: int, times: int) -> Iterable[Due]:
    yield member_id, ""
    for time in range(2, min(times, MOST_TIMES) + 1):
        yield member_id, f"time:{time}"


def _authors(of: str, ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        found |= AUTHORS[of](ids[start : start + 500])
    return found
