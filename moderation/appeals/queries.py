"""What can be seen of appeals."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from forum.core.db import Statement, read
from moderation.appeals.models import Appeal
from moderation.queue.models import Decision


@dataclass(frozen=True, slots=True)
class AppealView:
    """An appeal as its author and moderators see it."""

    id: int
    decision_id: int
    member_id: int
    words: str
    made_at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None


_columns = (
    Appeal.id, Appeal.decision_id, Appeal.member_id, Appeal.words, Appeal.made_at, Appeal.outcome, Appeal.answer,
    Appeal.answered_at,
)  # fmt: skip
_OF_DECISION: Statement = select(*_columns).where(Appeal.decision_id == bindparam("decision_id"))
_ONE: Statement = select(*_columns).where(Appeal.id == bindparam("appeal_id"))
_FIRST: Statement = (
    select(Decision.by_id).join(Appeal, Appeal.decision_id == Decision.id).where(Appeal.id == bindparam("appeal_id"))
)


def appeal_against(decision_id: int) -> AppealView | None:
    """Give the appeal against a decision, if there is one."""
    row = read().execute(_OF_DECISION, {"decision_id": decision_id}).first()
    return AppealView(*row) if row else None


def appeal_by_id(appeal_id: int) -> AppealView | None:
    """Give an appeal."""
    row = read().execute(_ONE, {"appeal_id": appeal_id}).first()
    return AppealView(*row) if row else None


def decided_by(appeal_id: int) -> int | None:
    """Tell who made the decision that an appeal is about."""
    found: int | None = read().execute(_FIRST, {"appeal_id": appeal_id}).scalar()
    return found
