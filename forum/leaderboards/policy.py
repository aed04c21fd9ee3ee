"""Who may do what with boards."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor


def may_choose_rules(actor: Actor) -> str | None:
    """The staff."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff may do that.")


def may_leave(actor: Actor) -> str | None:
    """Every member, for themselves."""
    return None if actor.signed_in else _("Sign in first.")
