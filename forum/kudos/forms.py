"""What is typed around thanks."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from forum.core.forms import Form, OnceField
from forum.kudos.actions import MOST_A_DAY
from forum.kudos.models import LONGEST_REASON
from forum.threads.words import LONGEST_TITLE

_SHORT = [InputRequired(_l("Say what you are thankful for.")), Length(max=LONGEST_REASON)]
_NUMBER = [InputRequired(_l("Choose a number.")), NumberRange(0, MOST_A_DAY, _l("Between 0 and 100."))]


class ThankForm(Form):
    """Thanks for a post."""

    reason = StringField(
        _l("What for?"),
        _SHORT,
        description=_l("A sentence that everybody can read: what helped you, what you liked."),
    )
    once = OnceField()


class LimitForm(Form):
    """How many thanks members have a day."""

    level_0 = IntegerField(_l("Newcomers (trust level 0)"), _NUMBER)
    level_1 = IntegerField(_l("Trust level 1"), _NUMBER)
    level_2 = IntegerField(_l("Trust level 2"), _NUMBER)
    level_3 = IntegerField(_l("Trust level 3"), _NUMBER)
    level_4 = IntegerField(_l("Trust level 4"), _NUMBER)

    @property
    def a_day(self) -> dict[int, int]:
        """Give the numbers by trust level."""
        return {int(name.removeprefix("level_")): number for name, number in self._numbers()}

    def _numbers(self) -> Iterator[tuple[str, Any]]:
        yield from ((field.name, field.data) for field in self if field.name.startswith("level_"))


class ShoutOutForm(Form):
    """A thread that thanks members."""

    to = TextAreaField(
        _l("Whom do you thank?"), [InputRequired(_l("Name somebody."))], description=_l("Names, one a line.")
    )
    category = SelectField(_l("Category"), coerce=int)
    title = StringField(_l("Title"), [InputRequired(_l("Give it a title.")), Length(max=LONGEST_TITLE)])
    source = TextAreaField(_l("What it says"), [InputRequired(_l("Write something first."))])
    once = OnceField()

    @property
    def names(self) -> list[str]:
        """List the names that were typed, each once."""
        words = (word.strip().lstrip("@") for line in (self.to.data or "").splitlines() for word in line.split(","))
        return list(dict.fromkeys(word for word in words if word))
