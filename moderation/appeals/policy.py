"""Who may appeal, and who decides appeals."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from forum.core.access import Actor
from moderation.queue.models import Case, Decision
from moderation.queue.registry import REVERSAL


def may_appeal(
    actor: Actor, case: Case, decision: Decision, *, moment: datetime, window: timedelta, made: bool
) -> str | None:
    """The member concerned, suspended or not: once, while the window is open and the decision holds."""
    if actor.member_id is None or actor.member_id != case.author_id:
        return _("Only the member concerned can appeal.")
    if made:
        return _("There was an appeal against this decision already: there is one for each.")
    if decision.outcome != "upheld" or decision.verdict == REVERSAL or case.kind == "appeal":
        return _("There is nothing to appeal against.")
    if decision.undone_at is not None:
        return _("This decision is taken back already.")
    if moment > decision.made_at + window:
        return _("The time for appeals is over: it was open for %(days)s days.", days=window.days)
    return None


def may_decide(actor: Actor, decision: Decision) -> str | None:
    """Somebody else than whoever decided first."""
    if actor.member_id is not None and decision.by_id == actor.member_id:
        return _("You decided this first: somebody else looks at the appeal.")
    return None
