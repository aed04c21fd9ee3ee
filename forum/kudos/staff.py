"""Where the staff thanks people in a shout-out, and says how many thanks members have a day."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.categories.queries import startable
from forum.core.guard import desk_page, staff_only
from forum.core.respond import page, see_other
from forum.core.visitor import reader
from forum.kudos import actions, policy, queries, shouting
from forum.kudos.forms import LimitForm, ShoutOutForm
from forum.threads.words import prepare

HOME = "/staff/shout-out"
LIMITS = "/staff/kudos"
MOST_NAMED = 50

desk = Blueprint("kudos_staff", __name__)
desk_page(HOME, lazy_gettext("Shout-out"), "hand-heart")
desk_page(LIMITS, lazy_gettext("Thanks a day"), "heart")


@desk.get(HOME)
@staff_only
def begin() -> Response:
    """Ask who is thanked, or show the text that is written for those chosen already."""
    form = _form()
    given = " ".join(request.args.getlist("to")[:MOST_NAMED]).replace("\0", " ")  # no database takes a zero byte
    form.to.data = "\n".join(name[:60] for name in given.split())
    if form.names:
        _write(form)
    return _show(form)


@desk.post(HOME)
@staff_only
def shout() -> Response:
    """Write the text, show how it will look, or publish it."""
    form, step = _form(), request.form.get("step", "")
    if step == "write":
        _write(form)
        return _show(form)
    if form.validate() and step == "publish":
        with form.explaining():
            placed = actions.shout_out(
                reader(), form.category.data, form.title.data or "", form.source.data or "", form.names,
                key=form.once.data,
            )  # fmt: skip
            return see_other(f"/t/{placed.slug}/{placed.thread_id}", _("It is published, and they are told."))
    return _show(form, 422 if form.errors else 200)


@desk.get(LIMITS)
@staff_only
def choose() -> Response:
    """Show how many thanks members have a day."""
    chosen = queries.limits()
    given = {f"level_{level}": chosen.get(level, usual) for level, usual in enumerate(policy.A_DAY)}
    return page("kudos/limits.html", form=LimitForm(data=given))


@desk.post(LIMITS)
@staff_only
def limit() -> Response:
    """Choose how many thanks members have a day."""
    form = LimitForm()
    if form.validate():
        with form.explaining():
            actions.limit(reader(), form.a_day)
            return see_other(LIMITS, _("Saved."))
    return page("kudos/limits.html", status=422, form=form)


def _form() -> ShoutOutForm:
    form = ShoutOutForm()
    form.category.choices = startable(reader().audiences)
    return form


def _write(form: ShoutOutForm) -> None:
    """Write title and text for the people named, into whatever category is chosen."""
    offered = [each[0] for each in startable(reader().audiences)]
    category_id = form.category.data if form.category.data in offered else next(iter(offered), 0)
    form.category.data = category_id
    form.title.data = shouting.title_for(form.names)
    form.source.data = shouting.write_for(form.names, category_id)


def _show(form: ShoutOutForm, status: int = 200) -> Response:
    preview = ""
    if form.source.data:
        with form.explaining():
            preview = prepare(form.source.data).html
    return page("kudos/shout_out.html", status=status, form=form, preview=preview)
