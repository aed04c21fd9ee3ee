"""What a member types about a decision."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from forum.core.forms import Form


class MendingForm(Form):
    """Other words in the place of hidden ones."""

    source = TextAreaField(_("Your post"), render_kw={"rows": 8, "maxlength": 32000})


class ConductForm(Form):
    """What somebody does here."""

    words = TextAreaField(
        _("What happened?"),
        description=_("With the addresses of what you mean. It becomes a case: you or somebody else decides it there."),
        render_kw={"rows": 4, "maxlength": 2000},
    )


class EndingForm(Form):
    """Why a suspension ends."""

    reason = StringField(_("Why it ends before its time"), render_kw={"maxlength": 2000})


class AnswerForm(Form):
    """An answer to the moderators."""

    words = TextAreaField(_("Your answer"), render_kw={"rows": 4, "maxlength": 4000})
