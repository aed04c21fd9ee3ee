"""Who may do what with members."""

from datetime import datetime

from flask_babel import gettext as _

from forum.core.access import HOUSE, RANKS, Actor
from forum.members.models import Member


def may_sign_in(member: Member) -> str | None:
    """Let in whoever has an account: asked on every way in, passwords, letters and joining alike (S14)."""
    return None if member.email_key else _("Nobody can sign in with this account.")


def may_edit_profile(actor: Actor) -> str | None:
    """Let members who are not suspended change what others see of them (S23)."""
    if not actor.signed_in:
        return _("Sign in first.")
    return suspension_of(actor)


def suspension_of(actor: Actor) -> str | None:
    """Tell a suspended member until when they only read."""
    if actor.suspended_until is None:
        return None
    day = datetime.fromisoformat(actor.suspended_until).date().isoformat()
    return _("Your account is suspended until %(day)s. Until then you can read, and not write.", day=day)


def may_title(actor: Actor) -> str | None:
    """Let staff give titles."""
    return suspension_of(actor) if actor.rank >= RANKS["staff"] else _("Only staff give titles.")


def may_change_role(actor: Actor, member: Member) -> str | None:
    """Let administrators change roles, save their own."""
    if actor.rank < RANKS["admin"] or actor.suspended:
        return _("Only administrators change roles.")
    if actor.member_id == member.id:
        return _("Nobody changes their own role: ask another administrator.")
    return None


def may_suspend(actor: Actor, member: Member) -> str | None:
    """Let moderators of the whole community suspend whoever stands below them (S18)."""
    if actor.rank < RANKS["moderator"] or actor.suspended:
        return _("Only moderators suspend members.")
    if actor.scope is not None:
        return _("You moderate some categories only. Ask somebody who moderates the whole community.")
    if actor != HOUSE and RANKS[member.role] >= actor.rank:
        return _("You may not suspend somebody with your own role or a higher one.")
    return None
