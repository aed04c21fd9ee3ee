"""How moderators see a member: who joined, or whose conduct is at stake. Nobody is hidden or held."""

from forum.core.review import Reviewable, reviewable
from moderation.queue import newcomers

for kind in newcomers.PEOPLE:
    reviewable(
        kind, Reviewable(show=newcomers.show, hide=newcomers.never, restore=newcomers.never, release=newcomers.never)
    )
