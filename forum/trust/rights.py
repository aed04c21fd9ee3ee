"""The table of rights: what each needs, and the one question whether somebody has it.

Rooms above put their own rights into the same table by `registry.opens`.
"""

from flask_babel import lazy_gettext as _

from forum.core.access import Actor
from forum.media.registry import knows
from forum.trust import queries
from forum.trust.registry import RIGHTS, opens

ALWAYS = 2
"""The rank from which on nobody asks for trust: moderators and staff."""

PICTURES = opens("pictures", _("Send up to 200 pictures a day, not only 30"), 1)


def least(key: str) -> int:
    """Give the level that a right needs now."""
    chosen = queries.chosen().get(f"right.{key}")
    return RIGHTS[key].least if chosen is None else chosen


def allows(actor: Actor, key: str) -> bool:
    """Tell whether the actor has a right: by their level, or because of their role."""
    return actor.rank >= ALWAYS or (actor.signed_in and actor.trust_level >= least(key))


@knows
def may_send_many(actor: Actor) -> bool:
    """Tell the room of pictures who may send more of them."""
    return allows(actor, PICTURES)
