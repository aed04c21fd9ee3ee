"""Who may do what with badges."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor


def may_keep(actor: Actor) -> str | None:
    """Staff: what there is to earn is the brand's."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff change what there is to earn.")


def may_give(actor: Actor) -> str | None:
    """Staff."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff give badges by hand.")


def may_revoke(actor: Actor) -> str | None:
    """Staff."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff take badges back.")
