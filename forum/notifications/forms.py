"""What members choose about being told."""

from collections.abc import Iterator
from itertools import starmap
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, SelectField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional

from forum.core.forms import Form
from forum.notifications.levels import FOLLOW, NORMAL, WATCH
from forum.notifications.registry import KINDS, Kind
from forum.notifications.wishes import DELAYS

MAIL = "mail-"
HOW = {"now": _("At once"), "later": _("After a while"), "digest": _("In the digest"), "never": _("Never")}
TAKING_PART = {WATCH: _("Tell me of every post"), FOLLOW: _("Tell me of answers"), NORMAL: _("Change nothing")}
DIGESTS = {"never": _("Never"), "daily": _("Every day"), "weekly": _("Every week")}


class HabitForm(Form):
    """How a member wants to be told; a field more for each kind of thing is added when it is made."""

    on_start = SelectField(_("When I start a thread"), choices=list(starmap(SelectChoice, TAKING_PART.items())))
    on_reply = SelectField(_("When I reply in a thread"), choices=list(starmap(SelectChoice, TAKING_PART.items())))
    delay = SelectField(_("“After a while” means"), coerce=int)
    quiet = BooleanField(_("Keep quiet hours"))
    quiet_from = TimeField(_("From"), [Optional()])
    quiet_to = TimeField(_("To"), [Optional()])
    digest = SelectField(_("How often"), choices=list(starmap(SelectChoice, DIGESTS.items())))
    digest_day = SelectField(_("Day of the week"), coerce=int)
    digest_hour = SelectField(_("Hour"), coerce=int)

    def offer(self) -> None:
        """List minutes, days and hours in the reader's language."""
        days = get_locale().days["stand-alone"]["wide"]  # type: ignore[union-attr]
        self.delay.choices = [SelectChoice(each, _("%(minutes)s minutes", minutes=each)) for each in DELAYS]
        self.digest_day.choices = [SelectChoice(number, days[number]) for number in range(7)]
        self.digest_hour.choices = [SelectChoice(hour, f"{hour:02}:00") for hour in range(24)]

    def mails(self) -> Iterator[tuple[Kind, Field]]:
        """List the kinds of things, each with its field."""
        for name, kind in KINDS.items():
            if kind.chosen:
                yield kind, self[MAIL + name]

    @property
    def wishes(self) -> dict[str, str]:
        """Give what was chosen for each kind."""
        return {kind.name: field.data for kind, field in self.mails()}

    @property
    def chosen(self) -> dict[str, Any]:
        """Give the rest of what was chosen, as it is kept."""
        plain = ("on_start", "on_reply", "delay", "digest", "digest_day", "digest_hour")
        begins, ends = (self.quiet_from.data, self.quiet_to.data) if self.quiet.data else (None, None)
        both = begins is not None and ends is not None
        return {
            **{name: self[name].data for name in plain},
            "quiet_from": begins.hour * 60 + begins.minute if begins and both else None,
            "quiet_to": ends.hour * 60 + ends.minute if ends and both else None,
        }


def habit_form(data: dict[str, Any] | None = None) -> HabitForm:
    """Make the form with a field for each kind of thing that somebody is told."""
    fields = {
        MAIL + name: SelectField(kind.label, choices=list(starmap(SelectChoice, HOW.items())))
        for name, kind in KINDS.items()
        if kind.chosen
    }
    form: HabitForm = type("AllHabits", (HabitForm,), fields)(data=data)
    form.offer()
    return form
