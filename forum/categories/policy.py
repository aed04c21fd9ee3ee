"""Who may do what in categories."""

from typing import Protocol

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from forum.members.policy import suspension_of

VERBS = ("see", "reply", "start")
KINDS = ("discussion", "question", "idea", "announcement")


class Place(Protocol):
    """A category as somebody finds it: what they may do there."""

    @property
    def verbs(self) -> frozenset[str]:
        """Name what its finder may do there."""


def may_start(actor: Actor, category: Place) -> str | None:
    """Members for whom the category is open."""
    if not actor.signed_in:
        return _("Sign in to take part.")
    if no := suspension_of(actor):
        return no
    return None if {"see", "start"} <= category.verbs else _("You may not start threads in this category.")


def may_arrange(actor: Actor) -> str | None:
    """Staff and administrators."""
    if actor.rank < RANKS["staff"]:
        return _("Only staff arrange the categories.")
    return suspension_of(actor)


def may_choose(actor: Actor, audience: str) -> str | None:
    """Nobody gives a category to people among whom they are not: they would not see it any more themselves."""
    return None if audience in actor.audiences else _("You would not belong to these people yourself.")
