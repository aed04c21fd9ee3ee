"""Where members settle what is theirs: profile, account, sessions, appearance."""

from flask import Response, request
from flask_babel import gettext as _

from forum.brands.current import THEMES
from forum.core.config import settings
from forum.core.guard import signed_in
from forum.core.i18n import COOKIE, LANGUAGES
from forum.core.respond import page, see_other
from forum.core.visitor import reader
from forum.members import actions, queries
from forum.members.forms import AppearanceForm, ChangeEmailForm, ChangePasswordForm, ProfileForm
from forum.members.views.desk import again, let_in, members, verified, visit

KEYS_COOKIE = "keys"
YEAR_S = 31_536_000


@members.get("/settings")
def start() -> Response:
    """Lead to the first of the settings."""
    return see_other("/settings/profile")


@members.get("/settings/profile")
@signed_in
def profile_form() -> Response:
    """Show what others see of the member."""
    mine = queries.account(reader())
    return page("members/profile.html", form=ProfileForm(data={"about": mine.about_source}))


@members.post("/settings/profile")
@signed_in
def profile() -> Response:
    """Change what the member says about themselves."""
    form = ProfileForm()
    form.attempt(lambda: actions.edit_profile(reader(), about=form.about.data or ""))
    if form.errors:
        return again("members/profile.html", form)
    return see_other("/settings/profile", _("Your profile is saved."))


@members.get("/settings/account")
@signed_in
def account() -> Response:
    """Show what the member signs in with."""
    return page("members/account.html", account=queries.account(reader()))


@members.post("/settings/account/confirmation")
@signed_in
def confirmation() -> Response:
    """Mail the letter that confirms the address once more."""
    actions.ask_confirmation(reader())
    return see_other("/settings/account", _("The letter is on its way."))


@members.get("/settings/account/password")
@signed_in
def password_form() -> Response:
    """Ask for a new password."""
    return page("members/change_password.html", form=ChangePasswordForm(), account=queries.account(reader()))


@members.post("/settings/account/password")
@signed_in
def password() -> Response:
    """Change the password; every other browser is signed out (S08)."""
    form = ChangePasswordForm()
    if form.validate():
        change = verified(form, lambda: actions.change_password(reader(), str(form.password.data), visit()))
        opened = form.attempt(change)
        if opened is not None:
            let_in(opened)
            return see_other("/settings/account", _("Your password is changed; all other browsers are signed out."))
    return again("members/change_password.html", form, account=queries.account(reader()))


@members.get("/settings/account/email")
@signed_in
def email_form() -> Response:
    """Ask for a new address."""
    return page("members/change_email.html", form=ChangeEmailForm(), account=queries.account(reader()))


@members.post("/settings/account/email")
@signed_in
def email() -> Response:
    """Mail a link to the new address."""
    form = ChangeEmailForm()
    if form.validate():
        form.attempt(verified(form, lambda: actions.ask_email_change(reader(), str(form.email.data), visit())))
    if form.errors:
        return again("members/change_email.html", form, account=queries.account(reader()))
    return see_other("/mail-sent?for=email")


@members.get("/settings/sessions")
@signed_in
def sessions() -> Response:
    """List the browsers the member is signed in with."""
    return page("members/sessions.html", sessions=queries.own_sessions(reader()))


@members.delete("/settings/sessions")
@signed_in
def end_others() -> Response:
    """Sign out everywhere but here."""
    actions.end_other_sessions(reader())
    return see_other("/settings/sessions", _("All other browsers are signed out."))


@members.delete("/settings/sessions/<id:session_id>")
@signed_in
def end_one(session_id: int) -> Response:
    """Sign out one browser."""
    actions.end_session(reader(), session_id)
    return see_other("/settings/sessions", _("That browser is signed out."))


@members.get("/settings/appearance")
def appearance_form() -> Response:
    """Show how pages look and speak; for guests too, who keep it in their browser."""
    actor = reader()
    kept = {
        "locale": actor.locale or request.cookies.get(COOKIE, ""),
        "timezone": actor.timezone or "",
        "keys": request.cookies.get(KEYS_COOKIE) != "off",
    }
    return page("members/appearance.html", form=_appearance(kept), themes=THEMES)


@members.post("/settings/appearance")
def appearance() -> Response:
    """Keep language and keys in the browser, language and clock with the member."""
    form = _appearance({})
    if form.validate() and reader().signed_in:
        form.attempt(lambda: actions.choose_language(reader(), form.locale.data or None, form.timezone.data or None))
    if form.errors:
        return again("members/appearance.html", form, themes=THEMES)
    response = see_other("/settings/appearance", _("Saved."))
    locale = form.locale.data if form.locale.data in LANGUAGES else ""
    for name, value in ((COOKIE, locale), (KEYS_COOKIE, "on" if form.keys.data else "off")):
        response.set_cookie(name, value, max_age=YEAR_S if value else 0, samesite="Lax", secure=settings().secure)
    return response


def _appearance(kept: dict[str, object]) -> AppearanceForm:
    form = AppearanceForm(data=kept)
    form.offer_zones()
    return form
