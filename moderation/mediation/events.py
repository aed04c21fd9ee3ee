"""What happens in mediations."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class MediationOpened(Event):
    """A moderator asks two members to talk."""

    mediation_id: int
    member_ids: list[int]
    by_id: int | None


@dataclass(frozen=True, slots=True)
class MediationSpoken(Event):
    """One of the three said something; `to` are the other ones."""

    mediation_id: int
    message_id: int
    by_id: int | None
    to: list[int]


@dataclass(frozen=True, slots=True)
class MediationClosed(Event):
    """A mediation is over, and both can read how."""

    mediation_id: int
    member_ids: list[int]
    by_id: int | None
