"""What is typed about pictures."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, StringField
from wtforms.validators import Length

from forum.core.forms import Form, OnceField
from forum.core.refusal import Refused
from forum.media.darkroom import NotTaken
from forum.media.models import LONGEST_ALT


class DescribeForm(Form):
    """What a picture shows."""

    alt = StringField(
        _l("What does the picture show?"),
        [Length(max=LONGEST_ALT)],
        description=_l("One sentence for people who cannot see it."),
    )
    decorative = BooleanField(_l("It only decorates"))


class FileForm(Form):
    """A picture to send, and why it was not taken: `status` in HTTP's word, `reason` in ours."""

    file = FileField(_l("Picture"), description=_l("JPEG, PNG, WebP, AVIF or GIF, up to 15 MB."))
    once = OnceField()
    status = 422
    reason = ""

    def refuse(self, refusal: Refused) -> None:
        """Remember how HTTP says it too."""
        self.status = refusal.status if isinstance(refusal, NotTaken) else 422
        self.reason = refusal.reason
        super().refuse(refusal)


class UploadForm(FileForm, DescribeForm):
    """A picture for a post, with its words."""
