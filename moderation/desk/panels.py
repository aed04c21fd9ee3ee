"""Leads from the guidelines to how grave it is to break each."""

from flask import render_template

from forum.core.access import RANKS, Actor
from forum.core.slots import fills


@fills("guidelines.staff")
def link_harms(*, reader: Actor) -> str | None:
    """Link where the staff weigh the harm of each guideline."""
    return render_template("moderation/desk/_harms.html") if reader.rank >= RANKS["staff"] else None
