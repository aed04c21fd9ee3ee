"""Which pages a poll's facts change."""

from forum.core.pages.declared import changes
from forum.polls import events
from forum.threads.labels import of_thread


@changes(events.PollOpened, events.VoteCast, events.VoteWithdrawn, events.PollClosed)
def thread_of_poll(event: events.PollOpened) -> tuple[str, ...]:
    """Name the thread that the poll stands in."""
    return (of_thread(event.thread_id),)
