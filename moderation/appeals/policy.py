"""Who may appeal, and who decides appeals."""

from datetime import datetime, timedelta
from typing import Protocol

from flask_babel import gettext as _

from forum.core.access import Actor
from moderation.queue.registry import REVERSAL


class Appealable(Protocol):
    """What the question rests on, whether the decision was read to be shown or loaded to be changed."""

    @property
    def verdict(self) -> str: ...  # noqa: D102
    @property
    def outcome(self) -> str: ...  # noqa: D102
    @property
    def made_at(self) -> datetime: ...  # noqa: D102
    @property
    def undone_at(self) -> datetime | None: ...  # noqa: D102


def may_appeal(
    actor: Actor, author_id: int | None, decision: Appealable, *, moment: datetime, window: timedelta, made: bool
) -> str | None:
    """The member concerned, suspended or not: once, while the window is open and the decision holds."""
    if actor.member_id is None or actor.member_id != author_id:
        return _("Only the member concerned can appeal.")
    if made:
        return _("There was an appeal against this decision already: there is one for each.")
    return _may_be_appealed(decision, moment, window)


def _may_be_appealed(decision: Appealable, moment: datetime, window: timedelta) -> str | None:
    if decision.outcome != "upheld" or decision.verdict in {REVERSAL, "overturn"}:
        return _("There is nothing to appeal against.")
    if decision.undone_at is not None:
        return _("This decision is taken back already.")
    if moment > decision.made_at + window:
        return _("The time for appeals is over: it was open for %(days)s days.", days=window.days)
    return None


def may_decide(actor: Actor, first_by_id: int | None) -> str | None:
    """Somebody else than whoever decided first."""
    if actor.member_id is not None and first_by_id == actor.member_id:
        return _("You decided this first: somebody else looks at the appeal.")
    return None
