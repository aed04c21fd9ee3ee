"""Who may found and change brands."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor


def may_found_brand(actor: Actor) -> str | None:
    """Let administrators open a brand."""
    return None if actor.rank >= RANKS["admin"] else _("Only administrators open a brand.")


def may_change_brand(actor: Actor) -> str | None:
    """Let staff change what a brand says and how it looks."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff change the brand.")


def may_move_brand(actor: Actor) -> str | None:
    """Let administrators choose the host a brand answers at."""
    return None if actor.rank >= RANKS["admin"] else _("Only administrators choose where a brand answers.")
