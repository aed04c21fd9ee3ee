"""What appeals put into the transparency report: how many, and how often they were right."""

from flask_babel import gettext as _
from sqlalchemy import Integer, bindparam, cast, func, select

from forum.core.db import Statement, read
from moderation.appeals.models import Appeal
from moderation.audit.registry import Figures, Period, figures

_APPEALS: Statement = select(
    func.count(),
    func.sum(cast(Appeal.outcome == "upheld", Integer)),
    func.sum(cast(Appeal.outcome == "overturned", Integer)),
).where(Appeal.made_at >= bindparam("start"), Appeal.made_at < bindparam("end"))


@figures(50)
def appeals(period: Period) -> Figures:
    """Count appeals, and the share of the answered ones that overturned the decision."""
    total, upheld, overturned = read().execute(_APPEALS, {"start": period.start, "end": period.end}).one()
    upheld, overturned = upheld or 0, overturned or 0
    answered = upheld + overturned
    rate = f"{round(100 * overturned / answered)} %" if answered else None
    columns = (_("Appeals"), _("All"), _("Decision upheld"), _("Decision overturned"), _("Waiting"), _("Overturn rate"))
    rows = [(_("Appeals"), total, upheld, overturned, total - answered, rate)] if total else []
    return Figures("appeals", _("Appeals"), columns, rows)
