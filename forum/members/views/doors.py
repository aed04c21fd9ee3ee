"""Joining, coming in and going out."""

from flask import Response, request
from flask_babel import gettext as _
from flask_login import logout_user

from forum.core.i18n import language
from forum.core.pages.declared import always_open
from forum.core.respond import page, see_other
from forum.core.security import local_path
from forum.core.visitor import reader
from forum.members import actions
from forum.members.forms import JoinForm, SignInForm
from forum.members.views.desk import again, let_in, members, visit


@members.get("/join")
@always_open
def join_form() -> Response:
    """Show what joining takes."""
    return see_other("/") if reader().signed_in else page("members/join.html", form=JoinForm())


@members.post("/join")
def join() -> Response:
    """Take a request to join; the answer is the same for addresses that are known (S05)."""
    form = JoinForm()
    if form.validate():
        name, email, password = (str(field.data) for field in (form.name, form.email, form.password))
        form.attempt(lambda: actions.join(name, email, password, visit(), language()))
    return again("members/join.html", form) if form.errors else see_other("/mail-sent?for=join")


@members.get("/sign-in")
@always_open
def sign_in_form() -> Response:
    """Show the door."""
    wanted = local_path(request.args.get("next"))
    if reader().signed_in:
        return see_other(wanted or "/")
    return page("members/sign_in.html", form=SignInForm(data={"next": wanted or ""}))


@members.post("/sign-in")
def sign_in() -> Response:
    """Let somebody in, to the page they wanted (S30)."""
    form = SignInForm()
    if form.validate():
        email, password = str(form.email.data), str(form.password.data)
        entered = form.attempt(lambda: actions.sign_in(email, password, visit()))
        if entered is not None:
            opened, weak = entered
            let_in(opened)
            if weak:
                notice = _("Your password is too easy to guess by now. Please choose another one.")
                return see_other("/settings/account/password", notice)
            return see_other(local_path(form.next.data) or "/")
    return again("members/sign_in.html", form)


@members.post("/sign-out")
def sign_out() -> Response:
    """End this session."""
    if reader().signed_in:
        actions.sign_out(reader())
    logout_user()
    return see_other("/", _("You are signed out."))
