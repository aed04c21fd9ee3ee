"""Who may send, see and change pictures."""

from flask_babel import gettext as _

from forum.core.access import Actor

KINDS = ("post", "avatar", "logo")
PUBLIC_KINDS = frozenset({"avatar", "logo"})


def may_upload(actor: Actor, kind: str) -> str | None:
    """Members whose address is confirmed; logos are for staff."""
    if kind not in KINDS:
        return _("Choose what the picture is for.")
    if not actor.signed_in and actor.role == "guest":
        return _("Sign in to add pictures.")
    if actor.suspended:
        return _("Your account may read but not write for now.")
    if not actor.confirmed:
        return _("Confirm your e-mail address first: the link is in your mail.")
    return _("Only staff may change a logo.") if kind == "logo" and actor.rank < 3 else None


def may_change(actor: Actor, kind: str, owner_id: int | None, *, shown: bool) -> str | None:
    """Whoever sent it describes and deletes it; so do moderators who see it (S18)."""
    if actor.suspended:
        return _("Your account may read but not write for now.")
    if actor.member_id is not None and actor.member_id == owner_id:
        return None
    if actor.rank >= 2 and may_see(actor, kind, owner_id, shown=shown) is None:
        return None
    return _("Only whoever sent this picture may change it.")


def may_see(actor: Actor, kind: str, owner_id: int | None, *, shown: bool) -> str | None:
    """Faces and logos everybody; others whoever sees something that shows them, and whoever sent them."""
    if kind in PUBLIC_KINDS or shown or (actor.member_id is not None and actor.member_id == owner_id):
        return None
    return _("There is nothing here for you.")
