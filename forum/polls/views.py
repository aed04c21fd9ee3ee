"""Addresses of polls."""

import re

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from forum.core.access import require
from forum.core.guard import signed_in
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import by_htmx, reader
from forum.polls import actions, policy
from forum.polls.forms import PollForm
from forum.polls.panels import draw_poll
from forum.polls.queries import thread_of
from forum.threads import reading
from forum.threads.reading import ThreadHead

PLAIN_ID = re.compile("[0-9]{1,18}")

pages = Blueprint("polls", __name__)


@pages.get("/threads/<id:thread_id>/poll")
@signed_in
def begin(thread_id: int) -> Response:
    """Show the form for a new poll."""
    thread = _thread(thread_id)
    require(policy.may_open(reader(), thread.ground))
    return page("polls/new.html", thread=thread, form=PollForm())


@pages.post("/threads/<id:thread_id>/poll")
@signed_in
def open_poll(thread_id: int) -> Response:
    """Put a poll on a thread."""
    thread, form = _thread(thread_id), PollForm()
    if form.validate():
        with form.explaining():
            actions.open_poll(
                reader(),
                thread_id,
                form.question.data or "",
                form.lines,
                multiple=form.multiple.data,
                days=form.days.data,
                key=form.once.data,
            )
            return see_other(thread.address, _("The poll is open."))
    return page("polls/new.html", status=422, thread=thread, form=form)


@pages.post("/polls/<id:poll_id>/votes")
@signed_in
def vote(poll_id: int) -> Response:
    """Vote."""
    thread = _thread_of_poll(poll_id)
    limit("votes", "30/minute", reader().member_id)
    chosen = [int(text) for text in request.form.getlist("choice")[:50] if PLAIN_ID.fullmatch(text)]
    try:
        actions.vote(reader(), poll_id, chosen)
    except Refused as refusal:
        return _answer(thread, refusal.reason, 422)
    return _answer(thread, _("Your vote is counted. You can change it while the poll is open."))


@pages.delete("/polls/<id:poll_id>/votes")
@signed_in
def withdraw(poll_id: int) -> Response:
    """Take a vote back."""
    thread = _thread_of_poll(poll_id)
    actions.withdraw(reader(), poll_id)
    return _answer(thread, _("Your vote is taken back."))


@pages.post("/polls/<id:poll_id>/closure")
@signed_in
def close(poll_id: int) -> Response:
    """Close a poll."""
    thread = _thread_of_poll(poll_id)
    actions.close(reader(), poll_id)
    return _answer(thread, _("The poll is closed."))


def _answer(thread: ThreadHead, words: str, status: int = 200) -> Response:
    """Give the poll alone to a page that asks for it, else the thread with a line."""
    if by_htmx():
        return Response(
            draw_poll(thread, reader(), words) or "", status=status, content_type="text/html; charset=utf-8"
        )
    return see_other(thread.address, words)


def _thread(thread_id: int) -> ThreadHead:
    thread = reading.head(reader(), thread_id)
    if thread is None:
        raise Missing
    return thread


def _thread_of_poll(poll_id: int) -> ThreadHead:
    return _thread(thread_of(poll_id) or 0)
