"""What is typed about rules."""

from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange

from forum.core.forms import Form, OnceField
from forum.core.i18n import language
from forum.core.refusal import Refused
from moderation.guidelines.queries import guidelines
from moderation.screening.actions import LONGEST_ENTRIES, LONGEST_TITLE
from moderation.screening.kinds import KINDS, MODE_NAMES, Setting

LONGEST_TRIAL = 20_000
NOBODY_SAYS = _l("This is no list of words: it must be plain text in UTF-8, one entry a line.")


class RuleForm(Form):
    """A rule; the kind's own settings are added by `form_of`."""

    kind = ""
    title = StringField(
        _l("Name"), [InputRequired(_l("Give the rule a name that says what it is for.")), Length(max=LONGEST_TITLE)]
    )
    guideline = SelectField(
        _l("Guideline"), coerce=int, validate_choice=False, description=_l("What the rule keeps; its hits cite it.")
    )
    once = OnceField()

    def offer_guidelines(self) -> None:
        """List the guidelines that hold."""
        held = [SelectChoice(view.number, f"{view.number}. {view.title}") for view in guidelines(language())]
        self.guideline.choices = [SelectChoice(0, _l("None")), *held]

    @property
    def cited(self) -> int | None:
        """Give the number of the guideline, or None."""
        return self.guideline.data or None

    @property
    def numbers(self) -> dict[str, int]:
        """Give what was set."""
        return {each.name: int(self[each.name].data or 0) for each in KINDS[self.kind].settings}

    @property
    def lines(self) -> str:
        """Give the entries as they were typed."""
        return self["entries"].data or "" if "entries" in self else ""


class ModeForm(Form):
    """What follows from a hit."""

    mode = SelectField(_l("Mode"), validate_choice=False)


class TrialForm(Form):
    """A text to try the rules on."""

    text = TextAreaField(_l("A text to try"), [InputRequired(_l("Paste a text.")), Length(max=LONGEST_TRIAL)])


class ListForm(Form):
    """A file of entries that takes the place of those there are."""

    file = FileField(_l("File of entries"), description=_l("Plain text in UTF-8, one entry a line, up to 100,000."))

    def entries(self, data: bytes) -> str:
        """Read what was sent; raises Refused where it is no list."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused(str(NOBODY_SAYS), "file") from None
        if not text.strip() or "\0" in text:
            raise Refused(str(NOBODY_SAYS), "file")
        return text


@cache
def form_of(kind: str) -> type[RuleForm]:
    """Give the form for a kind of rule."""
    known = KINDS[kind]
    fields: dict[str, Any] = {each.name: _field(each) for each in known.settings}
    if known.entries:
        fields["entries"] = TextAreaField(_l("Entries"), [Length(max=LONGEST_ENTRIES)], description=known.entries)
    return type(f"{kind.title()}Form", (RuleForm,), {"kind": kind, **fields})


def offer_modes(form: ModeForm, kind: str) -> None:
    """List the modes that a kind of rule may have."""
    form.mode.choices = [SelectChoice(mode, MODE_NAMES[mode]) for mode in KINDS[kind].modes]


def _field(setting: Setting) -> Any:
    if setting.yes:
        return BooleanField(setting.label, default=bool(setting.usual))
    if setting.choices:
        return SelectField(
            setting.label, coerce=int, default=setting.usual, choices=[SelectChoice(*each) for each in setting.choices]
        )
    bounds = NumberRange(setting.least, setting.most)
    return IntegerField(setting.label, [InputRequired(), bounds], default=setting.usual)
