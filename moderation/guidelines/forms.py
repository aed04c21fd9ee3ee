"""What staff type of guidelines."""

from itertools import starmap

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

from forum.core.forms import Form
from forum.core.i18n import LANGUAGES
from moderation.guidelines.actions import LONGEST_NOTE, LONGEST_SOURCE, LONGEST_TITLE


class NewGuidelineForm(Form):
    """A guideline that is not there yet, in its first language."""

    locale = SelectField(_("Language"), choices=list(starmap(SelectChoice, LANGUAGES.items())))
    title = StringField(_("Title"), [DataRequired(_("Give it a title.")), Length(max=LONGEST_TITLE)])
    source = TextAreaField(
        _("Text"),
        [DataRequired(_("Say what it asks of people.")), Length(max=LONGEST_SOURCE)],
        description=_("Markdown."),
    )


class TextForm(Form):
    """What a guideline says in one language."""

    title = StringField(_("Title"), [DataRequired(_("Give it a title.")), Length(max=LONGEST_TITLE)])
    source = TextAreaField(
        _("Text"),
        [DataRequired(_("Say what it asks of people.")), Length(max=LONGEST_SOURCE)],
        description=_("Markdown."),
    )
    fine = TextAreaField(_("Examples of what is fine"), [Optional()], description=_("One a line."))
    not_fine = TextAreaField(_("Examples of what is not"), [Optional()], description=_("One a line."))


class PublishForm(Form):
    """What is new in an edition."""

    seen = IntegerField(widget=HiddenInput())
    note = StringField(
        _("What is new"),
        [DataRequired(_("Say in a sentence what is new: members will read it.")), Length(max=LONGEST_NOTE)],
        description=_("A sentence. Members read it above their next page and acknowledge the edition."),
    )
