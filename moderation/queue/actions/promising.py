"""What keeps the promises: cases that are late go to the top, and those about to be are told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import db
from forum.core.transaction import transaction
from moderation.queue.actions.reporting import rank
from moderation.queue.models import Case
from moderation.queue.terms import terms

A_BATCH = 200


@dataclass(frozen=True, slots=True)
class Pressing:
    """A case whose promise is about to break."""

    case_id: int
    place: str
    title: str
    author_id: int | None
    due_at: datetime


@transaction
def mark_late() -> int:
    """Put the cases whose promise is broken on top; gives how many were marked."""
    found = select(Case).where(Case.state == "open", Case.due_at <= now(), Case.late.is_(False)).order_by(Case.due_at)
    late = db.session.scalars(found.limit(A_BATCH).with_for_update(skip_locked=True)).all()
    for case in late:
        case.late = True
        rank(case)
    return len(late)


@transaction
def warn() -> list[Pressing]:
    """Give the cases whose promise is about to break, each once for each promise."""
    held, moment = terms(), now()
    longest = max(held.until_look, held.until_decision)
    soon = select(Case).where(
        Case.state == "open", Case.late.is_(False), Case.due_at > moment,
        Case.due_at <= moment + longest * (1 - held.warns), Case.warned_at.is_(None),
    )  # fmt: skip
    cases = db.session.scalars(soon.order_by(Case.due_at).limit(A_BATCH).with_for_update(skip_locked=True)).all()
    pressing = [case for case in cases if case.due_at - moment <= (case.due_at - case.opened_at) * (1 - held.warns)]
    for case in pressing:
        case.warned_at = moment
    return [Pressing(case.id, case.place, case.title, case.author_id, case.due_at) for case in pressing]
