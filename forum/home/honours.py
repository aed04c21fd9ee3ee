"""Whom the staff of the demo world honours by hand, for what no number tells."""

from collections.abc import Mapping

from sqlalchemy import select

from forum.badges.actions import give
from forum.badges.models import Badge
from forum.core.access import Actor
from forum.core.db import read
from forum.core.relay import run_due

SLUG = "thanks-of-the-house"
HONOURS = {
    "old_wick": "For every lantern that burns again because of you.",
    "Kaja": "For keeping the talk warm and the thread clean.",
}


def play(people: Mapping[str, Actor]) -> None:
    """Give the badge that is given by hand."""
    staff = next(actor for actor in people.values() if actor.role == "staff")
    badge_id = read().scalar(select(Badge.id).where(Badge.slug == SLUG))
    for name, reason in HONOURS.items():
        if badge_id is not None and name in people:
            give(staff, badge_id, name, reason)
    run_due()
