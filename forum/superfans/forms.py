"""What staff type about superfans."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from forum.core.forms import Form
from forum.superfans.models import LONGEST_NAME, LONGEST_NOTE


class NoteForm(Form):
    """A note on a member."""

    words = TextAreaField(_("Note"), [InputRequired(_("Write the note first.")), Length(max=LONGEST_NOTE)])


class SegmentForm(Form):
    """A name for what is chosen."""

    name = StringField(
        _("Name of the segment"), [InputRequired(_("Give the segment a name.")), Length(max=LONGEST_NAME)]
    )
