"""What a member says with a flag."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired

from forum.core.forms import Form
from moderation.flags.models import LONGEST_WORDS


class FlagForm(Form):
    """Which guideline a thing breaks, and perhaps why: the button that is pressed names the guideline."""

    words = TextAreaField(_("Why"), render_kw={"rows": 2, "maxlength": LONGEST_WORDS})
    guideline = IntegerField(_("Guideline"), [InputRequired(_("Choose the guideline that this breaks."))])
