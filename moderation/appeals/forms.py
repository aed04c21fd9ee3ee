"""What a member types to appeal."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from forum.core.forms import Form


class AppealForm(Form):
    """Why a decision is wrong."""

    words = TextAreaField(_("What was judged wrongly?"), render_kw={"rows": 5, "maxlength": 4000})
