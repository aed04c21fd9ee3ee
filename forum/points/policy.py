"""Who may see and change what earns points."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor


def may_change(actor: Actor) -> str | None:
    """Staff."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff may change what earns points.")


def may_see_entries(actor: Actor, member_id: int) -> str | None:
    """The member, and staff; everybody else sees what each rule brought together."""
    if actor.member_id == member_id or actor.rank >= RANKS["staff"]:
        return None
    return _("Only the member and staff see every entry.")
