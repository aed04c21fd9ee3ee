"""What can be done about trust: settle its figures, weigh members, and put somebody where they belong by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update

from forum.core.access import Actor, require
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.db import db, insert_or_change, lock, read, write
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.transaction import after_commit, transaction
from forum.members.models import Member
from forum.trust import policy, queries
from forum.trust.events import TrustChanged, TrustFiguresChanged, TrustHeld
from forum.trust.ladder import FIRST, TOP, Weighed, weigh
from forum.trust.models import LONGEST_REASON, Standing, TrustChange, TrustFigure
from forum.trust.registry import MEASURES, RIGHTS


@transaction
def settle(actor: Actor, figures: Mapping[str, int | None]) -> None:
    """Choose what the levels ask for and which level the rights need; what is as it came is not stored."""
    require(policy.may_settle(actor))
    before = {row.key: row.value for row in db.session.scalars(select(TrustFigure).with_for_update())}
    for key in figures:
        _known(key)
    after = {key: value for key, value in figures.items() if value != _first(key)}
    if before == after:
        return
    write().execute(delete(TrustFigure))
    if after:
        write().execute(insert(TrustFigure), [{"key": key, "value": after[key]} for key in sorted(after)])
    changed = {key: (before.get(key, _first(key)), after.get(key, _first(key))) for key in {*before, *after}}
    moved = {key: pair for key, pair in changed.items() if pair[0] != pair[1]}
    record(
        TrustFiguresChanged(
            actor.member_id,
            {key: pair[0] for key, pair in moved.items()},
            {key: pair[1] for key, pair in moved.items()},
        )
    )
    after_commit(_forget)


@transaction
def place(actor: Actor, member_id: int, level: int, reason: str, *, held: bool) -> None:
    """Put a member at a level by hand; a held one is left there by the clock, for good or bad."""
    require(policy.may_settle(actor))
    member = lock(Member, member_id)
    if not 0 <= level <= TOP:
        raise Refused(_("Choose a level from 0 to 4."), "level")
    if member.trust_level != level and not reason.strip():
        raise Refused(_("Say in a few words why, the member's history shows it."), "reason")
    standing = db.session.get(Standing, member_id)
    if held != bool(standing and standing.held):
        record(TrustHeld(member_id, held, actor.member_id))
    _note(member_id, held=held, lacking_since=None)
    if member.trust_level != level:
        _move(member, level, actor.member_id, reason.strip()[:LONGEST_REASON], {})


@transaction
def weigh_some(people: Sequence[int]) -> int:
    """Weigh these members and move those who belong elsewhere; tells how many moved."""
    statement = (
        select(Member.id, Member.trust_level, Standing.held, Standing.lacking_since)
        .outerjoin(Standing, Standing.member_id == Member.id)
        .where(Member.id.in_(people), Member.trust_level < TOP)
    )
    weighed = [row for row in read().execute(statement) if not row.held]
    held, late = queries.numbers(), now()
    ids = [row.id for row in weighed]
    ever, lately = queries.figures_of(ids), queries.figures_of(ids, queries.window(held))
    moved = 0
    for row in weighed:
        overdue = row.lacking_since is not None and (late - row.lacking_since).days >= held["grace"]
        found = weigh(held, row.trust_level, ever[row.id], lately[row.id], overdue=overdue)
        moved += _follow(row, found, {"ever": ever[row.id], "lately": lately[row.id]})
    return moved


def _follow(row: Any, found: Weighed, figures: dict[str, Any]) -> int:
    """Do what the weighing says about one member; tells whether they moved."""
    if found.lacking and row.lacking_since is None:
        _note(row.id, held=False, lacking_since=now())
    elif not found.lacking and row.lacking_since is not None:
        _note(row.id, held=False, lacking_since=None)
    if found.level == row.trust_level:
        return 0
    member = lock(Member, row.id)
    if member.trust_level == row.trust_level:
        _move(member, found.level, None, "", figures)
    return 1


def _move(member: Member, level: int, by_id: int | None, reason: str, figures: dict[str, Any]) -> None:
    former = member.trust_level
    write().execute(update(Member).where(Member.id == member.id).values(trust_level=level))
    db.session.add(
        TrustChange(
            member_id=member.id, former=former, level=level, by_id=by_id, reason=reason, figures=figures, made_at=now()
        )
    )
    record(TrustChanged(member.id, level, former, by_id, reason))


def _note(member_id: int, **values: Any) -> None:
    write().execute(
        insert_or_change(Standing)
        .values(member_id=member_id, **values)
        .on_conflict_do_update(index_elements=["member_id"], set_=values)
    )


def _known(key: str) -> None:
    """Refuse a figure that nothing asks for."""
    head, _dot, tail = key.partition(".")
    if not (key in FIRST or (head == "right" and tail in RIGHTS) or (head in {"1", "2", "3"} and tail in MEASURES)):
        raise Refused(_("There is no such figure."))


def _first(key: str) -> int | None:
    return RIGHTS[key.removeprefix("right.")].least if key.startswith("right.") else FIRST.get(key)


def _forget() -> None:
    cache.drop(queries.NUMBERS)
