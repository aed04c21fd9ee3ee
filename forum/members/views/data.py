"""Where members take their data along, and where they go for good."""

from urllib.parse import quote

from flask import Response, request
from flask_babel import gettext as _
from flask_login import logout_user

from forum.core.guard import signed_in
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.members import actions, queries
from forum.members.exporting import archive, pieces
from forum.members.forms import ErasureForm, ExportForm
from forum.members.views.desk import members, verified

HOME = "/settings/data"


@members.get(HOME)
@signed_in
def data() -> Response:
    """Show what a member can do with their data."""
    return _data(ExportForm(), ErasureForm())


@members.post(f"{HOME}/archive")
@signed_in
def export() -> Response:
    """Show the link to all that the house holds of the member, for an hour, in this browser alone."""
    form = ExportForm()
    key = form.attempt(verified(form, lambda: actions.prepare_export(reader())))
    return _data(form, ErasureForm(), link=f"{HOME}/archive?key={quote(key)}" if key else None)


@members.get(f"{HOME}/archive")
@signed_in
def take() -> Response:
    """Give the archive; a link that is over or somebody else's leads nowhere."""
    if not actions.opens_export(reader(), request.args.get("key", "")):
        raise Missing
    name = f"{reader().name}.zip"
    disposition = f"attachment; filename=\"data.zip\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return Response(pieces(archive(reader())), content_type="application/zip", headers=headers)


@members.post(f"{HOME}/erasure")
@signed_in
def erase() -> Response:
    """Erase the member, who is signed out with it."""
    form = ErasureForm()
    if form.validate():
        how, name = form.how.data or "", form.name.data or ""
        form.attempt(verified(form, lambda: actions.ask_erasure(reader(), how, name)))
    if form.errors:
        return _data(ExportForm(), form)
    logout_user()
    return see_other("/", _("You are erased: what is left of it goes within minutes. Farewell."))


def _data(export_form: ExportForm, erasure_form: ErasureForm, link: str | None = None) -> Response:
    faulty = export_form.errors or erasure_form.errors
    return page(
        "members/data.html", status=422 if faulty else 200, export=export_form, erasure=erasure_form, link=link,
        account=queries.account(reader()),
    )  # fmt: skip
