"""What all views of members share: where a visit comes from, how somebody is let in, how a form comes back."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, after_this_request, g, request
from flask_login import login_user

from forum.core.config import settings
from forum.core.respond import page
from forum.core.tokens import fresh_token
from forum.core.visitor import address, network, reader
from forum.members import actions
from forum.members.flairs import FLAIRS
from forum.members.forms import ChangeEmailForm, ChangePasswordForm, ExportForm, PatientForm
from forum.members.sessions import Opened, Visit, browser_name, load_visitor

T = TypeVar("T")

DEVICE, DEVICE_LENGTH = "device", 43
YEAR_S = 31_536_000

members = Blueprint("members", "forum.members.views")
members.record_once(lambda state: state.app.jinja_env.globals.update(flairs=FLAIRS))


def visit() -> Visit:
    """Tell where this request comes from."""
    agent = browser_name(request.user_agent.string)
    return Visit(agent, address(), network(), reader().session_id, device=_device())


def let_in(opened: Opened) -> None:
    """Give the browser its new session, and a mark of its own that stays when the session ends."""
    login_user(load_visitor(opened.token))
    after_this_request(_mark_device)


def _device() -> str:
    """Give the mark of this browser: the one it came with, or one that it gets if it is let in."""
    came = request.cookies.get(DEVICE, "")
    if "device" not in g:
        g.device = came if len(came) == DEVICE_LENGTH and came.isascii() else fresh_token()
    return str(g.device)


def _mark_device(response: Response) -> Response:
    response.set_cookie(DEVICE, _device(), max_age=YEAR_S, httponly=True, samesite="Lax", secure=settings().secure)
    return response


def verified(form: ChangePasswordForm | ChangeEmailForm | ExportForm, step: Callable[[], T]) -> Callable[[], T]:
    """Look at the present password first, where it was typed (S09)."""

    def verified_step() -> T:
        if form.current.data:
            actions.verify(reader(), form.current.data, visit())
        return step()

    return verified_step


def again(template: str, form: PatientForm, **context: Any) -> Response:
    """Show a form with what is to be mended and all that was typed, save passwords."""
    response = page(template, status=429 if form.wait else 422, form=form, **context)
    if form.wait:
        response.headers["Retry-After"] = str(form.wait)
    return response


def unreferred(response: Response) -> Response:
    """Keep the address of a page that holds a key from everybody else (S06).

    With "no-referrer" browsers would call the form's origin "null", and it would be refused (S25).
    """
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
