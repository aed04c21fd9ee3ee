"""What can be seen of notices."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, false, func, select

from forum.core.db import Statement, read
from moderation.notices.models import Notice
from moderation.queue.models import Case, Decision


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as whoever gave it sees it."""

    id: int
    address: str
    ground: str
    reason: str
    name: str
    email: str
    locale: str
    made_at: datetime
    outcome: str
    settled_at: datetime | None
    automatic: bool
    """Whether a rule decided, and nobody looked."""


_ONE: Statement = (
    select(
        Notice.id, Notice.address, Notice.ground, Notice.reason, Notice.name, Notice.email, Notice.locale,
        Notice.made_at, Notice.outcome, Notice.settled_at, func.coalesce(Decision.automatic, false()),
    )
    .outerjoin(Case, Case.id == Notice.case_id)
    .outerjoin(Decision, Decision.id == Case.decision_id)
    .where(Notice.id == bindparam("notice_id"))
)  # fmt: skip


def notice_by_id(notice_id: int) -> NoticeView | None:
    """Give a notice."""
    row = read().execute(_ONE, {"notice_id": notice_id}).first()
    return NoticeView(*row) if row else None
