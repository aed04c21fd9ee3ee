"""What happens to appeals."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True, slots=True)
class AppealMade(Event):
    """A member asks for a decision to be looked at again."""

    appeal_id: int
    decision_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class AppealDecided(Event):
    """Somebody else looked at a decision again: it is "upheld" or "overturned"."""

    appeal_id: int
    decision_id: int
    member_id: int
    outcome: str
    by_id: int | None
