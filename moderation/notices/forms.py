"""What somebody says in a notice."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from forum.core.forms import Form
from moderation.notices.grounds import GROUNDS
from moderation.notices.models import LONGEST_NAME, LONGEST_REASON


class NoticeForm(Form):
    """Where it stands, why it is against the law, and who says so in good faith."""

    url = StringField(_("Its exact address"), render_kw={"maxlength": 500, "inputmode": "url"})
    ground = RadioField(
        _("What is it?"),
        [InputRequired(_("Choose one of these."))],
        choices=[SelectChoice(name, label) for name, label in GROUNDS.items()],
    )
    reason = TextAreaField(_("Why is it against the law?"), render_kw={"rows": 6, "maxlength": LONGEST_REASON})
    name = StringField(_("Your name"), render_kw={"maxlength": LONGEST_NAME, "autocomplete": "name"})
    email = EmailField(_("Your mail address"), render_kw={"maxlength": 254, "autocomplete": "email"})
    good_faith = BooleanField(
        _("I believe in good faith that what I say here is accurate and complete."),
        [InputRequired(_("Please confirm this: the law asks for it."))],
    )
