"""What is typed in mediations."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired

from forum.core.forms import Form
from forum.core.ids import id_in
from moderation.mediation.models import LONGEST_SUBJECT
from moderation.mediation.words import LONGEST

USUAL_REST, USUAL_PACE = 72, 10


class RestForm(Form):
    """How long the two rest from each other, and how much they think before they speak."""

    rest = IntegerField(
        _("Hours in which neither answers the other elsewhere"),
        [InputRequired(_("Give a number; 0 is none."))],
        default=USUAL_REST,
        description=_("No replies, quotes or mentions between them; 0 is none."),
    )
    pace = IntegerField(
        _("Minutes between two messages of each here"),
        [InputRequired(_("Give a number; 0 is none."))],
        default=USUAL_PACE,
    )


class OpeningForm(RestForm):
    """Who is to talk, about what."""

    first = StringField(_("Between"), render_kw={"autocomplete": "off", "maxlength": 60})
    second = StringField(_("and"), render_kw={"autocomplete": "off", "maxlength": 60})
    subject = StringField(_("What it is about"), render_kw={"maxlength": LONGEST_SUBJECT})
    words = TextAreaField(
        _("Your first words to both"),
        description=_("Say kindly what you saw, and what you ask of each."),
        render_kw={"rows": 6, "maxlength": LONGEST},
    )
    case = HiddenField()

    @property
    def case_id(self) -> int | None:
        """Give the case that it comes from, if the form names one."""
        return id_in(self.case.data or "", None)


class SpeakForm(Form):
    """A message."""

    words = TextAreaField(_("Your message"), render_kw={"rows": 5, "maxlength": LONGEST})


class OutcomeForm(Form):
    """How it ended."""

    outcome = TextAreaField(
        _("The outcome"),
        description=_("Both read it, and it stays: what they agreed on, or what you ask of them."),
        render_kw={"rows": 5, "maxlength": LONGEST},
    )
