"""Who may do what with what is known of people."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from forum.members.policy import suspension_of


def may_note(actor: Actor) -> str | None:
    """Let moderators, those of one category too, read and write notes on members."""
    if actor.rank < RANKS["moderator"]:
        return _("Only moderators keep notes on members.")
    return suspension_of(actor)


def may_see_hints(actor: Actor) -> str | None:
    """Let moderators of the whole community see who shares a network or a device (S18)."""
    if actor.scope is not None:
        return _("You moderate some categories only. Ask somebody who moderates the whole community.")
    return may_note(actor)


def may_block(actor: Actor) -> str | None:
    """Let moderators of the whole community block networks and mail hosts."""
    return may_see_hints(actor)
