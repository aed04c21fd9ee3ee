"""What the founder of a house types."""

from itertools import starmap

from flask_babel import lazy_gettext as _
from wtforms import ColorField, Field, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired

from forum.brands.cleaning import make_palette
from forum.core.i18n import LANGUAGES
from forum.core.refusal import Refused
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

    def validate_accent(self, field: Field) -> None:
        """Say of a colour that cannot be read which one can, together with what else is to be mended."""
        try:
            make_palette({"accent": field.data or ""})
        except Refused as refusal:
            raise ValidationError(refusal.reason) from None
