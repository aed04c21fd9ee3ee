"""What is chosen of boards and seasons."""

from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length

from forum.core.forms import Form
from forum.leaderboards.actions import LONGEST_NAME
from forum.leaderboards.calendar import LENGTHS


class RulesForm(Form):
    """The rules of all boards."""

    timezone = SelectField(
        _l("Time zone"), validate_choice=False, description=_l("Weeks, months and seasons begin at midnight there.")
    )
    shows_staff = BooleanField(
        _l("Staff stands on the boards too"), description=_l("As a rule the boards are for the people you serve.")
    )
    seasons = BooleanField(
        _l("Seasons"), description=_l("A season ends with medals for the first three and a fresh start.")
    )
    season_months = SelectField(
        _l("A season lasts"), coerce=int, description=_l("In months. The season that runs keeps its end.")
    )
    running_name = StringField(_l("What the running season is called"), [Length(max=LONGEST_NAME)])
    next_name = StringField(_l("What the next season is called"), [Length(max=LONGEST_NAME)])
    host = StringField(
        _l("Who tells how a season ended"), [Length(max=40)],
        description=_l("Somebody of the staff. Empty: the first administrator."),
    )  # fmt: skip
    category = SelectField(_l("In which category"), coerce=int)

    def offer(self, categories: list[tuple[int, str]]) -> None:
        """List what can be chosen."""
        self.timezone.choices = [(name, name.replace("_", " ")) for name in sorted(available_timezones())]
        self.season_months.choices = [(months, str(months)) for months in LENGTHS]
        self.category.choices = [(0, _l("The first for announcements")), *categories]
