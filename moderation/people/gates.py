"""Keeps the door: whoever joins or comes in is looked up among the blocks."""

from flask_babel import gettext as _

from forum.core.access import RANKS
from forum.members.registry import keeps_door
from moderation.people.queries import barred


@keeps_door
def turn_away(address: str, email: str, role: str) -> str | None:
    """Turn away whom a block catches; moderators and those above them always come in."""
    if RANKS[role] >= RANKS["moderator"] or not any(each.catches(address, email) for each in barred()):
        return None
    return _("From here, or with this mail address, nobody can come in for now. Write to us if that is a mistake.")
