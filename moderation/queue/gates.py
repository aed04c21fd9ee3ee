"""Nothing waits unseen: whatever is held has a case."""

from sqlalchemy import select

from forum.core.db import db
from forum.core.gates import whenever_held
from moderation.queue.actions import report
from moderation.queue.models import Case


@whenever_held
def open_case(kind: str, thing_id: int, reason: str) -> None:
    """Open the case of a held thing, unless whoever held it did so."""
    waiting = select(Case.id).where(Case.kind == kind, Case.thing_id == thing_id, Case.state == "open")
    if db.session.scalar(waiting) is None:
        report(kind, thing_id, source="held", detail={"why": reason})
