"""Points given by hand: entries in the ledger that is served, with the fact that tells boards of them."""

from datetime import datetime
from itertools import count

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import db
from forum.core.events import record
from forum.core.transaction import transaction
from forum.points.events import PointsMoved
from forum.points.models import Deed, Edition, Entry, PointsRule
from forum.points.settling import add_to_totals

_numbers = count(10**6)


@transaction
def give(member_id: int, points: int, *, at: datetime | None = None, place: str = "", tell: bool = True) -> int:
    """Give points for a deed of its own; gives the entry's id."""
    moment = at or now()
    edition = db.session.scalars(select(Edition).where(Edition.state == "served")).first() or _edition()
    rule = db.session.scalars(select(PointsRule)).first() or _rule()
    cause = next(_numbers)
    deed = Deed(
        event="by_hand", cause_id=cause, member_id=member_id, from_id=0, place=place, happened_at=moment, worth={}
    )
    db.session.add(deed)
    db.session.flush()
    entry = Entry(
        edition_id=edition.id, deed_id=deed.id, rule_id=rule.id, member_id=member_id, place=place, points=points,
        happened_at=moment, made_at=now(),
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    add_to_totals(edition.id, {member_id: points})
    if tell:
        record(PointsMoved(member_id, points, points, [moment.date().isoformat()]))
    return entry.id


def _edition() -> Edition:
    made = Edition(state="served", rules=[], began_at=now(), served_at=now())
    db.session.add(made)
    db.session.flush()
    return made


def _rule() -> PointsRule:
    made = PointsRule(key=None, event="by_hand", terms={"points": 1}, active=False, changed_at=now())
    db.session.add(made)
    db.session.flush()
    return made
