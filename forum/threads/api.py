"""Addresses that a page's scripts use: reactions, answers, previews, drafts, how far one has read."""

import re

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext as _

from forum.core.access import require
from forum.core.guard import signed_in
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, see_other, wants_json
from forum.core.visitor import by_htmx, reader
from forum.threads import drafts, policy, reading, steering
from forum.threads.history import PostAt, drafts_of, post_at
from forum.threads.words import prepare

PLACE = re.compile(r"new|(thread|edit)-[0-9]{1,18}")

pages = Blueprint("threads_api", __name__)


@pages.post("/posts/<id:post_id>/reactions")
@signed_in
def like(post_id: int) -> Response:
    """Like a post."""
    post = _post(post_id)
    limit("likes", "60/minute", reader().member_id)
    return _liked(post, steering.like(reader(), post_id), pressed=True)


@pages.delete("/posts/<id:post_id>/reactions")
@signed_in
def unlike(post_id: int) -> Response:
    """Take a like back."""
    post = _post(post_id)
    return _liked(post, steering.unlike(reader(), post_id), pressed=False)


@pages.post("/posts/<id:post_id>/answer")
@signed_in
def accept(post_id: int) -> Response:
    """Choose a post as the answer."""
    post = _post(post_id)
    steering.accept(reader(), post_id)
    return see_other(post.address, _("Marked as the answer. Thank you for telling everybody."))


@pages.delete("/posts/<id:post_id>/answer")
@signed_in
def unaccept(post_id: int) -> Response:
    """Take the choice of an answer back."""
    post = _post(post_id)
    steering.unaccept(reader(), post_id)
    return see_other(post.address, _("The question is open again."))


@pages.post("/preview")
@signed_in
def preview() -> Response:
    """Show how a post will look: by the code that will publish it."""
    limit("previews", "60/minute", reader().member_id)
    require(policy.may_write(reader()))
    try:
        words = prepare(request.form.get("source", ""))
    except Refused as refusal:
        return Response(render_template("threads/_preview.html", html="", reason=refusal.reason))
    return Response(render_template("threads/_preview.html", html=words.html, reason=None))


@pages.put("/drafts/<place>")
@signed_in
def save_draft(place: str) -> Response:
    """Keep what is being typed."""
    _check(place)
    limit("drafts", "120/minute", reader().member_id)
    form = request.form
    try:
        saved_at = drafts.save(reader(), place, form.get("title", ""), form.get("source", ""), form.get("seen"))
    except drafts.Newer as newer:
        response = jsonify(
            error=_("A newer draft was saved in another window."),
            source=newer.source,
            saved_at=newer.saved_at.isoformat(),
        )
        response.status_code = 409
        return response
    return jsonify(saved_at=saved_at.isoformat())


@pages.delete("/drafts/<place>")
@signed_in
def drop_draft(place: str) -> Response:
    """Throw a draft away."""
    _check(place)
    drafts.forget(reader(), place)
    return see_other("/drafts", _("The draft is gone."))


@pages.get("/drafts")
@signed_in
def list_drafts() -> Response:
    """List what was typed and not sent."""
    return page("threads/drafts.html", drafts=drafts_of(reader()))


@pages.post("/threads/<id:thread_id>/reading")
@signed_in
def read_to(thread_id: int) -> Response:
    """Remember how far the reader has read."""
    if reading.head(reader(), thread_id) is None:
        raise Missing
    number = request.form.get("number", type=int)
    if number is not None and 0 < number < 2**31:
        drafts.read_to(reader(), thread_id, number)
    return Response(status=204)


def _liked(post: PostAt, count: int, *, pressed: bool) -> Response:
    if wants_json() or by_htmx():
        return jsonify(count=count, pressed=pressed)
    return see_other(post.address)


def _post(post_id: int) -> PostAt:
    post = post_at(reader(), post_id)
    if post is None:
        raise Missing
    return post


def _check(place: str) -> None:
    if not PLACE.fullmatch(place):
        raise Missing
