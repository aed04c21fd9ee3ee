"""What is typed in polls."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forum.core.forms import Form, OnceField
from forum.polls.actions import LONGEST_QUESTION


class PollForm(Form):
    """A new poll."""

    question = StringField(_l("Question"), [InputRequired(_l("Ask something.")), Length(max=LONGEST_QUESTION)])
    choices = TextAreaField(
        _l("Choices"),
        [InputRequired(_l("Give at least two choices.")), Length(max=2000)],
        description=_l("One a line, 2 to 12."),
    )
    multiple = BooleanField(_l("People may choose several"))
    days = IntegerField(
        _l("Closes after days"),
        [Optional(), NumberRange(1, 365, _l("Between 1 and 365 days."))],
        description=_l("Leave it empty to close it by hand."),
    )
    once = OnceField()

    @property
    def lines(self) -> list[str]:
        """List the choices that were typed."""
        return (self.choices.data or "").splitlines()
