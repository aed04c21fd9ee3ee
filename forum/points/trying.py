"""What a changed rule would do, found out on all that ever happened before it is saved."""

from collections.abc import Iterator, Sequence
from time import sleep
from typing import Any

from sqlalchemy import bindparam, func, select, update

from forum.core.db import Statement, db, read, write
from forum.core.transaction import transaction
from forum.members.models import Member
from forum.points.models import Deed, PointsRule, Trial
from forum.points.queries import totals_of
from forum.points.reckoning import Act, Ruling, Terms
from forum.points.settling import lines_of, returned_to

MEMBERS = 50
SHOWN = 10

_MEMBERS: Statement = (
    select(Deed.member_id, func.count())
    .where(Deed.event == bindparam("event"), Deed.member_id > bindparam("after"))
    .group_by(Deed.member_id)
    .order_by(Deed.member_id)
    .limit(MEMBERS)
)
_ACTS: Statement = (
    select(Deed.id, Deed.event, Deed.member_id, Deed.from_id, Deed.worth, Deed.happened_at, Deed.stands, Deed.place)
    .where(
        Deed.event == bindparam("event"), Deed.member_id > bindparam("after"), Deed.member_id <= bindparam("last")
    )
    .order_by(Deed.member_id, Deed.happened_at, Deed.id)
)  # fmt: skip
_RETURNED: Statement = select(Deed.from_id, Deed.member_id, Deed.happened_at).where(
    Deed.event == bindparam("event"), Deed.from_id > bindparam("after"), Deed.from_id <= bindparam("last"), Deed.stands
)
_SIZE: Statement = select(func.count()).select_from(Deed).where(Deed.event == bindparam("event"))
_EVERYBODY: Statement = select(func.count()).select_from(Member).where(Member.confirmed_at.is_not(None))

Sums = dict[int, tuple[int, int]]
"""What a rule gives each member before and after."""


def try_out(trial_id: int) -> None:
    """Find out what a trial's change would do, and keep that with it."""
    trial = _begun(trial_id)
    if trial is None:
        return
    event, old, new = trial
    done, sums = 0, Sums()
    for count, some in _summed(event, old, new):
        sums |= some
        done += count
        _note(trial_id, done=done)
        sleep(0)  # let those who wait for an answer go first
    _note(trial_id, done=done, found=_found(sums))


def _summed(event: str, old: Ruling | None, new: Ruling | None) -> Iterator[tuple[int, Sums]]:
    after = 0
    while ahead := read().execute(_MEMBERS, {"event": event, "after": after}).all():
        given = {"event": event, "after": after, "last": ahead[-1][0]}
        acts = [Act(*row) for row in read().execute(_ACTS, given)]
        returned = returned_to(read().execute(_RETURNED, given))
        before, then = (_points([rule] if rule else [], acts, returned) for rule in (old, new))
        yield len(acts), {one: (before.get(one, 0), then.get(one, 0)) for one in before.keys() | then.keys()}
        after = ahead[-1][0]


def _points(rules: Sequence[Ruling], acts: Sequence[Act], returned: Any) -> dict[int, int]:
    points: dict[int, int] = {}
    for act, line in lines_of(rules, acts, returned):
        points[act.member_id] = points.get(act.member_id, 0) + line.points
    return points


def _found(sums: Sums) -> dict[str, Any]:
    """Say how many members it is for, who stands first by it, who gains and who loses."""
    matched = [(one, before, then) for one, (before, then) in sums.items() if then > 0]
    first = sorted(matched, key=lambda each: (-each[2], each[0]))[:SHOWN]
    losing = [(one, before, then) for one, (before, then) in sums.items() if then < before]
    lose = sorted(losing, key=lambda each: (each[2] - each[1], each[0]))[:SHOWN]
    gain = sum(then > before for before, then in sums.values())
    totals = totals_of([one for one, _before, _then in (*first, *lose)])
    return {
        "members": len(matched), "gain": gain, "lose": len(losing), "everybody": int(read().scalar(_EVERYBODY) or 0),
        "before": sum(before for before, _then in sums.values()), "after": sum(then for _before, then in sums.values()),
        "first": [[*each, totals.get(each[0], 0)] for each in first],
        "losing": [[*each, totals.get(each[0], 0)] for each in lose],
    }  # fmt: skip


@transaction
def _begun(trial_id: int) -> tuple[str, Ruling | None, Ruling | None] | None:
    trial = db.session.get(Trial, trial_id)
    if trial is None or trial.found is not None:
        return None
    trial.total = int(read().scalar(_SIZE, {"event": trial.event}) or 0)
    rule = db.session.get(PointsRule, trial.rule_id) if trial.rule_id else None
    old = Ruling(1, rule.event, Terms.of(rule.terms)) if rule is not None and rule.active else None
    new = Ruling(1, trial.event, Terms.of(trial.terms)) if trial.active else None
    return trial.event, old, new


@transaction
def _note(trial_id: int, **found: Any) -> None:
    write().execute(update(Trial).where(Trial.id == trial_id).values(**found))
