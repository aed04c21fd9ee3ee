"""What staff type about rules."""

from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional

from forum.core.forms import Form
from forum.points.reckoning import Terms
from forum.points.registry import MERITS, Merit

FULL = _l("How many count in full")
SHARE = _l("Each further one gives so many percent of the one before")


class EventForm(Form):
    """What a new rule rewards."""

    event = SelectField(_l("What is rewarded"), validate_choice=False)

    def offer(self) -> None:
        """List what rooms let rules reward."""
        self.event.choices = [SelectChoice(key, merit.label) for key, merit in MERITS.items()]


class SureForm(Form):
    """That a warning was read."""

    sure = BooleanField(_l("I want it so"))


class RuleForm(Form):
    """A rule; what can be asked of its event is added by `form_of`."""

    merit: Merit
    points = IntegerField(_l("Points"), [InputRequired(_l("Give a number."))])
    active = BooleanField(_l("The rule is on"), default=True)
    fade_free = IntegerField(FULL, [Optional()])
    fade_percent = IntegerField(SHARE, [Optional()])
    giver_free = IntegerField(FULL, [Optional()])
    giver_percent = IntegerField(SHARE, [Optional()])
    mutual = IntegerField(
        _l("Percent where they gave that person the same before, that month"), [Optional()]
    )  # fmt: skip
    cap = IntegerField(_l("Most points a day"), [Optional()])
    since = StringField(_l("From this day on"), description=_l("Like 2026-05-31; empty for all that ever happened."))

    @property
    def terms(self) -> Terms:
        """Give what was typed, as a rule says it."""
        when = [
            (measure, how, self[f"{how}_{measure}"].data)
            for measure in self.merit.measures
            for how in ("least", "most")
            if self[f"{how}_{measure}"].data is not None
        ]
        return Terms(
            points=self.points.data or 0, when=tuple(when), per=self._per(), fade=self._pair("fade"),
            giver=self._pair("giver"), mutual=self.mutual.data, cap=self.cap.data,
            since=(self.since.data or "").strip(),
        )  # fmt: skip

    def _pair(self, name: str) -> tuple[int, int] | None:
        free, percent = self[f"{name}_free"].data, self[f"{name}_percent"].data
        return None if free is None and percent is None else (1 if free is None else free, percent or 0)

    def _per(self) -> tuple[str, int, int] | None:
        if "per" not in self or not self["per"].data:
            return None
        every, most = self["per_every"].data, self["per_most"].data
        return self["per"].data, 0 if every is None else every, 1 if most is None else most


def between_people(merit: Merit) -> bool:
    """Tell whether an event has somebody it comes from."""
    return merit.by_others or "giver" in (merit.terms or {})


def typed(terms: Terms, *, active: bool) -> dict[str, Any]:
    """Give a rule as its form shows it."""
    data: dict[str, Any] = {
        "points": terms.points, "active": active, "mutual": terms.mutual, "cap": terms.cap, "since": terms.since
    }  # fmt: skip
    data |= {f"{how}_{measure}": figure for measure, how, figure in terms.when}
    for name, pair in (("fade", terms.fade), ("giver", terms.giver)):
        data[f"{name}_free"], data[f"{name}_percent"] = pair or (None, None)
    data["per"], data["per_every"], data["per_most"] = terms.per or ("", None, None)
    return data


@cache
def form_of(event: str) -> type[RuleForm]:
    """Give the form for rules about an event."""
    merit = MERITS[event]
    fields: dict[str, Any] = {}
    for measure, label in merit.measures.items():
        fields[f"least_{measure}"] = IntegerField(_l("%(what)s: at least", what=label), [Optional()])
        fields[f"most_{measure}"] = IntegerField(_l("%(what)s: at most", what=label), [Optional()])
    if merit.measures:
        choices = [
            SelectChoice("", _l("Once, whatever it is")),
            *(SelectChoice(*each) for each in merit.measures.items()),
        ]
        fields["per"] = SelectField(_l("Give the points for each so many of"), choices=choices, validate_choice=False)
        fields["per_every"] = IntegerField(_l("So many"), [Optional()])
        fields["per_most"] = IntegerField(_l("At most so many times"), [Optional()])
    return type(f"{event.title()}Form", (RuleForm,), {"merit": merit, **fields})
