"""What the founder of a house types."""

from itertools import starmap

from flask_babel import lazy_gettext as _
from wtforms import ColorField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired

from forum.core.i18n import LANGUAGES
from forum.members.forms import JoinForm


class FoundingForm(JoinForm):
    """A brand and its first administrator, with the key that only the console shows."""

    token = StringField(
        _("Key"),
        [DataRequired(_("Copy the key from the console."))],
        description=_("It stands in the line that begins “Begin here”, where the house was started."),
    )
    brand = StringField(
        _("Name of the brand"),
        [DataRequired(_("Give the brand a name."))],
        description=_("It stands on every page. You can change it, and everything else, later."),
    )
    tagline = StringField(_("In one sentence"), description=_("What the community is about. It greets visitors."))
    locale = SelectField(_("Language"), choices=list(starmap(SelectChoice, LANGUAGES.items())))
    accent = ColorField(_("Colour of the brand"), default="#9c4418")
