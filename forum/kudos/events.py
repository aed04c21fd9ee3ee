"""What happens with thanks."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class KudosGiven(Event):
    """A member thanked another one for a post, for all to see."""

    kudos_id: int
    from_member_id: int
    to_member_id: int
    post_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class KudosWithdrawn(Event):
    """Thanks were taken back by whoever gave them."""

    kudos_id: int
    from_member_id: int
    to_member_id: int
    post_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class KudosHidden(Event):
    """Moderators took thanks out of sight."""

    kudos_id: int
    from_member_id: int
    to_member_id: int
    post_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class KudosRestored(Event):
    """Moderators brought hidden thanks back."""

    kudos_id: int
    from_member_id: int
    to_member_id: int
    post_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class ShoutOutMade(Event):
    """The staff thanked members in a thread of their own."""

    thread_id: int
    by_id: int
    member_ids: list[int]
