"""Who may found and change brands."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor


def may_found_brand(actor: Actor) -> str | None:
    """Let administrators open a brand."""
    return _from(actor, "admin", _("Only administrators open a brand."))


def may_change_brand(actor: Actor) -> str | None:
    """Let staff change what a brand says and how it looks."""
    return _from(actor, "staff", _("Only staff change the brand."))


def may_move_brand(actor: Actor) -> str | None:
    """Let administrators choose the host a brand answers at."""
    return _from(actor, "admin", _("Only administrators choose where a brand answers."))


def _from(actor: Actor, role: str, reason: str) -> str | None:
    """Let in this role and those above it, unless they may only read for now (S23)."""
    if actor.rank < RANKS[role]:
        return reason
    return _("Your account is suspended: you can read, and not write.") if actor.suspended else None
