"""Who may thank whom."""

from collections.abc import Mapping

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from forum.threads import policy as threads
from forum.threads.policy import Ground

A_DAY = (1, 3, 5, 8, 10)
"""Thanks a day by trust level: few enough to mean something."""
A_DAY_BY_TENDERS = 50


def may_thank(actor: Actor, ground: Ground) -> str | None:
    """Members who see the post, except its author; a closed thread is no matter."""
    if no := threads.may_see(actor, ground) or threads.may_write(actor):
        return no
    if ground.deleted or not ground.published or ground.number is None:
        return _("This post is not there any more.")
    return _("You cannot thank yourself.") if ground.author_id == actor.member_id else None


def may_speak_for_the_house(actor: Actor) -> str | None:
    """The staff."""
    return None if actor.rank >= RANKS["staff"] else _("Only staff may do that.")


def a_day(actor: Actor, chosen: Mapping[int, int]) -> int:
    """Give how many thanks an actor has a day."""
    if actor.rank >= RANKS["moderator"]:
        return A_DAY_BY_TENDERS
    level = max(0, min(actor.trust_level, len(A_DAY) - 1))
    return chosen.get(level, A_DAY[level])
