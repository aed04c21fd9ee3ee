"""The ledger brought up to what the deeds are now: only what changed is written, and whoever's points moved is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from forum.core.clock import now
from forum.core.db import Moment, Statement, insert_or_change, read, write
from forum.core.events import record
from forum.points.events import PointsMoved
from forum.points.models import Deed, Edition, Entry, Total
from forum.points.observing import Group
from forum.points.reckoning import Act, Line, Ruling, Terms, reckon, returns, start_of

_within = (
    Deed.event == bindparam("event"),
    Deed.happened_at >= bindparam("begin", type_=Moment),
    Deed.happened_at < bindparam("end", type_=Moment),
)
_members: Any = bindparam("members", expanding=True)
_ACTS: Statement = (
    select(
        Deed.id, Deed.event, Deed.member_id, Deed.from_id, Deed.worth, Deed.happened_at, Deed.stands, Deed.place
    )
    .where(*_within, Deed.member_id.in_(_members))
    .order_by(Deed.member_id, Deed.happened_at, Deed.id)
)  # fmt: skip
_RETURNED: Statement = select(Deed.from_id, Deed.member_id, Deed.happened_at).where(
    *_within, Deed.from_id.in_(_members), Deed.stands
)
_ENTRIES: Statement = select(
    Entry.id, Entry.deed_id, Entry.rule_id, Entry.member_id, Entry.points, Entry.note, Entry.place, Entry.happened_at
).where(
    Entry.edition_id == bindparam("edition"),
    Entry.member_id.in_(_members),
    Entry.happened_at >= bindparam("begin", type_=Moment),
    Entry.happened_at < bindparam("end", type_=Moment),
    Entry.rule_id.in_(bindparam("rules", expanding=True)),
)
_CHANGE = (
    update(Entry)
    .where(Entry.id == bindparam("entry"))
    .values(points=bindparam("new_points"), note=bindparam("new_note"), place=bindparam("new_place"))
)
_DROP = delete(Entry).where(Entry.id.in_(bindparam("ids", expanding=True)))
_TOTALS: Statement = select(Total.member_id, Total.points).where(
    Total.edition_id == bindparam("edition"), Total.member_id.in_(_members)
)
MOST_MEMBERS = 500
"""How many members are dealt with by one statement."""


def rulings(edition: Edition) -> list[Ruling]:
    """Give the rules of an edition."""
    return [Ruling(number, event, Terms.of(terms)) for number, event, terms in edition.rules]


class Moves:
    """What changed in a ledger: points and days of each member."""

    def __init__(self) -> None:
        self.points: dict[int, int] = {}
        self.days: dict[int, set[str]] = {}

    def note(self, member_id: int, points: int, moment: datetime, *, elsewhere: bool = False) -> None:
        """Count points more or less for a member, on the day they belong to, or as many `elsewhere`."""
        if points or elsewhere:
            self.points[member_id] = self.points.get(member_id, 0) + points
            self.days.setdefault(member_id, set()).add(moment.date().isoformat())


def settle(edition: Edition, groups: Iterable[Group], *, tell: bool = True) -> None:
    """Bring these deeds' entries up to date in a ledger, and the totals; `tell` records whose points moved."""
    rules = rulings(edition)
    moves = Moves()
    ordered = sorted(set(groups))
    for (event, month), some in groupby(ordered, key=lambda group: (group.event, group.month)):
        mine = [rule for rule in rules if rule.event == event]
        members = [group.member_id for group in some]
        for start in range(0, len(members) if mine else 0, MOST_MEMBERS):
            _settle_month(edition.id, mine, month, members[start : start + MOST_MEMBERS], moves)
    add_to_totals(edition.id, moves.points)
    if tell:
        _tell(edition.id, moves)


def lines_of(
    rules: Sequence[Ruling], acts: Iterable[Any], returned: Mapping[int, Mapping[tuple[int, int], datetime]]
) -> list[tuple[Any, Line]]:
    """Give what rules for one event make of the deeds of several members, deed by deed."""
    found: list[tuple[Any, Line]] = []
    for member_id, theirs in groupby(acts, key=attrgetter("member_id")):
        own = list(theirs)
        by_id = {act.id: act for act in own}
        for rule in rules:
            lines = reckon(rule, own, returned.get(member_id, {}))
            found.extend((by_id[line.deed_id], line) for line in lines)
    return found


def returned_to(rows: Iterable[Any]) -> dict[int, dict[tuple[int, int], datetime]]:
    """Note for each member when they first gave what they may have got back: rows of giver, taker and moment."""
    ordered = sorted((row[0], row[1], row[2]) for row in rows)
    return {
        giver: returns((taker, moment) for _giver, taker, moment in some)
        for giver, some in groupby(ordered, key=lambda row: row[0])
    }


def entry_of(edition_id: int, act: Any, line: Line, moment: datetime) -> dict[str, Any]:
    """Give the row that keeps what a rule made of a deed."""
    return {
        "edition_id": edition_id, "deed_id": act.id, "rule_id": line.rule_id, "member_id": act.member_id,
        "place": act.place, "points": line.points, "note": line.note, "happened_at": act.happened_at,
        "made_at": moment,
    }  # fmt: skip


def add_to_totals(edition_id: int, points: Mapping[int, int]) -> None:
    """Add points to what members have."""
    if points:
        rows = [
            {"edition_id": edition_id, "member_id": member_id, "points": more}
            for member_id, more in sorted(points.items())
        ]
        write().execute(_add(insert_or_change(Total)), rows)


def _settle_month(edition_id: int, rules: Sequence[Ruling], month: int, members: Sequence[int], moves: Moves) -> None:
    begin, end = (datetime(*start_of(each), 1, tzinfo=UTC) for each in (month, month + 1))
    given = {"event": rules[0].event, "begin": begin, "end": end, "members": list(members)}
    acts = [Act(*row) for row in read().execute(_ACTS, given)]
    mutual = any(rule.terms.mutual is not None for rule in rules)
    returned = returned_to(read().execute(_RETURNED, given)) if mutual else {}
    wanted = {(line.deed_id, line.rule_id): (act, line) for act, line in lines_of(rules, acts, returned)}
    asked = given | {"edition": edition_id, "rules": [rule.id for rule in rules]}
    _write(edition_id, wanted, read().execute(_ENTRIES, asked).all(), moves)


def _write(
    edition_id: int, wanted: dict[tuple[int, int], tuple[Act, Line]], there: Sequence[Row[Any]], moves: Moves
) -> None:
    changes, dropped, moment = [], [], now()
    for entry in there:
        act, line = wanted.pop((entry.deed_id, entry.rule_id), (None, None))
        if act is None or line is None:
            dropped.append(entry.id)
            moves.note(entry.member_id, -entry.points, entry.happened_at)
        elif (entry.points, entry.note, entry.place) != (line.points, line.note, act.place):
            changes.append(
                {"entry": entry.id, "new_points": line.points, "new_note": line.note, "new_place": act.place}
            )
            elsewhere = entry.place != act.place
            moves.note(entry.member_id, line.points - entry.points, entry.happened_at, elsewhere=elsewhere)
    for act, line in wanted.values():
        moves.note(act.member_id, line.points, act.happened_at)
    if changes:
        write().execute(_CHANGE, changes)
    if dropped:
        write().execute(_DROP, {"ids": dropped})
    if wanted:
        write().execute(insert(Entry), [entry_of(edition_id, act, line, moment) for act, line in wanted.values()])


def _tell(edition_id: int, moves: Moves) -> None:
    members = sorted(moves.days)
    rows = read().execute(_TOTALS, {"edition": edition_id, "members": members}) if members else ()
    totals = {row.member_id: row.points for row in rows}
    for member_id in members:
        days = sorted(moves.days[member_id])
        record(PointsMoved(member_id, moves.points[member_id], totals.get(member_id, 0), days))


@cache
def _add(fresh: Any) -> Any:
    return fresh.on_conflict_do_update(
        index_elements=["edition_id", "member_id"], set_={"points": Total.points + fresh.excluded.points}
    )
