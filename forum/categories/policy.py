"""Who may do what in categories."""

from flask_babel import gettext as _

from forum.categories.queries import CategoryNode
from forum.core.access import Actor


def may_start(actor: Actor, category: CategoryNode) -> str | None:
    """Members for whom the category is open."""
    if not actor.signed_in:
        return _("Sign in to take part.")
    return None if "start" in category.verbs else _("You may not start threads in this category.")
