"""Who may do what with guidelines."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from forum.members.policy import suspension_of


def may_write(actor: Actor) -> str | None:
    """Let staff write and publish guidelines."""
    return suspension_of(actor) if actor.rank >= RANKS["staff"] else _("Only staff write the guidelines.")


def may_acknowledge(actor: Actor) -> str | None:
    """Let every member say that they go by the guidelines, a suspended one too."""
    return None if actor.signed_in else _("Sign in first.")
