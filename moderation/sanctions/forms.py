"""What a member types about a decision."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from forum.core.forms import Form


class MendingForm(Form):
    """Other words in the place of hidden ones."""

    source = TextAreaField(_("Your post"), render_kw={"rows": 8, "maxlength": 32000})


class AnswerForm(Form):
    """An answer to the moderators."""

    words = TextAreaField(_("Your answer"), render_kw={"rows": 4, "maxlength": 4000})
