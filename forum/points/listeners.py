"""Points follow what happens, many facts at once."""

from collections.abc import Sequence

from forum.core.following import follows
from forum.core.tail import Told
from forum.points import recounting
from forum.points.counting import start_counting
from forum.points.observing import Group, observe, touched_by
from forum.points.registry import MERITS


@follows(recounting.FOLLOWER)
def count(told: Sequence[Told]) -> None:
    """Note the deeds that facts touched, and what they earn now."""
    touched = touched_by(told)
    if not touched:
        return
    first = recounting.served() is None
    groups: set[Group] = set()
    for key, touches in touched.items():
        groups |= observe(MERITS[key], touches)
    recounting.take(groups)
    if first:  # what happened before points were counted
        start_counting(gather=True)
