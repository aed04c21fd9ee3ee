"""Where the staff chooses the rules of boards and seasons."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.categories.queries import startable
from forum.core.guard import desk_page, staff_only
from forum.core.respond import page, see_other
from forum.core.visitor import reader
from forum.leaderboards import actions, queries
from forum.leaderboards.forms import RulesForm
from forum.members.queries import authors

HOME = "/staff/leaderboards"

desk = Blueprint("leaderboards_staff", __name__)
desk_page(HOME, lazy_gettext("Leaderboards"), "trophy")


@desk.get(HOME)
@staff_only
def show() -> Response:
    """Show the rules."""
    form = RulesForm(data=_chosen())
    form.offer(startable(reader().audiences))
    return page("leaderboards/rules.html", form=form, season=queries.current("season"))


@desk.post(HOME)
@staff_only
def choose() -> Response:
    """Choose the rules."""
    form = RulesForm()
    form.offer(startable(reader().audiences))
    if form.validate():
        with form.explaining():
            actions.choose(reader(), _typed(form))
            return see_other(HOME, _("Saved."))
    return page("leaderboards/rules.html", status=422, form=form, season=queries.current("season"))


def _chosen() -> dict[str, object]:
    """Give what holds now, as the form shows it."""
    rules, season = queries.rules(), queries.current("season")
    running = {"running_name": season.name if season else ""}
    if rules is None:
        return running | {"timezone": "UTC", "seasons": True, "season_months": 3, "category": 0}
    host = authors([rules.host_id]).get(rules.host_id) if rules.host_id else None
    return running | {
        "timezone": rules.timezone, "shows_staff": rules.shows_staff, "seasons": rules.seasons,
        "season_months": rules.season_months, "next_name": rules.next_name, "host": host.name if host else "",
        "category": rules.category_id or 0,
    }  # fmt: skip


def _typed(form: RulesForm) -> actions.Rules:
    return actions.Rules(
        timezone=form.timezone.data or "",
        shows_staff=form.shows_staff.data,
        seasons=form.seasons.data,
        season_months=form.season_months.data or 0,
        running_name=form.running_name.data or "",
        next_name=form.next_name.data or "",
        host=form.host.data or "",
        category_id=form.category.data or None,
    )
