"""What sanctions count for trust: those that held."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext, ngettext
from sqlalchemy import func, select

from forum.core.db import read
from forum.trust.registry import counts
from moderation.sanctions.models import Sanction


@counts(
    "sanctions",
    lazy_gettext("Sanctions"),
    lambda n: ngettext("%(num)s sanction must be longer ago", "%(num)s sanctions must be longer ago", n),
    fault=True,
    order=85,
)
def sanctioned(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
    """Count what decisions took from members, save those that were taken back."""
    statement = select(Sanction.member_id, func.count()).where(Sanction.member_id.in_(ids), Sanction.void.is_(False))
    if since is not None:
        statement = statement.where(Sanction.from_at >= since)
    return {row[0]: row[1] for row in read().execute(statement.group_by(Sanction.member_id))}
