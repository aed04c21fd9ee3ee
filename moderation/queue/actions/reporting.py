"""How cases come to be: a hit opens the case of its thing or joins the open one, and freezes what it saw."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.access import HOUSE, Actor
from forum.core.clock import now
from forum.core.db import add_new, db, lock
from forum.core.events import record
from forum.core.refusal import Refused
from forum.core.review import Exhibit
from forum.core.text import excerpt
from forum.core.transaction import transaction
from moderation.guidelines.queries import current_edition
from moderation.queue import exhibits
from moderation.queue.events import CaseJoined, CaseOpened
from moderation.queue.models import Case, CaseLink, Evidence, Hit
from moderation.queue.newcomers import KIND
from moderation.queue.priority import BROKEN_PROMISE, ESCALATED, harm_of, reach_of, total, weight_of
from moderation.queue.terms import terms

LANES = {"held": "held", "appeal": "appeal", "member": "newcomer", "remote": "remote"}
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class _Hitting:
    """What a hit says, before it is stored."""

    source: str
    source_id: int | None
    by: Actor
    guideline: int | None
    weight: float
    detail: dict[str, Any]


@transaction
def report(
    kind: str,
    thing_id: int,
    *,
    source: str,
    source_id: int | None = None,
    by: Actor = HOUSE,
    guideline: int | None = None,
    weight: float = 1.0,
    place: str = "",
    detail: dict[str, Any] | None = None,
) -> int:
    """Bring a thing before the moderators: opens its case or joins the open one; gives the case's id.

    `weight` is how much those who say it count; `place` is where it stands if the thing does not tell.
    """
    exhibit = exhibits.taken(kind, thing_id)
    lane = "held" if exhibit.held else LANES.get(source, "flagged")
    if kind == KIND:
        lane = LANES["member"]
    case = _open(kind, thing_id, exhibit, place, lane)
    _freeze(case, exhibit)
    for link in exhibits.links(exhibit):
        add_new(CaseLink, case_id=case.id, link=link)
    hit = _strike(case, _Hitting(source, source_id, by, guideline, weight, detail or {}))
    case.version += 1
    rank(case, exhibit.readers)
    if case.version > 2:
        record(CaseJoined(case.id, hit.id))
    return case.id


@transaction
def shelter(case_id: int, why: str) -> bool:
    """Hide the thing of an open case until somebody looks; tells whether it was in sight."""
    case = lock(Case, case_id)
    if case.state != "open" or exhibits.standing(case.kind, case.thing_id) != "seen":
        return False
    exhibits.how(case.kind).hide(HOUSE, case.thing_id, why)
    case.sheltered = True
    return True


@transaction
def withdraw(source: str, source_id: int) -> None:
    """Let what somebody said count for nothing any more; the case stays for moderators to look at."""
    said = select(Hit).where(Hit.source == source, Hit.source_id == source_id, Hit.outcome == "")
    for hit in db.session.scalars(said).all():
        case = lock(Case, hit.case_id)
        if case.state == "open":
            hit.weight, hit.detail = 0.0, {**hit.detail, "withdrawn": True}
            db.session.flush()
            rank(case)


def rank(case: Case, readers: int | None = None) -> None:
    """Say anew why a case stands where it stands in the queue."""
    hits = db.session.scalars(select(Hit).where(Hit.case_id == case.id)).all()
    parts = dict(case.parts) if readers is None else {"reach": reach_of(readers)}
    parts["harm"] = harm_of(case.lane, [hit.guideline for hit in hits], terms().harms)
    parts["weight"] = weight_of([hit.weight for hit in hits])
    parts["promise"] = BROKEN_PROMISE if case.late else 0.0
    parts["escalated"] = ESCALATED if case.escalated_at else 0.0
    case.parts, case.priority = parts, total(parts, case.opened_at)


def _open(kind: str, thing_id: int, exhibit: Exhibit, place: str, lane: str) -> Case:
    moment = now()
    fresh = add_new(
        Case, kind=kind, thing_id=thing_id, place=exhibit.place or place, lane=lane, author_id=exhibit.author_id,
        title=exhibit.title[:LONGEST_TITLE], excerpt=excerpt(exhibit.html), likeness=exhibits.likeness(exhibit),
        state="open", version=1, priority=0.0, parts={}, sheltered=False, late=False, opened_at=moment,
        due_at=moment + min(terms().until_look, terms().until_decision),
    )  # fmt: skip
    wanted = select(Case.id).where(Case.kind == kind, Case.thing_id == thing_id, Case.state == "open")
    case_id = db.session.scalars(wanted).one_or_none()
    if case_id is None:  # decided between the two statements
        raise Refused(_("Somebody decided this just now. Try again."))
    case = lock(Case, case_id)
    if fresh:
        record(CaseOpened(case.id, kind, thing_id, case.place))
    return case


def _strike(case: Case, said: _Hitting) -> Hit:
    hit = Hit(
        case_id=case.id, source=said.source, source_id=said.source_id, by_id=said.by.member_id,
        guideline=said.guideline, edition=current_edition() if said.guideline is not None else None,
        weight=said.weight, detail=said.detail, made_at=now(),
    )  # fmt: skip
    db.session.add(hit)
    db.session.flush()
    return hit


def _freeze(case: Case, exhibit: Exhibit) -> None:
    """Keep the thing as it is now, unless it is kept like this already."""
    last = db.session.scalars(select(Evidence).where(Evidence.case_id == case.id).order_by(Evidence.id.desc())).first()
    pictures = list(exhibit.pictures)
    if last and (last.source, last.title, last.pictures) == (exhibit.source, exhibit.title[:LONGEST_TITLE], pictures):
        return
    db.session.add(
        Evidence(
            case_id=case.id, title=exhibit.title[:LONGEST_TITLE], source=exhibit.source, html=exhibit.html,
            author_id=exhibit.author_id, pictures=pictures, frozen_at=now(),
        )
    )  # fmt: skip
