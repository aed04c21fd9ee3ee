"""What boards cost: a page of one and anybody's place, among a hundred members and among a million."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from sqlalchemy import insert, select

from app import create_app
from benchmarks.figure import Figure, Scale
from benchmarks.visits import Refusing
from forum.core.clock import monotonic, now
from forum.core.config import Settings
from forum.core.db import db, read, stop_reading, write
from forum.core.setup import bring_up_to_date
from forum.core.transaction import transaction
from forum.leaderboards import keeping, periods, queries
from forum.leaderboards.buckets import CUTS, DOUBLINGS, EXACT
from forum.leaderboards.models import Standing
from forum.members.models import Member
from forum.points.models import Deed, Edition, Entry, PointsRule

FEW, MANY = 100, 1_000_000
MOST = 1.5
BUCKETS = EXACT + CUTS * DOUBLINGS
ROUNDS = 200
AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Costs:
    """What was asked of a house with so many members, in milliseconds, and the seconds of CPU that filled it."""

    first: float
    deep: float
    place: float
    filled: float


def measure(scale: Scale) -> Iterator[Figure]:
    """Fill both houses, and ask each for the same."""
    many = scale.of(MANY, 20_000)
    few_costs, many_costs = _costs(FEW), _costs(many)
    for what, few, lots in (
        ("the first page", few_costs.first, many_costs.first),
        ("a page in the middle", few_costs.deep, many_costs.deep),
    ):
        note = f"{few:.2f} ms and {lots:.2f} ms"
        yield Figure(f"boards: {what}, {many:,} members against {FEW}", lots / few, "×", most=MOST, note=note)
    note = f"{few_costs.place:.2f} ms among {FEW}: counted from at most {BUCKETS:,} buckets"
    yield Figure(f"boards: a member's own place among {many:,}", many_costs.place, "ms", most=2.0, note=note)
    each = many_costs.filled / many * 1000
    yield Figure("boards: CPU to sum a member's standings anew", each, "ms", most=5.0, note="five periods, two places")


def _costs(members: int) -> Costs:
    with TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder)))
        with app.app_context():
            bring_up_to_date()
            _fill(members)
            filled = _sum(members)
            stop_reading()
            costs = _ask(members, filled)
            db.session.remove()
            stop_reading()
            db.engine.dispose()
    return costs


def _ask(members: int, filled: float) -> Costs:
    period = queries.current("all")
    if period is None or queries.size(period.id) != members:
        raise Refusing("not everybody stands on the board")
    middle = read().scalar(select(Standing.points).where(Standing.member_id == members // 2).limit(1))
    before = f"{middle}-{members // 2}"
    return Costs(
        first=_median(lambda: queries.board(period.id)),
        deep=_median(lambda: queries.board(period.id, 0, before)),
        place=_median(lambda: queries.mine(members // 2, period.id)),
        filled=filled,
    )


def _median(ask: Callable[[], object]) -> float:
    """Give how many milliseconds an answer takes, as a rule."""
    took = []
    for _round in range(ROUNDS):
        began = monotonic()
        ask()
        took.append((monotonic() - began) * 1000)
    return median(took)


@transaction
def _fill(members: int) -> None:
    """Make so many members, and give each some points once; few have many, and many have the same few."""
    moment = now()
    db.session.add(Edition(id=1, state="served", rules=[], began_at=moment, served_at=moment))
    db.session.add(PointsRule(id=1, event="by_hand", terms={}, active=False, changed_at=moment))
    db.session.flush()
    for start in range(1, members + 1, AT_ONCE):
        ids = range(start, min(start + AT_ONCE, members + 1))
        write().execute(insert(Member), [_member(each, moment) for each in ids])
        write().execute(insert(Deed), [_deed(each, moment) for each in ids])
        write().execute(insert(Entry), [_entry(each, moment) for each in ids])
    periods.open_due()


def _sum(members: int) -> float:
    began = process_time()
    for behind in range(0, members, periods.AT_ONCE):
        _keep(behind)
    return process_time() - began


@transaction
def _keep(behind: int) -> None:
    keeping.alone()
    keeping.keep_range(behind, behind + periods.AT_ONCE)


def _member(number: int, moment: Any) -> dict[str, Any]:
    name = f"m{number}"
    return {"id": number, "name": name, "name_key": name, "role": "member", "created_at": moment}


def _deed(number: int, moment: Any) -> dict[str, Any]:
    return {
        "id": number,
        "event": "by_hand",
        "cause_id": number,
        "member_id": number,
        "worth": {},
        "happened_at": moment,
    }


def _entry(number: int, moment: Any) -> dict[str, Any]:
    points = 1 + 2_000_000 // (1 + number * 7919 % 1_000_003)
    return {
        "edition_id": 1, "deed_id": number, "rule_id": 1, "member_id": number, "points": points,
        "happened_at": moment, "made_at": moment,
    }  # fmt: skip
