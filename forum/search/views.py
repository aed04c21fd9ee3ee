"""Addresses of search: the page, threads like a title, and what browsers ask to search from their own bar."""

from datetime import timedelta

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from forum.brands.current import absolute_url, current_brand
from forum.core.cache import cache
from forum.core.clock import now
from forum.core.limits import TooOften, limit
from forum.core.respond import page
from forum.core.visitor import network, reader
from forum.search import editions, jobs, misses, queries
from forum.search.engine import Overloaded, Unready
from forum.search.parsing import Asked, parse
from forum.search.registry import CHOICES

RATE, RATE_OF_NETWORK, RATE_OF_TITLES = "40/minute", "120/minute", "60/minute"
ASKED_AGAIN_S = 15.0
RETRY_S = "10"
MOST_ALIKE = 5
LONGEST_TYPED = 10_000
SORTS = ("best", "newest")

pages = Blueprint("search", __name__)


@pages.get("/search")
def search() -> Response:
    """Show what was found, or how to ask."""
    asked = parse(_typed())
    newest = request.args.get("sort") == "newest"
    if asked.empty:
        return _page(asked, newest, faults=asked.faults)
    _count()
    try:
        found = queries.results(reader(), asked, newest=newest, page=_page_number())
    except Unready:
        return _page(asked, newest, state=_rebuild())
    except Overloaded:
        return _page(asked, newest, state="busy")
    if not found.rows and not found.faults:
        misses.note_miss(asked.text)
    return _page(asked, newest, found=found, faults=found.faults)


@pages.get("/search/similar")
def similar() -> Response:
    """Show threads like a title that is being typed; where that cannot be, nothing is shown."""
    try:
        limit("titles", RATE_OF_TITLES, reader().member_id or network())
        found = queries.similar(reader(), request.args.get("title", "")[:200], MOST_ALIKE)
    except (Unready, Overloaded, TooOften):
        found = []
    return _quiet(page("search/_similar.html", found=found))


@pages.get("/opensearch.xml")
def description() -> Response:
    """Tell browsers how to search here."""
    text = render_template("search/opensearch.xml", name=current_brand().name[:16], url=absolute_url("/search"))
    return Response(text, content_type="application/opensearchdescription+xml; charset=utf-8")


def _page(asked: Asked, newest: bool, state: str = "", **context: object) -> Response:
    choices = {name: list_choices(reader()) for name, list_choices in CHOICES.items()}
    answer = page(
        "search/search.html", status=503 if state else 200, asked=asked, newest=newest, state=state, choices=choices,
        spans=_spans(), **context,
    )  # fmt: skip
    if state:
        answer.headers["Retry-After"] = RETRY_S
    return _quiet(answer)


def _spans() -> list[tuple[str, str]]:
    """List spans of time by the day before which they begin."""
    today = now().date()
    spans = ((7, _("The last week")), (30, _("The last month")), (365, _("The last year")))
    return [((today - timedelta(days=days + 1)).isoformat(), name) for days, name in spans]


def _typed() -> str:
    """Put the words of the box and the choices of the form together, as if all had been typed."""
    parts = [request.args.get("q", "")[:LONGEST_TYPED].strip()]
    for name in ("in", "by", "tag", "is", "after", "before"):
        value = " ".join(request.args.get(name, "")[:100].replace('"', " ").split())
        if value:
            parts.append(f'{name}:"{value}"' if " " in value else f"{name}:{value}")
    return " ".join(parts)


def _page_number() -> int:
    number = request.args.get("page", 1, type=int)
    return min(max(number, 1), queries.MOST_PAGES)


def _count() -> None:
    """Count this search, for whoever asks (S50)."""
    if reader().member_id is not None:
        limit("search", RATE, reader().member_id)
    else:
        limit("search", RATE_OF_NETWORK, network())


def _rebuild() -> str:
    """Have the index built, and say that it is."""
    edition_id = editions.current_or_none()
    cache.fresh(("search lost", edition_id), ASKED_AGAIN_S, lambda: jobs.lost(edition_id))
    return "building"


def _quiet(response: Response) -> Response:
    """Keep what somebody searched for out of caches and of search engines."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
