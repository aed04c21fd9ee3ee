"""Who may settle what trust asks for, and who stands where."""

from flask_babel import gettext as _

from forum.core.access import Actor


def may_settle(actor: Actor) -> str | None:
    """Staff."""
    return None if actor.rank >= 3 else _("Only staff may settle this.")
