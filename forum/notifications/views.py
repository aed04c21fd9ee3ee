"""Addresses of what members are told: the sheet under the bell, the page, the levels of places."""

from datetime import time

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import by_htmx, reader
from forum.notifications import actions, queries
from forum.notifications.forms import MAIL, HabitForm, habit_form
from forum.notifications.habits import Habits, habits_of, keep_habits, switch_mail_on, wishes_of
from forum.notifications.levels import NAMES
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
    return _sheet(reader().unseen)


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
        return _sheet(0)
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
    back = "/settings/notifications" if request.args.get("from") == "settings" else found.address
    return see_other(back, _("Saved."))


@pages.get("/settings/notifications")
@signed_in
def settings_form() -> Response:
    """Show how the member wants to be told."""
    kept = habits_of(reader())
    wishes = {MAIL + name: how for name, how in wishes_of(reader()).items()}
    shown = {name: getattr(kept, name) for name in Habits.__slots__} | wishes
    shown |= {"quiet": kept.quiet_from is not None, "quiet_from": _time(kept.quiet_from, 22)}
    shown |= {"quiet_to": _time(kept.quiet_to, 7)}
    return _settings(habit_form(shown), kept)


@pages.post("/settings/notifications")
@signed_in
def keep_settings() -> Response:
    """Keep how the member wants to be told."""
    form = habit_form()
    if form.validate():
        with form.explaining():
            keep_habits(reader(), form.wishes, **form.chosen)
            return see_other("/settings/notifications", _("Saved."))
    return _settings(form, habits_of(reader()), status=422)


@pages.post("/settings/notifications/mail")
@signed_in
def mail_again() -> Response:
    """Mail a member again whose letters came back."""
    switch_mail_on(reader())
    return see_other("/settings/notifications", _("We mail you again."))


def _settings(form: HabitForm, kept: Habits, status: int = 200) -> Response:
    chosen = queries.chosen_places(reader())
    return page("notifications/settings.html", status=status, form=form, kept=kept, chosen=chosen, names=NAMES)


def _time(minute: int | None, usual: int) -> time:
    return time(*divmod(minute if minute is not None else usual * 60, 60))


def _sheet(unseen: int) -> Response:
    return page("notifications/_sheet.html", unseen=unseen, told=queries.told(reader(), most=queries.IN_SHEET))
