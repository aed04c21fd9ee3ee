"""A new edition of the ledger, counted step by step beside the one that is served: it may stop, and go on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import sleep
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from forum.core.clock import monotonic, now
from forum.core.db import Statement, add_new, db, read, write
from forum.core.events import record
from forum.core.following import hold
from forum.core.transaction import transaction
from forum.points.events import PointsRecounted
from forum.points.models import Deed, Edition, Entry, PointsRule, Total
from forum.points.observing import Group, observe
from forum.points.reckoning import Act, Ruling
from forum.points.registry import MERITS, Touch
from forum.points.settling import add_to_totals, entry_of, lines_of, returned_to, rulings, settle

FOLLOWER = "points"
TURN_S = 2.0
"""How long one job goes on before others have their turn."""
CAUSES = 500
DEEDS = 1000
"""How much one transaction takes up: few enough that writers do not wait for it."""
ROWS = 2000
RECKON = "reckon"

_RULES: Statement = (
    select(PointsRule.id, PointsRule.event, PointsRule.terms).where(PointsRule.active).order_by(PointsRule.id)
)
_SERVED: Statement = select(Edition).where(Edition.state == "served").order_by(Edition.id.desc()).limit(1)
_BUILDING: Statement = select(Edition).where(Edition.state.in_(("building", "stopped"))).order_by(Edition.id.desc())
_AHEAD = (
    select(Deed.member_id).where(Deed.member_id > bindparam("after")).order_by(Deed.member_id).limit(bindparam("most"))
)
_ACTS: Statement = (
    select(Deed.id, Deed.event, Deed.member_id, Deed.from_id, Deed.worth, Deed.happened_at, Deed.stands, Deed.place)
    .where(Deed.member_id > bindparam("after"), Deed.member_id <= bindparam("last"))
    .order_by(Deed.member_id, Deed.event, Deed.happened_at, Deed.id)
)
_RETURNED: Statement = select(Deed.event, Deed.from_id, Deed.member_id, Deed.happened_at).where(
    Deed.from_id > bindparam("after"),
    Deed.from_id <= bindparam("last"),
    Deed.event.in_(bindparam("events", expanding=True)),
    Deed.stands,
)
_DEEDS = select(func.count()).select_from(Deed)


def served() -> Edition | None:
    """Give the edition that counts now, to be changed within the caller's transaction."""
    return db.session.scalars(_SERVED).first()


def building() -> Edition | None:
    """Give the edition that is being counted, or that was stopped on its way."""
    return db.session.scalars(_BUILDING).first()


def ship_rules() -> bool:
    """Write down the rules that ship with the house; tells whether any was new."""
    fresh = [
        add_new(PointsRule, key=merit.key, event=merit.key, terms=merit.terms, active=True, version=1, changed_at=now())
        for merit in MERITS.values()
        if merit.terms is not None
    ]
    return any(fresh)


@transaction
def begin(*, gather: bool = False) -> int:
    """Begin a new edition by the rules as they are, in place of one that is under way.

    `gather` looks through everything that is there before it counts; otherwise the deeds that are known are counted.
    """
    hold(FOLLOWER)
    ship_rules()
    before = building()
    if before is not None:
        gather = gather or before.step != RECKON
        before.state = "retired"
    first = next(iter(MERITS), RECKON) if gather else RECKON
    edition = Edition(state="building", rules=[list(row) for row in read().execute(_RULES)], step=first, began_at=now())
    edition.cursor, edition.done, edition.total = 0, 0, _size(gather)
    db.session.add(edition)
    db.session.flush()
    return edition.id


@transaction
def open_ledger() -> Edition:
    """Give the edition that counts now; a house without one gets an empty one, that is counted from today."""
    found = served()
    if found is None:
        ship_rules()
        rules = [list(row) for row in read().execute(_RULES)]
        found = Edition(
            state="served", rules=rules, began_at=now(), served_at=now(), cursor=0, done=0, total=0, step=""
        )
        db.session.add(found)
        db.session.flush()
    return found


def take(groups: set[Group]) -> None:
    """Bring the ledger up to date with deeds that changed, and the one that is being counted as far as it came."""
    settle(open_ledger(), groups)
    other = building()
    if other is not None and other.step == RECKON:
        settle(other, (group for group in groups if group.member_id <= other.cursor), tell=False)


def carry_on(edition_id: int) -> bool:
    """Count for a turn; tells whether there is more to do."""
    began = monotonic()
    while _step(edition_id):
        sleep(0)  # let those who wait for an answer go first
        if monotonic() - began > TURN_S:
            return True
    return False


@transaction
def set_going(edition_id: int, going: bool) -> bool:
    """Stop the counting, or let it go on; tells whether that changed anything."""
    edition = db.session.get(Edition, edition_id)
    wanted, other = ("building", "stopped") if going else ("stopped", "building")
    if edition is None or edition.state != other:
        return False
    edition.state = wanted
    return True


def forget_retired() -> bool:
    """Forget some of what an edition held that counts no more; tells whether there is more."""
    began = monotonic()
    while _forget_some():
        sleep(0)
        if monotonic() - began > TURN_S:
            return True
    return False


@transaction
def _step(edition_id: int) -> bool:
    hold(FOLLOWER)
    edition = db.session.get(Edition, edition_id, populate_existing=True)
    if edition is None or edition.state != "building":
        return False
    if edition.step != RECKON:
        _gather(edition)
        return True
    return _reckon(edition) or _serve(edition)


def _gather(edition: Edition) -> None:
    """Look through some causes of a merit, or go on to the next one."""
    merit = MERITS.get(edition.step)
    ids: Sequence[int] = ()
    if merit is not None:
        walk = select(merit.walks).where(merit.walks > edition.cursor).order_by(merit.walks).limit(CAUSES)
        ids = read().scalars(walk).all()
        observe(merit, [Touch(each) for each in ids])
    if ids:
        edition.cursor, edition.done = ids[-1], edition.done + len(ids)
        return
    keys = list(MERITS)
    place = keys.index(edition.step) + 1 if edition.step in keys else len(keys)
    edition.step, edition.cursor = keys[place] if place < len(keys) else RECKON, 0
    if edition.step == RECKON:
        edition.total = edition.done + _size(gather=False)


def _reckon(edition: Edition) -> bool:
    """Count the deeds of the next members; tells whether there were any."""
    ahead = read().scalars(_AHEAD, {"after": edition.cursor, "most": DEEDS}).all()
    if not ahead:
        return False
    whole = [each for each in ahead if each != ahead[-1]] if len(ahead) == DEEDS else ahead
    last = (whole or ahead)[-1]
    edition.done += _write_all(edition, {"after": edition.cursor, "last": last})
    edition.cursor = last
    return True


def _write_all(edition: Edition, given: dict[str, Any]) -> int:
    """Write the entries of some members; gives how many deeds these have."""
    rules, moment = rulings(edition), now()
    rows: list[dict[str, Any]] = []
    acts, returned = _by_event(read().execute(_ACTS, given)), _returned(rules, given)
    for event, some in acts.items():
        mine = [rule for rule in rules if rule.event == event]
        found = lines_of(mine, some, returned.get(event, {}))
        rows += [entry_of(edition.id, act, line, moment) for act, line in found]
    points: dict[int, int] = {}
    for row in rows:
        points[row["member_id"]] = points.get(row["member_id"], 0) + row["points"]
    if rows:
        write().execute(insert(Entry), rows)
    add_to_totals(edition.id, {member_id: sum_ for member_id, sum_ in points.items() if sum_})
    return sum(map(len, acts.values()))


def _by_event(rows: Iterable[Any]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(Act(*row))
    return found


def _returned(rules: Sequence[Ruling], given: dict[str, Any]) -> dict[str, dict[int, dict[tuple[int, int], datetime]]]:
    """Note by event and member when they first gave what they may have got back."""
    events = sorted({rule.event for rule in rules if rule.terms.mutual is not None})
    found: dict[str, list[tuple[int, int, datetime]]] = {}
    for event, giver, taker, moment in read().execute(_RETURNED, given | {"events": events}) if events else ():
        found.setdefault(event, []).append((giver, taker, moment))
    return {event: returned_to(rows) for event, rows in found.items()}


def _serve(edition: Edition) -> bool:
    """Let the new edition count instead of the old one."""
    write().execute(update(Edition).where(Edition.state == "served").values(state="retired"))
    edition.state, edition.served_at = "served", now()
    edition.done = edition.total = max(edition.done, edition.total)
    record(PointsRecounted(edition.id))
    return False


def _size(gather: bool) -> int:
    known = int(read().scalar(_DEEDS) or 0)
    if not gather:
        return known
    walked = sum(int(read().scalar(select(func.count(merit.walks))) or 0) for merit in MERITS.values())
    return walked + max(known, walked)


@transaction
def _forget_some() -> bool:
    edition_id = read().scalar(select(Edition.id).where(Edition.state == "retired").order_by(Edition.id).limit(1))
    if edition_id is None:
        return False
    old = select(Entry.id).where(Entry.edition_id == edition_id).limit(ROWS).scalar_subquery()
    if write().execute(delete(Entry).where(Entry.id.in_(old))).rowcount == 0:
        write().execute(delete(Total).where(Total.edition_id == edition_id))
        write().execute(delete(Edition).where(Edition.id == edition_id))
    return True
