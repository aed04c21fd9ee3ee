"""Where staff read the log, and administrators choose how much of it everybody sees."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.brands.current import current_brand
from forum.core.guard import desk_page, staff_only
from forum.core.ids import id_in
from forum.core.respond import page, see_other
from forum.core.visitor import reader
from forum.members.queries import ids_of_names
from moderation.audit import actions, queries
from moderation.audit.forms import DegreeForm, period
from moderation.audit.policy import may_choose
from moderation.audit.queries import Wanted
from moderation.audit.registry import label_of

HOME = "/staff/audit"
NOBODY = 0
FILTERS = ("act", "by", "name", "subject", "start", "end")

desk = Blueprint("audit_staff", __name__)
desk_page(HOME, lazy_gettext("Audit log"), "landmark")


@desk.get(HOME)
@staff_only
def log() -> Response:
    """Show what was done, the newest first, filtered as the address says."""
    return _log(DegreeForm(data={"degree": queries.degree_of(current_brand().id)}))


@desk.post(f"{HOME}/public")
@staff_only
def choose() -> Response:
    """Choose how much of the log everybody sees."""
    form = DegreeForm()
    if form.validate():
        with form.explaining():
            actions.choose_degree(reader(), current_brand().id, form.degree.data)
            return see_other(HOME, _("Saved."))
    return _log(form, 422)


def _log(form: DegreeForm, status: int = 200) -> Response:
    start = id_in(request.args.get("before", ""), queries.NEWEST)
    found = queries.acts(_wanted(), start, queries.A_PAGE + 1)
    kept = {name: value for name in FILTERS if (value := request.args.get(name, "").strip())}
    return page(
        "moderation/audit/log.html",
        status=status,
        acts=found[: queries.A_PAGE],
        more=found[queries.A_PAGE - 1].id if len(found) > queries.A_PAGE else None,
        kept=kept,
        known=[(name, label_of(name)) for name in queries.known_acts()],
        form=form if may_choose(reader()) is None else None,
    )


def _wanted() -> Wanted:
    """Read the filters; a name that is nobody's finds nothing."""
    asked = {name: request.args.get(name, "").strip()[:80].replace("\x00", "") for name in FILTERS}
    actor_id = ids_of_names([asked["name"]]).get(asked["name"], NOBODY) if asked["name"] else None
    dated = asked["start"] or asked["end"]
    by = asked["by"] if asked["by"] in {"people", "rules"} else ""
    return Wanted(asked["act"], actor_id, asked["subject"], period(asked["start"], asked["end"]) if dated else None, by)
