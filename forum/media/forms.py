"""What is typed about pictures."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, StringField
from wtforms.validators import Length

from forum.core.forms import Form, OnceField
from forum.media.models import LONGEST_ALT

_ALT_HELP = _l("One sentence for people who cannot see it.")


class DescribeForm(Form):
    """What a picture shows."""

    alt = StringField(_l("What does the picture show?"), [Length(max=LONGEST_ALT)], description=_ALT_HELP)
    decorative = BooleanField(_l("It only decorates"))


class UploadForm(DescribeForm):
    """A picture to send."""

    file = FileField(_l("Picture"), description=_l("JPEG, PNG, WebP, AVIF or GIF, up to 15 MB."))
    once = OnceField()
