"""The one page of a house that nobody has founded yet; afterwards there is nothing at its address."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from forum.core.i18n import language
from forum.core.limits import limit
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import network
from forum.home.forms import FoundingForm
from forum.home.founding import ADDRESS, found_house, founded
from forum.members.actions import sign_in
from forum.members.views.desk import again, let_in, visit

RATE = "10/minute"
WORDS = ("token", "brand", "tagline", "locale", "accent", "name", "email", "password")
OPEN = frozenset({"first_run.form", "first_run.found", "brands.stylesheet", "health.alive", "health.ready"})

first_run = Blueprint("first_run", "forum.home.views")


@first_run.before_app_request
def lead_in() -> Response | None:
    """Lead every visitor of a house without a brand to where it is founded."""
    return None if request.endpoint in OPEN or founded() else see_other(ADDRESS)


@first_run.get(ADDRESS)
def form() -> Response:
    """Show what founding takes."""
    _refuse_latecomers()
    given = request.args.get("token", "")
    return _discreet(page("home/first_run.html", form=FoundingForm(data={"token": given, "locale": language()})))


@first_run.post(ADDRESS)
def found() -> Response:
    """Found the house, and let its administrator in."""
    _refuse_latecomers()
    typed = FoundingForm()
    typed.attempt(lambda: limit("first-run", RATE, network(), closed=True))
    if not typed.errors and typed.validate():
        typed.attempt(lambda: found_house(**_words(typed)))
    if typed.errors:
        return _discreet(again("home/first_run.html", typed))
    return _enter(typed)


def _enter(typed: FoundingForm) -> Response:
    opened, _weak = sign_in(str(typed.email.data), str(typed.password.data), visit())
    let_in(opened)
    return see_other("/", _("Welcome to %(brand)s. It is yours now.", brand=typed.brand.data))


def _words(typed: FoundingForm) -> dict[str, Any]:
    return {name: str(typed[name].data or "") for name in WORDS}


def _refuse_latecomers() -> None:
    if founded():
        raise Missing


def _discreet(response: Response) -> Response:
    """Keep the address, which may hold the key, among ourselves (S06).

    With "no-referrer" browsers would call the form's origin "null", and it would be refused (S25).
    """
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
