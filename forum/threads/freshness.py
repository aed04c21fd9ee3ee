"""Which pages a thread's facts change."""

from forum.categories.labels import LISTS
from forum.core.pages.declared import changes, changes_nothing
from forum.threads import events
from forum.threads.labels import of_thread


@changes(
    events.ThreadStarted, events.PostPublished, events.PostEdited, events.PostDeleted, events.PostRestored,
    events.PostLiked, events.LikeWithdrawn, events.AnswerAccepted, events.AnswerWithdrawn, events.ThreadClosed,
    events.ThreadReopened, events.ThreadPinned, events.ThreadUnpinned, events.ThreadMoved, events.ThreadRetagged,
)  # fmt: skip
def thread_and_lists(event: events.PostPublished) -> tuple[str, ...]:
    """Name the thread, and the lists that it may stand in."""
    return of_thread(event.thread_id), LISTS


changes_nothing(events.PostHeld)
