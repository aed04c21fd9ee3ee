"""Where staff see what was looked for in vain."""

from flask import Blueprint, Response
from flask_babel import lazy_gettext

from forum.core.guard import desk_page, staff_only
from forum.core.respond import page
from forum.search.misses import often_missed

desk = Blueprint("search_staff", __name__)
desk_page("/staff/searches", lazy_gettext("Searches"), "search")


@desk.get("/staff/searches")
@staff_only
def searches() -> Response:
    """List the searches that found nothing."""
    return page("search/misses.html", rows=often_missed())
