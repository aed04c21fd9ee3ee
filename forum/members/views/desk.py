"""What all views of members share: where a visit comes from, how somebody is let in, how a form comes back."""

from typing import Any

from flask import Blueprint, Response, request
from flask_login import login_user

from forum.core.respond import page
from forum.core.visitor import address, network, reader
from forum.members.forms import PatientForm
from forum.members.sessions import Opened, Visit, browser_name, load_visitor

members = Blueprint("members", "forum.members.views")


def visit() -> Visit:
    """Tell where this request comes from."""
    return Visit(browser_name(request.user_agent.string), address(), network(), reader().session_id)


def let_in(opened: Opened) -> None:
    """Give the browser its new session."""
    login_user(load_visitor(opened.token))


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
