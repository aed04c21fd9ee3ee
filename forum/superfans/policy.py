"""Who may look for superfans."""

from flask_babel import gettext as _

from forum.core.access import Actor


def may_look(actor: Actor) -> str | None:
    """Staff."""
    return None if actor.rank >= 3 else _("Only staff may look here.")
