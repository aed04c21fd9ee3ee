"""What is asked of the log."""

from datetime import UTC, date, datetime, timedelta

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from forum.core.clock import now
from forum.core.forms import Form
from moderation.audit.policy import DEGREES
from moderation.audit.registry import Period

DEGREE_NAMES = {
    "nothing": _("Nothing"),
    "counts": _("Counts only"),
    "acts": _("Acts without names"),
    "all": _("Acts with names"),
}
LONGEST_YEARS = 5


class DegreeForm(Form):
    """How much of the log everybody sees."""

    degree = RadioField(
        _("What everybody sees of the log"), choices=[SelectChoice(name, DEGREE_NAMES[name]) for name in DEGREES]
    )


def period(start: str, end: str) -> Period:
    """Read a period from an address, both days included; nonsense is the last thirty days, at most five years fit."""
    last = _day(end) or now().date()
    first = _day(start) or last - timedelta(days=29)
    if not 0 <= (last - first).days <= LONGEST_YEARS * 366:
        first = last - timedelta(days=29)
    return Period(_moment(first), _moment(last + timedelta(days=1)))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if 2000 <= found.year < 9000 else None


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
