"""What is typed for badges."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from forum.badges.actions import LONGEST_NAME, LONGEST_TEXT
from forum.badges.conditions import AT_LEAST, AT_MOST, EXACTLY, MOST_CONDITIONS
from forum.badges.looks import COLOURS, GLYPHS, SHAPE_NAMES, TIERS
from forum.badges.models import LONGEST_REASON
from forum.badges.registry import MEASURES, Measure
from forum.core.forms import Form
from forum.core.i18n import LANGUAGES

OF = {"member": _l("A member, for all that they did"), "post": _l("A post, and goes to its author")}
COMPARED = {AT_LEAST: _l("at least"), AT_MOST: _l("at most"), EXACTLY: _l("exactly")}
PARTS = ("measure", "comparison", "number", "days")


def _choices(words: Mapping[str, Any]) -> list[SelectChoice]:
    return list(starmap(SelectChoice, words.items()))


class BadgeForm(Form):
    """A badge; fields for each language and each condition are added when it is made."""

    tier = RadioField(_l("Metal"), choices=_choices(TIERS))
    shape = RadioField(_l("Shape"), choices=_choices(SHAPE_NAMES))
    glyph = RadioField(_l("Picture"), choices=[SelectChoice(glyph, glyph) for glyph in GLYPHS])
    colour = RadioField(_l("Colour"), choices=_choices(COLOURS))
    of = RadioField(_l("It is given for"), choices=_choices(OF))
    many = BooleanField(_l("Can be earned again"))
    active = BooleanField(_l("Can be earned now"))
    again = BooleanField(_l("Give it to all who earned it already"))

    @property
    def look(self) -> dict[str, str]:
        """Give what it is drawn from."""
        return {name: self[name].data for name in ("tier", "shape", "glyph", "colour")}

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """Give what was typed in each language."""
        return {
            locale: {"name": self[f"name_{locale}"].data or "", "text": self[f"text_{locale}"].data or ""}
            for locale in LANGUAGES
        }

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """Give the conditions in whose line something was chosen."""
        rows = ({part: self[f"{part}_{row}"].data for part in PARTS} for row in range(MOST_CONDITIONS))
        return [row for row in rows if row["measure"]]

    def spoken(self) -> Iterator[tuple[str, Field, Field]]:
        """List the languages with their fields."""
        for locale, language in LANGUAGES.items():
            yield language, self[f"name_{locale}"], self[f"text_{locale}"]

    def rows(self) -> Iterator[tuple[Field, ...]]:
        """List the lines of conditions with their fields."""
        for row in range(MOST_CONDITIONS):
            yield tuple(self[f"{part}_{row}"] for part in PARTS)


def badge_form(data: dict[str, Any] | None = None) -> BadgeForm:
    """Make the form with fields for each language and each condition."""
    fields: dict[str, Any] = {}
    for locale in LANGUAGES:
        fields[f"name_{locale}"] = StringField(_l("Name"), [Length(max=LONGEST_NAME)])
        fields[f"text_{locale}"] = StringField(_l("What it is for"), [Length(max=LONGEST_TEXT)])
    for row in range(MOST_CONDITIONS):
        # the action knows what goes together: a line that is left empty is no mistake
        fields[f"measure_{row}"] = SelectField(_l("What is counted"), choices=_measures(), validate_choice=False)
        fields[f"comparison_{row}"] = SelectField(_l("How"), choices=_choices(COMPARED), validate_choice=False)
        fields[f"number_{row}"] = IntegerField(_l("Number"), [Optional()])
        fields[f"days_{row}"] = IntegerField(_l("In the last days"), [Optional()])
    made: BadgeForm = type("WholeBadge", (BadgeForm,), fields)(data=data)
    return made


def filled(texts: Mapping[str, Mapping[str, str]], conditions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give what the form begins with."""
    data: dict[str, Any] = {
        f"{what}_{locale}": (said.get(what) or "") for locale, said in texts.items() for what in ("name", "text")
    }
    for row, condition in enumerate(conditions):
        data |= {f"{part}_{row}": condition.get(part) for part in PARTS}
    return data


class GiveForm(Form):
    """A badge given by hand."""

    name = StringField(_l("Name of the member"), [InputRequired(_l("Say whom it is for."))])
    reason = StringField(_l("Why"), [Length(max=LONGEST_REASON)])


class RevokeForm(Form):
    """A badge taken back."""

    reason = StringField(_l("Why"), [Length(max=LONGEST_REASON)])


def _measures() -> list[SelectChoice]:
    """List what can be counted, by what it is counted of."""
    offered = [SelectChoice("", "–")]
    for of, label in OF.items():
        some = sorted((_offered(each), each.key) for each in MEASURES.values() if each.of == of)
        offered += [SelectChoice(key, text, optgroup=str(label)) for text, key in some]
    return offered


def _offered(known: Measure) -> str:
    return _("%(label)s (1 is yes)", label=known.label) if known.most == 1 else str(known.label)
