"""Hangs the way to a decision about a member into their page, for moderators above them."""

from flask import render_template

from forum.core.access import Actor
from forum.core.slots import fills
from forum.members.queries import authors
from moderation.sanctions.policy import may_bring


@fills("member.tend")
def link_conduct(*, reader: Actor, member_id: int) -> str | None:
    """Lead to the one road by which anybody is warned, slowed, silenced or suspended."""
    member = authors([member_id]).get(member_id)
    if member is None or may_bring(reader, member_id, member.role) is not None:
        return None
    return render_template("moderation/sanctions/_conduct_link.html", member_id=member_id)
