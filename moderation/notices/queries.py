"""What can be seen of notices."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from forum.core.db import Statement, read
from moderation.notices.models import Notice


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


_ONE: Statement = select(
    Notice.id, Notice.address, Notice.ground, Notice.reason, Notice.name, Notice.email, Notice.locale, Notice.made_at,
    Notice.outcome, Notice.settled_at,
).where(Notice.id == bindparam("notice_id"))  # fmt: skip


def notice_by_id(notice_id: int) -> NoticeView | None:
    """Give a notice."""
    row = read().execute(_ONE, {"notice_id": notice_id}).first()
    return NoticeView(*row) if row else None
