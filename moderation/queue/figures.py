"""What the queue puts into the transparency report: what came in, what was decided, how fast, and what was wrong."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from flask_babel import format_timedelta
from flask_babel import gettext as _
from sqlalchemy import BindParameter, Integer, bindparam, cast, func, or_, select
from sqlalchemy.orm import aliased

from forum.core.db import Statement, read
from forum.core.i18n import language
from moderation.audit.registry import Figures, Period, figures
from moderation.guidelines.queries import cited, current_edition
from moderation.queue.models import Case, Decision, Hit
from moderation.queue.registry import REVERSAL, VERDICTS

START: BindParameter[datetime] = bindparam("start")
END: BindParameter[datetime] = bindparam("end")

_reversal = aliased(Decision)
_REVERSED = Decision.id.in_(
    select(_reversal.reverts_id).where(_reversal.reverts_id.is_not(None), _reversal.undone_at.is_(None))
)
_COUNTS = (func.count(), func.sum(cast(Decision.automatic, Integer)), func.sum(cast(_REVERSED, Integer)))
_STANDS = (
    Decision.made_at >= START,
    Decision.made_at < END,
    Decision.verdict != REVERSAL,
    or_(Decision.undone_at.is_(None), _REVERSED),  # what was undone within seconds is as if it had never been
)
_SOURCES: Statement = (
    select(
        Hit.source,
        func.count(),
        func.sum(cast(Hit.outcome == "upheld", Integer)),
        func.sum(cast(Hit.outcome == "rejected", Integer)),
    )
    .where(Hit.made_at >= START, Hit.made_at < END)
    .group_by(Hit.source)
    .order_by(Hit.source)
)
_VERDICTS: Statement = (
    select(Decision.verdict, *_COUNTS).where(*_STANDS).group_by(Decision.verdict).order_by(Decision.verdict)
)
_GUIDELINES: Statement = (
    select(Decision.guideline, *_COUNTS)
    .where(*_STANDS, Decision.guideline.is_not(None))
    .group_by(Decision.guideline)
    .order_by(Decision.guideline)
)
_TIMES: Statement = select(Case.opened_at, Case.looked_at, Case.decided_at).where(
    Case.decided_at >= START, Case.decided_at < END
)


@figures(10)
def sources(period: Period) -> Figures:
    """Count what led to cases, by where it came from, and whether it was right."""
    names = {
        "flag": _("Flags of members"), "notice": _("Notices by law"), "rule": _("Rules"),
        "held": _("Held before publishing"), "member": _("New members"), "appeal": _("Appeals"),
        "remote": _("Replies from networks"),
    }  # fmt: skip
    rows = [(names.get(source, source), *counts) for source, *counts in _asked(_SOURCES, period)]
    columns = (_("Source"), _("All"), _("Upheld"), _("Rejected"))
    return Figures("sources", _("What was flagged or found"), columns, rows)


@figures(20)
def verdicts(period: Period) -> Figures:
    """Count decisions by what was decided."""
    rows = [(_label(verdict), *_by_whom(*counts)) for verdict, *counts in _asked(_VERDICTS, period)]
    return Figures("decisions", _("Decisions"), (_("Decision"), *_columns()), rows)


@figures(30)
def by_guideline(period: Period) -> Figures:
    """Count decisions by the guideline they name."""
    rows = [(_title(number), *_by_whom(*counts)) for number, *counts in _asked(_GUIDELINES, period)]
    return Figures("guidelines", _("Decisions by guideline"), (_("Guideline"), *_columns()), rows)


@figures(40)
def times(period: Period) -> Figures:
    """Tell how long cases waited for the first look and for the decision."""
    found = _asked(_TIMES, period)
    looks = [looked - opened for opened, looked, _decided in found if looked]
    ends = [decided - opened for opened, _looked, decided in found]
    spans = [(_("Until somebody looked"), looks), (_("Until the decision"), ends)]
    rows = [(name, len(each), _span(median(each)), _span(_slow(each))) for name, each in spans if each]
    columns = (_("How long it took"), _("Cases"), _("Half of them within"), _("Nine of ten within"))
    return Figures("times", _("Times"), columns, rows)


def _asked(statement: Statement, period: Period) -> Sequence[Any]:
    given: dict[str, datetime] = {"start": period.start, "end": period.end}
    return read().execute(statement, given).all()


def _columns() -> tuple[str, str, str, str]:
    return _("By people"), _("By rules"), _("All"), _("Reversed later")


def _by_whom(total: int, automatic: int, turned: int) -> tuple[int, int, int, int]:
    return total - automatic, automatic, total, turned


def _label(verdict: str) -> str:
    return str(VERDICTS[verdict].label) if verdict in VERDICTS else verdict


def _title(number: int) -> str:
    try:
        return f"{number}. {cited(number, current_edition(), language()).title}"
    except LookupError:  # it is left out of the edition that holds now
        return f"{number}."


def _slow(spans: list[timedelta]) -> timedelta:
    return sorted(spans)[max(0, -(-9 * len(spans) // 10) - 1)]


def _span(length: timedelta) -> str:
    return str(format_timedelta(length, granularity="minute", threshold=2))
