"""Addresses of threads: read one, start one, reply, edit, delete."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, redirect, request
from flask_babel import gettext as _

from forum.categories.queries import startable
from forum.core.access import Denied, require
from forum.core.guard import signed_in
from forum.core.limits import limit
from forum.core.pages.declared import kept, shows
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.threads import actions, grounds, policy, reading, steering
from forum.threads.drawing import describe, draw
from forum.threads.forms import EditForm, ReasonForm, ReplyForm, StartForm
from forum.threads.history import PostAt, draft_of, post_at, quote_of, versions
from forum.threads.labels import of_thread
from forum.threads.policy import KINDS, may_use_kind
from forum.threads.reading import PAGE, ThreadHead, page_of

POSTS_RATE = "10/minute"

pages = Blueprint("threads", __name__)


@pages.get("/t/<slug>/<id:thread_id>")
@pages.get("/t/<slug>/<id:thread_id>/<id:number>")
@kept()
def show(slug: str, thread_id: int, number: int = 1) -> Response:
    """Show the page of a thread on which a post stands."""
    shows(of_thread(thread_id))
    thread = _thread(thread_id, number)
    if number > max(1, thread.last_number):
        return see_other(f"{thread.address}/{thread.last_number}#post-{thread.last_number}")
    if slug != thread.slug:
        return redirect(thread.address if number == 1 else f"{thread.address}/{number}", 301)  # type: ignore[return-value]
    return show_page(thread, number, ReplyForm() if reader().signed_in else None)


@pages.post("/threads/<id:thread_id>/posts")
@signed_in
def reply(thread_id: int) -> Response:
    """Reply in a thread."""
    form = ReplyForm()
    if form.validate():
        limit("posts", POSTS_RATE, reader().member_id)
        with form.explaining(), _missing_unless_seen(thread_id):
            placed = actions.reply(reader(), thread_id, form.source.data or "", to=form.to.data, key=form.once.data)
            return _to_post(placed)
    last = _thread(thread_id).last_number
    return show_page(_thread(thread_id, last), last, form, status=422)


@pages.get("/threads/<id:thread_id>/reply")
@signed_in
def open_reply(thread_id: int) -> Response:
    """Show a reply being written on a page of its own, perhaps with the words it quotes."""
    thread = _thread(thread_id)
    require(policy.may_reply(reader(), thread.ground))
    to = request.args.get("to", type=int)
    quoted = quote_of(thread, to) if to and 0 < to <= thread.last_number else ""
    form = ReplyForm(data={"source": quoted or thread.draft or "", "to": to})
    return page("threads/reply.html", thread=thread, form=form)


@pages.get("/threads/<id:thread_id>")
@pages.get("/threads/<id:thread_id>/<id:number>")
def find(thread_id: int, number: int = 1) -> Response:
    """Lead from a thread's id to its address."""
    thread = _thread(thread_id)
    return see_other(thread.address if number == 1 else f"{thread.address}/{number}#post-{number}")


@pages.get("/start")
@signed_in
def begin() -> Response:
    """Show the form for a new thread, with the draft of it that was kept."""
    require(policy.may_write(reader()))
    kept = draft_of(reader(), "new")
    form = StartForm(
        data={
            "category": request.args.get("in", ""),
            "kind": request.args.get("kind", "discussion"),
            "title": kept.title if kept else "",
            "source": kept.source if kept else "",
        }
    )
    _offer(form)
    return page("threads/start.html", form=form, kept=kept)


@pages.post("/start")
@signed_in
def start() -> Response:
    """Start a thread."""
    form = StartForm()
    _offer(form)
    if form.validate():
        limit("posts", POSTS_RATE, reader().member_id)
        with form.explaining():
            placed = actions.start(
                reader(),
                int(form.category.data),
                form.kind.data,
                form.title.data or "",
                form.source.data or "",
                form.tag_names,
                key=form.once.data,
            )
            return _to_post(placed)
    return page("threads/start.html", status=422, form=form, kept=None)


@pages.get("/posts/<id:post_id>/edit")
@signed_in
def open_edit(post_id: int) -> Response:
    """Show a post being edited, with the draft of the edit that was kept."""
    post = _post(post_id)
    require(policy.may_edit(reader(), grounds.of_post(reader(), post_id)))
    kept = draft_of(reader(), f"edit-{post_id}")
    form = EditForm(
        data={
            "source": kept.source if kept else post.source,
            "title": post.title,
            "tags": ", ".join(post.tags),
            "seen": post.edit_count,
        }
    )
    return page("threads/edit.html", form=form, post=post, kept=kept)


@pages.post("/posts/<id:post_id>/edit")
@signed_in
def edit(post_id: int) -> Response:
    """Change a post."""
    post, form = _post(post_id), EditForm()
    if form.validate():
        limit("posts", POSTS_RATE, reader().member_id)
        with form.explaining():
            placed = actions.edit(
                reader(), post_id, form.source.data or "", title=form.title.data or None, seen=form.seen.data
            )
            if post.number == 1 and form.tags.data is not None:
                steering.retag(reader(), post.thread_id, form.tags.data.split(","))
            return _to_post(placed)
    return page("threads/edit.html", status=422, form=form, post=post, kept=None)


@pages.get("/posts/<id:post_id>/history")
def history(post_id: int) -> Response:
    """Show what a post said before, and what each edit changed."""
    post = _post(post_id)
    if policy.may_see_history(reader(), grounds.of_post(reader(), post_id)) is not None:
        raise Missing
    return page("threads/history.html", post=post, versions=versions(post_id))


@pages.get("/posts/<id:post_id>/deletion")
@signed_in
def open_deletion(post_id: int) -> Response:
    """Ask once more before a post is deleted."""
    post = _post(post_id)
    require(policy.may_delete(reader(), grounds.of_post(reader(), post_id)))
    return page("threads/deletion.html", form=ReasonForm(), post=post)


@pages.post("/posts/<id:post_id>/deletion")
@signed_in
def delete(post_id: int) -> Response:
    """Delete a post."""
    post, form = _post(post_id), ReasonForm()
    if form.validate():
        actions.delete(reader(), post_id, form.reason.data or "")
        if post.number == 1:
            return see_other(f"/c/{post.category_slug}", _("The thread is deleted."))
        return see_other(f"{post.address}", _("The post is deleted."))
    return page("threads/deletion.html", status=422, form=form, post=post)


@pages.delete("/posts/<id:post_id>/deletion")
@signed_in
def restore(post_id: int) -> Response:
    """Bring a deleted post back."""
    post = _post(post_id)
    actions.restore(reader(), post_id)
    return see_other(post.address, _("The post is back."))


def show_page(thread: ThreadHead, number: int, form: ReplyForm | None, status: int = 200) -> Response:
    """Show one page of a thread."""
    current, actor = page_of(number), reader()
    posts = reading.posts(thread, current)
    if form and thread.draft and not form.source.data:
        form.source.data = thread.draft
    return page(
        "threads/thread.html",
        status=status,
        thread=thread,
        posts=draw(thread, posts, actor),
        structured=describe(thread, posts, current),
        page_links=reading.page_links(thread, current),
        page_address=reading.address_of,
        current=current,
        number=number,
        form=form,
        may_reply=policy.may_reply(actor, thread.ground),
        tends=policy.may_tend(actor, thread.ground) is None,
        retags=policy.trusted_to_retag(actor, thread.ground),
        per_page=PAGE,
    )


def _thread(thread_id: int, number: int = 1) -> ThreadHead:
    """Load a thread for this reader; what they may not see is missing."""
    thread = reading.head(reader(), thread_id, page_of(number))
    if thread is None:
        raise Missing
    return thread


@contextmanager
def _missing_unless_seen(thread_id: int) -> Iterator[None]:
    """Let a refusal tell nobody of a thread that they may not see (S16); whoever is let in need not be asked twice."""
    try:
        yield
    except Denied:
        _thread(thread_id)
        raise


def _post(post_id: int) -> PostAt:
    post = post_at(reader(), post_id)
    if post is None:
        raise Missing
    return post


def _offer(form: StartForm) -> None:
    form.offer(startable(reader().audiences), [kind for kind in KINDS if may_use_kind(reader(), kind) is None])


def _to_post(placed: actions.Placed) -> Response:
    base = f"/t/{placed.slug}/{placed.thread_id}"
    if placed.number is None:
        return see_other("/", _("Thank you. A moderator looks at your post before it appears."))
    return see_other(f"{base}/{placed.number}#post-{placed.number}")
