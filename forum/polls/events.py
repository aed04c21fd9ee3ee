"""What happens in polls."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class PollOpened(Event):
    """A thread was given a poll."""

    poll_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class VoteCast(Event):
    """A member voted, or voted anew."""

    poll_id: int
    thread_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class VoteWithdrawn(Event):
    """A member took a vote back."""

    poll_id: int
    thread_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class PollClosed(Event):
    """A poll takes no more votes."""

    poll_id: int
    thread_id: int
