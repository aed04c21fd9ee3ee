"""Hangs a way to the notes into a member's page and into cases, for moderators."""

from typing import Any

from flask import render_template

from forum.core.access import Actor
from forum.core.slots import fills
from moderation.people import policy, queries


@fills("case.author")
@fills("member.tend")
def link_notes(reader: Actor, member_id: int, **_case: Any) -> str | None:
    """Link the notes on a member, and say how many there are."""
    if policy.may_note(reader) is not None:
        return None
    return render_template("moderation/people/_link.html", member_id=member_id, count=len(queries.notes(member_id)))
