"""Who may flag, and what."""

from flask_babel import gettext as _

from forum.core.access import RANKS, Actor


def may_flag(actor: Actor, author_id: int | None) -> str | None:
    """Members whose address is confirmed and who are not suspended; nobody flags their own things."""
    if not actor.signed_in:
        return _("Sign in to flag this.")
    if actor.suspended:
        return _("Your account may read but not write for now.")
    if not actor.confirmed:
        return _("Confirm your e-mail address first: the link is in your mail.")
    return _("This is yours: edit or delete it instead.") if author_id == actor.member_id else None


def may_withdraw(actor: Actor, member_id: int, *, open_: bool) -> str | None:
    """Whoever raised the flag, while nobody has decided."""
    if actor.member_id is None or actor.member_id != member_id:
        return _("Only whoever raised a flag can take it back.")
    return None if open_ else _("This flag is decided or taken back already.")


def is_hidden_by_flags(author_role: str | None) -> bool:
    """Tell whether flags alone hide what somebody of this role made: never what moderators and staff did."""
    return RANKS.get(author_role or "member", 1) < RANKS["moderator"]
