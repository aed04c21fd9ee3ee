"""What happens in threads."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class ThreadStarted(Event):
    """A thread was published."""

    thread_id: int
    category_id: int
    author_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class PostPublished(Event):
    """A post was published, the first of a thread included; `mentions` are ids of members."""

    post_id: int
    thread_id: int
    number: int
    author_id: int
    mentions: list[int]


@dataclass(frozen=True, slots=True)
class PostHeld(Event):
    """A post waits for a moderator."""

    post_id: int
    thread_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class PostEdited(Event):
    """The words of a post changed."""

    post_id: int
    thread_id: int
    editor_id: int | None


@dataclass(frozen=True, slots=True)
class PostDeleted(Event):
    """A post was deleted; `reason` is what somebody else than its author said of why."""

    post_id: int
    thread_id: int
    by_id: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PostRestored(Event):
    """A deleted post is back."""

    post_id: int
    thread_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class PostLiked(Event):
    """Somebody likes a post."""

    post_id: int
    thread_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class LikeWithdrawn(Event):
    """Somebody likes a post no more."""

    post_id: int
    thread_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class AnswerAccepted(Event):
    """A post was chosen as the answer to its thread's question."""

    thread_id: int
    post_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class AnswerWithdrawn(Event):
    """A question has no accepted answer any more."""

    thread_id: int
    post_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadClosed(Event):
    """A thread takes no more replies."""

    thread_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadReopened(Event):
    """A closed thread takes replies again."""

    thread_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadPinned(Event):
    """A thread stands first in its category."""

    thread_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadUnpinned(Event):
    """A thread stands in the order of time again."""

    thread_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadMoved(Event):
    """A thread stands in another category."""

    thread_id: int
    from_id: int
    to_id: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadRetagged(Event):
    """A thread's tags changed."""

    thread_id: int
    by_id: int | None
