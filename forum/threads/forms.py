"""What is typed in threads."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from forum.core.forms import Form, OnceField
from forum.core.text import SOURCE_LIMIT
from forum.threads.words import LONGEST_REASON, LONGEST_TITLE

KIND_NAMES = {
    "discussion": _l("A discussion"),
    "question": _l("A question"),
    "idea": _l("An idea"),
    "announcement": _l("An announcement"),
}
_written = [
    InputRequired(_l("Write something first.")),
    Length(max=SOURCE_LIMIT, message=_l("A post has up to %(max)d letters. Split it in two.")),
]


class ReplyForm(Form):
    """A reply."""

    source = TextAreaField(_l("Your reply"), _written)
    to = IntegerField(_l("In reply to"), [Optional()], widget=HiddenInput())
    once = OnceField()


class StartForm(Form):
    """A new thread."""

    title = StringField(
        _l("Title"),
        [
            InputRequired(_l("Give it a title.")),
            Length(max=LONGEST_TITLE, message=_l("A title has up to %(max)d letters.")),
        ],
        description=_l("Say it in one line, as you would to a friend."),
    )
    category = SelectField(_l("Category"), [InputRequired(_l("Choose where it belongs."))], coerce=str)
    kind = SelectField(_l("What is it?"), coerce=str)
    tags = StringField(_l("Tags"), [Length(max=200)], description=_l("Up to five words, separated by commas."))
    source = TextAreaField(_l("Your post"), _written)
    once = OnceField()

    def offer(self, categories: Sequence[tuple[int, str]], kinds: Sequence[str]) -> None:
        """Offer the categories and kinds that the author may choose."""
        self.category.choices = [("", _l("Choose…")), *((str(number), name) for number, name in categories)]
        self.kind.choices = [(kind, KIND_NAMES[kind]) for kind in kinds]

    @property
    def tag_names(self) -> list[str]:
        """List the tags that were typed."""
        return (self.tags.data or "").split(",")


class EditForm(Form):
    """An edit of a post."""

    source = TextAreaField(_l("The post"), _written)
    title = StringField(_l("Title"), [Optional(), Length(max=LONGEST_TITLE)])
    tags = StringField(_l("Tags"), [Length(max=200)], description=_l("Up to five words, separated by commas."))
    seen = IntegerField(_l("Version"), [Optional()], widget=HiddenInput())


class ReasonForm(Form):
    """Why something is done."""

    reason = StringField(
        _l("Reason"),
        [Length(max=LONGEST_REASON)],
        description=_l("Everybody sees it. Say what guideline or need is behind it."),
    )


class MoveForm(Form):
    """Where a thread goes."""

    category = SelectField(_l("Category"), [InputRequired(_l("Choose where it belongs."))], coerce=str)


class TagsForm(Form):
    """Other tags for a thread."""

    tags = StringField(_l("Tags"), [Length(max=200)], description=_l("Up to five words, separated by commas."))
