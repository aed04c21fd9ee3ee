"""Addresses for machines: feeds, the sitemap, robots, and who to tell of a hole."""

from datetime import timedelta

from flask import Blueprint, Response, render_template

from forum.brands.current import absolute_url, current_brand
from forum.categories.labels import LISTS
from forum.categories.queries import category_page_head
from forum.core.clock import now
from forum.core.pages.declared import kept, shows
from forum.core.respond import Missing
from forum.core.visitor import reader
from forum.home.queries import shard, shards
from forum.threads import queries, reading
from forum.threads.labels import of_thread
from forum.threads.rows import ThreadRow

FEED = 30
CLOSED_DOORS = (
    "/settings",
    "/language",
    "/staff",
    "/sign-in",
    "/join",
    "/start",
    "/posts/",
    "/threads/",
    "/drafts",
    "/top",
    "/*?before=",
)
TRUSTED_FOR = timedelta(days=180)

pages = Blueprint("hooks", __name__)


@pages.get("/latest.atom")
@kept(LISTS)
def latest_feed() -> Response:
    """Give the newest threads as a feed."""
    return _feed("/latest", current_brand().name, list(queries.latest(reader()).rows))


@pages.get("/c/<slug>.atom")
@kept(LISTS)
def category_feed(slug: str) -> Response:
    """Give a category's threads as a feed."""
    head = category_page_head(reader().audiences, slug)
    if head is None:
        raise Missing
    return _feed(
        f"/c/{slug}",
        f"{head.name} · {current_brand().name}",
        list(queries.in_category(reader(), head.id).rows),
    )


@pages.get("/tags/<tag>.atom")
@kept(LISTS)
def tag_feed(tag: str) -> Response:
    """Give a tag's threads as a feed."""
    rows = list(queries.tagged(reader(), tag[:40]).rows)
    if not rows:
        raise Missing
    return _feed(f"/tags/{tag}", f"{tag} · {current_brand().name}", rows)


@pages.get("/threads/<id:thread_id>.atom")
@kept()
def thread_feed(thread_id: int) -> Response:
    """Give a thread's newest posts as a feed."""
    shows(of_thread(thread_id))
    thread = reading.head(reader(), thread_id)
    if thread is None:
        raise Missing
    last = reading.posts(thread, thread.pages)
    before = reading.posts(thread, thread.pages - 1) if thread.pages > 1 else ()
    posts = [post for post in (*before, *last) if post.deleted_at is None][-FEED:]
    return _xml("home/thread.atom.xml", "application/atom+xml", thread=thread, posts=posts[::-1])


@pages.get("/sitemap.xml")
@kept(LISTS)
def sitemap() -> Response:
    """Say where the pages of the sitemap are."""
    return _xml("home/sitemap_index.xml", "application/xml", shards=range(shards()))


@pages.get("/sitemaps/<id:number>.xml")
@kept(LISTS)
def sitemap_page(number: int) -> Response:
    """List threads for search engines."""
    if number >= shards():
        raise Missing
    return _xml("home/sitemap.xml", "application/xml", entries=shard(number))


@pages.get("/robots.txt")
@kept()
def robots() -> Response:
    """Tell robots what is not for them."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {door}" for door in CLOSED_DOORS),
        f"Sitemap: {absolute_url('/sitemap.xml')}",
    ]
    return _text(lines)


@pages.get("/.well-known/security.txt")
def security() -> Response:
    """Say whom to tell of a hole (RFC 9116)."""
    contact = current_brand().contact
    if not contact:
        raise Missing
    expires = (now() + TRUSTED_FOR).replace(microsecond=0).isoformat()
    return _text(
        [
            f"Contact: mailto:{contact}",
            f"Expires: {expires}",
            f"Canonical: {absolute_url('/.well-known/security.txt')}",
        ]
    )


def _feed(path: str, title: str, rows: list[ThreadRow]) -> Response:
    newest = max((row.last_post_at for row in rows), default=now())
    return _xml("home/threads.atom.xml", "application/atom+xml", path=path, title=title, rows=rows, updated=newest)


def _xml(template: str, kind: str, **context: object) -> Response:
    return Response(render_template(template, **context), content_type=f"{kind}; charset=utf-8")


def _text(lines: list[str]) -> Response:
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
