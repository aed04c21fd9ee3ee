"""Who may be sanctioned, by whom, and who may read why."""

from flask_babel import gettext as _

from forum.core.access import HOUSE, RANKS, Actor
from moderation.queue.policy import Judged, may_moderate
from moderation.sanctions.models import Sanction


def may_sanction(actor: Actor, case: Judged, role: str | None) -> str | None:
    """Whoever stands above the author; nobody themselves."""
    if case.author_id is None or role is None:
        return _("There is nobody to sanction.")
    if actor.member_id is not None and actor.member_id == case.author_id:
        return _("Nobody sanctions themselves.")
    if actor != HOUSE and RANKS[role] >= actor.rank:
        return _("You may not sanction somebody with your own role or a higher one.")
    return None


def may_sanction_everywhere(actor: Actor, case: Judged, role: str | None) -> str | None:
    """What takes from a member everywhere is for moderators of the whole community (S18)."""
    if actor.scope is not None:
        return _("You moderate some categories only. Ask somebody who moderates the whole community.")
    return may_sanction(actor, case, role)


def may_bring(actor: Actor, member_id: int, role: str | None) -> str | None:
    """Moderators of the whole house, about whoever stands below them (S18); and to end what such a decision took."""
    if no := may_moderate(actor):
        return no
    if actor.scope is not None:
        return _("You moderate some categories only. Ask somebody who moderates the whole community.")
    if role is None:
        return _("There is nobody to sanction.")
    if actor.member_id == member_id:
        return _("Nobody sanctions themselves.")
    if actor != HOUSE and RANKS[role] >= actor.rank:
        return _("You may not sanction somebody with your own role or a higher one.")
    return None


def may_read_reasons(actor: Actor, author_id: int | None, looks: str | None) -> str | None:
    """The member concerned, and moderators who may look at the case."""
    if actor.member_id is not None and actor.member_id == author_id:
        return None
    return looks


def may_resubmit(actor: Actor, sanction: Sanction) -> str | None:
    """The member concerned, while the post waits to be mended."""
    if actor.member_id != sanction.member_id or sanction.kind != "resubmit":
        return _("There is nothing here for you to mend.")
    return None if sanction.lifted_at is None else _("This was mended already.")
