"""Who may look at cases and decide them."""

from datetime import datetime, timedelta
from typing import Protocol

from flask_babel import gettext as _

from forum.core.access import HOUSE, RANKS, Actor
from moderation.queue.models import Decision

UNDO_FOR = timedelta(seconds=10)
A_CATEGORY = "category:"


class Judged(Protocol):
    """What a question about a case rests on, whether it was read to be shown or loaded to be changed."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def thing_id(self) -> int: ...  # noqa: D102
    @property
    def place(self) -> str: ...  # noqa: D102
    @property
    def author_id(self) -> int | None: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102


def may_moderate(actor: Actor) -> str | None:
    """Moderators and those above them, while they are not suspended themselves."""
    if actor.rank < RANKS["moderator"]:
        return _("Only moderators decide cases.")
    return _("Your account may read but not write for now.") if actor.suspended else None


def may_look(actor: Actor, case: Judged) -> str | None:
    """Moderators of the place, but nobody where their own things are judged (S18: seeing it is asked besides)."""
    if no := may_moderate(actor):
        return no
    if actor.member_id is not None and case.author_id == actor.member_id:
        return _("This case is about you: somebody else decides it.")
    if not tends(actor, case.place):
        return _("This case belongs to moderators of another category.")
    return None


def may_decide(actor: Actor, case: Judged) -> str | None:
    """Whoever may look at the case while it is open."""
    return may_look(actor, case) or (None if case.state == "open" else _("This case is decided already."))


def may_undo(actor: Actor, decision: Decision, moment: datetime) -> str | None:
    """Whoever made the decision, within ten seconds, once."""
    if decision.undone_at is not None:
        return _("This decision is taken back already.")
    if actor != HOUSE and decision.by_id != actor.member_id:
        return _("Only whoever decided this can undo it.")
    if moment - decision.made_at > UNDO_FOR:
        return _("Ten seconds are over. Reverse the decision instead, with a reason.")
    return None


def may_reverse(actor: Actor, case: Judged, decision: Decision) -> str | None:
    """Whoever may look at the case, while the decision holds."""
    if no := may_look(actor, case):
        return no
    if decision.undone_at is not None or decision.reverts_id is not None:
        return _("This decision is taken back already.")
    return None


def may_set_terms(actor: Actor) -> str | None:
    """Staff, who answer for what the house promises."""
    if actor.suspended:
        return _("Your account may read but not write for now.")
    return None if actor.rank >= RANKS["staff"] else _("Only staff choose what moderation promises.")


def tends(actor: Actor, place: str) -> bool:
    """Tell whether a place is a moderator's own; what stands in no category is for moderators of the whole house."""
    if actor.scope is None:
        return True
    number = place.removeprefix(A_CATEGORY)
    return place.startswith(A_CATEGORY) and number.isdigit() and int(number) in actor.scope
