"""Who may do what with rules."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor
from moderation.screening.kinds import KINDS, stricter


def may_look(actor: Actor) -> str | None:
    """Moderators see the rules, what they found, and try them."""
    if actor.suspended or actor.rank < RANKS["moderator"]:
        return _("Rules are for moderators.")
    return None


def may_change(actor: Actor) -> str | None:
    """Staff write rules, choose their modes and the classifier in use."""
    if actor.suspended or actor.rank < RANKS["staff"]:
        return _("Only staff may change rules.")
    return None


def may_set_mode(actor: Actor, kind: str, mode: str, before: str, *, replayed: bool) -> str | None:
    """Staff; a mode that does more to people only after a replay of the rule as it is now."""
    if no := may_change(actor):
        return no
    if mode not in KINDS[kind].modes:
        return _("A rule of this kind cannot have this mode.")
    if stricter(mode, before) and not replayed:
        return _("Replay the rule first: see what it would have done in the last 30 days, then raise its mode.")
    return None
