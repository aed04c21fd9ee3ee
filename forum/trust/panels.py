"""Hangs a member's level into their page: for staff to set it, for themselves to see what comes next."""

from flask import render_template

from forum.core.access import Actor
from forum.core.slots import fills
from forum.trust import policy
from forum.trust.forms import PlaceForm
from forum.trust.queries import stand_of


@fills("member.tend")
def set_level(reader: Actor, member_id: int) -> str | None:
    """Let staff put the member at a level by hand."""
    if policy.may_settle(reader) is not None or (stand := stand_of(member_id)) is None:
        return None
    form = PlaceForm(data={"level": str(stand.level), "held": stand.held})
    return render_template("trust/_place.html", form=form, member_id=member_id, stand=stand)
