"""Which pages thanks change."""

from forum.core.pages.declared import changes, changes_nothing
from forum.kudos import events
from forum.kudos.labels import WALL
from forum.members.labels import of_member
from forum.threads.labels import of_thread


@changes(events.KudosGiven, events.KudosWithdrawn, events.KudosHidden, events.KudosRestored)
def wall_member_and_thread(event: events.KudosGiven) -> tuple[str, ...]:
    """Name the wall, the page of whoever is thanked, and the thread."""
    return WALL, of_member(event.to_member_id), of_thread(event.thread_id)


changes_nothing(events.ShoutOutMade)
