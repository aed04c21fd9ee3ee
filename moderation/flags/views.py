"""Where members flag things, and see what became of it."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.access import Denied
from forum.core.guard import signed_in
from forum.core.i18n import language
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from moderation.flags import actions, queries
from moderation.flags.forms import FlagForm
from moderation.flags.policy import may_flag
from moderation.guidelines.queries import guidelines
from moderation.queue.exhibits import taken

pages = Blueprint("flags", __name__)


@pages.get("/flags")
@signed_in
def flags() -> Response:
    """List the reader's flags and what became of them."""
    titles = {view.number: view.title for view in guidelines(language())}
    return page("moderation/flags/flags.html", flags=queries.flags_of(reader()), titles=titles)


@pages.get("/flags/<kind>/<id:thing_id>")
@signed_in
def ask(kind: str, thing_id: int) -> Response:
    """Ask which guideline a thing breaks."""
    return _ask(kind, thing_id, FlagForm())


@pages.post("/flags/<kind>/<id:thing_id>")
@signed_in
def raise_flag(kind: str, thing_id: int) -> Response:
    """Bring a thing before the moderators."""
    address, form = _seen(kind, thing_id), FlagForm()
    if form.validate():
        with form.explaining():
            actions.flag(reader(), kind, thing_id, form.guideline.data or 0, form.words.data or "")
    if form.errors:
        return _ask(kind, thing_id, form, 422)
    away = queries.seen_at(reader(), kind, thing_id) is None or kind == "picture"
    return see_other("/flags" if away else address, _("Thank you. A moderator looks at it, and you will be told."))


@pages.delete("/flags/<id:flag_id>")
@signed_in
def withdraw(flag_id: int) -> Response:
    """Take a flag back."""
    actions.withdraw(reader(), flag_id)
    return see_other("/flags", _("You took the flag back."))


def _seen(kind: str, thing_id: int) -> str:
    """Give the address of a thing to whoever has it before them; for others it is not there (S16)."""
    address = queries.seen_at(reader(), kind, thing_id)
    if address is None:
        raise Missing
    return address


def _ask(kind: str, thing_id: int, form: FlagForm, status: int = 200) -> Response:
    address, shown = _seen(kind, thing_id), taken(kind, thing_id)
    if no := may_flag(reader(), shown.author_id):
        raise Denied(no)
    return page(
        "moderation/flags/flag.html", status=status, kind=kind, thing_id=thing_id, address=address, shown=shown,
        form=form, guidelines=guidelines(language()), raised=queries.raised(reader(), kind, thing_id),
    )  # fmt: skip
