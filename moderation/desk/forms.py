"""What moderators type at their desk."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from forum.core.forms import Form
from forum.core.refusal import Refused
from moderation.queue.models import LONGEST_REASON
from moderation.queue.registry import VERDICTS
from moderation.queue.terms import Terms

MOST_ALIKE = 60
MOST_HARM = 60
NUMBERS = ("first_look", "decision", "appeal_days", "strike_days", "load")


class DecisionForm(Form):
    """A decision, and the cases that are decided with it."""

    verdict = HiddenField()
    guideline = IntegerField(_("Guideline"), [Optional()])
    reason = TextAreaField(
        _("Reason"), description=_("The member reads it. Leave it empty to let the guideline speak.")
    )
    prepared = IntegerField(_("Prepared note"), [Optional()])
    days = IntegerField(_("Days"), [Optional(), NumberRange(1, 3650, _("Between 1 and 3650 days."))])
    leaves = BooleanField(_("Leave the post where it is"))
    version = IntegerField(_("Version"), [Optional()])
    lane = HiddenField()

    alike = SelectMultipleField(choices=[], validate_choice=False)

    @property
    def ticked(self) -> list[tuple[int, int]]:
        """Give the cases that were ticked, each with the version that was seen."""
        found = []
        for text in (self.alike.data or [])[:MOST_ALIKE]:
            number, _colon, version = text.partition(":")
            if number.isascii() and number.isdigit() and version.isascii() and version.isdigit() and len(text) < 30:
                found.append((int(number), int(version)))
        return found


class WordsForm(Form):
    """A line in a case."""

    words = TextAreaField(_("Your words"), render_kw={"rows": 3, "maxlength": 4000})


class ReversalForm(Form):
    """Why a decision was wrong."""

    reason = StringField(_("Why it was wrong"), render_kw={"maxlength": LONGEST_REASON})


class PreparedForm(Form):
    """Words to be used again."""

    title = StringField(_("Title"), render_kw={"maxlength": 80})
    words = TextAreaField(
        _("Words"),
        description=_("{guideline}, {number}, {member} and {title} are filled in."),
        render_kw={"rows": 4, "maxlength": LONGEST_REASON},
    )
    guideline = IntegerField(_("Guideline"), [Optional()])


class TermsForm(Form):
    """What the house promises."""

    first_look = IntegerField(_("Minutes until the first look"), [InputRequired()])
    decision = IntegerField(_("Minutes until the decision"), [InputRequired()])
    appeal_days = IntegerField(
        _("Days in which an appeal may come"), [InputRequired()], description=_("Six months at least.")
    )
    strike_days = IntegerField(_("Days until a strike decays"), [NumberRange(1, 3650)])
    load = IntegerField(_("Decisions a day after which a moderator is asked to rest"), [NumberRange(1, 10000)])
    approves = BooleanField(_("A moderator looks at every new member before their words are seen"))
    ladder = TextAreaField(
        _("Ladder"),
        description=_("One step a line: points, verdict (warn, slow, silence, suspend), days."),
        render_kw={"rows": 7},
    )

    @classmethod
    def filled(cls, held: Terms) -> "TermsForm":
        """Fill the form with what holds."""
        names = (*NUMBERS, "approves")
        lines = "\n".join(" ".join(str(part) for part in step) for step in held.ladder)
        return cls(data={name: getattr(held, name) for name in names} | {"ladder": lines})

    def chosen(self, held: Terms, harms: Mapping[int, str]) -> Terms:
        """Give what was chosen; raises Refused where a line of the ladder is no step, or a harm no number."""
        given: dict[str, Any] = {name: self.data[name] for name in NUMBERS}
        return replace(held, approves=self.approves.data, ladder=self._steps(), harms=_points(held, harms), **given)

    def _steps(self) -> list[list[Any]]:
        lines = [line.split() for line in (self.ladder.data or "").splitlines() if line.strip()]
        for parts in lines:
            if not _is_step(parts):
                words = gettext("“%(line)s” is no step: write points, verdict and days.", line=" ".join(parts))
                raise Refused(words, "ladder")
        return [[int(points), name, int(days)] for points, name, days in lines]


def _is_step(parts: list[str]) -> bool:
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts[::2]):
        return False
    return parts[1] == "warn" or "days" in _asked(parts[1])


def _asked(name: str) -> frozenset[str]:
    return VERDICTS[name].asks if name in VERDICTS else frozenset()


def _points(held: Terms, typed: Mapping[int, str]) -> dict[int, float]:
    for number, text in typed.items():
        if not text.isascii() or not text.isdigit() or int(text) > MOST_HARM:
            words = gettext("Harm goes from 0 to %(most)s: look at guideline %(n)s.", most=MOST_HARM, n=number)
            raise Refused(words)
    return held.harms | {number: float(text) for number, text in typed.items()}
