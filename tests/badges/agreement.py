"""Compares the badges that people had elsewhere with those that our rules give them for what they did there."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.badges.conditions import Counted
from forum.badges.earning import dues, earnable
from forum.badges.models import Badge
from forum.core.db import read
from forum.importing.models import ImportedBadge

KINDS = {
    "Student": "good-opening",
    "Teacher": "liked-reply",
    "Scholar": "case-closed",
    "Nice Question": "good-question",
    "Good Question": "great-question",
    "Great Question": "famous-question",
    "Nice Answer": "good-reply",
    "Good Answer": "great-reply",
    "Enlightened": "shining-answer",
    "Necromancer": "still-burning",
    "Editor": "second-look",
    "Commentator": "at-the-fire",
    "Autobiographer": "face-to-a-name",
}
"""Their badge, and ours that means the nearest to it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many members have theirs, ours and both."""

    name: str
    slug: str
    theirs: int
    ours: int
    both: int

    @property
    def kept(self) -> float:
        """Give the share of those who had theirs that have ours."""
        return self.both / self.theirs if self.theirs else 1.0


def agreement() -> list[Agreement]:
    """Compare kind by kind, over all that was imported."""
    counted, found = Counted(), []
    badges = {row.slug: row for row in read().execute(select(Badge.__table__))}
    for name, slug in KINDS.items():
        theirs = set(read().scalars(select(ImportedBadge.member_id).where(ImportedBadge.name == name)))
        ours = {member_id for member_id, _cause in dues(earnable(badges[slug]), counted)}
        found.append(Agreement(name, slug, len(theirs), len(ours), len(theirs & ours)))
    return found
