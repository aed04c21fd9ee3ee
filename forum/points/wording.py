"""Rules and entries in words, so that a member always sees why."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from forum.points.reckoning import CAP, FADE, GIVER, GONE, MUTUAL, Terms
from forum.points.registry import MERITS

NOTES: dict[str, Any] = {
    GONE: lazy_gettext("taken back: what it was for is not there any more"),
    CAP: lazy_gettext("less than usual: the day’s most was reached"),
    MUTUAL: lazy_gettext("less than usual: they had given that person the same this month"),
    GIVER: lazy_gettext("less than usual: much of this came from one person this month"),
    FADE: lazy_gettext("less than usual: it was one of many that day"),
}


def name_of(event: str) -> str:
    """Name an event; one that nobody plugs in any more keeps its key."""
    merit = MERITS.get(event)
    return str(merit.label) if merit else event


def measure_of(event: str, measure: str) -> str:
    """Name a measure of an event."""
    merit = MERITS.get(event)
    return str(merit.measures.get(measure, measure)) if merit else measure


def worth(points: int) -> str:
    """Say so many points."""
    return ngettext("%(num)s point", "%(num)s points", points)


def bounds(event: str, terms: Terms) -> list[str]:
    """Say when a rule counts, and what keeps it in bounds."""
    said = [_condition(event, *each) for each in terms.when]
    return said + [line for say in _SAYINGS if (line := say(event, terms))]


def _condition(event: str, measure: str, how: str, figure: int) -> str:
    what = measure_of(event, measure)
    if how == "least":
        return _("%(what)s: at least %(figure)s", what=what, figure=figure)
    return _("%(what)s: at most %(figure)s", what=what, figure=figure)


def _per(event: str, terms: Terms) -> str:
    if not terms.per:
        return ""
    measure, every, most = terms.per
    what = measure_of(event, measure)
    return _("%(what)s: once for each %(every)s, up to %(most)s times", what=what, every=every, most=most)


def _fade(_event: str, terms: Terms) -> str:
    if not terms.fade:
        return ""
    if not terms.fade[1]:
        return ngettext("only the first of a day counts", "only the first %(num)s of a day count", terms.fade[0])
    return ngettext(
        "the first of a day counts in full, each further one %(percent)s %% of the one before",
        "the first %(num)s of a day count in full, each further one %(percent)s %% of the one before",
        terms.fade[0],
        percent=terms.fade[1],
    )


def _giver(_event: str, terms: Terms) -> str:
    if not terms.giver:
        return ""
    if not terms.giver[1]:
        return ngettext(
            "only the first with the same person in a month counts",
            "only the first %(num)s with the same person in a month count",
            terms.giver[0],
        )
    return ngettext(
        "the first with the same person in a month counts in full, each further one %(percent)s %% of the one before",
        "the first %(num)s with the same person in a month count in full, each further one %(percent)s %% of the one "
        "before",
        terms.giver[0],
        percent=terms.giver[1],
    )


def _mutual(_event: str, terms: Terms) -> str:
    if terms.mutual is None:
        return ""
    if not terms.mutual:
        return _("nothing where they gave that person the same before, that month")
    return _("%(percent)s %% where they gave that person the same before, that month", percent=terms.mutual)


def _cap(_event: str, terms: Terms) -> str:
    if terms.cap is None:
        return ""
    return ngettext("%(num)s point a day at most", "%(num)s points a day at most", terms.cap)


def _since(_event: str, terms: Terms) -> str:
    return _("from %(day)s on", day=terms.since) if terms.since else ""


_SAYINGS: tuple[Callable[[str, Terms], str], ...] = (_per, _fade, _giver, _mutual, _cap, _since)
