"""What everybody may see: the public log in the degree the brand chose, and the transparency report."""

from datetime import timedelta

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from forum.brands.current import current_brand
from forum.core.access import RANKS
from forum.core.ids import id_in
from forum.core.respond import Missing, page
from forum.core.sheet import sheet
from forum.core.visitor import reader
from moderation.audit import queries
from moderation.audit.forms import period
from moderation.audit.registry import Period, all_figures, label_of

pages = Blueprint("audit", __name__)


@pages.get("/moderation-log")
def public_log() -> Response:
    """Show as much of the log as the brand shows everybody."""
    degree, asked = _degree(), _period()
    start = id_in(request.args.get("before", ""), queries.NEWEST)
    found = queries.public_log(start, queries.A_PAGE + 1) if degree in {"acts", "all"} else []
    return page(
        "moderation/audit/public.html",
        degree=degree,
        acts=found[: queries.A_PAGE],
        more=found[queries.A_PAGE - 1].id if len(found) > queries.A_PAGE else None,
        counts=[(label_of(name), total, rules) for name, total, rules in queries.counts(asked)],
        period=asked,
        last_day=asked.end - timedelta(days=1),
    )


@pages.get("/transparency")
def report() -> Response:
    """Report on a period: what was flagged, decided and appealed, by which guideline, how fast, by whom or what."""
    _degree()
    asked = _period()
    last_day = asked.end - timedelta(days=1)
    return page("moderation/audit/report.html", figures=all_figures(asked), period=asked, last_day=last_day)


@pages.get("/transparency.csv")
def report_sheet() -> Response:
    """Give the same report as a table; formulas are quoted (S41)."""
    _degree()
    asked = _period()
    rows: list[list[object]] = [[_("From"), asked.start.date()], [_("To"), (asked.end - timedelta(days=1)).date()]]
    for table in all_figures(asked):
        rows += [[], [table.label], list(table.columns), *([*row] for row in table.rows)]
    name = f"transparency-{asked.start.date()}.csv"
    return Response(
        sheet(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def _degree() -> str:
    """Give the degree the brand chose; where that is nothing, there is nothing here save for staff."""
    degree = queries.degree_of(current_brand().id)
    if degree == "nothing" and reader().rank < RANKS["staff"]:
        raise Missing
    return degree


def _period() -> Period:
    return period(request.args.get("start", ""), request.args.get("end", ""))
