"""What stands, noted as deeds: each once, whatever order facts are heard in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, or_, select, update

from forum.core.db import Statement, insert_or_change, read, write
from forum.core.tail import Told
from forum.members.models import Erasure
from forum.points.models import Deed
from forum.points.reckoning import month_of
from forum.points.registry import MOVED_BY, Earned, Merit, Touch


class Group(NamedTuple):
    """Deeds that are counted together: those of one member, one event and one month."""

    event: str
    month: int
    member_id: int


_columns = (
    Deed.id, Deed.cause_id, Deed.member_id, Deed.from_id, Deed.place, Deed.worth, Deed.happened_at, Deed.stands,
)  # fmt: skip
_of_causes = (Deed.event == bindparam("event"), Deed.cause_id.in_(bindparam("ids", expanding=True)))
_people: Any = bindparam("people", expanding=True)
_WHOLE: Statement = select(*_columns).where(*_of_causes)
_PARTS: Statement = select(*_columns).where(*_of_causes, or_(Deed.from_id.in_(_people), Deed.member_id.in_(_people)))
_CHANGE = (
    update(Deed)
    .where(Deed.id == bindparam("deed"))
    .values(place=bindparam("new_place"), worth=bindparam("new_worth"), stands=bindparam("new_stands"))
)
_ERASED = select(Erasure.member_id).where(Erasure.member_id.in_(bindparam("ids", expanding=True)))


def touched_by(told: Sequence[Told]) -> dict[str, list[Touch]]:
    """List what facts touched, by merit."""
    found: dict[str, list[Touch]] = {}
    for each in told:
        for merit in MOVED_BY.get(type(each.event).__name__, ()):
            found.setdefault(merit.key, []).extend(
                replace(touch, at=each.happened_at) for touch in merit.moved_by[type(each.event).__name__](each.event)
            )
    return found


def observe(merit: Merit, touches: Sequence[Touch]) -> set[Group]:
    """Note what stands now of what was touched; gives whose deeds are not what they were."""
    if not touches:
        return set()
    standing = {(one.cause_id, one.member_id, one.from_member_id): one for one in merit.standing(touches)}
    known = {(row.cause_id, row.member_id, row.from_id): row for row in _known(merit.key, touches)}
    fresh = _living([one for key, one in standing.items() if key not in known])
    changes, moved = [], [(one.member_id, one.from_member_id, one.happened_at) for one in fresh]
    for key, row in known.items():
        if change := _change(row, standing.get(key)):
            changes.append(change)
            moved.append((row.member_id, row.from_id, row.happened_at))
    if fresh:
        write().execute(insert_or_change(Deed).on_conflict_do_nothing(), [_kept(merit.key, one) for one in fresh])
    if changes:
        write().execute(_CHANGE, changes)
    return set(_groups(merit.key, moved))


def let_go(member_id: int) -> set[Group]:
    """Let nothing stand of what a member did or gave; gives whose deeds are not what they were."""
    theirs = or_(Deed.member_id == member_id, Deed.from_id == member_id)
    rows = read().execute(select(Deed.event, Deed.member_id, Deed.from_id, Deed.happened_at).where(theirs)).all()
    write().execute(update(Deed).where(theirs).values(stands=False))
    return {group for row in rows for group in _groups(row[0], [(row[1], row[2], row[3])])}


def _known(event: str, touches: Sequence[Touch]) -> Iterable[Any]:
    whole = sorted({touch.id for touch in touches if not touch.by})
    parts = {(touch.id, touch.by) for touch in touches if touch.by} - {(one, 0) for one in whole}
    if whole:
        yield from read().execute(_WHOLE, {"event": event, "ids": whole})
    if parts:
        given = {
            "event": event,
            "ids": sorted({one for one, _by in parts}),
            "people": sorted({by for _one, by in parts}),
        }
        already = set(whole)
        for row in read().execute(_PARTS, given):
            asked = (row.cause_id, row.from_id) in parts or (row.cause_id, row.member_id) in parts
            if asked and row.cause_id not in already:
                yield row


def _change(row: Any, now: Earned | None) -> Mapping[str, object] | None:
    """Give what to change of a deed: whether it stands, where, and what it is worth."""
    if now is None:
        kept = {"new_place": row.place, "new_worth": row.worth, "new_stands": False}
        return {"deed": row.id, **kept} if row.stands else None
    if (row.stands, row.place, row.worth) == (True, now.place, dict(now.worth)):
        return None
    return {"deed": row.id, "new_place": now.place, "new_worth": dict(now.worth), "new_stands": True}


def _living(fresh: Sequence[Earned]) -> Sequence[Earned]:
    """Leave out who is erased or nobody: nothing is noted of them any more."""
    ids = {one.member_id for one in fresh} | {one.from_member_id for one in fresh if one.from_member_id}
    gone = set(read().scalars(_ERASED, {"ids": sorted(ids)})) if ids else set()
    return [one for one in fresh if one.member_id not in gone and one.from_member_id not in gone]


def _kept(event: str, one: Earned) -> dict[str, object]:
    return {
        "event": event, "cause_id": one.cause_id, "member_id": one.member_id, "from_id": one.from_member_id,
        "place": one.place, "worth": dict(one.worth), "happened_at": one.happened_at, "stands": True,
    }  # fmt: skip


def _groups(event: str, moved: Iterable[tuple[int, int, datetime]]) -> Iterable[Group]:
    """Name the groups that a deed counts in: the member's, and the giver's, who may have got something back."""
    for member_id, from_id, moment in moved:
        yield Group(event, month_of(moment), member_id)
        if from_id:
            yield Group(event, month_of(moment), from_id)
