"""Who may do what with what they are told."""

from flask_babel import gettext as _

from forum.core.access import Actor


def may_be_told(actor: Actor) -> str | None:
    """Members: they choose what they are told, suspended or not."""
    return None if actor.signed_in else _("Sign in first.")
