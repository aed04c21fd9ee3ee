"""What a badge asks for, in a sentence each."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from forum.badges.conditions import AT_LEAST, AT_MOST, Condition
from forum.badges.registry import MEASURES


def rules(conditions: Sequence[Condition]) -> list[str]:
    """Say what must hold, one line a condition."""
    return [_rule(condition) for condition in conditions if condition.measure in MEASURES]


def _rule(condition: Condition) -> str:
    label, number = MEASURES[condition.measure].label, condition.number
    if MEASURES[condition.measure].most == 1:
        said = str(label)
    elif condition.comparison == AT_LEAST:
        said = _("%(label)s: at least %(number)s", label=label, number=number)
    elif condition.comparison == AT_MOST:
        said = _("%(label)s: at most %(number)s", label=label, number=number)
    else:
        said = _("%(label)s: exactly %(number)s", label=label, number=number)
    if not condition.days:
        return said
    days = ngettext("in the last %(num)s day", "in the last %(num)s days", condition.days)
    return f"{said}, {days}"
