"""How moderators see, hide and restore posts and the titles of threads."""

import re

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, or_, select

from forum.core.access import Actor
from forum.core.db import Statement, read
from forum.core.refusal import Refused
from forum.core.review import Exhibit, Neighbour, Reviewable, reviewable
from forum.media.queries import address as picture_address
from forum.media.queries import pieces_of
from forum.threads import actions, grounds, policy, redress
from forum.threads.models import Deletion, Post, ReadMark, Thread
from forum.threads.words import prepare

BEFORE, AFTER = 2, 1

_readers = (
    select(func.count())
    .select_from(ReadMark)
    .where(ReadMark.thread_id == Thread.id)
    .correlate(Thread)
    .scalar_subquery()
)
_POST: Statement = (
    select(
        Thread.title, Thread.slug, Thread.id, Thread.category_id, Thread.last_number, Post.number, Post.reply_to,
        Post.author_id, Post.source, Post.html, Deletion.made_at, _readers.label("readers"),
    )
    .select_from(Post)
    .join(Thread, Thread.id == Post.thread_id)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(Post.id == bindparam("post_id"))
)  # fmt: skip
_AROUND: Statement = (
    select(Post.number, Post.author_id, Post.html)
    .outerjoin(Deletion, Deletion.post_id == Post.id)
    .where(
        Post.thread_id == bindparam("thread_id"),
        Deletion.post_id.is_(None),
        or_(
            Post.number.between(bindparam("first"), bindparam("last")),
            Post.number == bindparam("answered"),
        ),
        Post.number != bindparam("itself"),
    )
    .order_by(Post.number)
)
_TITLE: Statement = select(
    Thread.title, Thread.slug, Thread.category_id, Thread.author_id, Thread.published_at, _readers.label("readers")
).where(Thread.id == bindparam("thread_id"))

_AT: Statement = select(Post.id).where(Post.thread_id == bindparam("thread_id"), Post.number == bindparam("number"))
_PATH = re.compile(r"/t/[^/]+/(?P<thread>[0-9]{1,18})(?:/(?P<number>[0-9]{1,9}))?/?\Z")


def show(actor: Actor, post_id: int) -> Exhibit | None:
    """Show a post to a moderator of its category, with what stands around it."""
    row = read().execute(_POST, {"post_id": post_id}).first()
    if row is None or policy.may_tend(actor, grounds.of_post(actor, post_id)) is not None:
        return None
    thread = f"/t/{row.slug}/{row.id}"
    place = row.number or row.last_number + 1
    return Exhibit(
        title=row.title,
        author_id=row.author_id,
        source=row.source,
        html=row.html,
        address=f"{thread}/{row.number or 1}#post-{row.number or 1}",
        hidden=row.made_at is not None,
        held=row.number is None,
        place=f"category:{row.category_id}",
        pictures=_pictures(row.source),
        pieces=pieces_of(f"post:{post_id}") if "picture:" in row.source else (),
        readers=row.readers,
        around=_around(row.id, place, row.reply_to, thread),
    )


def show_title(actor: Actor, thread_id: int) -> Exhibit | None:
    """Show the title of a thread to a moderator of its category."""
    row = read().execute(_TITLE, {"thread_id": thread_id}).first()
    if row is None or policy.may_tend(actor, grounds.of_thread(actor, thread_id)) is not None:
        return None
    return Exhibit(
        title=row.title,
        author_id=row.author_id,
        source=row.title,
        html="",
        address=f"/t/{row.slug}/{thread_id}",
        hidden=redress.is_hidden(thread_id),
        place=f"category:{row.category_id}",
        readers=row.readers,
    )


def seen(actor: Actor, post_id: int) -> str | None:
    """Give the address of a post that a reader may see; what is held or deleted is not before them."""
    row = read().execute(_POST, {"post_id": post_id}).first()
    if row is None or row.number is None or row.made_at is not None:
        return None
    if policy.may_see(actor, grounds.of_post(actor, post_id)) is not None:
        return None
    return f"/t/{row.slug}/{row.id}/{row.number}#post-{row.number}"


def seen_title(actor: Actor, thread_id: int) -> str | None:
    """Give the address of a thread whose title a reader may see."""
    row = read().execute(_TITLE, {"thread_id": thread_id}).first()
    if row is None or redress.is_hidden(thread_id):
        return None
    return f"/t/{row.slug}/{thread_id}" if policy.may_see(actor, grounds.of_thread(actor, thread_id)) is None else None


def at(path: str) -> int | None:
    """Give the post that a path leads to: of a thread without a number, the first."""
    found = _PATH.match(path)
    if found is None:
        return None
    place = {"thread_id": int(found["thread"]), "number": int(found["number"] or 1)}
    post_id: int | None = read().execute(_AT, place).scalar()
    return post_id


def release(actor: Actor, post_id: int) -> None:
    """Publish a held post."""
    actions.release(actor, post_id)


def _around(thread_id: int, place: int, answered: int | None, thread: str) -> tuple[Neighbour, ...]:
    rows = read().execute(
        _AROUND,
        {
            "thread_id": thread_id, "first": place - BEFORE, "last": place + AFTER, "itself": place,
            "answered": answered or 0,
        },
    )  # fmt: skip
    return tuple(
        Neighbour(row.author_id, row.html, f"{thread}/{row.number}#post-{row.number}", row.number < place)
        for row in rows
    )


def _pictures(source: str) -> tuple[str, ...]:
    keys = prepare(source).pictures if "picture:" in source else ()
    return tuple(picture_address(key) for key in keys)


def _never_held(_actor: Actor, _thread_id: int) -> None:
    raise Refused(_("This was not held."))


reviewable(
    "post",
    Reviewable(
        show=show,
        hide=actions.delete,
        restore=actions.restore,
        release=release,
        revise=redress.revise,
        seen=seen,
        at=at,
    ),
)
reviewable(
    "title",
    Reviewable(show=show_title, hide=redress.hide, restore=redress.restore, release=_never_held, seen=seen_title),
)
