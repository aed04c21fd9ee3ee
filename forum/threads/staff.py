"""Addresses for moderators: close, pin and move a thread, give it other tags."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.categories.queries import startable
from forum.core.access import require
from forum.core.guard import signed_in
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.threads import policy, reading, steering
from forum.threads.forms import MoveForm, ReasonForm, TagsForm
from forum.threads.reading import ThreadHead

pages = Blueprint("threads_staff", __name__)


@pages.get("/threads/<id:thread_id>/closure")
@signed_in
def open_closure(thread_id: int) -> Response:
    """Ask why the thread is closed."""
    return page("threads/closure.html", thread=_tended(thread_id), form=ReasonForm())


@pages.post("/threads/<id:thread_id>/closure")
@signed_in
def close(thread_id: int) -> Response:
    """Close a thread."""
    thread, form = _tended(thread_id), ReasonForm()
    if form.validate():
        steering.close(reader(), thread_id, form.reason.data or "")
        return see_other(thread.address, _("The thread is closed."))
    return page("threads/closure.html", status=422, thread=thread, form=form)


@pages.delete("/threads/<id:thread_id>/closure")
@signed_in
def reopen(thread_id: int) -> Response:
    """Open a closed thread."""
    thread = _tended(thread_id)
    steering.reopen(reader(), thread_id)
    return see_other(thread.address, _("The thread is open again."))


@pages.post("/threads/<id:thread_id>/pin")
@signed_in
def pin(thread_id: int) -> Response:
    """Pin a thread."""
    thread = _tended(thread_id)
    steering.pin(reader(), thread_id)
    return see_other(thread.address, _("The thread is pinned: it stands first in its category."))


@pages.delete("/threads/<id:thread_id>/pin")
@signed_in
def unpin(thread_id: int) -> Response:
    """Take a pin away."""
    thread = _tended(thread_id)
    steering.unpin(reader(), thread_id)
    return see_other(thread.address, _("The thread is pinned no more."))


@pages.get("/threads/<id:thread_id>/category")
@signed_in
def open_move(thread_id: int) -> Response:
    """Ask where the thread goes."""
    return page("threads/move.html", thread=_tended(thread_id), form=_move_form())


@pages.post("/threads/<id:thread_id>/category")
@signed_in
def move(thread_id: int) -> Response:
    """Move a thread."""
    thread, form = _tended(thread_id), _move_form()
    if form.validate():
        with form.explaining():
            steering.move(reader(), thread_id, int(form.category.data))
            return see_other(thread.address, _("The thread is moved."))
    return page("threads/move.html", status=422, thread=thread, form=form)


@pages.get("/threads/<id:thread_id>/tags")
@signed_in
def open_tags(thread_id: int) -> Response:
    """Ask which tags the thread is to have."""
    thread = _seen(thread_id)
    require(policy.may_retag(reader(), thread.ground))
    return page("threads/tags.html", thread=thread, form=TagsForm(data={"tags": ", ".join(thread.tags)}))


@pages.post("/threads/<id:thread_id>/tags")
@signed_in
def retag(thread_id: int) -> Response:
    """Give a thread other tags."""
    thread, form = _seen(thread_id), TagsForm()
    if form.validate():
        with form.explaining():
            steering.retag(reader(), thread_id, (form.tags.data or "").split(","))
            return see_other(thread.address, _("The tags are changed."))
    return page("threads/tags.html", status=422, thread=thread, form=form)


def _seen(thread_id: int) -> ThreadHead:
    thread = reading.head(reader(), thread_id)
    if thread is None:
        raise Missing
    return thread


def _tended(thread_id: int) -> ThreadHead:
    """Load a thread that this reader may steer."""
    thread = _seen(thread_id)
    require(policy.may_tend(reader(), thread.ground))
    return thread


def _move_form() -> MoveForm:
    form = MoveForm()
    form.category.choices = [(str(number), name) for number, name in startable(reader().audiences)]
    return form
