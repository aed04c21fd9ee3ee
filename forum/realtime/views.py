"""The address at which a page catches up, and what every page says of where it stands."""

from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from forum.core.i18n import language
from forum.core.limits import limit
from forum.core.pages.declared import always_open
from forum.core.respond import Missing, problem
from forum.core.visitor import address, reader
from forum.realtime.asking import Join, Malformed
from forum.realtime.catching import admitted, catch_up
from forum.realtime.queries import position

RATE = "60/minute"

pages = Blueprint("live", __name__)


@pages.get("/live")
@always_open
def live() -> Response:
    """Give a page what came after its cursor; where no socket can be had, pages ask here now and then."""
    limit("live", RATE, reader().member_id or address())
    try:
        asked = Join.of(request.args)
    except Malformed as error:
        return problem(400, str(error))
    if admitted(reader(), asked.channel) is None:
        raise Missing
    answer = jsonify(catch_up(reader(), asked.channel, asked.page, asked.after, language()))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@pages.before_app_request
def take_position() -> None:
    """Remember how far the facts have come before the page reads anything: all of that it will contain."""
    g.live_at = position()


@pages.app_context_processor
def context() -> dict[str, Any]:
    """Give every page its cursor."""
    return {"live_at": g.get("live_at") or ""}
