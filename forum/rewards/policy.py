"""Who may do what with rewards."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from forum.members.policy import suspension_of


def may_look_after(actor: Actor) -> str | None:
    """Staff and administrators."""
    if actor.rank < RANKS["staff"]:
        return _("Only staff look after rewards.")
    return suspension_of(actor)


def may_claim(actor: Actor, member_id: int | None) -> str | None:
    """Whoever it was granted to, unless they are suspended."""
    if not actor.signed_in or actor.member_id != member_id:
        return _("This reward is somebody else's.")
    return suspension_of(actor)


def may_see_delivery(actor: Actor, sender_id: int | None) -> str | None:
    """Only the one of the staff who sends the gift."""
    if no := may_look_after(actor):
        return no
    if sender_id is None or sender_id != actor.member_id:
        return _("Only whoever sends this gift sees where it goes to.")
    return None
