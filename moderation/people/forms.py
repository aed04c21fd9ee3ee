"""What moderators type about people."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, NumberRange

from forum.core.forms import Form
from moderation.people.actions import LONGEST_DAYS, LONGEST_NOTE, LONGEST_REASON


class NoteForm(Form):
    """A note on a member."""

    words = TextAreaField(
        _("A note for other moderators"),
        [DataRequired(_("Write something first.")), Length(max=LONGEST_NOTE)],
        description=_("The member may ask for it: they take it along with their data."),
    )


class BlockForm(Form):
    """Whom to keep out, for how long, and why."""

    kind = RadioField(
        _("What is blocked"),
        [DataRequired(_("Choose what is blocked."))],
        choices=[SelectChoice("address", _("An address or a network")), SelectChoice("host", _("A mail host"))],
    )
    value = StringField(
        _("Which"), [DataRequired(_("Say which.")), Length(max=254)], description=_("203.0.113.0/24 or mail.example")
    )
    days = IntegerField(_("For how many days"), [NumberRange(1, LONGEST_DAYS)], default=7)
    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), Length(max=LONGEST_REASON)])
