"""Who may do what with the log."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from forum.members.policy import suspension_of

DEGREES = ("nothing", "counts", "acts", "all")


def may_read(actor: Actor) -> str | None:
    """Let staff read the log; what moderators of a category may not see may stand in it (S18)."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff read the audit log.")


def may_choose(actor: Actor) -> str | None:
    """Let administrators choose how much of it is public."""
    if actor.rank < RANKS["admin"]:
        return _("Only administrators choose how much of the log is public.")
    return suspension_of(actor)
