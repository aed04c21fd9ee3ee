"""The pages that mailed links lead to; looking at them uses nothing up (S06)."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forum.core.pages.declared import always_open
from forum.core.respond import page, see_other
from forum.members import actions
from forum.members.forms import LetterForm, NameForm, PatientForm, ResetForm
from forum.members.keys import CONFIRM, EMAIL, RESET, SIGN_IN, holder, name_joining
from forum.members.views.desk import again, let_in, members, unreferred, visit

GONE = 410
SENT = {
    "join": lazy_gettext("Open the link in the letter, and you are a member."),
    RESET: lazy_gettext("If there is an account with this address, a link that sets a new password is on its way."),
    SIGN_IN: lazy_gettext("If there is an account with this address, a link that signs you in is on its way."),
    EMAIL: lazy_gettext("Open the link in the letter to the new address, and it is yours here too."),
}


@members.get("/mail-sent")
@always_open
def mail_sent() -> Response:
    """Send somebody to their mail."""
    return page("members/mail_sent.html", text=SENT.get(request.args.get("for", ""), SENT["join"]))


@members.get("/password-reset")
@always_open
def ask_reset_form() -> Response:
    """Ask whom to mail."""
    return page("members/ask_key.html", form=LetterForm(), purpose=RESET)


@members.post("/password-reset")
def ask_reset() -> Response:
    """Mail a link that sets a new password."""
    return _ask(RESET)


@members.get("/sign-in/mail")
@always_open
def ask_sign_in_form() -> Response:
    """Ask whom to mail."""
    return page("members/ask_key.html", form=LetterForm(), purpose=SIGN_IN)


@members.post("/sign-in/mail")
def ask_sign_in() -> Response:
    """Mail a link that signs in."""
    return _ask(SIGN_IN)


@members.get("/password-reset/<token>")
@always_open
def reset_form(token: str) -> Response:
    """Ask for the new password."""
    if holder(token, RESET) is None:
        return _gone("/password-reset")
    return unreferred(page("members/reset.html", form=ResetForm()))


@members.post("/password-reset/<token>")
def reset(token: str) -> Response:
    """Set the new password."""
    form = ResetForm()
    if form.validate():
        done = form.attempt(lambda: actions.reset_password(token, str(form.password.data)))
        if done:
            return see_other("/sign-in", _("Your password is changed. Sign in with it."))
        if done is False:
            return _gone("/password-reset")
    return unreferred(again("members/reset.html", form))


@members.get("/sign-in/mail/<token>")
@always_open
def enter_form(token: str) -> Response:
    """Show the button that signs in."""
    return _knock("members/enter.html") if holder(token, SIGN_IN) else _gone("/sign-in/mail")


@members.post("/sign-in/mail/<token>")
def enter(token: str) -> Response:
    """Sign in with a mailed link."""
    opened = actions.sign_in_by_key(token, visit())
    if opened is None:
        return _gone("/sign-in/mail")
    let_in(opened)
    return see_other("/", _("Welcome back."))


@members.get("/confirm/<token>")
@always_open
def confirm_form(token: str) -> Response:
    """Show what is to be confirmed, with a button."""
    name = name_joining(token)
    if name is not None:
        return unreferred(page("members/welcome.html", form=NameForm(data={"name": name})))
    if held := holder(token, CONFIRM, EMAIL):
        return _knock("members/confirm.html", email=held[1])
    return _gone("/join")


@members.post("/confirm/<token>")
def confirm(token: str) -> Response:
    """Make a member of who asked to join, or confirm the address of one."""
    form = NameForm()
    name = str(form.name.data or "") or None
    opened = form.attempt(lambda: actions.confirm(token, name, visit()))
    if form.errors:
        return unreferred(again("members/welcome.html", form))
    if opened is not None:
        let_in(opened)
        return see_other("/", _("Welcome! Your address is confirmed."))
    if actions.change_email(token):
        return see_other("/settings/account", _("Your address is changed."))
    return _gone("/join")


def _ask(purpose: str) -> Response:
    form = LetterForm()
    if form.validate():
        form.attempt(lambda: actions.ask_key(str(form.email.data), purpose, visit()))
    if form.errors:
        return again("members/ask_key.html", form, purpose=purpose)
    return see_other(f"/mail-sent?for={purpose}")


def _knock(template: str, **context: Any) -> Response:
    return unreferred(page(template, form=PatientForm(), **context))


def _gone(way: str) -> Response:
    return unreferred(page("members/gone.html", status=GONE, way=way))
