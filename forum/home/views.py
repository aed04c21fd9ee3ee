"""Addresses of lists: the start page, latest, unanswered, top, a category, a tag."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for

from forum.brands.current import current_brand
from forum.categories.labels import LISTS
from forum.categories.policy import may_start
from forum.categories.queries import category_page_head, tree
from forum.core.pages.declared import kept
from forum.core.paging import PLACE, Page
from forum.core.respond import Missing, page
from forum.core.visitor import reader
from forum.home.first_run import first_run
from forum.home.queries import beside
from forum.threads import queries
from forum.threads.rows import ThreadRow

__all__ = ["first_run", "pages"]

pages = Blueprint("home", __name__)


@pages.get("/")
@kept(LISTS, before=PLACE)
def start() -> Response:
    """Show what is alive."""
    return _list("home/start.html", queries.latest, categories=tree(reader().audiences), beside=beside(reader()))


@pages.get("/latest")
@kept(LISTS, before=PLACE)
def latest() -> Response:
    """List threads by their last post."""
    return _list("home/latest.html", queries.latest)


@pages.get("/unanswered")
@kept(LISTS, before=PLACE)
def unanswered() -> Response:
    """List threads nobody has replied to."""
    return _list("home/unanswered.html", queries.unanswered)


@pages.get("/top")
@kept(LISTS)
def top() -> Response:
    """List the threads that were alive this week."""
    return page("home/top.html", rows=queries.top_of_week(reader()), older=None)


@pages.get("/top/all")
@kept(LISTS, before=PLACE)
def most_liked() -> Response:
    """List the threads people liked most, ever."""
    return _list("home/most_liked.html", queries.most_liked)


@pages.get("/c/<slug>")
@kept(LISTS, before=PLACE)
def category(slug: str) -> Response:
    """Show a category and its threads."""
    head = category_page_head(reader().audiences, slug)
    if head is None:
        raise Missing
    return _list(
        "home/category.html",
        lambda actor, before: queries.in_category(actor, head.id, before),
        category=head,
        may_start=may_start(reader(), head) is None,
    )


@pages.get("/tags")
@kept(LISTS)
def tags() -> Response:
    """List the words that threads share."""
    return page("home/tags.html", tags=queries.popular_tags(reader(), 200))


@pages.get("/tags/<tag>")
@kept(LISTS, before=PLACE)
def tag(tag: str) -> Response:
    """List the threads that have a tag."""
    return _list("home/tag.html", lambda actor, before: queries.tagged(actor, tag[:40], before), tag=tag[:40])


@pages.get("/about")
@kept()
def about() -> Response:
    """Tell who is behind the community."""
    if not current_brand().about_html:
        raise Missing
    return page("home/about.html")


def _list(template: str, find: Callable[[Any, str | None], Page[ThreadRow]], **context: Any) -> Response:
    """Show one page of a list."""
    found = find(reader(), request.args.get("before"))
    older = url_for(request.endpoint or "", before=found.next, **(request.view_args or {})) if found.next else None
    return page(template, rows=found.rows, older=older, deeper="before" in request.args, **context)
