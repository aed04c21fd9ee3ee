"""Addresses of what members are told: the sheet under the bell, the page, the levels of places."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import by_htmx, reader
from forum.notifications import actions, queries
from forum.notifications.panels import draw_levels
from forum.notifications.registry import scenes

pages = Blueprint("notifications", __name__)


@pages.get("/notifications")
@signed_in
def index() -> Response:
    """List what the member was told."""
    before = request.args.get("before")
    return page("notifications/index.html", told=queries.told(reader(), before), deeper=before is not None)


@pages.get("/notifications/newest")
@signed_in
def newest() -> Response:
    """Show the newest of it, as the sheet under the bell does."""
    return _sheet()


@pages.get("/notifications/<id:notification_id>")
@signed_in
def follow(notification_id: int) -> Response:
    """Lead to what a notification tells of: it is read then."""
    line = queries.one(reader(), notification_id)
    if line is None:
        raise Missing
    actions.read_one(reader(), notification_id)
    return see_other(line.address)


@pages.post("/notifications/reading")
@signed_in
def read_all() -> Response:
    """Note that all of it is read."""
    actions.read_all(reader())
    if by_htmx():
        return _sheet()
    return see_other("/notifications", _("All is read."))


@pages.post("/notifications/<id:notification_id>/reading")
@signed_in
def read_one(notification_id: int) -> Response:
    """Note that one is read."""
    actions.read_one(reader(), notification_id)
    return see_other("/notifications")


@pages.post("/attention/<place>")
@signed_in
def choose(place: str) -> Response:
    """Choose how closely to be told of a place."""
    found = scenes(reader(), [place]).get(place)
    if found is None:
        raise Missing
    actions.choose_level(reader(), place, request.form.get("level") or request.args.get("level", ""))
    if by_htmx():
        return Response(draw_levels(reader(), place))
    return see_other(found.address, _("Saved."))


def _sheet() -> Response:
    return page("notifications/_sheet.html", told=queries.told(reader(), most=queries.IN_SHEET))
