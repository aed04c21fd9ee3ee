"""How moderators see a new member."""

from forum.core.review import Reviewable, reviewable
from moderation.queue import newcomers

reviewable(
    newcomers.KIND,
    Reviewable(show=newcomers.show, hide=newcomers.never, restore=newcomers.never, release=newcomers.never),
)
