"""Where members appeal."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from moderation.appeals import actions
from moderation.appeals.forms import AppealForm
from moderation.appeals.panels import around
from moderation.sanctions.queries import reasons_of

pages = Blueprint("appeals", __name__)


@pages.post("/statements/<id:decision_id>/appeal")
@signed_in
def appeal(decision_id: int) -> Response:
    """Ask for a decision to be looked at again."""
    reasons, form = reasons_of(decision_id), AppealForm()
    if reasons is None or reasons.author_id != reader().member_id:
        raise Missing
    if form.validate():
        with form.explaining():
            actions.appeal(reader(), decision_id, form.words.data or "")
    if form.errors:
        return page("moderation/appeals/appeal.html", status=422, **around(reasons) | {"form": form})
    return see_other(f"/statements/{decision_id}", _("Your appeal is there. Somebody else looks at it."))
