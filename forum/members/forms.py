"""What members type about themselves; whether it can be taken is the actions' to say."""

from collections.abc import Callable
from itertools import starmap
from typing import TypeVar

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from forum.core.forms import Form
from forum.core.i18n import LANGUAGES
from forum.core.limits import TooOften
from forum.core.refusal import Refused
from forum.members.actions.profile import time_zones
from forum.members.emails import read_email
from forum.members.names import clean_name
from forum.members.passwords import check_password

T = TypeVar("T")

ROLES = {
    "member": _("Member"),
    "moderator": _("Moderator"),
    "staff": _("Staff"),
    "admin": _("Administrator"),
}


class PatientForm(Form):
    """A form that shows too what a limit says; `wait` is how many seconds it asks for."""

    wait = 0

    def attempt(self, step: Callable[[], T]) -> T | None:
        """Do something with what was typed; a refusal becomes an error of the form."""
        try:
            with self.explaining():
                return step()
        except TooOften as error:
            self.wait = error.seconds
            self.refuse(Refused(error.reason))
        return None


def _tells(check: Callable[[str], object]) -> Callable[[Form, Field], None]:
    """Make a validator of a check that refuses, so that all fields are explained at once."""

    def validate(_form: Form, field: Field) -> None:
        if field.errors:
            return
        try:
            check(field.data or "")
        except Refused as refusal:
            raise ValidationError(refusal.reason) from None

    return validate


def _required(text: str) -> DataRequired:
    return DataRequired(text)


_name = [_required(_("Choose a name.")), Length(max=200), _tells(clean_name)]
_email = [_required(_("Type your mail address.")), Length(max=254)]
_address = [*_email, _tells(read_email)]
_present = [Optional(), Length(max=1000)]
_new = [_required(_("Choose a password.")), Length(max=1000), _tells(lambda typed: check_password(typed, ()))]


class JoinForm(PatientForm):
    """Who wants to be a member."""

    name = StringField(
        _("Name"),
        _name,
        description=_("Everybody sees it. Letters, digits and _ . -, no spaces."),
    )
    email = EmailField(_("Mail address"), _address, description=_("Nobody sees it. We mail you a link to confirm it."))
    password = PasswordField(
        _("Password"), _new, description=_("At least 15 characters: four or five words make a good one.")
    )


class NameForm(PatientForm):
    """The name somebody joins with in the end."""

    name = StringField(_("Name"), _name)


class SignInForm(PatientForm):
    """Who wants to come in."""

    email = EmailField(_("Mail address"), _email)
    password = PasswordField(_("Password"), [_required(_("Type your password.")), Length(max=1000)])
    next = HiddenField()


class LetterForm(PatientForm):
    """Whom to mail a link."""

    email = EmailField(_("Mail address"), _address)


class ResetForm(PatientForm):
    """A new password for whoever has the mailed link."""

    password = PasswordField(
        _("New password"), _new, description=_("At least 15 characters: four or five words make a good one.")
    )


class ChangePasswordForm(ResetForm):
    """A new password, and the present one where it was not asked for lately."""

    current = PasswordField(_("Present password"), _present)


class ChangeEmailForm(LetterForm):
    """A new address, and the present password where it was not asked for lately."""

    current = PasswordField(_("Present password"), _present)


class ExportForm(PatientForm):
    """The present password where it was not asked for lately."""

    current = PasswordField(_("Present password"), _present)


class ErasureForm(ExportForm):
    """What becomes of somebody's posts, and their name as proof that it is no accident."""

    how = RadioField(
        _("What becomes of your posts"),
        [_required(_("Choose what becomes of your posts."))],
        choices=[
            SelectChoice("anonymise", _("They stay, without your name: the answers to them keep their sense")),
            SelectChoice("delete", _("They are erased too: a line says that a post was here")),
        ],
    )
    name = StringField(_("Your name"), [_required(_("Type your name."))])
    current = PasswordField(_("Present password"), _present, id="current-to-erase")


class ProfileForm(PatientForm):
    """What a member says about themselves."""

    about = TextAreaField(_("About you"), [Optional()], description=_("Markdown, up to 2,000 characters."))


class AppearanceForm(PatientForm):
    """Language, clock and keys."""

    locale = SelectField(
        _("Language"), choices=[SelectChoice("", _("As my browser says")), *starmap(SelectChoice, LANGUAGES.items())]
    )
    timezone = SelectField(_("Time zone"), validate_choice=False)
    keys = BooleanField(_("Single keys are shortcuts"))

    def offer_zones(self) -> None:
        """List the time zones there are."""
        zones = sorted(zone for zone in time_zones() if "/" in zone and not zone.startswith("Etc/"))
        self.timezone.choices = [
            SelectChoice("", "UTC"),
            *(SelectChoice(zone, zone.replace("_", " ")) for zone in zones),
        ]


class RoleForm(PatientForm):
    """Which role somebody has."""

    role = SelectField(_("Role"), choices=list(starmap(SelectChoice, ROLES.items())))


class TitleForm(PatientForm):
    """What stands beside somebody's name."""

    title = StringField(_("Title of the member"), [Optional()])
