"""Where members find what they were granted, and claim it."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.limits import limit
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.rewards import claiming, queries, sending
from forum.rewards.forms import DeliveryForm
from forum.rewards.queries import OwnGrant
from forum.rewards.sending import Delivery
from forum.rewards.words import STATE_LOOKS, STATE_NAMES

pages = Blueprint("rewards", __name__)

HOME = "/rewards"
RATE = "30/minute"


@pages.get(HOME)
@signed_in
def mine() -> Response:
    """List what the reader was granted."""
    return _mine()


@pages.post("/rewards/<id:grant_id>/claim")
@signed_in
def claim(grant_id: int) -> Response:
    """Claim what was offered."""
    _own(grant_id)
    limit("rewards", RATE, reader().member_id)
    try:
        claiming.claim(reader(), grant_id)
    except Refused as refusal:
        return _mine(refusal.reason, 422)
    return see_other(f"{HOME}#grant-{grant_id}", _("It is yours."))


@pages.post("/rewards/<id:grant_id>/code")
@signed_in
def show_code(grant_id: int) -> Response:
    """Show the reader their own code, on a page that nobody keeps."""
    _own(grant_id)
    limit("rewards", RATE, reader().member_id)
    try:
        code = claiming.reveal(reader(), grant_id)
    except Refused as refusal:
        return _mine(refusal.reason, 422)
    response = page("rewards/code.html", grant=_own(grant_id), code=code)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@pages.get("/rewards/<id:grant_id>/details")
@signed_in
def ask_details(grant_id: int) -> Response:
    """Ask where a gift goes to; what was written before is not shown again."""
    return page("rewards/details.html", grant=_gift(grant_id), form=DeliveryForm())


@pages.post("/rewards/<id:grant_id>/details")
@signed_in
def give_details(grant_id: int) -> Response:
    """Take down where a gift goes to."""
    grant, form = _gift(grant_id), DeliveryForm()
    if form.validate():
        with form.explaining():
            told = Delivery(form.name.data or "", form.street.data or "", form.note.data or "")
            sending.give_details(reader(), grant_id, told)
            return see_other(f"{HOME}#grant-{grant_id}", _("Thank you. We tell you when it is on its way."))
    return page("rewards/details.html", status=422, grant=grant, form=form)


@pages.post("/rewards/<id:grant_id>/receipt")
@signed_in
def confirm(grant_id: int) -> Response:
    """Take down that a gift has come."""
    _gift(grant_id)
    sending.confirm_receipt(reader(), grant_id)
    return see_other(f"{HOME}#grant-{grant_id}", _("Good to know. Where it went to is erased."))


def _mine(fault: str | None = None, status: int = 200) -> Response:
    found = queries.mine(reader())
    return page("rewards/mine.html", status=status, grants=found, fault=fault, names=STATE_NAMES, looks=STATE_LOOKS)


def _own(grant_id: int) -> OwnGrant:
    """Find what is the reader's; others' is not there (S16)."""
    found = queries.own(reader(), grant_id)
    if found is None:
        raise Missing
    return found


def _gift(grant_id: int) -> OwnGrant:
    found = _own(grant_id)
    if found.kind != "gift":
        raise Missing
    return found
