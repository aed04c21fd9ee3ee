"""What staff settle about trust."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forum.core.forms import Form
from forum.trust.ladder import EVER, FIRST, NAMES, TOP
from forum.trust.models import LONGEST_REASON
from forum.trust.registry import RIGHTS, Measure, measures

MOST = 1_000_000
HOUSE: dict[str, tuple[Any, int, int]] = {
    "window": (_("Days that level 3 looks back on"), 7, 365),
    "share": (_("Level 3 asks for no more than this percent of what was written"), 0, 100),
    "grace": (_("Days of grace before level 3 is lost"), 0, 90),
    "slack": (_("Percent of the figures with which level 3 is kept"), 50, 100),
}
LEVELS = [
    SelectChoice(str(level), _("%(level)s · %(name)s", level=level, name=name)) for level, name in enumerate(NAMES)
]


class PlaceForm(Form):
    """Where a member is put by hand."""

    level = SelectField(_("Trust level"), choices=LEVELS)
    reason = StringField(_("Why"), [Length(max=LONGEST_REASON)])
    held = BooleanField(_("Leave it there: the clock changes nothing"))


class FiguresForm(Form):
    """All figures at once; made when every room has said what it counts."""

    def figures(self) -> dict[str, int | None]:
        """Give what was typed, by the names that figures have."""
        return {_figure(each.name): None if each.data is None else int(each.data) for each in self}


def figures_form(chosen: Mapping[str, int | None]) -> FiguresForm:
    """Give the form, filled with what holds."""
    firsts = FIRST | {f"right.{right.key}": right.least for right in RIGHTS.values()}
    kept = {**firsts, **chosen}
    form: FiguresForm = _class()(data={_name(key): value for key, value in kept.items()})
    return form


def rows(form: FiguresForm) -> list[tuple[Measure, list[Any]]]:
    """Give the table of the levels: a row for each thing that is counted, its three fields, None for no field."""
    return [(each, [form._fields.get(_name(f"{level}.{each.key}")) for level in (1, 2, 3)]) for each in measures()]


@cache
def _class() -> Any:
    fields: dict[str, Any] = {}
    for each in measures():
        for level in (3,) if each.key in EVER else (1, 2, 3):
            label = _("%(what)s, level %(level)s", what=each.label, level=level)
            fields[_name(f"{level}.{each.key}")] = IntegerField(label, [Optional(), NumberRange(0, MOST)])
    for key, (label, least, most) in HOUSE.items():
        fields[_name(key)] = IntegerField(label, [InputRequired(), NumberRange(least, most)])
    for right in RIGHTS.values():
        fields[_name(f"right.{right.key}")] = SelectField(
            right.label, choices=[*LEVELS, SelectChoice(str(TOP + 1), _("moderators and staff only"))]
        )
    return type("AllFiguresForm", (FiguresForm,), fields)


def _name(key: str) -> str:
    return "f_" + key.replace(".", "__")


def _figure(name: str) -> str:
    return name.removeprefix("f_").replace("__", ".")
