"""What trust itself counts: days and minutes here, and whether somebody is suspended now."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext, ngettext
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import Statement, read
from forum.members.models import SeenDay, Suspension
from forum.trust.registry import counts


def tally(statement: Statement) -> dict[int, int]:
    """Read pairs of a member and a number."""
    return {row[0]: int(row[1]) for row in read().execute(statement) if row[0] is not None and row[1]}


@counts(
    "days_visited",
    lazy_gettext("Days here"),
    lambda n: ngettext("come by on %(num)s more day", "come by on %(num)s more days", n),
    order=10,
)
def days(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
    """Count the days on which members were here."""
    return tally(_seen(func.count(), ids, since))


@counts(
    "minutes_read",
    lazy_gettext("Minutes spent reading"),
    lambda n: ngettext("read for %(num)s more minute", "read for %(num)s more minutes", n),
    order=40,
)
def minutes(ids: Sequence[int], since: datetime | None) -> Mapping[int, int]:
    """Count the minutes that members spent here."""
    return {
        member_id: seconds // 60 for member_id, seconds in tally(_seen(func.sum(SeenDay.seconds), ids, since)).items()
    }


@counts(
    "suspended",
    lazy_gettext("Suspensions that hold"),
    lambda n: ngettext("wait until the suspension is over", "wait until the suspensions are over", n),
    fault=True,
    order=90,
)
def suspended(ids: Sequence[int], _since: datetime | None) -> Mapping[int, int]:
    """Find those who may not write now."""
    return tally(
        select(Suspension.member_id, func.count())
        .where(Suspension.member_id.in_(ids), Suspension.until > now())
        .group_by(Suspension.member_id)
    )


def _seen(what: object, ids: Sequence[int], since: datetime | None) -> Statement:
    found: Statement = select(SeenDay.member_id, what).where(SeenDay.member_id.in_(ids)).group_by(SeenDay.member_id)  # type: ignore[call-overload]
    return found if since is None else found.where(SeenDay.day >= since.date())
