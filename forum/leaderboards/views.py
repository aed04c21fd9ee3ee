"""Addresses of boards."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from forum.categories.queries import CategoryNode, category_page_head, tree
from forum.core.access import Actor
from forum.core.guard import signed_in
from forum.core.pages.declared import kept
from forum.core.paging import PLACE
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.leaderboards import actions, queries
from forum.leaderboards.labels import BOARDS
from forum.leaderboards.models import KINDS, WHOLE
from forum.leaderboards.queries import PeriodView

SLUG = "[a-z0-9-]{1,80}"

pages = Blueprint("leaderboards", __name__)


@pages.get("/leaderboard")
@kept(BOARDS, before=PLACE, **{"in": SLUG})
def start() -> Response:
    """Show this week's board."""
    return _board("week", queries.current("week"))


@pages.get("/leaderboard/<any(week, month, season, year, all):kind>")
@kept(BOARDS, before=PLACE, **{"in": SLUG})
def of_kind(kind: str) -> Response:
    """Show the board of the week, month, season or year that runs, or of all time."""
    return _board(kind, queries.current(kind))


@pages.get("/leaderboard/seasons")
@kept(BOARDS)
def seasons() -> Response:
    """List the seasons with their medals."""
    found = queries.seasons()
    medals = queries.medals_of_seasons([season.id for season in found])
    return page("leaderboards/seasons.html", seasons=found, medals=medals)


@pages.get("/leaderboard/season/<id:season_id>")
@kept(BOARDS, before=PLACE, **{"in": SLUG})
def of_season(season_id: int) -> Response:
    """Show the board of one season, perhaps of one that is over."""
    found = queries.period(season_id)
    if found is None or found.kind != "season":
        raise Missing
    return _board("season", found)


@pages.post("/settings/leaderboards")
@signed_in
def leave() -> Response:
    """Take the reader off all boards."""
    actions.leave(reader())
    return see_other("/settings/profile", _("You stand on no leaderboard any more."))


@pages.delete("/settings/leaderboards")
@signed_in
def join() -> Response:
    """Let the reader stand on boards again."""
    actions.join(reader())
    return see_other("/settings/profile", _("You stand on the leaderboards again."))


def _board(kind: str, found: PeriodView | None) -> Response:
    actor, category, before = reader(), _category(reader()), request.args.get("before")
    place_id = category.id if category else WHOLE
    running = found is not None and found.closed_at is None
    ranks = queries.board(found.id, place_id, before) if found else None
    me = queries.mine(actor.member_id, found.id, place_id) if found and actor.member_id else None
    return page(
        "leaderboards/board.html",
        kind=kind,
        kinds=KINDS,
        period=found,
        found=ranks,
        me=me,
        category=category,
        categories=[node for top in tree(actor.audiences) for node in top.within()],
        medals=queries.medals_of_seasons([found.id]).get(found.id, []) if found and not running else [],
        live=running and not before,
        here=url_for(request.endpoint or "", **(request.view_args or {})),
    )


def _category(actor: Actor) -> CategoryNode | None:
    """Give the category that is asked for, or None for all together."""
    slug = request.args.get("in")
    if not slug:
        return None
    found = category_page_head(actor.audiences, slug)
    if found is None:
        raise Missing
    return found
