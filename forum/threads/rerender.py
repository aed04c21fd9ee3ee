"""Renders old posts anew when the renderer has changed; can be stopped and started again at any time."""

from collections.abc import Iterator

from sqlalchemy import bindparam, func, select, update

from forum.core.db import db, read
from forum.core.refusal import Refused
from forum.core.text import RENDER_VERSION
from forum.core.transaction import transaction
from forum.threads.models import Post, Thread
from forum.threads.words import prepare

BATCH = 100

_OLD = (
    select(Post.id, Post.source)
    .where(Post.render_version < RENDER_VERSION, Post.id > bindparam("after"))
    .order_by(Post.id)
    .limit(BATCH)
)


def waiting() -> int:
    """Count the posts rendered by an older renderer."""
    return read().scalar(select(func.count()).select_from(Post).where(Post.render_version < RENDER_VERSION)) or 0


def rerender() -> Iterator[int]:
    """Render them batch by batch; gives how many each batch held."""
    after = 0
    while rows := read().execute(_OLD, {"after": after}).all():
        after = rows[-1].id
        _store([(row.id, *_rendered(row.source)) for row in rows])
        yield len(rows)


def _rendered(source: str) -> tuple[str | None, str | None]:
    """Render a source; one that today's limits refuse keeps the html it has."""
    try:
        words = prepare(source)
    except Refused:
        return None, None
    return words.html, words.excerpt


@transaction
def _store(rendered: list[tuple[int, str | None, str | None]]) -> None:
    threads: set[int] = set()
    for post_id, html, excerpt in rendered:
        post = db.session.get_one(Post, post_id)
        post.render_version = RENDER_VERSION
        if html is not None and excerpt is not None:
            post.html, post.excerpt = html, excerpt
            threads.add(post.thread_id)
    db.session.execute(update(Thread).where(Thread.id.in_(threads)).values(version=Thread.version + 1))
