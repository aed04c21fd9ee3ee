"""Where staff settle what trust asks for, try it on the members, and put somebody in place by hand."""

from urllib.parse import quote

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, staff_only
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.members.queries import authors
from forum.trust import actions, queries, trying
from forum.trust.forms import FiguresForm, PlaceForm, figures_form, rows
from forum.trust.ladder import NAMES
from forum.trust.registry import RIGHTS

pages = Blueprint("trust_staff", __name__)
desk_page("/staff/trust", lazy_gettext("Trust"), "shield")


@pages.get("/staff/trust")
@staff_only
def show() -> Response:
    """Show the figures that hold."""
    return _desk(figures_form(queries.chosen()))


@pages.post("/staff/trust")
@staff_only
def settle() -> Response:
    """Keep other figures, or try them first."""
    form = figures_form(queries.chosen())
    if not form.validate():
        return _desk(form, status=422)
    if "try" in request.form:
        return _desk(form, tried=trying.rehearse(form.figures()))
    with form.explaining():
        actions.settle(reader(), form.figures())
    return _desk(form, status=422) if form.errors else see_other("/staff/trust", _("Saved. The clock weighs by it."))


@pages.post("/staff/trust/members/<id:member_id>")
@staff_only
def place(member_id: int) -> Response:
    """Put a member at a level by hand."""
    known = authors([member_id]).get(member_id)
    if known is None:
        raise Missing
    form = PlaceForm()
    if form.validate():
        with form.explaining():
            actions.place(reader(), member_id, int(form.level.data), form.reason.data or "", held=bool(form.held.data))
    if form.errors:
        return page("trust/place.html", status=422, form=form, member=known)
    return see_other(f"/u/{quote(known.name)}", _("The trust level is set."))


def _desk(form: FiguresForm, status: int = 200, tried: trying.Tried | None = None) -> Response:
    return page(
        "trust/desk.html", status=status, form=form, rows=rows(form), tried=tried, names=NAMES,
        rights=[form[f"f_right__{key}"] for key in RIGHTS],
        house=[form[f"f_{key}"] for key in ("window", "share", "grace", "slack")],
        levels=queries.levels(), changes=queries.changes(),
    )  # fmt: skip
